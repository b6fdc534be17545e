"""One journey over the network: where it stopped and the way between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from shapely.geometry import LineString

from convoy_map.routing.optimum import Optimum, forward_backward
from convoy_map.routing.problem import Problem
from convoy_map.routing.shortest import spread

_SPOTS = 25
_MISFIT_NATS = 6.0
_LEAST_TRUSTED = 0.15
_BARRIER_NATS_PER_KM = 0.1


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


@dataclass(frozen=True, slots=True)
class Yardstick:
    """How long the legs of a journey are, roughly: what its costs are measured by.

    Parameters
    ----------
    middles : tuple of int
        A central node of each fragment's surface.
    away_km : tuple of arrays, shape (nodes,)
        Cost from each middle to everywhere, in main-road km, by the manner of
        the leg that starts (for the last fragment: ends) there.
    rate_per_km : float
        Nats per main-road km: an average leg costs one nat.
    """

    middles: tuple[int, ...]
    away_km: tuple[np.ndarray, ...]
    rate_per_km: float

    def leg_nats(self, i: int, j: int) -> float:
        """Cost of the way between the middles of two fragments, in nats."""
        return float(self.away_km[i][self.middles[j]]) * self.rate_per_km


def measure(problem: Problem) -> Yardstick:
    """Measure the legs between the middles of the fragments.

    Ground that nobody crosses willingly (rivers, closed areas) doesn't count in
    the scale.
    """
    n = len(problem.fragments)
    middles = tuple(_middle(problem, k) for k in range(n))
    network, away = problem.network, []
    matrices = {}
    for manner in sorted({*problem.manners, None}, key=str):
        weights = network.weights(problem.costs(manner)) - network.barrier
        matrices[manner] = problem.assembler.matrix(weights)
    for k, middle in enumerate(middles):
        manner = problem.manners[min(k, n - 2)] if n > 1 else None
        start = np.full(network.size, np.inf)
        start[middle] = 0.0
        away.append(spread(matrices[manner], start)[0])
    between = np.array([a[list(middles)] for a in away]).reshape(n, n)
    legs, total = trusted_chain(between)
    spread_km = [_spread_km(problem, k, middles[k]) for k in range(n)]
    # Legs shorter than their ends are vague cannot be told from no leg at all.
    vague = 0.5 * sum(a + b for a, b in pairwise(spread_km)) * problem.parameters.costs["roadless"]
    least = max(max(legs, 1) * problem.grid.cell_m / 1000.0, vague)
    rate = problem.parameters.nats_per_leg * max(legs, 1) / max(total, least)
    return Yardstick(middles, tuple(away), rate)


def trusted_chain(between: np.ndarray) -> tuple[int, float]:
    """Number and total length of the legs, without fragments that are far out of the way.

    A wrong statement must not stretch the yardstick by which it is judged: up to
    a quarter of the fragments is left out, each if it alone costs more than twice
    an average leg of the rest.

    Parameters
    ----------
    between : array, shape (n, n)
        Length of the way between any two fragments, in order.

    Examples
    --------
    >>> at = np.array([0.0, 10.0, 95.0, 20.0, 30.0])
    >>> trusted_chain(np.abs(at[:, None] - at))
    (3, 30.0)
    """
    kept = list(range(len(between)))
    for _ in range(len(between) // 4):
        legs = [float(between[a, b]) for a, b in pairwise(kept)]
        excess = [
            legs[k - 1] + legs[k] - float(between[kept[k - 1], kept[k + 1]])
            for k in range(1, len(kept) - 1)
        ]
        if not excess:
            break
        worst = int(np.argmax(excess))
        rest = sum(legs) - excess[worst]
        if excess[worst] <= 2.0 * rest / max(len(legs) - 1, 1):
            break
        if rest < _LEAST_TRUSTED * sum(legs):
            break  # there and back again: the far end is the journey, not a mistake
        kept.pop(worst + 1)
    return len(kept) - 1, float(sum(between[a, b] for a, b in pairwise(kept)))


def with_barriers(problem: Problem, yardstick: Yardstick) -> Problem:
    """The problem with barriers that stay dear on any scale.

    On a long journey a nat is many kilometres; crossing a river away from its
    bridges is no cheaper for that.
    """
    factor = max(_BARRIER_NATS_PER_KM / yardstick.rate_per_km, 1.0)
    network = replace(problem.network, barrier=problem.network.barrier * factor)
    return replace(problem, network=network)


def _spots(problem: Problem, number: int) -> np.ndarray:
    """Some nodes spread over a fragment's surface by its probability."""
    p = np.exp(problem.fragments[number].log_p)
    steps = (np.arange(_SPOTS) + 0.5) / _SPOTS * p.sum()
    return np.asarray(np.minimum(np.searchsorted(np.cumsum(p), steps), len(p) - 1))


def _spread_km(problem: Problem, number: int, middle: int) -> float:
    """Median distance of a fragment's surface from its middle, at least half a cell."""
    nodes = _spots(problem, number)
    x, y = problem.canvas.x, problem.canvas.y
    away = np.median(np.hypot(x[nodes] - x[middle], y[nodes] - y[middle]))
    return float(max(away, problem.grid.cell_m / 2.0)) / 1000.0


def _middle(problem: Problem, number: int) -> int:
    """Of some spots spread over a fragment's surface, the one nearest to the others."""
    nodes = _spots(problem, number)
    x, y = problem.canvas.x[nodes], problem.canvas.y[nodes]
    apart = np.hypot(x[:, None] - x, y[:, None] - y).sum(axis=1)
    return int(nodes[int(np.argmin(apart))])


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


def misfits(problem: Problem, journey: Journey) -> dict[int, str]:
    """Fragments that the journey stops short of, by number, with the reason in words.

    A journey that cannot get where a statement puts it ends up in the far tail of
    the statement's surface; that must be said, not shown as if it fitted.
    """
    out = {}
    for k, node in journey.stops.items():
        log_p = problem.fragments[k].log_p
        if float(log_p.max() - log_p[node]) > _MISFIT_NATS:
            title = problem.fragments[k].evidence.title
            out[k] = f"No open way leads to where {title} is said to be: the route stops short."
    return out


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
