"""Areas that words describe, as polygons in lon/lat.

Built from geodesics or in an azimuthal projection about the place itself, so
that they hold at any latitude; what crosses ±180° comes back cut.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from convoy_map.errors import CoordinateError
from convoy_map.geo.antimeridian import cut_at_antimeridian
from convoy_map.geo.geodesy import check_lonlat, distance_m, fan, mean_position, midpoint
from convoy_map.geo.projection import Projection, local_projection

_STEP_DEG = 5.0
_HALF_EARTH_M = 20_000_000.0
_POINT_M = 0.01
_FULL_HALF_DEG = 179.9
_WIDE_DEG = 180.0


def _check_length(value: float, what: str) -> None:
    if not (math.isfinite(value) and 0 < value < _HALF_EARTH_M):
        raise CoordinateError(
            f"a {what} of {value} m makes no area",
            mend="give a length above zero and below half the way round the Earth",
        )


def disc(lon: float, lat: float, radius_m: float) -> BaseGeometry:
    """All points within a geodesic distance of a point.

    Raises
    ------
    CoordinateError
        For an impossible position or radius.

    Examples
    --------
    >>> disc(39.0, 36.0, 1000.0).geom_type
    'Polygon'
    >>> disc(180.0, 0.0, 1000.0).geom_type
    'MultiPolygon'
    """
    check_lonlat(lon, lat)
    _check_length(radius_m, "radius")
    shell = fan(lon, lat, np.arange(360.0, 0.0, -_STEP_DEG), radius_m)
    return cut_at_antimeridian(Polygon(shell))


def ring(lon: float, lat: float, inner_m: float, outer_m: float) -> BaseGeometry:
    """Points at least ``inner_m`` and at most ``outer_m`` from a point."""
    if inner_m <= _POINT_M:
        return disc(lon, lat, outer_m)
    if inner_m >= outer_m:
        raise CoordinateError(
            f"a ring from {inner_m} m to {outer_m} m is empty", mend="put the smaller radius first"
        )
    return disc(lon, lat, outer_m).difference(disc(lon, lat, inner_m))


def sector(
    lon: float,
    lat: float,
    bearing: float,
    half_angle_deg: float,
    inner_m: float,
    outer_m: float,
) -> BaseGeometry:
    """Part of a ring whose bearing from the centre lies within ``half_angle_deg`` of ``bearing``.

    Parameters
    ----------
    lon, lat : float
        Centre in degrees.
    bearing, half_angle_deg : float
        Degrees clockwise from north.
    inner_m, outer_m : float
        Distances from the centre.

    Examples
    --------
    >>> sector(39.0, 36.0, 0.0, 45.0, 0.0, 10_000.0).bounds[1] >= 36.0
    True
    """
    if half_angle_deg >= _FULL_HALF_DEG:
        return ring(lon, lat, inner_m, outer_m)
    check_lonlat(lon, lat)
    _check_length(outer_m, "distance")
    n = max(2, math.ceil(2 * half_angle_deg / _STEP_DEG) + 1)
    bearings = np.linspace(bearing + half_angle_deg, bearing - half_angle_deg, n)
    outer = fan(lon, lat, bearings, outer_m)
    inner = fan(lon, lat, bearings[::-1], inner_m) if inner_m > _POINT_M else [(lon, lat)]
    return cut_at_antimeridian(Polygon(outer + inner))


def between_area(
    first: tuple[float, float],
    second: tuple[float, float],
    detour_fraction: float,
    *,
    first_radius_m: float = 0.0,
    second_radius_m: float = 0.0,
) -> BaseGeometry:
    """Land between two places: little longer through it than straight, and at neither.

    The points x with |Ax| + |xB| - |AB| at most ``detour_fraction`` of |AB|,
    within half |AB| of the midpoint (the point-radius circle), without a disc
    about either place (its own radius, at most a quarter of |AB|).

    Raises
    ------
    CoordinateError
        If the two places are the same.
    """
    separation = distance_m(*first, *second)
    if separation < 1.0:
        raise CoordinateError(
            f"nothing lies between {first} and itself", mend="choose two different places"
        )
    projection = local_projection(*midpoint(*first, *second))
    ax, ay = _project_point(projection, first)
    bx, by = _project_point(projection, second)
    major = separation * (1.0 + detour_fraction) / 2
    minor = math.sqrt(major**2 - (separation / 2) ** 2)
    angle = math.atan2(by - ay, bx - ax)
    turn = np.radians(np.arange(0.0, 360.0, 3.0))
    oval = Polygon(np.column_stack([major * np.cos(turn), minor * np.sin(turn)]))
    circle = Polygon(separation / 2 * np.column_stack([np.cos(turn), np.sin(turn)]))
    shape = affinity.rotate(oval.intersection(circle), math.degrees(angle), origin=(0, 0))
    cap = separation / 4
    for (x, y), radius in (((ax, ay), first_radius_m), ((bx, by), second_radius_m)):
        if radius > 0:
            near = min(radius, cap) * np.column_stack([np.cos(turn), np.sin(turn)])
            shape = shape.difference(affinity.translate(Polygon(near), x, y))
    return projection.inverse(shape)


def _project_point(projection: Projection, point: tuple[float, float]) -> tuple[float, float]:
    x, y = projection.to_xy(np.array([point[0]]), np.array([point[1]]))
    return float(x[0]), float(y[0])


def _centre(geometry: BaseGeometry) -> tuple[float, float]:
    """Middle of a geometry's extent on the sphere, so that no seam and no pole matters."""
    points = [(float(x), float(y)) for x, y in shapely.get_coordinates(geometry)]
    try:
        lon, lat = mean_position(points)
    except CoordinateError:  # spread evenly round the Earth: any centre is as good
        return 0.0, 0.0
    west, south, east, north = geometry.bounds
    if east - west > _WIDE_DEG:
        return lon, lat
    return (west + east) / 2, (south + north) / 2


