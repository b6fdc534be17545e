"""What the words of its clause say for and against a place's being a stop."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.modality_en import PLAN_WORDS
from convoy_map.mentions.motion_words import MOTION, VEHICLE_RIDES
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.stop_context import Surroundings
from convoy_map.mentions.traveller_keys import VEHICLES

__all__ = ["FIRST", "PAST_BE", "SENT", "SPANS", "THEN", "THIRD", "clause_reasons"]

_BREAKS = frozenset("; : – — ( )".split())
_WILL = frozenset("would could might should will shall may must ought".split())
_UNREAL = frozenset("if unless whether wish perhaps maybe supposedly otherwise".split())
_BIRTH = frozenset(
    "born birth birthplace grew native raised brought home hometown originally family ancestors "
    "lives lived living live resides based studied married buried childhood".split()
)
_LIKENING = frozenset(
    "like than unlike compared resembles resembled reminded bigger smaller larger famous known "
    "similar rival".split()
)
_HEARSAY = frozenset(
    "rumour rumours rumor rumors reportedly allegedly supposedly claimed heard rumoured apparently "
    "gossip".split()
)
_HABITUAL = frozenset("every always usually often never ever".split())
_INTENT = frozenset(
    "booked reserved considered offered recommended invited ticket tickets talk talked spoke "
    "thought promised proposed suggested dreamed cancelled canceled refused".split()
)
PAST_BE, _PRESENT = frozenset("was were had".split()), frozenset("is are has does do".split())
FIRST, THIRD = frozenset("i we us me".split()), frozenset("he she they him them".split())
SPANS = frozenset(
    "night nights day days week weeks hour hours month months minutes morning afternoon evening "
    "noon midday midnight dawn dusk sunset sunrise dark tomorrow yesterday o'clock".split()
)
THEN = frozenset("then next after finally later first last before beyond thereafter".split())
SENT = frozenset(
    "bound destined meant intended addressed telephoned telegraphed wrote written writes sent "
    "posted shipped ordered rang called promised".split()
)
_TURNS = frozenset("but because although while which who".split())
_DASHES = frozenset("( — –".split())
_CLOSES = frozenset(") — –".split())
_WHERE = (
    ("modal", _WILL, "left"), ("modal-after", _WILL, "right"), ("unreal", _UNREAL, "both"),
    ("plan", PLAN_WORDS, "left"), ("plan-after", PLAN_WORDS, "beyond"), ("birth", _BIRTH, "near"),
    ("birth-far", _BIRTH, "far"), ("likening", _LIKENING, "near"), ("hearsay", _HEARSAY, "both"),
    ("habitual", _HABITUAL, "both"), ("intent", _INTENT, "both"), ("past-be", PAST_BE, "both"),
    ("present", _PRESENT, "both"), ("first-person", FIRST, "both"), ("third-person", THIRD, "both"),
    ("time", SPANS | en.WEEKDAYS | en.MONTHS, "both"), ("then", THEN, "near"),
    ("sent-left", SENT, "left"), ("motion-left", frozenset(MOTION), "left"),
    ("motion-right", frozenset(MOTION), "right"), ("vehicle", VEHICLES | VEHICLE_RIDES, "both"),
)  # fmt: skip
"""Reasons by word classes: name, words, and the stretch of the clause that holds one of them."""


def clause_reasons(
    sentence: Sentence, i: int, k: int, around: Surroundings, persons: PersonIndex
) -> Iterator[str]:
    """Name what the clause of the place at tokens ``i`` to ``k`` speaks of."""
    first, last = _bounds(sentence, i, k)
    left, right = frozenset(sentence.lows[first:i]), frozenset(sentence.lows[k:last])
    near = frozenset(sentence.lows[max(first, i - 5) : i])
    stretches = {
        "left": left, "right": right, "both": left | right, "near": near,
        "far": (left | right) - near, "beyond": frozenset(sentence.lows[k : k + 10]),
    }  # fmt: skip
    for name, words, stretch in _WHERE:
        if not words.isdisjoint(stretches[stretch]):
            yield name
    yield from _forms(sentence.lows[first:i], left, right)
    if "it" in (sentence.low(first), sentence.low(first + 1)):
        yield "it-opens"
    if any(persons.at(start) is not None for start in sentence.starts[first:last]):
        yield "person"
    if first == 0 and i <= 3:
        yield "opens"
    yield from _in_text(sentence, i, k, around)


def _bounds(sentence: Sentence, i: int, k: int) -> tuple[int, int]:
    """Token range of the clause of a place, at most 14 words before and 10 after it."""
    first = i
    while first > 0 and i - first < 14 and sentence.low(first - 1) not in _BREAKS:
        first -= 1
        if sentence.low(first) in _TURNS | {"when"}:
            break
    last = k
    while last < len(sentence.lows) and last - k < 10 and sentence.low(last) not in _BREAKS:
        if sentence.low(last) in _TURNS | {"where"}:
            break
        last += 1
    return first, last


def _forms(before: list[str], left: frozenset[str], right: frozenset[str]) -> Iterator[str]:
    """What the forms of verbs tell: denial, the past, what was to be."""
    if any(a in {"was", "were"} and b == "to" for a, b in pairwise(before)):
        yield "was-to"
    if "had" in left or any(low.endswith(("'d", "’d")) for low in left):
        yield "had"
    if "there" in left and left & PAST_BE:
        yield "there-was"
    for name, words in (("negated", left), ("negated-after", right)):
        if any(low in en.NEGATIONS or low.endswith(("n't", "n’t")) for low in words):
            yield name
    if any(low.endswith("ed") and len(low) > 4 for low in left | right):
        yield "past"


def _in_text(sentence: Sentence, i: int, k: int, around: Surroundings) -> Iterator[str]:
    """Where in the text it stands: a quotation, a heading, an aside."""
    if around.speakers.in_quote(sentence.starts[min(i, len(sentence.starts) - 1)]):
        yield "quoted"
    if sentence.words[min(i, len(sentence.words) - 1)].isupper():
        yield "dateline" if sentence.paragraph == 0 and i == 0 else "capitals"
    if len(sentence.lows) <= 8:
        yield "short"
    depth = sum(low in _DASHES for low in sentence.lows[max(0, i - 40) : i])
    if depth % 2 and any(low in _CLOSES for low in sentence.lows[k : k + 40]):
        yield "aside"
