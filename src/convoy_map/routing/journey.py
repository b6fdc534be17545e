"""One journey over the network: where it stopped and the way between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from shapely.geometry import LineString

from convoy_map.routing.optimum import FIRST_RATE_PER_KM, Optimum, forward_backward
from convoy_map.routing.problem import Problem


@dataclass(frozen=True, slots=True)
class Stretch:
    """The way from one fragment to a later one: ``nodes`` of the whole network."""

    start: int
    end: int
    nodes: np.ndarray


@dataclass(frozen=True, slots=True)
class Journey:
    """Stops by fragment number (fragments that do not fit are absent) and stretches."""

    stops: dict[int, int]
    stretches: tuple[Stretch, ...]

    @property
    def nodes(self) -> np.ndarray:
        """Every node passed, in order."""
        if not self.stretches:
            return np.array(list(self.stops.values()), dtype=np.int64)
        return np.concatenate([s.nodes for s in self.stretches])


def scale(problem: Problem) -> float:
    """Nats per main-road km: an average leg of the plain best journey costs one nat.

    Ground that nobody crosses willingly (rivers, closed areas) doesn't count.
    """
    n = len(problem.fragments)
    if n < 2:
        return 1.0
    best = solve(problem, FIRST_RATE_PER_KM, backward=False)
    total = 0.0
    for path, manner in zip(best.paths, problem.manners, strict=True):
        weights = problem.network.weights(problem.costs(manner))
        edges = problem.assembler.edges_of(path, weights)
        total += float((weights - problem.network.barrier)[edges].sum())
    least = (n - 1) * problem.grid.cell_m / 1000.0
    return (n - 1) / max(total, least)


def solve(problem: Problem, rate_per_km: float, *, backward: bool = True) -> Optimum:
    """Tier 1 of a problem at a given scale."""
    matrices = {}
    for manner in sorted(set(problem.manners), key=str):
        weights = problem.network.weights(problem.costs(manner)) * rate_per_km
        matrices[manner] = problem.assembler.matrix(weights)
    psi = [-f.log_p for f in problem.fragments]
    return forward_backward(psi, [matrices[m] for m in problem.manners], backward=backward)


def journey_of(best: Optimum) -> Journey:
    """The best journey of tier 1."""
    stretches = tuple(Stretch(i, i + 1, path) for i, path in enumerate(best.paths))
    return Journey(dict(enumerate(best.stops)), stretches)


def line_of(
    problem: Problem,
    nodes: np.ndarray,
    ends: Sequence[tuple[float, float] | None] = (None, None),
) -> LineString | None:
    """Line in lon/lat through nodes, its ends moved onto given positions.

    None where the way has no length at the resolution of the raster.
    """
    xy = np.column_stack([problem.network.x[nodes], problem.network.y[nodes]])
    for at, end in ((0, ends[0]), (-1, ends[1])):
        if end is not None:
            xy[at] = problem.canvas.point(*end)
    if len(xy) < 2:
        given = [e for e in ends if e is not None]
        if len(given) < 2 or given[0] == given[1]:
            return None
        xy = np.array([problem.canvas.point(*e) for e in given])
    flat = LineString(xy).simplify(0.15 * problem.grid.cell_m)
    x, y = np.array(flat.coords).T
    return LineString(np.column_stack(problem.grid.projection.to_lonlat(x, y)))
