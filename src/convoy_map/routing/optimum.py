"""Tier 1: the exact optimum, by a forward and a backward pass (min-sum).

``D[a](x) = min over y of a(y) + d(y, x)`` is one Dijkstra pass from a virtual
node. a_1 = ψ_1, F_i = D_i[a_i], a_{i+1} = ψ_{i+1} + F_i, and backwards alike.
The min-marginals answer "how much dearer would the journey be if it had passed
here?": a detour cost, never a probability.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from convoy_map.routing.shortest import spread, trace


@dataclass(frozen=True, slots=True)
class Optimum:
    """The cheapest journey and what it would cost to pass elsewhere.

    Parameters
    ----------
    energy : float
        Its cost: negative log likelihoods plus scaled length.
    stops : tuple of int
        Node of each fragment.
    paths : tuple of int arrays
        Nodes of each leg, ends included.
    waypoint_margins : tuple of arrays, shape (n nodes,)
        For each fragment the energy of the best journey with the fragment there.
    leg_margins : tuple of arrays, shape (n nodes,)
        For each leg the energy of the best journey whose leg passes there.
    """

    energy: float
    stops: tuple[int, ...]
    paths: tuple[np.ndarray, ...]
    waypoint_margins: tuple[np.ndarray, ...]
    leg_margins: tuple[np.ndarray, ...]


def forward_backward(
    psi: Sequence[np.ndarray],
    matrices: Sequence[csr_matrix],
    *,
    backward: bool = True,
    step: Callable[[float], None] | None = None,
) -> Optimum:
    """Solve a chain of fragments exactly.

    Parameters
    ----------
    psi : sequence of n arrays, shape (nodes,)
        Negative log likelihood of each node for each fragment.
    matrices : sequence of n - 1 matrices, shape (nodes, nodes)
        Symmetric edge costs of each leg, scaled to nats.
    backward : bool
        Whether the min-marginals are wanted; without them half the work.
    step : callable, optional
        Told the share that is done.

    Examples
    --------
    >>> import numpy as np
    >>> from scipy.sparse import csr_matrix
    >>> line = csr_matrix(np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], float))
    >>> far = np.inf
    >>> best = forward_backward([np.array([0, far, far]), np.array([far, far, 2.0])], [line])
    >>> best.energy, best.paths[0].tolist()
    (4.0, [0, 1, 2])
    """
    n = len(psi)
    reached = [psi[0]]
    passes, befores = [], []
    for i in range(n - 1):
        cost, before = spread(matrices[i], reached[i])
        passes.append(cost)
        befores.append(before)
        reached.append(psi[i + 1] + cost)
        if step is not None:
            step((i + 1) / max(2 * (n - 1), 1))
    end = int(np.argmin(reached[-1]))
    stops, paths = [end], []
    for i in range(n - 2, -1, -1):
        path = trace(befores[i], stops[-1])
        paths.append(path)
        stops.append(int(path[0]))
    margins, leg_margins = [reached[-1]], []
    left = psi[-1]
    for i in range(n - 2, -1, -1) if backward else ():
        back, _ = spread(matrices[i], left)
        leg_margins.append(passes[i] + back)
        margins.append(reached[i] + back)
        left = psi[i] + back
        if step is not None:
            step(1.0 - i / max(2 * (n - 1), 1))
    return Optimum(
        energy=float(reached[-1][end]),
        stops=tuple(stops[::-1]),
        paths=tuple(paths[::-1]),
        waypoint_margins=tuple(margins[::-1]) if backward else (),
        leg_margins=tuple(leg_margins[::-1]),
    )
