"""Least-cost passes over a network."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

_LIFT = 1.0  # a virtual edge of weight zero would be no edge


def spread(matrix: csr_matrix, initial: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Distance transform: ``min over y of initial[y] + d(y, x)``, for every node x.

    One Dijkstra pass from a virtual node that is joined to every node with its
    initial cost.

    Parameters
    ----------
    matrix : csr_matrix, shape (n, n)
        Symmetric edge costs.
    initial : float array, shape (n,)
        Initial costs; infinite where the journey cannot start.

    Returns
    -------
    cost : float array, shape (n,)
    predecessor : int array, shape (n,)
        Node before each on its best path, -1 where the path starts.
    """
    n = matrix.shape[0]
    starts = np.flatnonzero(np.isfinite(initial))
    if not len(starts):
        return np.full(n, np.inf), np.full(n, -1)
    low = initial[starts].min()
    grown = csr_matrix(
        (
            np.concatenate([matrix.data, initial[starts] - low + _LIFT]),
            np.concatenate([matrix.indices, starts.astype(np.int32)]),
            np.concatenate([matrix.indptr, [len(matrix.data) + len(starts)]]).astype(np.int32),
        ),
        shape=(n + 1, n + 1),
    )
    cost, before = dijkstra(grown, directed=True, indices=n, return_predecessors=True)
    before = before[:n].copy()
    before[(before == n) | (before < 0)] = -1
    return cost[:n] + low - _LIFT, before


def trace(predecessor: np.ndarray, end: int) -> np.ndarray:
    """Nodes of the path that ends at ``end``, from its start."""
    path = [end]
    while predecessor[path[-1]] >= 0:
        path.append(int(predecessor[path[-1]]))
    return np.array(path[::-1])
