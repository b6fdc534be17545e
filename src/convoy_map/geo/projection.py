"""Metric coordinates for a region, wherever on Earth it lies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from convoy_map.errors import CoordinateError
from convoy_map.geo.antimeridian import cut_at_antimeridian
from convoy_map.geo.geodesy import check_lonlat, wrap_lon_deg
from convoy_map.model import Region


@lru_cache(maxsize=64)
def _transformers(proj: str) -> tuple[Transformer, Transformer]:
    there = Transformer.from_crs("EPSG:4326", proj, always_xy=True)
    back = Transformer.from_crs(proj, "EPSG:4326", always_xy=True)
    return there, back


@dataclass(frozen=True, slots=True)
class Projection:
    """A metric map projection and its way back. x east, y north, in metres.

    Parameters
    ----------
    proj : str
        PROJ definition.
    lon0, lat0 : float
        Its centre, in degrees.
    """

    proj: str
    lon0: float
    lat0: float

    def to_xy(self, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Project arrays of degrees to metres."""
        x, y = _transformers(self.proj)[0].transform(np.asarray(lon), np.asarray(lat))
        return np.asarray(x), np.asarray(y)

    def to_lonlat(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Bring arrays of metres back to degrees, longitudes within ±180."""
        lon, lat = _transformers(self.proj)[1].transform(np.asarray(x), np.asarray(y))
        return np.asarray(lon), np.asarray(lat)

    def forward(self, geometry: BaseGeometry) -> BaseGeometry:
        """Project a geometry in lon/lat to metres; halves cut at ±180° join again."""

        def project(xy: np.ndarray) -> np.ndarray:
            return np.column_stack(self.to_xy(xy[:, 0], xy[:, 1]))

        out = shapely.transform(geometry, project)
        if geometry.geom_type in {"Polygon", "MultiPolygon"} and not out.is_valid:
            out = out.buffer(0)
        return out

    def inverse(self, geometry: BaseGeometry) -> BaseGeometry:
        """Bring a geometry in metres back to lon/lat, cut at the antimeridian."""

        def unproject(xy: np.ndarray) -> np.ndarray:
            return np.column_stack(self.to_lonlat(xy[:, 0], xy[:, 1]))

        return cut_at_antimeridian(shapely.transform(geometry, unproject))


def local_projection(lon: float, lat: float) -> Projection:
    """Azimuthal equidistant projection about a point: true distances from it.

    Examples
    --------
    >>> x, y = local_projection(179.9, -17.0).to_xy([-179.9], [-17.0])
    >>> round(float(x[0]) / 1000, 1)
    21.3
    """
    check_lonlat(lon, lat)
    proj = f"+proj=aeqd +lat_0={lat:.9f} +lon_0={lon:.9f} +datum=WGS84 +units=m +no_defs"
    return Projection(proj, lon, lat)


def region_projection(region: Region) -> Projection:
    """Lambert azimuthal equal-area projection about the middle of a region.

    Equal area, so that a probability per cell means the same everywhere in it;
    the antimeridian and the poles are no seam.

    Raises
    ------
    CoordinateError
        For a region with impossible or swapped edges, or without extent.

    Examples
    --------
    >>> p = region_projection(Region(170.0, -20.0, -170.0, -10.0))
    >>> abs(p.lon0), p.lat0
    (180.0, -15.0)
    """
    check_lonlat(region.west, region.south, where="region, west and south edge")
    check_lonlat(region.east, region.north, where="region, east and north edge")
    width = (region.east - region.west) % 360.0
    if region.west == -180.0 and region.east == 180.0:
        width = 360.0
    if region.north <= region.south or width == 0:
        raise CoordinateError(
            f"the region {region.west}, {region.south}, {region.east}, {region.north} is empty",
            where="region",
            mend="give west, south, east, north with south below north",
        )
    lon0 = wrap_lon_deg(region.west + width / 2)
    lat0 = (region.south + region.north) / 2
    proj = f"+proj=laea +lat_0={lat0:.9f} +lon_0={lon0:.9f} +datum=WGS84 +units=m +no_defs"
    return Projection(proj, lon0, lat0)
