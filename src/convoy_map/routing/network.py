"""The graph on which journeys are traced: raster moves and true road polylines."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix

# Half of the moves to the 16 neighbours; the other half are these backwards.
MOVES = ((1, 0), (0, 1), (1, 1), (1, -1), (2, 1), (1, 2), (2, -1), (1, -2))


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and undirected edges.

    Parameters
    ----------
    cell : int array, shape (n,)
        Grid cell of each node.
    x, y : float arrays, shape (n,)
        Node positions in metres; a node whose cell holds a road lies on it.
    a, b : int arrays, shape (m,)
        Nodes that each edge joins.
    length_km : float array, shape (m,)
        Length of each edge in kilometres.
    surface : int array, shape (m,)
        Index into ``surfaces``.
    surfaces : tuple of str
        Names of the surfaces.
    barrier : float array, shape (m,)
        What crossing rivers, lakes and closed ground adds, in main-road km.
    road : int array, shape (m,)
        Stretch of road that the edge belongs to; -1 off the roads.
    river : boolean array, shape (m,)
        Whether a river is all that bars the edge.
    steep : float array, shape (m,), optional
        How much dearer slopes and stated costs of the ground make each edge.
    """

    cell: np.ndarray
    x: np.ndarray
    y: np.ndarray
    a: np.ndarray
    b: np.ndarray
    length_km: np.ndarray
    surface: np.ndarray
    surfaces: tuple[str, ...]
    barrier: np.ndarray
    road: np.ndarray
    river: np.ndarray
    steep: np.ndarray | None = None

    @property
    def size(self) -> int:
        """Number of nodes."""
        return len(self.cell)

    def weights(self, costs: dict[str, float], factor: np.ndarray | None = None) -> np.ndarray:
        """Cost of each edge in main-road km, barriers included.

        ``factor`` multiplies the cost of the ground at each node.
        """
        per_km = np.array([costs[s] for s in self.surfaces])
        w = self.length_km * per_km[self.surface]
        if self.steep is not None:
            w = w * self.steep
        if factor is not None:
            w = w * np.sqrt(factor[self.a] * factor[self.b])
        return np.asarray(w + self.barrier)

    def restricted(self, keep: np.ndarray) -> tuple[Network, np.ndarray]:
        """Part of the network on some nodes, and the nodes' numbers in the whole.

        Parameters
        ----------
        keep : boolean array, shape (n,)
        """
        nodes = np.flatnonzero(keep)
        number = np.full(self.size, -1)
        number[nodes] = np.arange(len(nodes))
        part = self.with_edges(keep[self.a] & keep[self.b])
        part = replace(
            part,
            cell=self.cell[nodes],
            x=self.x[nodes],
            y=self.y[nodes],
            a=number[part.a],
            b=number[part.b],
        )
        return part, nodes

    def with_edges(self, keep: np.ndarray) -> Network:
        """The same nodes with some of the edges; ``keep`` is boolean, shape (m,)."""
        names = ("a", "b", "length_km", "surface", "barrier", "road", "river")
        kept = {name: getattr(self, name)[keep] for name in names}
        steep = None if self.steep is None else self.steep[keep]
        return replace(self, **kept, steep=steep)


class Assembler:
    """Builds adjacency matrices of one network for many sets of weights.

    Parallel edges stay apart (a matrix that sums duplicates would add a road to
    the open ground beside it).
    """

    def __init__(self, network: Network) -> None:
        rows = np.concatenate([network.a, network.b])
        cols = np.concatenate([network.b, network.a])
        self._order = np.argsort(rows, kind="stable")
        self._indices = cols[self._order].astype(np.int32)
        counts = np.bincount(rows, minlength=network.size)
        self._indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        self._size = network.size

    def matrix(self, weights: np.ndarray) -> csr_matrix:
        """Adjacency matrix, shape (n, n); infinite weights are impassable."""
        data = np.concatenate([weights, weights])[self._order]
        return csr_matrix((data, self._indices, self._indptr), shape=(self._size, self._size))

    def edges_of(self, path: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """Edges that a path runs over, the cheapest of parallel ones.

        Parameters
        ----------
        path : int array, shape (k,)
            Nodes, each joined to the next.
        weights : float array, shape (m,)
            Costs under which the path was found.

        Returns
        -------
        int array, shape (k - 1,)
        """
        found = np.zeros(max(len(path) - 1, 0), np.int64)
        for n in range(len(found)):
            low, high = self._indptr[path[n]], self._indptr[path[n] + 1]
            here = self._order[low:high][self._indices[low:high] == path[n + 1]] % len(weights)
            found[n] = here[np.argmin(weights[here])]
        return found


def raster_moves(nx: int, ny: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Undirected moves between the cells of a raster, 16 neighbours each.

    Returns
    -------
    a, b : int arrays
        Cells joined.
    length : float array
        Length in cells.
    """
    index = np.arange(nx * ny).reshape(ny, nx)
    a, b, length = [], [], []
    for dx, dy in MOVES:
        if nx <= dx or ny <= abs(dy):
            continue
        low = index[max(0, -dy) : ny - max(0, dy), : nx - dx]
        high = index[max(0, dy) : ny + min(0, dy), dx:]
        a.append(low.ravel())
        b.append(high.ravel())
        length.append(np.full(low.size, np.hypot(dx, dy)))
    return np.concatenate(a), np.concatenate(b), np.concatenate(length)


def crossed_cells(a: np.ndarray, b: np.ndarray, nx: int) -> np.ndarray:
    """Cells that each move crosses in equal shares of its length, shape (m, 4).

    Straight and diagonal moves cross two cells (each named twice), a knight's
    move four.
    """
    dx, dy = b % nx - a % nx, b // nx - a // nx
    # A knight's move leaves its first cell by the long side, then crosses two more.
    first = np.where(np.abs(dx) == 2, np.sign(dx), 0) + nx * np.where(
        np.abs(dy) == 2, np.sign(dy), 0
    )
    knight = (np.abs(dx) == 2) | (np.abs(dy) == 2)
    second = np.where(knight, a + first, a)
    third = np.where(knight, b - first, b)
    return np.stack([a, second, third, b], axis=1)
