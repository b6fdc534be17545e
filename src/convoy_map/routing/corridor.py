"""Corridors, areas and the most central of many sampled journeys."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

from convoy_map.routing.grid import Grid
from convoy_map.routing.network import Network
from convoy_map.routing.sampling import Sample

# Widths, in cells, over which a sampled way speaks for its neighbourhood, and how much.
_KERNELS = ((1.0, 0.85), (3.0, 0.12), (9.0, 0.03))
_POINTS_PER_PATH = 80


def points_along(network: Network, nodes: np.ndarray, step_m: float) -> np.ndarray:
    """Positions in metres every ``step_m`` along a way, shape (k, 2)."""
    return densified(np.column_stack([network.x[nodes], network.y[nodes]]), step_m)


def densified(xy: np.ndarray, step_m: float) -> np.ndarray:
    """Positions every ``step_m`` along a line of positions, shape (k, 2)."""
    if len(xy) < 2:
        return xy
    x, y = xy.T
    along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    at = np.linspace(0.0, along[-1], max(int(along[-1] / step_m), 1) + 1)
    return np.column_stack([np.interp(at, along, x), np.interp(at, along, y)])


def _smoothed(field: np.ndarray, grid: Grid) -> np.ndarray:
    flat = field.reshape(grid.ny, grid.nx)
    out = np.zeros_like(flat)
    for sd, share in _KERNELS:
        out += share * gaussian_filter(flat, sd, mode="constant")
    return out.ravel()


def corridors(
    grid: Grid, network: Network, samples: Sequence[Sample], levels: Sequence[float]
) -> list[np.ndarray]:
    """Cells that hold given shares of the journey's length, boolean, shape (size,).

    The occupancy of the cells comes from the sampled ways; the threshold of a
    level is the one at which occupancy from all other grounds holds that share
    of the ways of each ground left out.

    Parameters
    ----------
    levels : sequence of float
        Shares, 0 to 1, as they are to hold among the samples.
    """
    grounds = sorted({s.ground for s in samples})
    row = {g: k for k, g in enumerate(grounds)}
    visits = np.zeros((len(grounds), grid.size))
    told: list[list[np.ndarray]] = [[] for _ in grounds]
    for s in samples:
        xy = points_along(network, s.journey.nodes, grid.cell_m / 2)
        cells = grid.cells(xy[:, 0], xy[:, 1])
        cells = cells[cells >= 0]
        visits[row[s.ground], np.unique(cells)] += 1.0
        told[row[s.ground]].append(cells)
    counts = np.array([len(t) for t in told], dtype=float)
    smooth = np.stack([_smoothed(v, grid) for v in visits])
    total = smooth.sum(axis=0)
    values, weights = [], []
    for k in range(len(grounds)):
        others = total if len(grounds) == 1 else total - smooth[k]
        held = others / max(counts.sum() - (counts[k] if len(grounds) > 1 else 0.0), 1.0)
        for cells in told[k]:
            values.append(held[cells])
            weights.append(np.full(len(cells), 1.0 / len(cells)))
    occupancy = total / counts.sum()
    value, weight = np.concatenate(values), np.concatenate(weights)
    order = np.argsort(-value, kind="stable")
    share = np.cumsum(weight[order]) / weight.sum()
    out = []
    for level in levels:
        at = min(int(np.searchsorted(share, level)), len(order) - 1)
        out.append(occupancy >= value[order[at]])
    return out


def highest_density(
    grid: Grid, x: np.ndarray, y: np.ndarray, levels: Sequence[float]
) -> tuple[list[np.ndarray], np.ndarray]:
    """Smallest areas that hold given shares of some positions, smoothed.

    Returns
    -------
    areas : list of boolean arrays, shape (size,)
    density : float array, shape (size,)
        Probability of each cell.
    """
    cells = grid.cells(x, y)
    cells = cells[cells >= 0]
    field = np.bincount(cells, minlength=grid.size).astype(float)
    return densest(grid, field, kernel_cells(grid, x, y), levels)


def kernel_cells(grid: Grid, x: np.ndarray, y: np.ndarray) -> float:
    """Width of the kernel that smooths some positions, in cells (Scott's rule, narrowed)."""
    spread = float(np.hypot(np.std(x), np.std(y))) / np.sqrt(2.0) / grid.cell_m
    return float(max(0.6, 0.6 * spread * len(x) ** (-1.0 / 6.0)))


def densest(
    grid: Grid, field: np.ndarray, width: float, levels: Sequence[float]
) -> tuple[list[np.ndarray], np.ndarray]:
    """Smallest areas that hold given shares of a field, smoothed over ``width`` cells."""
    density = gaussian_filter(field.reshape(grid.ny, grid.nx), width, mode="constant").ravel()
    density /= density.sum()
    order = np.argsort(-density, kind="stable")
    held = np.cumsum(density[order])
    areas = []
    for level in levels:
        area = np.zeros(grid.size, bool)
        area[order[: int(np.searchsorted(held, level)) + 1]] = True
        areas.append(area)
    return areas, density


def way_distances(a: np.ndarray, b: np.ndarray) -> float:
    """Mean distance between two ways given as positions, symmetrised, metres."""
    there = cKDTree(b).query(a)[0].mean()
    back = cKDTree(a).query(b)[0].mean()
    return float((there + back) / 2.0)


def thinned(network: Network, nodes: np.ndarray, count: int = _POINTS_PER_PATH) -> np.ndarray:
    """Some positions evenly spaced along a way, shape (count, 2)."""
    x, y = network.x[nodes], network.y[nodes]
    along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    at = np.linspace(0.0, along[-1], count)
    return np.column_stack([np.interp(at, along, x), np.interp(at, along, y)])


def distance_matrix(ways: Sequence[np.ndarray]) -> np.ndarray:
    """Symmetrised mean distances between ways, shape (n, n), metres."""
    trees = [cKDTree(w) for w in ways]
    out = np.zeros((len(ways), len(ways)))
    for i, tree in enumerate(trees):
        for j, way in enumerate(ways):
            if i != j:
                out[i, j] = tree.query(way)[0].mean()
    return (out + out.T) / 2.0
