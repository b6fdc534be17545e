"""Tier 2: journeys sampled over perturbed grounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from multiprocessing import get_context

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from convoy_map.model import Parameters
from convoy_map.routing.journey import Journey, Stretch, Yardstick
from convoy_map.routing.network import Assembler, Network
from convoy_map.routing.optimum import Optimum
from convoy_map.routing.particles import (
    MOST_SKIPPED_IN_A_ROW,
    Odds,
    Particles,
    draw,
    forward_filter,
    proposal,
    sample_backwards,
)
from convoy_map.routing.perturb import Ground
from convoy_map.routing.problem import Problem
from convoy_map.routing.shortest import spread, trace
from convoy_map.routing.tastes import Tastes, measure_tastes
from convoy_map.routing.turns import resample_by_turns, stated_turns
from convoy_map.routing.workers import without_main

_KEEP_FACTOR = 1.35
_SLACK_SHARE = 0.25
_LIKELY_MASS = 0.995
_MANY_NODES = 12_000
_LEAST_SKIP_NATS = -3.5
_BOUND_FACTOR = 1.8
_SHORT_LEG_RATE = 2.4


@dataclass(frozen=True, slots=True)
class Sampler:
    """What every perturbed ground needs; can be sent to another process.

    ``network`` is the part of the ground where the journey can have run, and
    ``nodes`` its numbers in the whole. ``most_s`` bounds the time from fragment
    i to j by what is told, where it is. ``pairs`` are the fragments that may follow
    each other; ``away_nats`` the cost from the middle of each fragment on the
    ground as mapped.
    """

    network: Network
    nodes: np.ndarray
    log_p: tuple[np.ndarray, ...]
    q: tuple[np.ndarray, ...]
    odds: Odds
    pairs: tuple[tuple[int, int], ...]
    away_nats: tuple[np.ndarray, ...]
    manners: tuple[str | None, ...]
    costs: dict[str | None, dict[str, float]]
    most_s: dict[tuple[int, int], float]
    turns: tuple[tuple[int, str], ...]
    xy: np.ndarray
    cell_m: float
    rate_per_km: float
    parameters: Parameters
    particles: int
    samples: int
    grounds: int
    tastes: Tastes

    def on_ground(self, number: int) -> tuple[Sampler, float]:
        """The sampler of one ground, its costs on the scale of its traveller's taste."""
        taste, rate = self.tastes.of_ground(number, self.grounds)
        return replace(self, rate_per_km=rate), taste


@dataclass(frozen=True, slots=True)
class Sample:
    """A sampled journey, the same without unmentioned stops, and its ground's number."""

    ground: int
    journey: Journey
    direct: Journey


def prepare(
    problem: Problem,
    best: Optimum,
    yardstick: Yardstick,
    most_s: dict[tuple[int, int], float],
    *,
    particles: int,
    samples: int,
    grounds: int,
) -> Sampler:
    """Cut the ground down to where the journey can have run."""
    q = [
        proposal(f.log_p, m) for f, m in zip(problem.fragments, best.waypoint_margins, strict=True)
    ]
    pairs = _pairs(problem, yardstick)
    keep = _reachable(problem, yardstick, q, pairs)
    network, nodes = problem.network.restricted(keep)
    if network.size > _MANY_NODES:
        network = _without_long_moves(network, problem.grid.cell_m)
    costs = {m: problem.costs(m) for m in (*problem.manners, None)}
    likely = [int(np.argmax(v[nodes])) for v in q]
    return Sampler(
        network=network,
        nodes=nodes,
        log_p=tuple(f.log_p[nodes] for f in problem.fragments),
        q=tuple(v[nodes] for v in q),
        odds=_odds(problem, yardstick),
        pairs=pairs,
        away_nats=tuple(a[nodes] * yardstick.rate_per_km for a in yardstick.away_km),
        manners=problem.manners,
        costs=costs,
        most_s=most_s,
        turns=stated_turns(problem),
        xy=np.column_stack([problem.network.x, problem.network.y]),
        cell_m=problem.grid.cell_m,
        rate_per_km=yardstick.rate_per_km,
        parameters=problem.parameters,
        particles=particles,
        samples=samples,
        grounds=grounds,
        tastes=measure_tastes(
            network,
            costs,
            problem.manners,
            likely,
            yardstick.rate_per_km,
            problem.parameters.taste_range,
        ),
    )


def _without_long_moves(network: Network, cell_m: float) -> Network:
    """Eight neighbours instead of sixteen, where searches would take long.

    Perturbed grounds differ by far more than the few per cent that this costs.
    """
    keep = (network.road >= 0) | (network.length_km <= 1.5 * cell_m / 1000.0)
    return network.with_edges(keep)


def _odds(problem: Problem, yardstick: Yardstick) -> Odds:
    wrong = tuple(f.log_odds_wrong for f in problem.fragments)
    legs = [max(yardstick.leg_nats(i, i + 1), 1.0) for i in range(len(wrong) - 1)]
    return Odds(wrong, tuple(legs), tuple(legs[::-1]))


