"""Lengths, travel times and speeds: whether the journey can have run as told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from convoy_map.model import LegEvidence, TimeInterval
from convoy_map.routing.problem import Problem


@dataclass(frozen=True, slots=True)
class Ride:
    """What a stretch of the way comes to.

    ``travel_time_s`` is (fastest, slowest) without stops; ``barrier_km`` what
    crossing rivers and closed ground adds, in main-road km.
    """

    length_m: float
    travel_time_s: tuple[float, float]
    barrier_km: float
    share_on_roads: float
    surfaces: tuple[tuple[str, float], ...]


def ride(problem: Problem, nodes: np.ndarray, manner: str | None) -> Ride:
    """Measure a stretch."""
    network = problem.network
    weights = network.weights(problem.costs(manner))
    edges = problem.assembler.edges_of(nodes, weights)
    lengths = network.length_km[edges]
    fast = slow = 0.0
    by_surface: dict[str, float] = {}
    for code, km in zip(network.surface[edges], lengths, strict=True):
        by_surface[network.surfaces[code]] = by_surface.get(network.surfaces[code], 0.0) + float(km)
    for surface, km in by_surface.items():
        low, high = _speeds(problem, surface, manner)
        fast, slow = fast + km / high, slow + km / low
    total = float(lengths.sum())
    on_roads = float(lengths[network.road[edges] >= 0].sum())
    return Ride(
        length_m=1000.0 * total,
        travel_time_s=(3600.0 * fast, 3600.0 * slow),
        barrier_km=float(network.barrier[edges].sum()),
        share_on_roads=on_roads / total if total > 0 else 0.0,
        surfaces=tuple(sorted(by_surface.items(), key=lambda kv: (-kv[1], kv[0]))),
    )


def _speeds(problem: Problem, surface: str, manner: str | None) -> tuple[float, float]:
    speeds = problem.parameters.speeds_kmh
    if manner == "on_foot":
        return speeds.get("on_foot", (2.0, 6.0))
    return speeds.get(surface, speeds.get("roadless", (4.0, 20.0)))


def rides(parts: Sequence[Ride]) -> tuple[float, tuple[float, float]]:
    """Length and (fastest, slowest) time of several stretches in a row."""
    return (
        sum(p.length_m for p in parts),
        (sum(p.travel_time_s[0] for p in parts), sum(p.travel_time_s[1] for p in parts)),
    )


def span_between(a: TimeInterval | None, b: TimeInterval | None) -> tuple[float, float | None]:
    """Least and greatest time between two stated moments, seconds.

    Examples
    --------
    >>> span_between(None, None)
    (0.0, None)
    """
    least, most = 0.0, None
    if a and b:
        if a.latest_utc and b.earliest_utc:
            least = max((b.earliest_utc - a.latest_utc).total_seconds(), 0.0)
        if a.earliest_utc and b.latest_utc:
            most = (b.latest_utc - a.earliest_utc).total_seconds()
    return least, most


def duration_of_leg(
    legs: Sequence[LegEvidence], start: str, end: str, first: bool, last: bool
) -> LegEvidence | None:
    """The statement that bounds the time of exactly this leg, if there is one."""
    for leg in legs:
        if leg.duration is None:
            continue
        from_here = leg.after == start or (leg.after is None and first)
        to_here = leg.before == end or (leg.before is None and last)
        if from_here and to_here:
            return leg
    return None


def iso(moment: datetime | None) -> str | None:
    """ISO 8601 text of a moment, None for none."""
    return None if moment is None else moment.isoformat()


def in_words(seconds: float) -> str:
    """A duration for a reader.

    Examples
    --------
    >>> in_words(5400), in_words(1200), in_words(200_000)
    ('1.5 hours', '20 minutes', '2.3 days')
    """
    if seconds < 5400:
        return f"{seconds / 60:.0f} minutes"
    if seconds < 48 * 3600:
        return f"{seconds / 3600:.2g} hours"
    return f"{seconds / 86400:.2g} days"
