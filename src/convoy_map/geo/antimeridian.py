"""Geometry at the antimeridian and at the poles.

RFC 7946 §3.1.9 asks that geometry be cut where it crosses ±180°. Rings and
lines arrive here in any mixture of longitudes; consecutive points are taken to
be the shorter way round from each other.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union


def unwrap_lons(lons: Sequence[float] | np.ndarray, *, near: float | None = None) -> np.ndarray:
    """Make longitudes continuous; the first lies within 180° of ``near``.

    Examples
    --------
    >>> unwrap_lons([179.0, -179.0, 178.0]).tolist()
    [179.0, 181.0, 178.0]
    """
    values = np.unwrap(np.asarray(lons, dtype=float), period=360.0)
    if near is not None and len(values):
        values = values - 360.0 * np.round((values[0] - near) / 360.0)
    return values


def unwrap_near(geometry: BaseGeometry, near: float) -> BaseGeometry:
    """Shift every longitude to within 180° of ``near``: whole, but beyond ±180°.

    For a geometry already cut at the antimeridian this joins the halves again.
    """

    def shift(xy: np.ndarray) -> np.ndarray:
        out = xy.copy()
        out[:, 0] = xy[:, 0] - 360.0 * np.round((xy[:, 0] - near) / 360.0)
        return out

    moved = shapely.transform(geometry, shift)
    if moved.geom_type in {"MultiPolygon", "MultiLineString"}:
        return unary_union(moved)
    return moved


def cut_at_antimeridian(geometry: BaseGeometry) -> BaseGeometry:
    """Cut a geometry in lon/lat where it crosses ±180° and bring it within them.

    Points are moved, lines and polygons cut. A ring that winds round the Earth
    is closed over the pole that it encloses (the nearer one).

    Examples
    --------
    >>> cut_at_antimeridian(Polygon([(179, 0), (-179, 0), (-179, 1), (179, 1)])).bounds
    (-180.0, 0.0, 180.0, 1.0)
    """
    if geometry.is_empty:
        return geometry
    if isinstance(geometry, Point):
        return Point(_into_range(geometry.x), geometry.y)
    if isinstance(geometry, LineString):
        return _cut_line(geometry)
    if isinstance(geometry, Polygon):
        return _cut_polygon(geometry)
    parts = [cut_at_antimeridian(part) for part in shapely.get_parts(geometry)]
    return _collect(parts)


def _into_range(lon: float) -> float:
    return lon if -180.0 <= lon <= 180.0 else (lon + 180.0) % 360.0 - 180.0


def _collect(parts: Sequence[BaseGeometry]) -> BaseGeometry:
    flat = [p for part in parts for p in shapely.get_parts(part) if not p.is_empty]
    kinds = {p.geom_type for p in flat}
    if kinds == {"LineString"}:
        return flat[0] if len(flat) == 1 else MultiLineString(flat)
    return unary_union(flat)


def _bands(low: float, high: float) -> range:
    first = int(np.floor((low + 180.0) / 360.0 + 1e-12))
    last = int(np.ceil((high + 180.0) / 360.0 - 1e-12))
    return range(first, max(last, first + 1))


def _cut_bands(geometry: BaseGeometry) -> list[BaseGeometry]:
    low, _, high, _ = geometry.bounds
    pieces = []
    for band in _bands(low, high):
        window = box(360.0 * band - 180.0, -91.0, 360.0 * band + 180.0, 91.0)
        piece = geometry if len(_bands(low, high)) == 1 else geometry.intersection(window)
        pieces.append(_clamped(affinity.translate(piece, xoff=-360.0 * band)))
    return pieces


def _clamped(geometry: BaseGeometry) -> BaseGeometry:
    """Bring back what rounding has put a hair beyond ±180°."""

    def clamp(xy: np.ndarray) -> np.ndarray:
        return np.column_stack([np.clip(xy[:, 0], -180.0, 180.0), xy[:, 1]])

    return shapely.transform(geometry, clamp)


def _cut_line(line: LineString) -> BaseGeometry:
    xy = shapely.get_coordinates(line)
    low, high = xy[:, 0].min(), xy[:, 0].max()
    if low >= -180.0 and high <= 180.0 and high - low <= 180.0:
        return line
    lons = unwrap_lons(xy[:, 0])
    whole = LineString(np.column_stack([lons, xy[:, 1]]))
    pieces = [
        part
        for piece in _cut_bands(whole)
        for part in shapely.get_parts(piece)
        if isinstance(part, LineString) and part.length > 0
    ]
    return _collect(pieces) if pieces else line


def _ring_area(xy: np.ndarray) -> BaseGeometry:
    """Polygon of one ring with continuous longitudes, closed over a pole if it winds."""
    lons = unwrap_lons(xy[:, 0])
    lats = xy[:, 1]
    if abs(lons[-1] - lons[0]) > 180.0:
        pole = 90.0 if lats.mean() >= 0 else -90.0
        lons = np.concatenate([lons, [lons[-1], lons[0]]])
        lats = np.concatenate([lats, [pole, pole]])
    shape = Polygon(np.column_stack([lons, lats]))
    return shape if shape.is_valid else shape.buffer(0)


def _cut_polygon(polygon: Polygon) -> BaseGeometry:
    xy = shapely.get_coordinates(polygon.exterior)
    low, high = xy[:, 0].min(), xy[:, 0].max()
    steps = np.abs(np.diff(xy[:, 0]))
    if low >= -180.0 and high <= 180.0 and (not len(steps) or steps.max() <= 180.0):
        return polygon
    shell = unary_union(_cut_bands(_ring_area(xy)))
    holes = [
        unary_union(_cut_bands(_ring_area(shapely.get_coordinates(hole))))
        for hole in polygon.interiors
    ]
    cut = shell.difference(unary_union(holes)) if holes else shell
    return cut if isinstance(cut, Polygon | MultiPolygon) else cut.buffer(0)
