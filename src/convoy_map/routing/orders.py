"""Orders weighed by the ground: Held–Karp over subsets, on particles (sum-product).

The message A[S, j](x) is the total weight of all ways to pass the fragments of S,
j last, at x. Precedence that holds is kept; a pair told the other way round costs
some nats. Total weight over all orders costs 2^n steps instead of n!.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from scipy.sparse.csgraph import dijkstra
from scipy.special import logsumexp

from convoy_map.model import Ordering
from convoy_map.model.precedence import NARRATIVE_INVERSION_NATS, hard_and_soft_pairs
from convoy_map.routing.journey import Yardstick
from convoy_map.routing.problem import Problem, leg_manners

RankedOrders = tuple[tuple[tuple[int, ...], float], ...]

MOST_ORDERED = 12
_PARTICLES = 6
_SAMPLED = 200


@dataclass(frozen=True, slots=True)
class Weighed:
    """Log weight of all orders together, and some orders with their probability."""

    log_total: float
    orders: RankedOrders


class Subsets:
    """Held–Karp messages of n fragments.

    Parameters
    ----------
    log_weights : sequence of n arrays
        Log weights of each fragment's particles.
    costs : mapping of (i, j) to array, shape (particles of i, particles of j)
        Cost in nats of going from i to j, for all pairs.
    hard, soft : boolean arrays, shape (n, n)
        Who must, and who is told to, come before whom.
    inversion_nats : float
        Price of each told pair that is passed the other way round.
    """

    def __init__(
        self,
        log_weights: Sequence[np.ndarray],
        costs: Mapping[tuple[int, int], np.ndarray],
        hard: np.ndarray,
        soft: np.ndarray,
        inversion_nats: float = NARRATIVE_INVERSION_NATS,
    ) -> None:
        self.n = len(log_weights)
        self._log_weights = log_weights
        self._hard, self._soft, self._price = hard, soft, inversion_nats
        ends = np.cumsum([0, *(len(w) for w in log_weights)])
        self._slots = [slice(a, b) for a, b in pairwise(ends)]
        self._kernel = np.zeros((ends[-1], ends[-1]))
        for (i, j), cost in costs.items():
            self._kernel[self._slots[i], self._slots[j]] = np.exp(-cost)
        self._messages = self._sweep()

    def _allowed(self, subset: int, j: int) -> bool:
        """Whether j can follow a subset: everything that must come before it is in."""
        return all(subset >> k & 1 for k in range(self.n) if self._hard[k, j])

    def _inversions(self, subset: int, j: int) -> float:
        """Price of passing j after the members of a subset that are told after it."""
        return self._price * sum(1.0 for k in range(self.n) if subset >> k & 1 and self._soft[j, k])

    def _sweep(self) -> list[np.ndarray]:
        size = self._kernel.shape[0]
        messages = [np.full(size, -np.inf) for _ in range(1 << self.n)]
        for j in range(self.n):
            if self._allowed(0, j):
                messages[1 << j][self._slots[j]] = self._log_weights[j]
        for subset in range(1, 1 << self.n):
            here = messages[subset]
            top = here.max()
            if not np.isfinite(top):
                continue
            with np.errstate(divide="ignore"):
                ahead = np.log(np.exp(here - top) @ self._kernel) + top
            for j in range(self.n):
                if subset >> j & 1 or not self._allowed(subset, j):
                    continue
                arrive = ahead[self._slots[j]] + self._log_weights[j]
                messages[subset | 1 << j][self._slots[j]] = arrive - self._inversions(subset, j)
        return messages

    @property
    def log_total(self) -> float:
        """Log weight of all orders together."""
        return float(logsumexp(self._messages[-1]))

    def log_weight(self, order: Sequence[int]) -> float:
        """Log weight of one order."""
        first = order[0]
        if not self._allowed(0, first):
            return -np.inf
        here, subset = self._log_weights[first], 1 << first
        for i, j in pairwise(order):
            if not self._allowed(subset, j):
                return -np.inf
            block = self._kernel[self._slots[i], self._slots[j]]
            top = here.max()
            with np.errstate(divide="ignore"):
                here = np.log(np.exp(here - top) @ block) + top + self._log_weights[j]
            here = here - self._inversions(subset, j)
            subset |= 1 << j
        return float(logsumexp(here))

    def draw(self, rng: np.random.Generator) -> tuple[int, ...]:
        """Draw one order from the posterior."""
        subset, order = (1 << self.n) - 1, []
        weights = self._messages[subset].copy()
        while True:
            p = np.exp(weights - weights.max())
            at = int(np.searchsorted(np.cumsum(p), rng.random() * p.sum(), side="right"))
            at = min(at, len(p) - 1)
            j = next(k for k, s in enumerate(self._slots) if s.start <= at < s.stop)
            order.append(j)
            subset ^= 1 << j
            if not subset:
                return tuple(order[::-1])
            with np.errstate(divide="ignore"):
                weights = self._messages[subset] + np.log(self._kernel[:, at])


def weigh_orders(subsets: Subsets, told: tuple[int, ...], rng: np.random.Generator) -> Weighed:
    """Find the orders that matter and their probabilities, most probable first."""
    total = subsets.log_total
    found = {told, *(subsets.draw(rng) for _ in range(_SAMPLED))}
    p = {order: float(np.exp(subsets.log_weight(order) - total)) for order in found}
    return Weighed(total, tuple(sorted(p.items(), key=lambda kv: (-kv[1], kv[0]))))


def order_posterior(problem: Problem, ordering: Ordering, yardstick: Yardstick) -> RankedOrders:
    """Orders of up to 12 located fragments with their probabilities, most probable first.

    The told order alone where it is certain; see ``blocks`` for more fragments.
    """
    n = len(problem.fragments)
    told = tuple(range(n))
    hard, soft = hard_and_soft_pairs(problem.ids, ordering.constraints)
    if n <= 2 or (hard | hard.T).sum() == n * (n - 1):
        return ((told, 1.0),)
    return weighed_members(problem, told, hard, soft, yardstick)


def weighed_members(
    problem: Problem,
    members: Sequence[int],
    hard: np.ndarray,
    soft: np.ndarray,
    yardstick: Yardstick,
) -> RankedOrders:
    """Orders of some fragments, as positions in ``members``, most probable first.

    Parameters
    ----------
    members : sequence of int
        Numbers of the fragments, in the order told.
    hard, soft : boolean arrays, shape (members, members)
        Who must, and who is told to, come before whom.
    """
    n = len(members)
    rng = np.random.default_rng([problem.parameters.seed, 10_000])
    nodes = [_spots(problem.fragments[k].log_p, _PARTICLES) for k in members]
    log_weights = [np.full(len(v), -np.log(len(v))) for v in nodes]
    matrix = problem.assembler.matrix(
        problem.network.weights(problem.costs(None)) * yardstick.rate_per_km
    )
    every = np.concatenate(nodes)
    between = dijkstra(matrix, indices=every)[:, every]
    ends = np.cumsum([0, *(len(v) for v in nodes)])
    costs = {
        (i, j): between[ends[i] : ends[i + 1], ends[j] : ends[j + 1]]
        for i in range(n)
        for j in range(n)
        if i != j
    }
    return weigh_orders(Subsets(log_weights, costs, hard, soft), tuple(range(n)), rng).orders


def _spots(log_p: np.ndarray, count: int) -> np.ndarray:
    p = np.exp(log_p)
    steps = (np.arange(count) + 0.5) / count * p.sum()
    return np.unique(np.minimum(np.searchsorted(np.cumsum(p), steps), len(p) - 1))


def reordered(problem: Problem, order: Sequence[int]) -> Problem:
    """The same problem with its located fragments in another order.

    Unlocated fragments stay behind the fragment that they follow in the telling.
    """
    fragments = tuple(problem.fragments[k] for k in order)
    located = set(problem.ids)
    trailing: dict[str, list[str]] = {}
    head: list[str] = []
    last: str | None = None
    for name in problem.sequence:
        if name in located:
            last = name
            trailing[name] = []
        elif last is None:
            head.append(name)
        else:
            trailing[last].append(name)
    sequence = [*head]
    for f in fragments:
        sequence += [f.evidence.id, *trailing[f.evidence.id]]
    ids = [f.evidence.id for f in fragments]
    return replace(
        problem,
        fragments=fragments,
        sequence=tuple(sequence),
        manners=leg_manners(ids, sequence, problem.legs),
    )
