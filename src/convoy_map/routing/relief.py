"""What elevation and cost rasters say of the ground off the roads.

Engineered roads climb gently whatever the ground does, so only raster moves and
tracks pay for slopes; a raster's cell is often wider than the road that it holds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import map_coordinates

from convoy_map.model import GroundRaster
from convoy_map.routing.grid import Grid

_DEAREST = 50.0


def tobler_factor(slope: np.ndarray) -> np.ndarray:
    """How much longer a slope takes than flat ground, mean of there and back.

    Tobler's hiking function (W. Tobler 1993, "Three presentations on geographical
    analysis and modeling", NCGIA Technical Report 93-1): speed is proportional to
    exp(-3.5 |slope + 0.05|). Edges are undirected, so the mean of both ways counts.

    Parameters
    ----------
    slope : float array
        Rise over run.

    Examples
    --------
    >>> tobler_factor(np.array([0.0, 0.1, 0.3])).round(2).tolist()
    [1.0, 1.21, 2.44]
    """
    up, down = np.exp(3.5 * np.abs(slope + 0.05)), np.exp(3.5 * np.abs(slope - 0.05))
    return np.asarray(np.minimum((up + down) / (2.0 * np.exp(3.5 * 0.05)), _DEAREST))


def raster_values(raster: GroundRaster, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Values of a raster at some positions, bilinear; NaN where it knows nothing."""
    rows, columns = raster.values.shape
    middle = (raster.west + raster.east) / 2.0
    at = middle + (lon - middle + 180.0) % 360.0 - 180.0
    column = (at - raster.west) / (raster.east - raster.west) * columns - 0.5
    row = (raster.north - lat) / (raster.north - raster.south) * rows - 0.5
    inside = (column >= -0.5) & (column <= columns - 0.5) & (row >= -0.5) & (row <= rows - 0.5)
    known = np.isfinite(raster.values)
    spots = [row, column]
    value = map_coordinates(np.where(known, raster.values, 0.0), spots, order=1, mode="nearest")
    share = map_coordinates(known.astype(float), spots, order=1, mode="nearest")
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(inside & (share > 0.5), value / share, np.nan)


def edge_factors(
    grid: Grid,
    rasters: Sequence[GroundRaster],
    x: np.ndarray,
    y: np.ndarray,
    a: np.ndarray,
    b: np.ndarray,
) -> np.ndarray:
    """How much dearer each edge is by slope and by stated cost, 1 where nothing is known.

    Parameters
    ----------
    x, y : float arrays
        Positions of the nodes, metres.
    a, b : int arrays, shape (m,)
        Nodes that each edge joins.
    """
    out = np.ones(len(a))
    lon, lat = grid.projection.to_lonlat(x, y)
    run = np.maximum(np.hypot(x[a] - x[b], y[a] - y[b]), 1.0)
    for raster in rasters:
        value = raster_values(raster, lon, lat)
        if raster.kind == "elevation":
            factor = tobler_factor((value[b] - value[a]) / run)
        else:
            factor = np.sqrt(value[a] * value[b])
        out *= np.where(np.isfinite(factor), factor, 1.0)
    return out
