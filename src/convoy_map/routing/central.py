"""The route to show: of many ways, the one nearest to all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy.ndimage import distance_transform_edt
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from convoy_map.routing.corridor import densified, thinned
from convoy_map.routing.journey import Journey, Stretch
from convoy_map.routing.problem import Problem
from convoy_map.routing.sampling import Sample
from convoy_map.routing.shortest import spread, trace

# Care for good roads on the ways through the middles of the stops.
TASTES = (0.0, 0.3, 1.0)
# What a kilometre of way costs beside its mean distance from the sampled ways, km.
PACES = (0.2, 0.5, 2.0)


def most_central(
    problem: Problem,
    samples: Sequence[Sample],
    skipped: dict[str, float],
    medoid: Journey,
    ways: Sequence[np.ndarray],
) -> Journey:
    """Of the medoid and the ways through the middles of the stops, the one nearest to all.

    A sampled way carries the accidents of its own ground; a way over the ground as
    mapped, through the middles of what was sampled, is often nearer to the rest.
    """
    kept = [k for k, name in enumerate(problem.ids) if skipped[name] <= 0.5]
    if len(kept) < 2:
        return medoid
    stops = middles(problem, samples, kept)
    rivals = [medoid, *(through(problem, stops, taste) for taste in TASTES)]
    away_km = mean_distance_km(problem, ways)
    rivals += [amidst(problem, stops, away_km, pace) for pace in PACES]
    trees = [cKDTree(w) for w in ways]

    def off(journey: Journey) -> float:
        mine = thinned(problem.network, journey.nodes)
        tree = cKDTree(mine)
        there = np.mean([tree.query(w)[0].mean() for w in ways])
        return float(there + np.mean([t.query(mine)[0].mean() for t in trees]))

    return min(rivals, key=off)


def middles(problem: Problem, samples: Sequence[Sample], kept: Sequence[int]) -> dict[int, int]:
    """For each fragment the sampled node nearest to the middle of its samples."""
    out = {}
    for k in kept:
        nodes = np.array([s.journey.stops[k] for s in samples if k in s.journey.stops])
        x, y = problem.network.x[nodes], problem.network.y[nodes]
        out[k] = int(nodes[int(np.argmin(np.hypot(x - np.median(x), y - np.median(y))))])
    return out


def mean_distance_km(problem: Problem, ways: Sequence[np.ndarray]) -> np.ndarray:
    """Mean distance of each node from some ways, given as positions; shape (nodes,)."""
    grid = problem.grid
    total = np.zeros(grid.size)
    for xy in ways:
        dense = densified(xy, grid.cell_m / 2.0)
        cells = grid.cells(dense[:, 0], dense[:, 1])
        free = np.ones(grid.size, bool)
        free[cells[cells >= 0]] = False
        total += distance_transform_edt(free.reshape(grid.ny, grid.nx)).ravel()
    return np.asarray(total[problem.network.cell] * grid.cell_m / 1000.0 / len(ways))


def amidst(problem: Problem, stops: dict[int, int], away_km: np.ndarray, pace: float) -> Journey:
    """The way through given stops that keeps nearest to all ways.

    It minimises the integral of (mean distance + ``pace``) along itself, so that a
    detour of a kilometre must bring the way nearer to pay.
    """
    network = problem.network
    weights = network.length_km * ((away_km[network.a] + away_km[network.b]) / 2.0 + pace)
    matrix = problem.assembler.matrix(weights)
    order = sorted(stops)
    starts = [stops[k] for k in order[:-1]]
    _, before = dijkstra(matrix, indices=starts, return_predecessors=True)
    stretches = tuple(
        Stretch(i, j, trace(before[row], stops[j])) for row, (i, j) in enumerate(pairwise(order))
    )
    return Journey(stops, stretches)


def through(problem: Problem, stops: dict[int, int], taste: float) -> Journey:
    """The cheapest way through given stops on the ground as mapped.

    ``taste`` is the travellers' care for good roads (see ``perturb``).
    """
    stretches = []
    for i, j in pairwise(sorted(stops)):
        costs = {s: c**taste for s, c in problem.costs(problem.manners[i]).items()}
        matrix = problem.assembler.matrix(problem.network.weights(costs))
        start = np.full(problem.network.size, np.inf)
        start[stops[i]] = 0.0
        stretches.append(Stretch(i, j, trace(spread(matrix, start)[1], stops[j])))
    return Journey(stops, tuple(stretches))