def _pairs(problem: Problem, yardstick: Yardstick) -> tuple[tuple[int, int], ...]:
    """Fragments that may follow each other: neighbours, and those round a doubtful one."""
    n = len(problem.fragments)
    pairs = [(i, i + 1) for i in range(n - 1)]
    for skipped in range(1, MOST_SKIPPED_IN_A_ROW + 1):
        for i in range(n - 1 - skipped):
            j = i + 1 + skipped
            round_about = sum(yardstick.leg_nats(k, k + 1) for k in range(i, j))
            price = sum(f.log_odds_wrong for f in problem.fragments[i + 1 : j])
            if price + round_about - yardstick.leg_nats(i, j) > _LEAST_SKIP_NATS:
                pairs.append((i, j))
    return tuple(sorted(pairs))


def _reachable(
    problem: Problem,
    yardstick: Yardstick,
    q: list[np.ndarray],
    pairs: tuple[tuple[int, int], ...],
) -> np.ndarray:
    """Nodes that lie on no absurd detour between fragments that can follow each other."""
    network = problem.network
    keep = np.zeros(network.size, bool)
    matrix = problem.assembler.matrix(network.weights(problem.costs(None)) - network.barrier)
    away = []
    for share in q:
        likely = _likely(share)
        keep |= likely
        away.append(spread(matrix, np.where(likely, 0.0, np.inf))[0])
    slack = max(_SLACK_SHARE / yardstick.rate_per_km, 4.0 * problem.grid.cell_m / 1000.0)
    for i, j in pairs:
        direct = float(away[i][_likely(q[j])].mean())
        keep |= away[i] + away[j] <= _KEEP_FACTOR * direct + slack
    return keep


def _likely(share: np.ndarray) -> np.ndarray:
    order = np.argsort(-share, kind="stable")
    count = int(np.searchsorted(np.cumsum(share[order]), _LIKELY_MASS)) + 1
    out = np.zeros(len(share), bool)
    out[order[:count]] = True
    return out


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


def sample_ground(sampler: Sampler, number: int) -> list[Sample]:
    """Sample journeys over one perturbed ground, the same for the same number."""
    rng = np.random.default_rng([sampler.parameters.seed, number])
    sampler, taste = sampler.on_ground(number)
    ground = Ground(sampler.network, sampler.parameters, rng, taste)
    assembler = Assembler(sampler.network)
    particles = [
        draw(p, q, sampler.particles, rng) for p, q in zip(sampler.log_p, sampler.q, strict=True)
    ]
    matrices = {
        m: assembler.matrix(
            ground.weights(sampler.costs[m], told=m is not None) * sampler.rate_per_km
        )
        for m in sorted({*sampler.manners}, key=str)
    }
    searches = Searches(sampler, matrices, particles)
    costs = {(i, j): searches.pair_cost(i, j) for i, j in sampler.pairs}
    filtered = forward_filter([p.log_weight for p in particles], costs, sampler.odds)
    chains = sample_backwards(filtered, costs, sampler.odds, sampler.samples, rng)
    samples = [_sample(sampler, number, particles, searches, chain, rng) for chain in chains]
    if not sampler.turns:
        return samples
    journeys = [s.direct for s in samples]
    kept = resample_by_turns(sampler.xy, journeys, sampler.turns, sampler.cell_m, rng)
    return [samples[k] for k in kept]


def _sample(
    sampler: Sampler,
    number: int,
    particles: list[Particles],
    searches: Searches,
    chain: list[tuple[int, int]],
    rng: np.random.Generator,
) -> Sample:
    nodes = sampler.nodes
    places = {i: int(nodes[particles[i].nodes[x]]) for i, x in chain}
    direct, detours = [], []
    for (i, x), (j, y) in pairwise(chain):
        straight = nodes[searches.direct(i, x, j, y)]
        path = searches.by_stop(i, x, j, y, rng)
        direct.append(Stretch(i, j, straight))
        detours.append(Stretch(i, j, straight if path is None else nodes[path]))
    return Sample(number, Journey(places, tuple(detours)), Journey(places, tuple(direct)))


def _with_times(sampler: Sampler, cost: np.ndarray, i: int, j: int) -> np.ndarray:
    """Cost of the way, dearer where it cannot be driven in the time told."""
    most = sampler.most_s.get((i, j))
    if most is None:
        return cost
    fastest = sampler.parameters.speeds_kmh["main_road"][1]
    needed = cost / sampler.rate_per_km / fastest * 3600.0
    # One-sided and soft: stops only add time, and told times are rough.
    return np.asarray(cost + np.logaddexp(0.0, (needed - most) / (0.1 * max(most, 600.0))))


def sample_grounds(
    sampler: Sampler, processes: int, step: Callable[[float], None] | None = None
) -> list[Sample]:
    """Sample journeys over all grounds; the result does not depend on ``processes``."""
    grounds = sampler.grounds
    samples: list[Sample] = []
    if processes <= 1 or grounds <= 1:
        for k in range(grounds):
            samples += sample_ground(sampler, k)
            if step is not None:
                step((k + 1) / grounds)
        return samples
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        with without_main():
            jobs = [pool.submit(sample_ground, sampler, k) for k in range(grounds)]
        try:
            for k, job in enumerate(jobs):
                samples += job.result()
                if step is not None:
                    step((k + 1) / grounds)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return samples
