"""How strictly the traveller kept to roads: nobody knows, so every ground has its own.

Some travellers follow roads wherever they lead, others go straight across open
ground. Costs are powers of the given ones (``taste``: 0 cares for no road, 1 as
given), spread over the grounds with more weight on little care: a corridor that
holds the ways of the careless holds most ways of the careful too, and not the
other way round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import dijkstra

from convoy_map.routing.network import Assembler, Network

_LEVELS = 5
_SKEW = 2.0


def told_taste(taste: float, *, told: bool) -> float:
    """Taste on a leg: where its manner is told, less is left to the traveller."""
    return (1.0 + taste) / 2.0 if told else taste


def powered(costs: Mapping[str, float], taste: float, *, told: bool) -> dict[str, float]:
    """Costs of the surfaces as a traveller of some taste sees them.

    Examples
    --------
    >>> powered({"main_road": 1.0, "roadless": 4.0}, 0.5, told=False)
    {'main_road': 1.0, 'roadless': 2.0}
    """
    power = told_taste(taste, told=told)
    return {surface: cost**power for surface, cost in costs.items()}


@dataclass(frozen=True, slots=True)
class Tastes:
    """Tastes and the nats per km under each.

    Parameters
    ----------
    levels : float array, shape (n,)
        Powers of the costs, ascending.
    rates_per_km : float array, shape (n,)
        Nats per km under each: an average leg is as dear under all of them.
    """

    levels: np.ndarray
    rates_per_km: np.ndarray

    def of_ground(self, number: int, grounds: int) -> tuple[float, float]:
        """Taste and nats per km of one of some grounds.

        Examples
        --------
        >>> t = Tastes(np.array([0.0, 1.0]), np.array([2.0, 1.0]))
        >>> t.of_ground(0, 2), t.of_ground(1, 2)
        ((0.0625, 1.9375), (0.5625, 1.4375))
        """
        low, high = float(self.levels[0]), float(self.levels[-1])
        taste = low + (high - low) * ((number + 0.5) / grounds) ** _SKEW
        return taste, float(np.interp(taste, self.levels, self.rates_per_km))


def measure_tastes(
    network: Network,
    costs: Mapping[str | None, Mapping[str, float]],
    manners: Sequence[str | None],
    stops: Sequence[int],
    rate_per_km: float,
    taste_range: tuple[float, float],
) -> Tastes:
    """Measure how dear the journey's legs are to travellers of different tastes.

    Parameters
    ----------
    costs : mapping
        Cost of each surface, by manner.
    manners : sequence of n - 1
        Manner of each leg.
    stops : sequence of n nodes
        A likely node of each fragment.
    rate_per_km : float
        Nats per km under the costs as given (taste 1).
    taste_range : (float, float)
        Least and greatest taste.
    """
    assembler = Assembler(network)

    def length(taste: float) -> float:
        total = 0.0
        for manner in sorted({*manners}, key=str):
            legs = [k for k, m in enumerate(manners) if m == manner]
            mine = powered(costs[manner], taste, told=manner is not None)
            matrix = assembler.matrix(network.weights(mine) - network.barrier)
            far = dijkstra(matrix, indices=[stops[k] for k in legs])
            total += float(sum(far[row, stops[k + 1]] for row, k in enumerate(legs)))
        return total

    levels = np.linspace(min(taste_range), max(taste_range), _LEVELS)
    own = np.array([length(float(t)) for t in levels])
    told = length(1.0)
    known = np.isfinite(own) & (own > 0) & np.isfinite(told)
    return Tastes(levels, rate_per_km * np.where(known, told / np.where(known, own, 1.0), 1.0))
