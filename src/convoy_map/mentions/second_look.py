"""Names that their own words leave open, decided by the whole text.

A small town named without a word that places it ("Osk was shut") looks like any
surname. Three things tell them apart: the slots that all its occurrences stand in
(one sense per discourse: Gale, Church and Yarowsky 1992), the countries of the
places named around it, and lists of places that it stands in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from convoy_map.mentions.first_names import FIRST_NAMES
from convoy_map.mentions.namebook import Fame, NameBook
from convoy_map.mentions.slots_en import PERSONAL, is_governed, slot
from convoy_map.mentions.units import Person, slug

__all__ = ["OPEN", "Reading", "reconsider"]

OPEN = (-1.0, 0.45)
"""Scores between which a name's own words leave open whether it is a place."""

_BESIDE = 24
_OCCURRENCES = 6
_HOME = 0.45
_SLOT = 0.8
_LISTED = 0.5
_LIST_LINK = re.compile(r",?[^\S\n]+(?:and[^\S\n]+)?(?:then[^\S\n]+)?$")
_GOES_ON = re.compile(r",?[^\S\n]+(?:and[^\S\n]+)?(?:then[^\S\n]+)?")


class Reading(NamedTuple):
    """A name as its own words read it: its offsets and its score; above 0 it is a place."""

    start: int
    end: int
    score: float


class _Ground:
    """The countries that the sure names of a text lie in, near each of its offsets."""

    def __init__(self, sure: Iterable[tuple[int, Fame]]) -> None:
        named = sorted(sure, key=lambda s: s[0])
        self._starts = [start for start, _ in named]
        self._codes = [fame.ccodes for _, fame in named]
        self._near: dict[int, dict[str, float]] = {}

    def share(self, at: int, ccodes: frozenset[str]) -> float:
        """Share of the names around an offset that may lie in one of these countries."""
        if not self._codes or not ccodes:
            return 0.0
        index = bisect_left(self._starts, at) // _BESIDE
        near = self._near.get(index)
        if near is None:
            near = defaultdict(float)
            for codes in self._codes[max(0, (index - 1) * _BESIDE) : (index + 2) * _BESIDE]:
                for code in codes:
                    near[code] += 1 / len(codes)
                near[""] += bool(codes)
            self._near[index] = near
        held = sum(near.get(code, 0.0) for code in ccodes)
        return held / near[""] if near.get("") else 0.0


def reconsider(
    text: str, book: NameBook, sure: list[Reading], unsure: list[Reading]
) -> tuple[list[Reading], list[Person]]:
    """Tell which of the unsure names the whole text makes places, and which persons.

    Parameters
    ----------
    text : str
        The passage.
    book : NameBook
        The gazetteer.
    sure : list of Reading
        Names that their own words make places.
    unsure : list of Reading
        Names with scores in ``OPEN``, in order.

    Returns
    -------
    tuple
        The places, in order, and the persons.
    """
    persons: list[Person] = []
    surfaces: dict[str, list[Reading]] = {}
    for reading in unsure:
        surfaces.setdefault(_name(text, reading), []).append(reading)
    ground = _Ground((r.start, book.fame(text[r.start : r.end])) for r in sure)
    known = Counter(_name(text, r) for r in sure)
    found: list[Reading] = []
    rest: list[tuple[Reading, float]] = []
    for name, readings in surfaces.items():
        slots = [slot(text, r.start, r.end) for r in readings[:_OCCURRENCES]]
        slots += [0.0] * (len(readings) - len(slots))
        whole = _of_whole_text(text, book, ground, name, readings, slots)
        n_personal = sum(own <= PERSONAL for own in slots)
        stays = [
            r.score > 0 and (not n_personal or (own > PERSONAL and is_governed(text, r.start)))
            for r, own in zip(readings, slots, strict=True)
        ]
        certain = known[name] > 0 and known[name] >= n_personal
        placed = known[name] > 0 or any(stays)
        for reading, own, stay in zip(readings, slots, stays, strict=True):
            score = reading.score + whole
            if certain or stay or (placed and own > PERSONAL):
                score = max(0.4, reading.score)
            if score > 0:
                found.append(reading._replace(score=min(0.45, score)))
            elif not n_personal:
                rest.append((reading, score))
            elif " " not in name:
                shown = text[reading.start : reading.end]
                persons.append(Person(reading.start, reading.end, shown, slug(shown)))
    found += _listed(text, book, sorted(rest), [*sure, *found])
    return sorted(found), persons


def _of_whole_text(
    text: str, book: NameBook, ground: _Ground, name: str, readings: list[Reading],
    slots: list[float],
) -> float:  # fmt: skip
    """What the slots of all occurrences, and the countries around, say of a name."""
    whole = _SLOT * max(-1.0, min(1.0, sum(slots)))
    if min(slots) <= PERSONAL:
        return min(whole, -0.6)
    first = readings[0]
    fame = book.fame(text[first.start : first.end])
    share = ground.share(first.start, fame.ccodes)
    whole += _HOME * min(1.0, share / 0.3) / (1 + 0.25 * max(0, len(fame.ccodes) - 1))
    return whole - (0.5 if name in FIRST_NAMES else 0.0)


def _listed(
    text: str, book: NameBook, rest: list[tuple[Reading, float]], found: list[Reading]
) -> list[Reading]:
    """Names beside a place in a list: "Osk, Lur and Tanf"; a well-known one needs no more."""
    ends, starts = {r.end for r in found}, {r.start for r in found}
    listed: list[Reading] = []
    for reading, score in rest:
        well_known = book.fame(text[reading.start : reading.end]).fame >= 0.5
        if (well_known or score > -_LISTED) and _is_beside(text, reading, starts, ends):
            ends.add(reading.end)
            listed.append(reading._replace(score=0.4))
    return listed


def _name(text: str, reading: Reading) -> str:
    return " ".join(text[reading.start : reading.end].split()).casefold()


def _is_beside(text: str, reading: Reading, starts: set[int], ends: set[int]) -> bool:
    """Whether a name stands in a list right beside a name that is sure."""
    link = _LIST_LINK.search(text, max(0, reading.start - 12), reading.start)
    if link is not None and link.start() in ends:
        return True
    follow = _GOES_ON.match(text, reading.end)
    return follow is not None and "," in follow.group() and follow.end() in starts
