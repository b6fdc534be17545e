"""Tier 2: journeys sampled over perturbed grounds."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from multiprocessing import get_context

import numpy as np

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
from convoy_map.routing.searches import Searches
from convoy_map.routing.shortest import spread
from convoy_map.routing.tastes import Tastes, measure_tastes
from convoy_map.routing.turns import resample_by_turns, stated_turns
from convoy_map.routing.workers import without_main

_KEEP_FACTOR = 1.35
_SLACK_SHARE = 0.25
_LIKELY_MASS = 0.995
_MANY_NODES = 12_000
_LEAST_SKIP_NATS = -3.5


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
    network, nodes = _cut_down(problem, _reachable(problem, yardstick, q, pairs))
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


def _cut_down(problem: Problem, keep: np.ndarray) -> tuple[Network, np.ndarray]:
    """Part of the ground, with fewer moves where it is still large, and its nodes."""
    network, nodes = problem.network.restricted(keep)
    if network.size > _MANY_NODES:
        network = _without_long_moves(network, problem.grid.cell_m)
    return network, nodes


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
