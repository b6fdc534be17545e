"""Places that only say where another place lies: "Osh, Kyrgyzstan", "Sur in Oman"."""

from __future__ import annotations

import re
from itertools import pairwise

from convoy_map.mentions.units import Unit
from convoy_map.model import MentionKind

__all__ = ["TITLE", "mark_containers", "mark_descriptions"]

TITLE = "says what the place before it is"
"""Note of an unnamed place that explains the name before it."""
_BETWEEN = re.compile(r"\s*(?:,|\(|،)\s*|,?\s+in\s+(?:the\s+)?|\s+في\s+")
_LIST_GOES_ON = re.compile(r"\s*(?:,?\s+and\s|\s+و|\s*&)")


def mark_descriptions(text: str, units: list[Unit]) -> None:
    """Tie "to the west of Raqqa" in "Idlib, to the west of Raqqa," to the name before it.

    The relation then tells where that place is, and is no stop of its own.
    """
    outer = [u for u in units if u.parent is None and u.kind is not MentionKind.DEMONYM]
    for place, words in pairwise(outer):
        if _is_title(text, place, words):
            words.same_as, words.note = place, TITLE
        if place.kind is not MentionKind.TOPONYM or words.kind is not MentionKind.RELATIONAL:
            continue
        if words.head or words.relation is None or words.same_as is not None:
            continue
        if _APART.fullmatch(text[place.end : words.start]) and _CLOSED.match(text, words.end):
            words.parent, words.same_as = place, place
            words.note = "says where the place before it lies"


def _is_title(text: str, place: Unit, words: Unit) -> bool:
    """Such as "Osk – capital of their kingdom": an unnamed place that explains a name."""
    named = place.kind is MentionKind.TOPONYM and place.sort in {"settlement", ""}
    seat = words.kind is MentionKind.NOMINAL and words.head in {"capital", "seat", "stronghold"}
    return named and seat and _APART.fullmatch(text[place.end : words.start]) is not None


_APART = re.compile(r"\s*[,،–—-]\s*")
_CLOSED = re.compile(r"\s*(?:[,.;:،؛)]|$|–|—)")


def mark_containers(text: str, units: list[Unit]) -> None:
    """Make a country or province that follows its town a part of the town.

    In a list ("to Jordan, Syria and Iraq") nothing contains anything: both have
    to be of different sorts, the settlement first.
    """
    names = [u for u in units if u.kind is MentionKind.TOPONYM]
    for inner, outer in pairwise(names):
        gap = text[inner.end : outer.start]
        within = gap.strip() in {"in", "in the", "في"} and inner.sort == "settlement"
        if not within and (
            outer.sort not in {"country", "area"} or inner.sort in {"country", "area", "water"}
        ):
            continue
        if outer.parent is not None or not _BETWEEN.fullmatch(gap):
            continue
        if "," in gap and _LIST_GOES_ON.match(text, outer.end):
            continue
        outer.parent = inner
        outer.note = "says where the place before it lies"
