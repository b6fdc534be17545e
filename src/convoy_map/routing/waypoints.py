"""Waypoints: evidence with the position that the route gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from convoy_map.geo import distance_m
from convoy_map.model import (
    AllOf,
    At,
    Evidence,
    LocatedPlace,
    SpatialConstraint,
    Status,
    Support,
    Waypoint,
)
from convoy_map.routing.journey import Journey
from convoy_map.routing.problem import Problem


def places_of(constraint: SpatialConstraint) -> tuple[LocatedPlace, ...]:
    """Places that a fragment may be at, where it is said to be at a place."""
    if isinstance(constraint, At):
        return constraint.places
    if isinstance(constraint, AllOf):
        for part in constraint.parts:
            if isinstance(part, At):
                return part.places
    return ()


def nearest_place(
    problem: Problem, places: tuple[LocatedPlace, ...], node: int
) -> LocatedPlace | None:
    """The place whose surface best explains a node; None where there are none."""
    if not places:
        return None
    x, y = problem.network.x[node], problem.network.y[node]

    def score(p: LocatedPlace) -> float:
        px, py = problem.canvas.point(p.lon, p.lat)
        sigma = max(p.coordinate_uncertainty_m / 2.45, problem.canvas.floor_m)
        return float(np.hypot(px - x, py - y) / sigma - np.log(max(p.p, 1e-9)))

    return min(places, key=lambda p: (score(p), p.place_id))


def make_waypoints(
    problem: Problem,
    journey: Journey | None,
    status: Status,
    *,
    p_skipped: Mapping[str, float],
    p_places: Mapping[str, Mapping[str, float]],
    spread_m: Mapping[str, float],
    intervals: Mapping[str, str],
) -> tuple[Waypoint, ...]:
    """Waypoints in order, unlocated ones included.

    Parameters
    ----------
    journey : Journey or None
        The route shown; None where nothing is located.
    p_skipped : mapping
        Posterior probability that a fragment does not fit, by id.
    p_places : mapping of mappings
        Posterior probability of each place, by fragment and place id.
    spread_m : mapping
        Radius that holds the fragment with 95 %, by id.
    intervals : mapping
        What is known of unlocated fragments, by id.
    """
    number = {e: n for n, e in enumerate(problem.ids)}
    out = []
    for sequence, name in enumerate(problem.sequence, start=1):
        e = problem.evidence[name]
        place, lon, lat = _position(problem, journey, number.get(name))
        told = _told(e, sequence, status, _why(problem, e, intervals))
        p_place = p_places.get(name, {}).get(place.place_id, place.p) if place else None
        out.append(
            replace(
                told,
                support=_support(e, lon, place),
                lon=lon,
                lat=lat,
                place_id=place.place_id if place else None,
                coordinate_uncertainty_m=_uncertainty(e, place, spread_m.get(name)),
                p_place=p_place,
                p_skipped=p_skipped.get(name),
            )
        )
    return tuple(out)


def _told(e: Evidence, sequence: int, status: Status, why: str) -> Waypoint:
    """A waypoint with all that is said of it, and no position yet."""
    return Waypoint(
        id=e.id,
        itinerary=e.itinerary,
        sequence=sequence,
        title=e.title,
        role=e.role,
        status=e.status if e.status is not Status.TRAVELLED else status,
        support=Support.UNLOCATED,
        lon=None,
        lat=None,
        relation=e.relation_text,
        time=e.temporal,
        candidates=e.candidates.candidates if e.candidates else (),
        rejected=e.candidates.rejected if e.candidates else (),
        quotes=e.quotes,
        n_sources=len({q.anchor.source for q in e.quotes}),
        n_witnesses=len({(q.anchor.source, q.witness) for q in e.quotes if q.witness}),
        judgements=e.judgements,
        review=e.review,
        why=why,
    )


def _position(
    problem: Problem, journey: Journey | None, number: int | None
) -> tuple[LocatedPlace | None, float | None, float | None]:
    if journey is None or number is None:
        return None, None, None
    fragment = problem.fragments[number]
    node = journey.stops.get(number, int(np.argmax(fragment.log_p)))
    place = nearest_place(problem, places_of(fragment.evidence.spatial), node)
    at = problem.grid.projection.to_lonlat(problem.network.x[[node]], problem.network.y[[node]])
    lon, lat = float(at[0][0]), float(at[1][0])
    if place is not None:
        off = distance_m(lon, lat, place.lon, place.lat)
        if off <= max(place.coordinate_uncertainty_m, 1.5 * problem.grid.cell_m):
            return place, place.lon, place.lat
    return place, lon, lat


def _support(e: Evidence, lon: float | None, place: LocatedPlace | None) -> Support:
    if lon is None:
        return Support.UNLOCATED
    return Support.ATTESTED if place is not None else Support.INFERRED


def _uncertainty(e: Evidence, place: LocatedPlace | None, spread: float | None) -> float | None:
    if spread is not None:
        return spread if place is None else max(spread, place.coordinate_uncertainty_m)
    if place is not None:
        return place.coordinate_uncertainty_m
    return e.stated_area.coordinate_uncertainty_m if e.stated_area else None


def _why(problem: Problem, e: Evidence, intervals: Mapping[str, str]) -> str:
    parts = [e.why] if e.why else []
    if e.id in problem.set_aside:
        parts.append(f"Set aside: {problem.set_aside[e.id]}.")
    if e.id in intervals:
        parts.append(intervals[e.id])
    return " ".join(parts)
