"""The stage: from ordered evidence to a route."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from convoy_map.errors import RouteError
from convoy_map.model import (
    Alternative,
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
from convoy_map.routing.alternatives import by_order
from convoy_map.routing.blocks import orders_of
from convoy_map.routing.journey import Yardstick, journey_of, measure, solve, with_barriers
from convoy_map.routing.legs import make_legs
from convoy_map.routing.orders import RankedOrders, reordered
from convoy_map.routing.posterior import Posterior, summarise
from convoy_map.routing.problem import Problem, pose_problem
from convoy_map.routing.sampling import prepare, sample_grounds
from convoy_map.routing.spans import span_notes
from convoy_map.routing.timing import duration_of_leg, span_between
from convoy_map.routing.waypoints import make_waypoints

MODES = ("posterior", "fast", "map")
# Journeys drawn over each perturbed ground.
SAMPLES = 40
FAST_SAMPLES = 32
FAST_SURFACES, FAST_PARTICLES, FAST_CELL = 4, 12, 2.5


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
    report = progress or _silent
    if mode == "fast":
        parameters = coarser(parameters)
    problem = pose_problem(ordering, evidence, legs, terrain, region, parameters)
    report(0.05, "ground laid out")
    if not problem.fragments:
        return _unplaced(problem, ordering, status)
    problem, yardstick, orders = _in_order(problem, ordering)
    report(0.12, "orders weighed")
    if mode == "map":
        return _best_only(problem, status, yardstick.rate_per_km)
    posterior = infer(problem, yardstick, mode, report, processes)
    rivals = (*posterior.alternatives, *by_order(problem, yardstick, orders))
    report(1.0, "route found")
    return _sampled(problem, posterior, rivals, status)


def _in_order(problem: Problem, ordering: Ordering) -> tuple[Problem, Yardstick, RankedOrders]:
    """The problem in its most probable order, its yardstick, and all orders that matter."""
    yardstick = measure(problem)
    problem = with_barriers(problem, yardstick)
    orders = orders_of(problem, ordering, yardstick)
    if orders[0][0] != tuple(range(len(problem.fragments))):
        problem = _in_better_order(problem, orders)
        yardstick = measure(problem)
    return problem, yardstick, orders


def _sampled(
    problem: Problem, posterior: Posterior, rivals: tuple[Alternative, ...], status: Status
) -> Route:
    """The route of a posterior."""
    waypoints = make_waypoints(
        problem,
        posterior.medoid,
        status,
        p_skipped=posterior.p_skipped,
        p_places=posterior.p_places,
        spread_m=posterior.spread_m,
        intervals=intervals(problem),
    )
    shown = make_legs(problem, posterior.medoid, waypoints, status, posterior.leg_spread_m)
    return Route(
        itinerary=problem.fragments[0].evidence.itinerary,
        status=status,
        waypoints=waypoints,
        legs=shown,
        areas=stated_areas(problem) + posterior.areas,
        corridors=posterior.corridors,
        alternatives=rivals,
        notes=(*problem.notes, *span_notes(problem, shown)),
    )


def _in_better_order(problem: Problem, orders: Sequence[tuple[tuple[int, ...], float]]) -> Problem:
    """The problem in its most probable order, with a note that it was told otherwise."""
    order, p = orders[0]
    told = problem.fragments
    moved = [(a, b) for a, b in pairwise(order) if a > b]
    pairs = "; ".join(f"{told[a].evidence.title} before {told[b].evidence.title}" for a, b in moved)
    problem.notes.append(
        f"Told in another order, but the ground speaks for {pairs} (probability {p:.2f})."
    )
    return reordered(problem, order)


def coarser(parameters: Parameters) -> Parameters:
    """Parameters of the fast mode: fewer grounds and particles, larger cells."""
    return replace(
        parameters,
        n_surfaces=min(parameters.n_surfaces, FAST_SURFACES),
        n_particles=min(parameters.n_particles, FAST_PARTICLES),
        cell_size_m=parameters.cell_size_m * FAST_CELL,
    )


def _silent(share: float, doing: str) -> None:
    """Progress that nobody follows."""


def infer(
    problem: Problem, yardstick: Yardstick, mode: str, report: Progress, processes: int
) -> Posterior:
    """Sample journeys over perturbed grounds and summarise them."""
    best = solve(problem, yardstick.rate_per_km)
    report(0.15, "best route found")
    grounds = max(int(problem.parameters.n_surfaces), 1)
    samples = FAST_SAMPLES if mode == "fast" else SAMPLES
    sampler = prepare(
        problem,
        best,
        yardstick,
        stated_times(problem),
        particles=max(int(problem.parameters.n_particles), 2),
        samples=samples,
        grounds=grounds,
    )

    def step(share: float) -> None:
        report(0.2 + 0.6 * share, "journeys sampled")

    drawn = sample_grounds(sampler, processes, step)
    if mode == "fast":
        problem.notes.append("Reckoned in fast mode: areas and corridors are approximate.")
    return summarise(problem, drawn)


def stated_times(problem: Problem) -> dict[tuple[int, int], float]:
    """Most seconds that the way from fragment i to fragment j is told to take."""
    out: dict[tuple[int, int], float] = {}
    n = len(problem.fragments)
    for i in range(n):
        for j in range(i + 1, n):
            a, b = problem.fragments[i].evidence, problem.fragments[j].evidence
            _, most = span_between(a.temporal, b.temporal)
            timed = duration_of_leg(problem.legs, a.id, b.id, i == 0, j == n - 1)
            if timed is not None and timed.duration is not None:
                told = timed.duration.duration_max_s
                most = told if most is None else min(most, told if told is not None else most)
            if most is not None:
                out[i, j] = max(most, 0.0)
    return out


def intervals(problem: Problem) -> dict[str, str]:
    """Between which located waypoints each unlocated one lies, in words."""
    located = set(problem.ids)
    out = {}
    for n, name in enumerate(problem.sequence):
        if name in located:
            continue
        before = [i for i in problem.sequence[:n] if i in located]
        after = [i for i in problem.sequence[n:] if i in located]
        ends = [problem.evidence[i].title for i in (*before[-1:], *after[:1])]
        if before and after:
            out[name] = f"Somewhere on the way from {ends[0]} to {ends[1]}."
        elif before:
            out[name] = f"Somewhere after {ends[0]}."
        elif after:
            out[name] = f"Somewhere before {ends[0]}."
    return out


def _unplaced(problem: Problem, ordering: Ordering, status: Status) -> Route:
    """A route of which nothing can be placed: order only, and it says so."""
    waypoints = make_waypoints(
        problem, None, status, p_skipped={}, p_places={}, spread_m={}, intervals={}
    )
    problem.notes.append("Nothing that is said can be placed on the map: only the order is known.")
    return Route(
        ordering.itinerary, status, waypoints, (), stated_areas(problem), notes=tuple(problem.notes)
    )


def _best_only(problem: Problem, status: Status, rate_per_km: float) -> Route:
    journey = journey_of(solve(problem, rate_per_km, backward=False))
    waypoints = make_waypoints(
        problem,
        journey,
        status,
        p_skipped={},
        p_places={},
        spread_m={},
        intervals=intervals(problem),
    )
    problem.notes.append("The cheapest route alone: no areas or corridors were reckoned.")
    shown = make_legs(problem, journey, waypoints, status, {})
    return Route(
        itinerary=problem.fragments[0].evidence.itinerary,
        status=status,
        waypoints=waypoints,
        legs=shown,
        areas=stated_areas(problem),
        notes=(*problem.notes, *span_notes(problem, shown)),
    )


def stated_areas(problem: Problem) -> tuple[Area, ...]:
    """Areas of the fragments alone, by the point-radius method."""
    return tuple(
        Area(name, AreaBasis.STATED, 0.95, area.geometry)
        for name in problem.sequence
        if (area := problem.evidence[name].stated_area) is not None
    )