def outset(geometry: BaseGeometry, distance: float) -> BaseGeometry:
    """Widen (or, below zero, shrink) an area by metres."""
    if distance == 0 or geometry.is_empty:
        return geometry
    projection = local_projection(*_centre(geometry))
    return projection.inverse(projection.forward(geometry).buffer(distance, quad_segs=8))


def line_buffer(line: BaseGeometry, half_width_m: float) -> BaseGeometry:
    """All points within ``half_width_m`` of a line.

    Raises
    ------
    CoordinateError
        For a line without length or an impossible width.

    Examples
    --------
    >>> from shapely.geometry import LineString
    >>> line_buffer(LineString([(39, 36), (39, 36.1)]), 1000.0).geom_type
    'Polygon'
    """
    _check_length(half_width_m, "half width")
    if line.is_empty:
        raise CoordinateError("a line without points has no neighbourhood")
    return outset(line, half_width_m)


def directional_part(area: BaseGeometry, bearing: float, share: float = 0.5) -> BaseGeometry:
    """Part of an area towards a bearing ("eastern Syria"): the far ``share`` of its extent.

    Parameters
    ----------
    area : shapely geometry
        Polygon or multipolygon in lon/lat.
    bearing : float
        Degrees clockwise from north.
    share : float
        Share of the extent along that bearing which is kept.

    Examples
    --------
    >>> directional_part(box(0.0, 0.0, 2.0, 1.0), 90.0).bounds[0] > 0.9
    True
    """
    projection = local_projection(*_centre(area))
    flat = affinity.rotate(projection.forward(area), bearing, origin=(0, 0))
    west, south, east, north = flat.bounds
    window = box(west - 1, north - share * (north - south), east + 1, north + 1)
    part = affinity.rotate(flat.intersection(window), -bearing, origin=(0, 0))
    return projection.inverse(part)


def mainland(area: BaseGeometry, reach: float = 0.1) -> BaseGeometry:
    """Largest part of an area and what lies about it, without far possessions.

    Parts join that are nearer to one already in than ``reach`` times the
    diagonal of the largest part ("eastern France" does not mean Réunion).

    Examples
    --------
    >>> from shapely import union_all
    >>> mainland(union_all([box(0, 0, 10, 10), box(10.5, 0, 11, 1), box(50, 0, 51, 1)])).bounds
    (0.0, 0.0, 11.0, 10.0)
    """
    parts = sorted(shapely.get_parts(area), key=_true_size, reverse=True)
    if len(parts) < 2:
        return area
    west, south, east, north = parts[0].bounds
    limit_deg = reach * math.hypot(east - west, north - south)
    kept, rest = [parts[0]], parts[1:]
    grown = True
    while grown and rest:
        joined = shapely.union_all(kept)
        near = [p for p in rest if p.distance(joined) <= limit_deg]
        kept += near
        rest = [p for p in rest if p.distance(joined) > limit_deg]
        grown = bool(near)
    return shapely.union_all(kept)


def _true_size(part: BaseGeometry) -> float:
    """Size in square degrees of the equator, for comparing parts."""
    return float(part.area * math.cos(math.radians(part.centroid.y)))


def covering_radius_m(area: BaseGeometry, lon: float, lat: float) -> float:
    """Distance in metres from a point to the farthest vertex of an area."""
    xy = shapely.get_coordinates(area)
    return max(distance_m(lon, lat, float(x), float(y)) for x, y in xy)
