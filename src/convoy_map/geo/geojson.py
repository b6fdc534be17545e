"""Geometry as RFC 7946 wants it written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely
from shapely.geometry import MultiLineString, MultiPolygon, Polygon, mapping
from shapely.geometry.base import BaseGeometry

from convoy_map.geo.antimeridian import cut_at_antimeridian

POINT_DECIMALS = 6
SHAPE_DECIMALS = 5


def geojson_position(lon: float, lat: float, decimals: int = POINT_DECIMALS) -> list[float]:
    """Position as ``[lon, lat]``, rounded, never ``-0.0``.

    Examples
    --------
    >>> geojson_position(39.09647942, -0.00000001)
    [39.096479, 0.0]
    """
    return [round(lon, decimals) + 0.0, round(lat, decimals) + 0.0]


def geojson_geometry(
    geometry: BaseGeometry | None, *, decimals: int | None = None
) -> dict[str, Any] | None:
    """Write a lon/lat geometry by RFC 7946, or None for an absent or empty one.

    Exterior rings run counter-clockwise, holes clockwise; what crosses ±180° is
    cut; coordinates are rounded (6 decimals for points, 5 else) without making
    a polygon invalid; parts come in a fixed order, so that the same shape gives
    the same bytes.

    Examples
    --------
    >>> geojson_geometry(Polygon([(0, 0), (0, 1), (1, 1), (1, 0)]))["coordinates"][0][:3]
    [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]
    """
    if geometry is None or geometry.is_empty:
        return None
    if decimals is None:
        decimals = POINT_DECIMALS if geometry.geom_type == "Point" else SHAPE_DECIMALS
    cut = cut_at_antimeridian(geometry)
    if isinstance(cut, Polygon | MultiPolygon):
        cut = _rounded_area(cut, decimals)
        if cut.is_empty:
            return None
    written = mapping(cut)
    coordinates = _rounded(written["coordinates"], decimals, _is_line(cut))
    if isinstance(cut, MultiLineString):
        coordinates = [part for part in coordinates if part[0] != part[1]] or coordinates[:1]
    return {"type": written["type"], "coordinates": coordinates}


def _is_line(geometry: BaseGeometry) -> bool:
    return geometry.geom_type in {"LineString", "MultiLineString"}


def _rounded_area(area: BaseGeometry, decimals: int) -> BaseGeometry:
    if not area.is_valid:
        area = area.buffer(0)
    snapped = shapely.set_precision(area, 10.0**-decimals)
    return shapely.orient_polygons(shapely.normalize(snapped), exterior_cw=False)


def _rounded(coordinates: Sequence[Any], decimals: int, merge: bool) -> list[Any]:
    """Round nested coordinates; in a line, positions that fall together become one."""
    if isinstance(coordinates[0], float | int):
        return geojson_position(float(coordinates[0]), float(coordinates[1]), decimals)
    out = [_rounded(item, decimals, merge) for item in coordinates]
    if merge and out and isinstance(out[0][0], float):
        kept = [p for i, p in enumerate(out) if i == 0 or p != out[i - 1]]
        return kept if len(kept) > 1 else [out[0], out[-1]]
    return out
