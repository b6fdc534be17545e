"""Stops told by a copula or by their place in the order: "our next halt was Osk"."""

from __future__ import annotations

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.events import Arg, Event, Path
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.paths_en import token_index
from convoy_map.mentions.units import Unit
from convoy_map.model import MentionKind, Stance

__all__ = ["copulas", "is_next_by_hour"]

_HALTS = frozenset(
    "stop halt stopover call port camp stage station destination lodging bivouac anchorage "
    "landfall "
    "haven refuge shelter resting-place".split()
)
_ORDINALS = frozenset(
    "next first second third fourth last final only overnight second-last".split()
)
_AFTER_NAME = (
    ("came", "next"), ("was", "next"), ("came", "after"), ("came", "then"), ("followed",),
    ("came", "last"), ("came", "first"), ("comes", "next"), ("was", "our", "next"),
    ("was", "the", "next"), ("was", "our", "last"), ("was", "the", "last"), ("was", "our", "first"),
)  # fmt: skip
_PASSED = (
    ("was", "behind", "us"), ("lay", "behind", "us"), ("was", "behind", "them"), ("abeam",),
    ("lay", "behind", "them"),
    ("slid", "by"), ("slipped", "by"), ("went", "by"), ("fell", "astern"),
    ("dropped", "astern"), ("was", "abeam"), ("passed", "to"),
)  # fmt: skip


def copulas(sentence: Sentence, units: list[Unit]) -> list[Event]:
    """Find the stops and places passed that a copula or an order word tells.

    "Our next halt was Osk", "Osk came after that", "by noon Osk was behind us",
    "1400 Osk abeam".
    """
    events: list[Event] = []
    for unit in units:
        if unit.kind is not MentionKind.TOPONYM:
            continue
        path = _path(sentence, unit)
        if path is None:
            continue
        event = Event(
            unit.start, unit.start, "copula", "there", sentence.index, sentence.paragraph,
            traveller="we",
        )  # fmt: skip
        event.args.append(Arg(unit, path, Stance.STATED))
        events.append(event)
    return events


def _path(sentence: Sentence, unit: Unit) -> Path | None:
    i, k = token_index(sentence, unit.start), token_index(sentence, unit.end)
    following = tuple(sentence.lows[k : k + 3])
    if any(following[: len(words)] == words for words in _PASSED):
        return Path.VIA
    if any(following[: len(words)] == words for words in _AFTER_NAME):
        return Path.STAY
    timed = is_next_by_hour(sentence, i, k)
    return Path.STAY if timed or _is_predicate(sentence, i) else None


def is_next_by_hour(sentence: Sentence, i: int, k: int) -> bool:
    """Such as "then Osk in the morning, and Lur by dinner": stops told by their hours."""
    opens = sentence.low(i - 1) in {"then", "next", "and", ","} and i > 1
    timed = sentence.low(k) in {"in", "by", "at", "before", "after", "around", "for"}
    return opens and timed and bool(_HOURS & set(sentence.lows[k + 1 : k + 3]))


_HOURS = frozenset(
    "morning afternoon evening night nightfall dawn daybreak sunrise sunset dusk dark noon midday "
    "midnight breakfast lunch lunchtime dinner supper tea".split()
)


def _is_predicate(sentence: Sentence, i: int) -> bool:
    """Such as "the next stop was X", "our first port of call, X"."""
    if sentence.low(i - 1) not in {"was", "is", "being", ":", ","}:
        return False
    words = sentence.lows[max(0, i - 7) : i - 1]
    negated = en.NEGATIONS & set(words)
    return bool(_HALTS & set(words[-4:]) and _ORDINALS & set(words)) and not negated
