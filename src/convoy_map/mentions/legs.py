"""What is said of the way itself: manner, turns and durations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from convoy_map.mentions.time_stems import WordsWith

__all__ = ["TELLS_WAY", "LegWords", "find_legs"]


@dataclass(frozen=True, slots=True)
class LegWords:
    """Words about the way: ``manner`` (a surface or vehicle) or ``side`` of a turn."""

    start: int
    end: int
    manner: str | None = None
    side: str | None = None


_G = r"[^\S\n]+"
_W = rf"(?:[\w’'-]+{_G})"
_MANNERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (manner, re.compile(pattern, re.IGNORECASE))
    for manner, pattern in (
        (
            "track",
            rf"\b(?:left|leaving|leave|quit|quitting|off|turned{_G}off){_G}(?:the|that){_G}"
            rf"(?:main|paved|tarmac|asphalt|metalled|high){_G}?(?:road|highway|way)"
            rf"(?:{_G}(?:for|on{_G}to|onto|to|and{_G}took{_G}to){_G}{_W}{{0,3}}(?:tracks?|trails?|paths?)(?:{_G}across{_G}{_W}?\w+)?)?",
        ),
        (
            "track",
            rf"\b(?:took{_G}to|along|by|on|onto|over|down|followed|following|across){_G}{_W}{{0,3}}"
            rf"(?:tracks?|trails?|footpaths?|dirt{_G}roads?)\b(?:{_G}across{_G}(?:the{_G})?\w+)?",
        ),
        (
            "desert",
            rf"\b(?:across|through|into|over){_G}{_W}{{0,2}}(?:desert|dunes|steppe|sands)\b",
        ),
        (
            "main_road",
            rf"\b(?:along|on|down|took|by|joined|followed|following|back{_G}on|up){_G}(?:the|a){_G}"
            rf"{_W}{{0,2}}(?:main{_G}road|highway|motorway|paved{_G}road|post{_G}road|high{_G}road|tarmac)\b",
        ),
        (
            "on_foot",
            rf"\bon{_G}foot\b|\bwalk(?:ed|ing)\b|\bmarch(?:ed|ing)\b|\bhik(?:ed|ing)\b|\btrudg(?:ed|ing)\b",
        ),
        (
            "water",
            rf"\b(?:by|in{_G}a|in{_G}an|on{_G}a|aboard{_G}(?:a|the)){_G}{_W}{{0,1}}"
            rf"(?:boat|ship|steamer|ferry|canoe|dhow|barge|raft|sea|schooner|felucca)\b|\bsail(?:ed|ing)\b|\brow(?:ed|ing)\b",
        ),
        (
            "rail",
            rf"\b(?:by|on{_G}the|on{_G}a|took{_G}the|took{_G}a|caught{_G}a|caught{_G}the){_G}{_W}{{0,2}}(?:train|rail|railway)\b",
        ),
    )
)
_TURN = re.compile(
    rf"\b(?:turn(?:ed|ing|s)?|bear|bore|bearing|veer(?:ed|ing)?|swung|branch(?:ed|ing)?{_G}off)"
    rf"{_G}(?:off{_G})?(?:sharply{_G}|hard{_G}|to{_G}the{_G})*(right|left)\b"
    rf"|\btook{_G}(?:the|a){_G}(right|left)(?:-hand)?{_G}(?:turn|fork|branch)",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"road|highway|track|trail|path|desert|dunes|steppe|sands|foot|walk|march|hik|trudg|boat|ship|"
    r"steamer|ferry|canoe|dhow|barge|raft|\bsea\b|schooner|felucca|sail|row|train|rail|right|left|"
    r"tarmac|motorway",
    re.IGNORECASE,
)
TELLS_WAY = WordsWith(_CUE)
"""Which lower-cased words can belong to a statement about the way."""


def find_legs(text: str, start: int, end: int) -> list[LegWords]:
    """Find the statements about the way in one sentence.

    Examples
    --------
    >>> said = "Then we turned right, leaving the main road."
    >>> [(w.manner, w.side) for w in find_legs(said, 0, len(said))]
    [(None, 'right'), ('track', None)]
    """
    if not _CUE.search(text, start, end):
        return []
    found: list[LegWords] = []
    for match in _TURN.finditer(text, start, end):
        side = (match.group(1) or match.group(2)).lower()
        found.append(LegWords(match.start(), match.end(), side=side))
    for manner, pattern in _MANNERS:
        for match in pattern.finditer(text, start, end):
            if not any(w.start < match.end() and match.start() < w.end for w in found):
                found.append(LegWords(match.start(), match.end(), manner=manner))
    return sorted(found, key=lambda w: w.start)
