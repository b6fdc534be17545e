"""The route to show: of many ways, the one nearest to all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy.spatial import cKDTree

from convoy_map.routing.corridor import thinned
from convoy_map.routing.journey import Journey, Stretch
from convoy_map.routing.problem import Problem
from convoy_map.routing.sampling import Sample
from convoy_map.routing.shortest import spread, trace

# Care for good roads on the ways through the middles of the stops.
TASTES = (0.5, 1.0)


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
