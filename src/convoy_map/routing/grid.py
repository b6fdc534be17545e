"""The raster over which a journey is reconstructed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from convoy_map.errors import RouteError
from convoy_map.geo import Projection, region_projection
from convoy_map.model import Region

MOST_CELLS = 50_000
_USUAL_CELL_M = 1000.0
FEWEST_ACROSS = 100
FINEST_CELL_M = 25.0
_MARGIN_SHARE = 0.35
_LEAST_MARGIN_M = 5_000.0
_WIDEST_DEG = 60.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Square cells in a metric projection; cell ``k`` is column ``k % nx``, row ``k // nx``.

    Parameters
    ----------
    projection : Projection
        Metric projection of the case's region.
    x0, y0 : float
        South-west corner in metres.
    cell_m : float
        Side of a cell in metres.
    nx, ny : int
        Columns and rows.
    """

    projection: Projection
    x0: float
    y0: float
    cell_m: float
    nx: int
    ny: int

    @property
    def size(self) -> int:
        """Number of cells."""
        return self.nx * self.ny

    def centres(self) -> tuple[np.ndarray, np.ndarray]:
        """Coordinates of all cell centres in metres, each of shape (size,)."""
        x = self.x0 + (np.arange(self.nx) + 0.5) * self.cell_m
        y = self.y0 + (np.arange(self.ny) + 0.5) * self.cell_m
        return np.tile(x, self.ny), np.repeat(y, self.nx)

    def cells(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Cell of each position in metres; -1 outside the raster."""
        i = np.floor((np.asarray(x) - self.x0) / self.cell_m).astype(np.int64)
        j = np.floor((np.asarray(y) - self.y0) / self.cell_m).astype(np.int64)
        inside = (i >= 0) & (i < self.nx) & (j >= 0) & (j < self.ny)
        return np.where(inside, j * self.nx + i, -1)

    def polygon(self, chosen: np.ndarray) -> BaseGeometry:
        """Outline of the chosen cells in lon/lat (empty where none is chosen)."""
        chosen = np.unique(chosen)
        if not len(chosen):
            return shapely.Polygon()
        # Neighbours in a row become one box before the union.
        last = np.append(np.diff(chosen) != 1, True) | (chosen % self.nx == self.nx - 1)
        east = chosen[last]
        west = chosen[np.concatenate([[True], last[:-1]])]
        # A hair wider than a cell, so that cells that touch at a corner join validly.
        h = self.cell_m / 2 * (1.0 + 1e-6)
        x, y = self.centres()
        boxes = shapely.box(x[west] - h, y[west] - h, x[east] + h, y[east] + h)
        return self.projection.inverse(shapely.union_all(boxes).simplify(h / 10))


def region_box(region: Region, projection: Projection) -> tuple[float, float, float, float]:
    """Bounds in metres of a region: west, south, east, north."""
    width = (region.east - region.west) % 360.0 or 360.0
    t = np.linspace(0.0, 1.0, 25)
    lon = np.concatenate([region.west + width * t] * 3 + [np.full(25, region.west)] * 1)
    lat = np.concatenate(
        [
            np.full(25, region.south),
            np.full(25, region.north),
            np.full(25, (region.south + region.north) / 2),
            region.south + (region.north - region.south) * t,
        ]
    )
    lon = np.concatenate([lon, np.full(25, region.west + width)])
    lat = np.concatenate([lat, region.south + (region.north - region.south) * t])
    x, y = projection.to_xy((lon + 180.0) % 360.0 - 180.0, lat)
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise RouteError(
            f"the region {region} is too large to be laid on one map",
            where="region",
            mend="give a smaller region round the journey",
        )
    return float(x.min()), float(y.min()), float(x.max()), float(y.max())


def focused(region: Region, lons: np.ndarray, lats: np.ndarray) -> Region:
    """A region wider than one map can show, cut down to what the evidence speaks of.

    Examples
    --------
    >>> world = Region(-180.0, -60.0, 180.0, 80.0)
    >>> r = focused(world, np.array([10.0, 12.0]), np.array([45.0, 46.0]))
    >>> r.west < 7 and r.east > 15 and r.south < 42 and r.north > 49
    True
    """
    wide = (region.east - region.west) % 360.0 or 360.0
    if not len(lons) or (wide <= _WIDEST_DEG and region.north - region.south <= _WIDEST_DEG):
        return region
    about = lons[0] + (lons - lons[0] + 180.0) % 360.0 - 180.0
    margin = 3.0 + _MARGIN_SHARE * float(np.ptp(about) + np.ptp(lats))
    west, east = float(about.min()) - margin, float(about.max()) + margin
    if east - west >= wide:
        return region
    return Region(
        (west + 180.0) % 360.0 - 180.0,
        max(float(lats.min()) - margin, region.south, -89.0),
        (east + 180.0) % 360.0 - 180.0,
        min(float(lats.max()) + margin, region.north, 89.0),
    )


def working_grid(
    region: Region, lons: np.ndarray, lats: np.ndarray, reach_m: np.ndarray, cell_size_m: float
) -> Grid:
    """Lay a raster over the part of a region where the journey can have run.

    The window holds every place that the evidence speaks of, with a margin for
    detours, and stays within the region. Cells are ``cell_size_m`` wide; smaller
    where the window would be under 100 cells wide, larger where it would exceed
    50,000 cells (more, in proportion, where finer cells than a kilometre are asked for).

    Parameters
    ----------
    region : Region
        The case's region.
    lons, lats : array, shape (n,)
        Positions that the evidence speaks of, in degrees.
    reach_m : array, shape (n,)
        How far from each position the evidence reaches.
    cell_size_m : float
        Cell of the case's parameters.

    Raises
    ------
    RouteError
        For a cell size that is not positive or a region too large to be mapped.
    """
    if not cell_size_m > 0:
        raise RouteError(
            f"a cell of {cell_size_m} m makes no raster",
            where="parameters.cell_size_m",
            mend="give a length in metres, for instance 1000",
        )
    region = focused(region, lons, lats)
    projection = region_projection(region)
    west, south, east, north = region_box(region, projection)
    if len(lons):
        x, y = projection.to_xy(lons, lats)
        w, e = (x - reach_m).min(), (x + reach_m).max()
        s, n = (y - reach_m).min(), (y + reach_m).max()
        margin = max(_MARGIN_SHARE * float(np.hypot(e - w, n - s)), _LEAST_MARGIN_M)
        west, south = max(west, w - margin), max(south, s - margin)
        east, north = min(east, e + margin), min(north, n + margin)
    wide, high = max(east - west, 2 * FINEST_CELL_M), max(north - south, 2 * FINEST_CELL_M)
    cell = min(cell_size_m, max(max(wide, high) / FEWEST_ACROSS, FINEST_CELL_M))
    most = MOST_CELLS * max(1.0, (_USUAL_CELL_M / cell_size_m) ** 2)
    cell = max(cell, float(np.sqrt(wide * high / most)))
    nx, ny = max(int(np.ceil(wide / cell)), 2), max(int(np.ceil(high / cell)), 2)
    return Grid(projection, west, south, cell, nx, ny)
