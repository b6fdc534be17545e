"""Geodesics on the WGS 84 ellipsoid (Karney 2013, as implemented by PROJ)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from convoy_map.errors import CoordinateError

GEOD = Geod(ellps="WGS84")


def wrap_lon_deg(lon: float) -> float:
    """Bring a longitude into [-180, 180).

    Examples
    --------
    >>> wrap_lon_deg(181.0)
    -179.0
    """
    return (lon + 180.0) % 360.0 - 180.0


def check_lonlat(lon: float, lat: float, *, where: str | None = None) -> None:
    """Raise ``CoordinateError`` unless the position can exist on Earth.

    Parameters
    ----------
    lon, lat : float
        Degrees, WGS 84.
    where : str, optional
        What to name in the error.

    Raises
    ------
    CoordinateError
        For a value that is not a number, a latitude beyond ±90 or a longitude
        beyond ±180; a swapped pair is recognised and said to be one.

    Examples
    --------
    >>> check_lonlat(39.0, 36.0)
    >>> check_lonlat(36.0, 139.0)
    Traceback (most recent call last):
    ...
    convoy_map.errors.CoordinateError: latitude 139.0 is impossible ...
    """
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise CoordinateError(
            f"position ({lon}, {lat}) is not a pair of numbers",
            where=where,
            mend="give longitude and latitude in decimal degrees",
        )
    if abs(lat) > 90.0:
        swapped = abs(lon) <= 90.0 and abs(lat) <= 180.0
        raise CoordinateError(
            f"latitude {lat} is impossible (it runs from -90 to 90)",
            where=where,
            mend="swap the two: longitude comes first" if swapped else "correct the latitude",
        )
    if abs(lon) > 180.0:
        raise CoordinateError(
            f"longitude {lon} is impossible (it runs from -180 to 180)",
            where=where,
            mend=f"correct it, or write {wrap_lon_deg(lon):g} if it was counted past 180",
        )


def distance_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Geodesic distance in metres.

    Examples
    --------
    >>> round(distance_m(39.0, 36.0, 39.0, 37.0))
    110968
    """
    return float(GEOD.inv(lon1, lat1, lon2, lat2)[2])


def bearing_deg(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Initial bearing from the first to the second point, in [0, 360), from north.

    Examples
    --------
    >>> round(bearing_deg(39.0, 36.0, 40.0, 36.0), 1)
    89.7
    """
    return float(GEOD.inv(lon1, lat1, lon2, lat2)[0]) % 360.0


def destination(lon: float, lat: float, bearing: float, distance: float) -> tuple[float, float]:
    """Point at a bearing (degrees) and a distance (metres), as (lon, lat).

    Examples
    --------
    >>> tuple(round(v, 4) for v in destination(179.99, 0.0, 90.0, 11131.949))
    (-179.91, 0.0)
    """
    lon2, lat2, _ = GEOD.fwd(lon, lat, bearing, distance)
    return wrap_lon_deg(float(lon2)), float(lat2)


def midpoint(lon1: float, lat1: float, lon2: float, lat2: float) -> tuple[float, float]:
    """Middle of the geodesic between two points, as (lon, lat).

    Examples
    --------
    >>> tuple(round(v, 6) for v in midpoint(179.0, 0.0, -179.0, 0.0))
    (-180.0, 0.0)
    """
    azimuth, _, length = GEOD.inv(lon1, lat1, lon2, lat2)
    return destination(lon1, lat1, float(azimuth), float(length) / 2)


def angle_between_deg(a: float, b: float) -> float:
    """Smaller angle between two bearings, 0 to 180.

    Examples
    --------
    >>> angle_between_deg(350.0, 20.0)
    30.0
    """
    return abs((a - b + 180.0) % 360.0 - 180.0)


def mean_position(
    points: Sequence[tuple[float, float]], weights: Sequence[float] | None = None
) -> tuple[float, float]:
    """Weighted mean of positions, taken on the sphere so that ±180° is no seam.

    Raises
    ------
    CoordinateError
        For no points at all, or points that cancel out (antipodes).

    Examples
    --------
    >>> tuple(round(v, 6) for v in mean_position([(179.0, 10.0), (-179.0, 10.0)]))
    (-180.0, 10.001493)
    """
    weights = [1.0] * len(points) if weights is None else weights
    x = y = z = 0.0
    for (lon, lat), weight in zip(points, weights, strict=True):
        lam, phi = math.radians(lon), math.radians(lat)
        x += weight * math.cos(phi) * math.cos(lam)
        y += weight * math.cos(phi) * math.sin(lam)
        z += weight * math.sin(phi)
    if math.hypot(x, y, z) < 1e-9:
        raise CoordinateError(
            f"the mean of {len(points)} positions is undefined",
            mend="give at least one position, and none on opposite sides of the Earth",
        )
    lon = math.degrees(math.atan2(y, x))
    return wrap_lon_deg(round(lon, 9)), math.degrees(math.atan2(z, math.hypot(x, y)))


def line_length_m(line: BaseGeometry) -> float:
    """Geodesic length of a line or polygon outline in lon/lat, in metres."""
    return float(GEOD.geometry_length(line))


def fan(
    lon: float, lat: float, bearings_deg: Iterable[float], distance: float
) -> list[tuple[float, float]]:
    """Points at one distance (metres) and several bearings, as (lon, lat) pairs."""
    bearings = list(bearings_deg)
    n = len(bearings)
    lons, lats, _ = GEOD.fwd([lon] * n, [lat] * n, bearings, [distance] * n)
    return list(zip(map(float, lons), map(float, lats), strict=True))
