"""The stage: from ordered evidence to a route."""

from __future__ import annotations

from collections.abc import Sequence

from convoy_map.errors import RouteError
from convoy_map.model import (
    Area,
    AreaBasis,
    Evidence,
    LegEvidence,
    Ordering,
    Parameters,
    Progress,
    Region,
    Route,
    Status,
    Terrain,
)
from convoy_map.routing.journey import journey_of, scale, solve
from convoy_map.routing.legs import make_legs
from convoy_map.routing.problem import Problem, pose_problem
from convoy_map.routing.waypoints import make_waypoints

MODES = ("posterior", "fast", "map")


def reconstruct_route(
    ordering: Ordering,
    evidence: Sequence[Evidence],
    legs: Sequence[LegEvidence],
    terrain: Terrain,
    region: Region,
    parameters: Parameters,
    *,
    status: Status,
    mode: str = "posterior",
    progress: Progress | None = None,
    processes: int = 1,
) -> Route:
    """Reconstruct one journey.

    Parameters
    ----------
    ordering : Ordering
        Order of the journey's fragments.
    evidence, legs : sequences
        Fragments and statements about the way; other itineraries' are ignored.
    terrain : Terrain
        Roads, rivers, closed areas, in lon/lat.
    region : Region
        Where the journey can have run.
    parameters : Parameters
        Numbers of the method.
    status : Status
        Whether the journey took place.
    mode : {"posterior", "fast", "map"}
        Sampled posterior, its quick approximation, or the best route alone.
    progress : callable, optional
        Told the share done; may raise ``CancelledError``.
    processes : int
        Processes to share the work; the result does not depend on it.

    Raises
    ------
    RouteError
        Where there is nothing to reconstruct or the question makes no sense.
    LayerError
        Where a layer of the terrain cannot be used.
    """
    if mode not in MODES:
        raise RouteError(
            f"there is no mode {mode!r}", where="mode", mend=f"use one of {', '.join(MODES)}"
        )
    problem = pose_problem(ordering, evidence, legs, terrain, region, parameters)
    if progress is not None:
        progress(0.1, "ground laid out")
    journey = None
    if problem.fragments:
        journey = journey_of(solve(problem, scale(problem), backward=False))
    waypoints = make_waypoints(
        problem, journey, status, p_skipped={}, p_places={}, spread_m={}, intervals={}
    )
    if progress is not None:
        progress(1.0, "route found")
    return Route(
        itinerary=ordering.itinerary,
        status=status,
        waypoints=waypoints,
        legs=make_legs(problem, journey, waypoints, status, {}),
        areas=stated_areas(problem),
        notes=tuple(problem.notes),
    )


def stated_areas(problem: Problem) -> tuple[Area, ...]:
    """Areas of the fragments alone, by the point-radius method."""
    return tuple(
        Area(name, AreaBasis.STATED, 0.95, area.geometry)
        for name in problem.sequence
        if (area := problem.evidence[name].stated_area) is not None
    )
