"""English prepositions and what each makes of the place after it."""

from __future__ import annotations

from bisect import bisect_right

from convoy_map.mentions.events import Path
from convoy_map.mentions.noun_phrases import Sentence

__all__ = ["FILLERS", "OPENERS", "PREPOSITIONS", "preposition_of", "token_index"]

SOURCE = {("from",), ("out", "of"), ("away", "from"), ("outside",)}
GOAL = {("to",), ("into",), ("onto",), ("on", "to"), ("as", "far", "as"), ("up", "to"), ("until",)}
HEADING = {
    ("towards",), ("toward",), ("for",), ("in", "the", "direction", "of"), ("bound", "for"),
}  # fmt: skip
VIA = {
    ("through",), ("via",), ("past",), ("across",), ("over",), ("along",), ("by", "way", "of"),
    ("by",), ("beyond",), ("around",), ("round",), ("under",), ("down",), ("up",), ("off",),
    ("after",), ("passing",), ("behind",),
}  # fmt: skip
AT = {
    ("in",),
    ("at",),
    ("on",),
    ("near",),
    ("inside",),
    ("outside",),
    ("within",),
    ("beside",),
    ("below",),
    ("above",),
    ("alongside",),
    ("abeam",),
    ("abreast", "of"),
    ("opposite",),
}
PREPOSITIONS: dict[tuple[str, ...], Path] = {
    **dict.fromkeys(AT, Path.STAY),
    **dict.fromkeys(VIA, Path.VIA),
    **dict.fromkeys(HEADING, Path.HEADING),
    **dict.fromkeys(GOAL, Path.GOAL),
    **dict.fromkeys(SOURCE, Path.SOURCE),
}
_BY_LAST: dict[str, list[tuple[str, ...]]] = {}
for _words in sorted(PREPOSITIONS, key=len)[::-1]:
    _BY_LAST.setdefault(_words[-1], []).append(_words)
FILLERS = frozenset(
    "the a an then finally eventually again soon straight directly back home once more north south "
    "east west northwards southwards eastwards westwards down up on city town village of river port "  # noqa: E501
    "lake island safety relative quickly slowly safely first later , and only just ancient old small little his "  # noqa: E501
    "her their our my".split()
)
OPENERS = frozenset(", but and ; then : – - — “ \" ‘ ' ( later next finally so".split())


def token_index(sentence: Sentence, start: int) -> int:
    """Index of the token at, or first after, an offset."""
    return bisect_right(sentence.ends, start)


def preposition_of(sentence: Sentence, i: int) -> tuple[tuple[str, ...], int] | None:
    """The preposition that governs a place at token ``i``, and where it begins."""
    for j in range(i - 1, max(-1, i - 7), -1):
        low = sentence.low(j)
        for words in _BY_LAST.get(low, ()):
            first = j - len(words) + 1
            if first >= 0 and tuple(sentence.lows[first : j + 1]) == words:
                return words, first
        if low not in FILLERS:
            return None
    return None
