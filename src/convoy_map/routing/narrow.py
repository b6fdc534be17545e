"""Areas finer than the cells, for statements that are.

A cell is a kilometre; a statement may know a spot to within a few hundred metres.
Its area is then drawn on finer cells: how much of the journey's probability a cell
holds comes from the sampled journeys, where in the cell from the statement itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from convoy_map.model import SpatialConstraint
from convoy_map.routing.corridor import densest
from convoy_map.routing.grid import Grid
from convoy_map.routing.problem import Problem
from convoy_map.routing.surfaces import canvas, log_surface

# Cells that 95 % of the samples may spread over, and into how many each is cut.
NARROW_CELLS = 5.0
_CUT = 4
_SMOOTH = 0.8


def narrow_areas(
    problem: Problem, constraint: SpatialConstraint, nodes: np.ndarray, levels: Sequence[float]
) -> tuple[Grid, list[np.ndarray]]:
    """Smallest areas that hold given shares of some sampled nodes, on finer cells.

    Parameters
    ----------
    constraint : SpatialConstraint
        What is said of the place.
    nodes : int array, shape (n,)
        Sampled nodes.
    levels : sequence of float
        Shares, 0 to 1.

    Returns
    -------
    grid : Grid
        The finer cells, round the samples only.
    areas : list of boolean arrays, shape (grid.size,)
    """
    grid = problem.grid
    cells = problem.network.cell[nodes]
    column, row = cells % grid.nx, cells // grid.nx
    west, south = int(column.min()) - 1, int(row.min()) - 1
    nx, ny = int(column.max()) - west + 2, int(row.max()) - south + 2
    fine = Grid(
        grid.projection,
        grid.x0 + west * grid.cell_m,
        grid.y0 + south * grid.cell_m,
        grid.cell_m / _CUT,
        nx * _CUT,
        ny * _CUT,
    )
    held = np.zeros((ny, nx))
    np.add.at(held, (row - south, column - west), 1.0)
    told = np.exp(log_surface(constraint, canvas(fine, problem.parameters)))
    blocks = told.reshape(ny, _CUT, nx, _CUT)
    whole = blocks.sum(axis=(1, 3), keepdims=True)
    share = np.where(whole > 0, blocks / np.where(whole > 0, whole, 1.0), 1.0 / _CUT**2)
    field = (share * held[:, None, :, None]).reshape(-1)
    return fine, densest(fine, field, _SMOOTH, levels)[0]
