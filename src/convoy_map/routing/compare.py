"""Two routes side by side: what moved, by how much, and what became less sure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from convoy_map.geo import Projection, distance_m, local_projection
from convoy_map.model import Route
from convoy_map.routing.corridor import way_distances

_STEP_M = 500.0


@dataclass(frozen=True, slots=True)
class RouteChange:
    """How one route differs from another.

    Parameters
    ----------
    hausdorff_m, mean_distance_m : float or None
        Greatest and mean distance between the two lines; None where one has none.
    corridor_overlap : dict of float to float
        For each level, shared area over joint area (1 is the same, 0 apart).
    moved_m : tuple of (str, float)
        Waypoints that moved, furthest first, with the distance in metres.
    gained, lost : tuple of str
        Waypoints that only one of the routes can place.
    p_place_change, p_skipped_change : tuple of (str, float)
        Changes of the probabilities of places and of statements not fitting.
    """

    hausdorff_m: float | None
    mean_distance_m: float | None
    corridor_overlap: dict[float, float]
    moved_m: tuple[tuple[str, float], ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    p_place_change: tuple[tuple[str, float], ...]
    p_skipped_change: tuple[tuple[str, float], ...]


def compare_routes(before: Route, after: Route) -> RouteChange:
    """Measure what changed from one route to another of the same journey."""
    known = [*_spots(before).values(), *_spots(after).values()]
    hausdorff = mean = None
    overlap: dict[float, float] = {}
    if known:
        projection = local_projection(*known[0])
        hausdorff, mean = _line_distances(before, after, projection)
        overlap = _overlaps(before, after, projection)
    there = {w.id: w for w in before.waypoints if w.lon is not None}
    here = {w.id: w for w in after.waypoints if w.lon is not None}
    spots, now = _spots(before), _spots(after)
    moved = {i: distance_m(*spots[i], *now[i]) for i in spots if i in now}
    both = [i for i in there if i in here]
    return RouteChange(
        hausdorff_m=hausdorff,
        mean_distance_m=mean,
        corridor_overlap=overlap,
        moved_m=tuple(sorted(moved.items(), key=lambda kv: (-kv[1], kv[0]))),
        gained=tuple(i for i in here if i not in there),
        lost=tuple(i for i in there if i not in here),
        p_place_change=_changes({i: (there[i].p_place, here[i].p_place) for i in both}),
        p_skipped_change=_changes({i: (there[i].p_skipped, here[i].p_skipped) for i in both}),
    )


def _spots(route: Route) -> dict[str, tuple[float, float]]:
    return {
        w.id: (w.lon, w.lat) for w in route.waypoints if w.lon is not None and w.lat is not None
    }


def _changes(pairs: dict[str, tuple[float | None, float | None]]) -> tuple[tuple[str, float], ...]:
    return tuple(
        (i, round(b - a, 4)) for i, (a, b) in pairs.items() if a is not None and b is not None
    )


def _positions(route: Route, projection: Projection) -> np.ndarray:
    parts = []
    for leg in route.legs:
        if leg.geometry is not None:
            line = projection.forward(leg.geometry)
            parts.append(shapely.get_coordinates(shapely.segmentize(line, _STEP_M)))
    return np.concatenate(parts) if parts else np.zeros((0, 2))


def _line_distances(
    before: Route, after: Route, projection: Projection
) -> tuple[float | None, float | None]:
    a, b = _positions(before, projection), _positions(after, projection)
    if not len(a) or not len(b):
        return None, None
    far = shapely.hausdorff_distance(shapely.MultiPoint(a), shapely.MultiPoint(b))
    return float(far), way_distances(a, b)


def _overlaps(before: Route, after: Route, projection: Projection) -> dict[float, float]:
    areas: list[dict[float, BaseGeometry]] = [
        {c.p_mass: projection.forward(c.geometry) for c in r.corridors} for r in (before, after)
    ]
    out = {}
    for level in sorted(areas[0].keys() & areas[1].keys()):
        joint = areas[0][level].union(areas[1][level]).area
        out[level] = float(areas[0][level].intersection(areas[1][level]).area / joint)
    return out
