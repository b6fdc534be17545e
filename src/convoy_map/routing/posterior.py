"""What many sampled journeys say together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from convoy_map.model import (
    Alternative,
    Area,
    AreaBasis,
    Corridor,
    Parameters,
)
from convoy_map.routing.alternatives import by_fork, by_place
from convoy_map.routing.central import most_central
from convoy_map.routing.corridor import (
    corridors,
    distance_matrix,
    highest_density,
    thinned,
)
from convoy_map.routing.journey import Journey
from convoy_map.routing.narrow import NARROW_CELLS, narrow_areas
from convoy_map.routing.problem import Problem
from convoy_map.routing.recalibration import CORRIDOR, WAYPOINT, sample_share
from convoy_map.routing.sampling import Sample
from convoy_map.routing.waypoints import nearest_place, places_of

MOST_COMPARED = 72


@dataclass(frozen=True, slots=True)
class Posterior:
    """Summary of the sampled journeys of one problem."""

    medoid: Journey
    samples: tuple[Sample, ...]
    p_skipped: dict[str, float]
    p_places: dict[str, dict[str, float]]
    spread_m: dict[str, float]
    leg_spread_m: dict[tuple[int, int], float]
    areas: tuple[Area, ...]
    corridors: tuple[Corridor, ...]
    occupied: tuple[np.ndarray, ...]
    alternatives: tuple[Alternative, ...] = field(default=())


def summarise(problem: Problem, samples: Sequence[Sample]) -> Posterior:
    """Summarise sampled journeys: the central one, corridors, areas, doubts."""
    parameters = problem.parameters
    skipped = {
        name: float(np.mean([k not in s.journey.stops for s in samples]))
        for k, name in enumerate(problem.ids)
    }
    some = _some(problem, samples, skipped)
    ways = [thinned(problem.network, s.direct.nodes) for s in some]
    apart = distance_matrix(ways)
    shown = int(np.argmin(apart.sum(axis=1)))
    whole = [thinned(problem.network, s.journey.nodes) for s in _spread_out(samples)]
    medoid = most_central(problem, samples, skipped, some[shown].direct, whole)
    areas, spread = _waypoint_areas(problem, samples)
    occupied, found = _corridors(problem, samples, parameters)
    return Posterior(
        medoid=medoid,
        samples=tuple(samples),
        p_skipped=skipped,
        p_places=_place_shares(problem, samples),
        spread_m=spread,
        leg_spread_m=_leg_spread(problem, medoid, some),
        areas=areas,
        corridors=found,
        occupied=occupied,
        alternatives=(
            *by_place(problem, medoid, samples),
            *(by_fork(problem, some, apart, shown) if medoid.stretches else ()),
        ),
    )


def _some(problem: Problem, samples: Sequence[Sample], skipped: dict[str, float]) -> list[Sample]:
    """Samples to choose the shown route from: those that keep what mostly fits."""
    kept = {k for k, name in enumerate(problem.ids) if skipped[name] <= 0.5}
    whole = [s for s in samples if kept <= set(s.journey.stops)] or list(samples)
    return _spread_out(whole)


def _spread_out(samples: Sequence[Sample]) -> list[Sample]:
    """As many samples as are compared with each other, evenly from all."""
    step = max(len(samples) / MOST_COMPARED, 1.0)
    return [samples[int(k * step)] for k in range(min(len(samples), MOST_COMPARED))]


def _corridors(
    problem: Problem, samples: Sequence[Sample], parameters: Parameters
) -> tuple[tuple[np.ndarray, ...], tuple[Corridor, ...]]:
    if len(problem.fragments) < 2:
        return (), ()
    levels = tuple(sorted(parameters.corridor_masses))
    shares = [sample_share(p, CORRIDOR) for p in levels]
    chosen = corridors(problem.grid, problem.network, samples, shares)
    itinerary = problem.fragments[0].evidence.itinerary
    out = tuple(
        Corridor(itinerary, level, problem.grid.polygon(np.flatnonzero(area)))
        for level, area in zip(levels, chosen, strict=True)
    )
    return tuple(chosen), out


def _waypoint_areas(
    problem: Problem, samples: Sequence[Sample]
) -> tuple[tuple[Area, ...], dict[str, float]]:
    levels = tuple(sorted(problem.parameters.corridor_masses))
    shares = [sample_share(p, WAYPOINT) for p in levels]
    areas, spread = [], {}
    for k, name in enumerate(problem.ids):
        nodes = np.array([s.journey.stops[k] for s in samples if k in s.journey.stops], np.int64)
        if not len(nodes):
            continue
        x, y = problem.network.x[nodes], problem.network.y[nodes]
        middle = np.median(x), np.median(y)
        far = np.quantile(np.hypot(x - middle[0], y - middle[1]), 0.95)
        grid = problem.grid
        if far <= NARROW_CELLS * grid.cell_m:
            said = problem.fragments[k].evidence.spatial
            grid, held = narrow_areas(problem, said, nodes, shares)
        else:
            held, _ = highest_density(grid, x, y, shares)
        areas += [
            Area(name, AreaBasis.POSTERIOR, level, grid.polygon(np.flatnonzero(area)))
            for level, area in zip(levels, held, strict=True)
        ]
        spread[name] = round(float(max(far, problem.grid.cell_m / 2)), 1)
    return tuple(areas), spread


def _place_shares(problem: Problem, samples: Sequence[Sample]) -> dict[str, dict[str, float]]:
    """Posterior probability of each place that a fragment may be at."""
    out: dict[str, dict[str, float]] = {}
    for k, name in enumerate(problem.ids):
        places = places_of(problem.fragments[k].evidence.spatial)
        nodes = [s.journey.stops[k] for s in samples if k in s.journey.stops]
        if not places or not nodes:
            continue
        shares: dict[str, float] = defaultdict(float)
        for node, count in zip(*np.unique(nodes, return_counts=True), strict=True):
            place = nearest_place(problem, places, int(node))
            if place is not None:
                shares[place.place_id] += float(count) / len(nodes)
        out[name] = {p.place_id: round(shares.get(p.place_id, 0.0), 4) for p in places}
    return out


def _leg_spread(
    problem: Problem, medoid: Journey, some: Sequence[Sample]
) -> dict[tuple[int, int], float]:
    """Mean distance of the sampled ways of each leg from the one shown, metres."""
    out = {}
    for stretch in medoid.stretches:
        mine = thinned(problem.network, stretch.nodes, 40)
        key = (stretch.start, stretch.end)
        others = [
            thinned(problem.network, s.nodes, 40)
            for sample in some
            for s in sample.journey.stretches
            if (s.start, s.end) == key
        ]
        if len(others) > 1:
            out[key] = float(
                np.mean([distance_matrix([mine, other])[0, 1] for other in others[:40]])
            )
    return out
