"""Particles: where each fragment may be, and the filter that weighs them together.

The filter is semi-Markov: a fragment may be wrong (it then fits no part of the
journey) and is skipped at the price of its odds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp

MOST_SKIPPED_IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Particles:
    """Distinct nodes that stand for a fragment, and their log weights."""

    nodes: np.ndarray
    log_weight: np.ndarray


def proposal(
    log_p: np.ndarray, margin: np.ndarray, *, sharpness: float = 1.5, blind: float = 0.3
) -> np.ndarray:
    """Where to look for a fragment: mostly where the whole journey would have it.

    ``(1 - blind) * softmax(-margin / sharpness) + blind * exp(log_p)``, with
    ``margin`` the waypoint min-marginals of tier 1. Shape (nodes,), sums to 1.
    """
    low = np.where(np.isfinite(margin), -margin / sharpness, -np.inf)
    informed = np.exp(low - logsumexp(low))
    told = np.exp(log_p - logsumexp(log_p))
    q = (1.0 - blind) * informed + blind * told
    return np.asarray(q / q.sum())


def draw(log_p: np.ndarray, q: np.ndarray, count: int, rng: np.random.Generator) -> Particles:
    """Draw particles by systematic resampling; equal ones are joined.

    The weights are those of importance sampling: log p - log q - log M.
    """
    steps = (rng.random() + np.arange(count)) / count
    chosen = np.searchsorted(np.cumsum(q), steps * q.sum(), side="left")
    nodes, times = np.unique(np.minimum(chosen, len(q) - 1), return_counts=True)
    log_weight = np.log(times / count) + log_p[nodes] - np.log(q[nodes])
    keep = np.isfinite(log_weight)
    return Particles(nodes[keep], log_weight[keep])


@dataclass(frozen=True, slots=True)
class Filtered:
    """Forward messages: for each fragment the log weight of each particle so far."""

    alpha: tuple[np.ndarray, ...]
    log_total: float


@dataclass(frozen=True, slots=True)
class Odds:
    """Log prices of skipping fragments.

    ``wrong`` are log(ε / (1 − ε)) of each fragment. Skipping the first or last
    fragments also saves a leg, which is no ground for doubt: ``first_legs[k]``
    and ``last_legs[k]`` (nats) are charged for the leg saved with the k-th
    fragment from that end.
    """

    wrong: tuple[float, ...]
    first_legs: tuple[float, ...]
    last_legs: tuple[float, ...]

    def between(self, i: int, j: int) -> float:
        """Price of skipping everything between two fragments."""
        return float(np.sum(self.wrong[i + 1 : j]))

    def before(self, j: int) -> float:
        """Price of starting at fragment j."""
        return float(np.sum(self.wrong[:j]) - np.sum(self.first_legs[:j]))

    def after(self, j: int) -> float:
        """Price of ending at fragment j."""
        left = len(self.wrong) - 1 - j
        return float(np.sum(self.wrong[j + 1 :]) - np.sum(self.last_legs[:left]))


def forward_filter(
    log_weights: Sequence[np.ndarray],
    costs: dict[tuple[int, int], np.ndarray],
    odds: Odds,
) -> Filtered:
    """Weigh all particles of all fragments from the first to the last.

    Parameters
    ----------
    log_weights : sequence of n arrays
        Log weights of each fragment's particles.
    costs : dict of (i, j) to array, shape (particles of i, particles of j)
        Cost in nats of the way from fragment i to fragment j. Pairs that are
        missing cannot follow each other.
    odds : Odds
        Prices of skipping fragments.
    """
    n = len(log_weights)
    alpha: list[np.ndarray] = []
    for j in range(n):
        terms = [np.full(len(log_weights[j]), odds.before(j))] if j <= MOST_SKIPPED_IN_A_ROW else []
        for i in range(max(0, j - 1 - MOST_SKIPPED_IN_A_ROW), j):
            if (i, j) in costs:
                price = odds.between(i, j)
                terms.append(price + logsumexp(alpha[i][:, None] - costs[i, j], axis=0))
        alpha.append(log_weights[j] + logsumexp(np.stack(terms), axis=0))
    ends = _end_terms(alpha, odds)
    return Filtered(tuple(alpha), float(logsumexp(np.concatenate(list(ends.values())))))


def _end_terms(alpha: Sequence[np.ndarray], odds: Odds) -> dict[int, np.ndarray]:
    n = len(alpha)
    last = range(max(0, n - 1 - MOST_SKIPPED_IN_A_ROW), n)
    return {j: alpha[j] + odds.after(j) for j in last}


def sample_backwards(
    filtered: Filtered,
    costs: dict[tuple[int, int], np.ndarray],
    odds: Odds,
    count: int,
    rng: np.random.Generator,
) -> list[list[tuple[int, int]]]:
    """Draw joint samples: lists of (fragment, particle), skipped fragments absent."""
    alpha = filtered.alpha
    ends = _end_terms(alpha, odds)
    out = []
    for _ in range(count):
        j, x = _choose(ends, rng)
        chain = [(j, x)]
        while True:
            back: dict[int, np.ndarray] = {}
            for i in range(max(0, j - 1 - MOST_SKIPPED_IN_A_ROW), j):
                if (i, j) in costs:
                    back[i] = alpha[i] - costs[i, j][:, x] + odds.between(i, j)
            if j <= MOST_SKIPPED_IN_A_ROW:
                back[-1] = np.array([odds.before(j)])
            j, x = _choose(back, rng)
            if j < 0:
                break
            chain.append((j, x))
        out.append(chain[::-1])
    return out


def _choose(options: dict[int, np.ndarray], rng: np.random.Generator) -> tuple[int, int]:
    keys = sorted(options)
    flat = np.concatenate([options[k] for k in keys])
    p = np.exp(flat - flat.max())
    pick = int(np.searchsorted(np.cumsum(p), rng.random() * p.sum(), side="right"))
    pick = min(pick, len(flat) - 1)
    for k in keys:
        if pick < len(options[k]):
            return k, pick
        pick -= len(options[k])
    raise AssertionError("unreachable: pick lies within the options")
