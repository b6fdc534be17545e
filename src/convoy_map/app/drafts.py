"""A judgement as it is being written: which fields a verdict asks for, and its line.

Nothing here touches Streamlit, so that it can be tested as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from convoy_map.errors import JudgementError
from convoy_map.model import SourceDocument

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "accept": (
        "itinerary", "role", "waypoint", "title", "relation", "witness", "stance", "time",
    ),
    "place": ("itinerary", "place"),
    "several": ("itinerary", "places"),
    "not-place": ("place",),
    "unlocatable": ("itinerary",),
    "area": ("itinerary", "geometry"),
    "reject": (),
    "mention": ("itinerary", "role", "title"),
    "leg": ("itinerary", "after", "before", "manner", "turn", "duration"),
    "order": ("itinerary", "before"),
}  # fmt: skip
"""Verdicts that the page offers, in its order, and the fields each can carry."""

REQUIRED: Final = {
    "place": "place",
    "several": "places",
    "not-place": "place",
    "area": "geometry",
    "order": "before",
}


@dataclass(frozen=True, slots=True)
class Target:
    """The words that a judgement is about."""

    source: str
    start: int
    end: int
    exact: str

    @property
    def about(self) -> str:
        """The target as judgements write it."""
        return f"{self.source}:{self.start}-{self.end}"


def target_of(about: str, documents: Sequence[SourceDocument]) -> Target:
    """Return the words at ``source:start-end``.

    Raises
    ------
    JudgementError
        If it is not of that form, or no document has words there.
    """
    source, _, span = about.rpartition(":")
    start, _, end = span.partition("-")
    if not (source and start.isdigit() and end.isdigit()):
        raise JudgementError(f"{about!r} is not of the form source:start-end")
    for document in documents:
        if document.id == source:
            words = document.slice(int(start), int(end))
            if words:
                return Target(source, int(start), int(end), words)
    raise JudgementError(
        f"no words stand at {about!r}", mend="choose the words in one of the case's sources"
    )


def fields_of(verdict: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that a verdict carries, empty ones left out.

    Raises
    ------
    JudgementError
        If the verdict is none that the page offers, or misses what it needs.

    Examples
    --------
    >>> fields_of("place", {"place": "geonames:1", "role": "via", "itinerary": ""})
    {'place': 'geonames:1'}
    """
    if verdict not in FIELDS:
        raise JudgementError(f"{verdict!r} is no verdict", mend=f"use one of {', '.join(FIELDS)}")
    kept = {name: values[name] for name in FIELDS[verdict] if values.get(name)}
    needed = REQUIRED.get(verdict)
    if needed and needed not in kept:
        raise JudgementError(
            f"the verdict {verdict!r} says no {needed}", mend=f"fill in the {needed}"
        )
    return kept


def weighed_places(weights: Mapping[str, float]) -> str:
    """Return places kept open as judgements write them; weights are left out if all are alike.

    Parameters
    ----------
    weights : mapping of str to float
        Place ids with their weights, in any unit.

    Examples
    --------
    >>> weighed_places({"geonames:1": 70, "geonames:2": 30})
    'geonames:1 70; geonames:2 30'
    >>> weighed_places({"geonames:1": 50, "geonames:2": 50})
    'geonames:1; geonames:2'
    """
    if len(set(weights.values())) <= 1:
        return "; ".join(weights)
    return "; ".join(f"{place} {weight:g}" for place, weight in weights.items())


def polygon_wkt(corners: Sequence[Sequence[float]]) -> str:
    """Return a drawn area as WKT, longitude first.

    Parameters
    ----------
    corners : sequence of (lon, lat)
        Degrees, in the order in which they were drawn.

    Raises
    ------
    JudgementError
        If there are fewer than three corners.

    Examples
    --------
    >>> polygon_wkt([[0, 0], [1, 0], [1, 1]])
    'POLYGON ((0 0, 1 0, 1 1, 0 0))'
    """
    if len(corners) < 3:
        raise JudgementError(
            f"an area needs three corners, this has {len(corners)}", mend="click more corners"
        )
    ring = [*corners, corners[0]]
    return f"POLYGON (({', '.join(f'{lon:g} {lat:g}' for lon, lat in ring)}))"
