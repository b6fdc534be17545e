"""Least-cost searches between the particles of fragments, over one perturbed ground."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from convoy_map.routing.particles import Particles
from convoy_map.routing.shortest import trace

if TYPE_CHECKING:
    from convoy_map.routing.sampling import Sampler

_BOUND_FACTOR = 1.8
_SHORT_LEG_RATE = 2.4


@dataclass(frozen=True, slots=True)
class Trees:
    """Least-cost trees from all particles of one fragment over one ground.

    ``cost`` and ``before`` have shape (particles, nodes); searches end at a bound.
    """

    cost: np.ndarray
    before: np.ndarray

    @classmethod
    def grow(cls, matrix: csr_matrix, particles: Particles, bound: float) -> Trees:
        """Search from every particle, as far as ``bound`` (nats)."""
        found = dijkstra(matrix, indices=particles.nodes, return_predecessors=True, limit=bound)
        return cls(*found)


def roots(
    pairs: Sequence[tuple[int, int]], length: Mapping[tuple[int, int], float]
) -> dict[tuple[int, int], int]:
    """From which end to search each pair, so that few far searches are needed.

    Examples
    --------
    >>> roots([(0, 1), (0, 2), (1, 2)], {(0, 1): 1.0, (0, 2): 9.0, (1, 2): 8.0})
    {(0, 2): 2, (1, 2): 2, (0, 1): 1}
    """
    out: dict[tuple[int, int], int] = {}
    waiting = sorted(pairs, key=lambda p: (-length[p], p))
    for pair in waiting:
        if pair in out:
            continue
        rest = [p for p in waiting if p not in out]
        use = {end: sum(length[p] for p in rest if end in p) for end in pair}
        root = max(pair, key=lambda end: (end in out.values(), use[end], end))
        for p in rest:
            if p == pair or (root in p and length[p] >= 0.5 * length[pair]):
                out[p] = root
    return out


class Searches:
    """All least-cost searches over one perturbed ground."""

    def __init__(
        self,
        sampler: Sampler,
        matrices: dict[str | None, csr_matrix],
        particles: list[Particles],
    ) -> None:
        self._sampler = sampler
        self._matrices = matrices
        self._particles = particles
        length = {(i, j): self._bound(i, j) for i, j in sampler.pairs}
        self._root = roots(sampler.pairs, length)
        bounds: dict[tuple[int, str | None], float] = defaultdict(float)
        for pair, root in self._root.items():
            key = (root, sampler.manners[pair[0]])
            bounds[key] = max(bounds[key], length[pair])
        self._trees = {
            key: Trees.grow(matrices[key[1]], particles[key[0]], bound)
            for key, bound in sorted(bounds.items(), key=lambda kv: (kv[0][0], str(kv[0][1])))
        }
        self._single: dict[tuple[int, int, str | None], tuple[np.ndarray, np.ndarray]] = {}

    def _bound(self, i: int, j: int) -> float:
        away = self._sampler.away_nats[i]
        here, there = self._particles[i].nodes, self._particles[j].nodes
        return _BOUND_FACTOR * float(away[there].max() + away[here].max()) + 1.0

    def pair_cost(self, i: int, j: int) -> np.ndarray:
        """Cost from every particle of i to every one of j, shape (i, j)."""
        root, manner = self._root[i, j], self._sampler.manners[i]
        for _ in range(2):
            tree = self._trees[root, manner]
            other = self._particles[j if root == i else i].nodes
            cost = tree.cost[:, other] if root == i else tree.cost[:, other].T
            if np.isfinite(cost).any():
                break
            # Told ground and perturbed ground differ more than the bound allows.
            grown = Trees.grow(self._matrices[manner], self._particles[root], np.inf)
            self._trees[root, manner] = grown
        return _with_times(self._sampler, cost, i, j)

    def _from(
        self, fragment: int, particle: int, manner: str | None, *, whole: bool
    ) -> tuple[np.ndarray, np.ndarray]:
        """Costs and predecessors from one particle; searched anew if need be."""
        tree = self._trees.get((fragment, manner))
        if tree is not None and not whole:
            return tree.cost[particle], tree.before[particle]
        key = (fragment, particle, manner)
        if key not in self._single:
            node = int(self._particles[fragment].nodes[particle])
            self._single[key] = dijkstra(
                self._matrices[manner], indices=node, return_predecessors=True
            )
        return self._single[key]

    def direct(self, i: int, x: int, j: int, y: int) -> np.ndarray:
        """Nodes of the least-cost way from particle x of i to y of j."""
        manner = self._sampler.manners[i]
        a, b = int(self._particles[i].nodes[x]), int(self._particles[j].nodes[y])
        if self._root[i, j] == i:
            return trace(self._from(i, x, manner, whole=False)[1], b)
        return trace(self._from(j, y, manner, whole=False)[1], a)[::-1]

    def by_stop(
        self, i: int, x: int, j: int, y: int, rng: np.random.Generator
    ) -> np.ndarray | None:
        """A way by a stop that nobody mentioned; None for the direct way."""
        p, manner = self._sampler.parameters, self._sampler.manners[i]
        if rng.random() >= p.p_unmentioned_stop:
            return None
        there, ahead = self._from(i, x, manner, whole=False)
        back, behind = self._from(j, y, manner, whole=False)
        total = there + back
        least = float(total.min())
        if not np.isfinite(least):
            return None
        km = least / self._sampler.rate_per_km
        # Detours on short legs are short: their typical length is a share of the leg's.
        rate = max(p.unmentioned_stop_rate, _SHORT_LEG_RATE / max(km, 0.1))
        p_stop = np.exp(-rate * (total - least) / self._sampler.rate_per_km)
        pick = int(np.searchsorted(np.cumsum(p_stop), rng.random() * p_stop.sum(), side="right"))
        via = min(pick, len(p_stop) - 1)
        if not np.isfinite(total[via]):
            return None
        return np.concatenate([trace(ahead, via), trace(behind, via)[-2::-1]])


def _with_times(sampler: Sampler, cost: np.ndarray, i: int, j: int) -> np.ndarray:
    """Cost of the way, dearer where it cannot be driven in the time told."""
    most = sampler.most_s.get((i, j))
    if most is None:
        return cost
    fastest = sampler.parameters.speeds_kmh["main_road"][1]
    needed = cost / sampler.rate_per_km / fastest * 3600.0
    # One-sided and soft: stops only add time, and told times are rough.
    return np.asarray(cost + np.logaddexp(0.0, (needed - most) / (0.1 * max(most, 600.0))))
