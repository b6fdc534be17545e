"""What a statement says of every cell: its likelihood surface.

A surface is the log probability of each cell (they sum to 1 over the raster),
so that places, directions, lines and areas can be weighed against each other.
Positional errors have heavier tails than a normal: a tenth of the probability
of a place is spread three times as wide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree
from scipy.special import i0e, logsumexp
from shapely.geometry.base import BaseGeometry

from convoy_map.geo import Projection
from convoy_map.model import (
    AllOf,
    Along,
    At,
    Between,
    Beyond,
    Crossing,
    Direction,
    Located,
    LocatedPlace,
    Near,
    Parameters,
    SpatialConstraint,
    Turn,
    Unlocated,
    Within,
)
from convoy_map.routing.grid import Grid

RADIUS_95 = 2.45  # standard deviations of a round normal that hold 95 %
_WIDE_SHARE, _WIDE_FACTOR = 0.1, 3.0
_FAR_NATS = -12.0


@dataclass(frozen=True, slots=True)
class Canvas:
    """Cell centres of a raster, and the numbers that surfaces need."""

    grid: Grid
    x: np.ndarray
    y: np.ndarray
    parameters: Parameters

    @property
    def floor_m(self) -> float:
        """Least standard deviation that the cells can show."""
        return 0.45 * self.grid.cell_m

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Position of a place in metres."""
        x, y = self.grid.projection.to_xy(np.array([lon]), np.array([lat]))
        return float(x[0]), float(y[0])


def canvas(grid: Grid, parameters: Parameters) -> Canvas:
    """Prepare a raster for surfaces."""
    x, y = grid.centres()
    return Canvas(grid, x, y, parameters)


def is_located(constraint: SpatialConstraint) -> bool:
    """Whether a constraint says anything about where."""
    if isinstance(constraint, Unlocated):
        return False
    if isinstance(constraint, Turn):
        return constraint.near is not None and is_located(constraint.near)
    if isinstance(constraint, AllOf):
        return any(is_located(p) for p in constraint.parts)
    if isinstance(constraint, At | Near | Direction | Beyond):
        return bool(constraint.places)
    if isinstance(constraint, Between):
        return bool(constraint.first and constraint.second)
    return True


def p_of_places(constraint: SpatialConstraint) -> float:
    """Probability that the place meant is among those known; 1 for lines and areas."""
    if isinstance(constraint, At | Near | Direction | Beyond):
        return min(sum(p.p for p in constraint.places), 1.0)
    if isinstance(constraint, Between):
        first, second = (sum(p.p for p in s) for s in (constraint.first, constraint.second))
        return min(first, 1.0) * min(second, 1.0)
    if isinstance(constraint, AllOf):
        return min((p_of_places(p) for p in constraint.parts), default=1.0)
    if isinstance(constraint, Turn) and constraint.near is not None:
        return p_of_places(constraint.near)
    return 1.0


def log_surface(
    constraint: SpatialConstraint, on: Canvas, *, coming_from: tuple[float, float] | None = None
) -> np.ndarray:
    """Log probability of each cell, shape (size,); -inf everywhere if none is possible.

    Parameters
    ----------
    constraint : SpatialConstraint
        A located constraint (see ``is_located``).
    on : Canvas
        The raster.
    coming_from : (float, float), optional
        Where the journey comes from, lon and lat: the near side of "beyond".
    """
    raw = _raw(constraint, on, coming_from)
    total = logsumexp(raw)
    return raw - total if np.isfinite(total) else np.full(on.grid.size, -np.inf)


def lies_outside(constraint: SpatialConstraint, on: Canvas) -> bool:
    """Whether next to nothing of a constraint's probability falls on the raster."""
    if isinstance(constraint, Turn):
        return constraint.near is not None and lies_outside(constraint.near, on)
    if isinstance(constraint, AllOf):
        return any(lies_outside(p, on) for p in constraint.parts if is_located(p))
    if isinstance(constraint, Between):
        pairs = [(a, b) for a in constraint.first for b in constraint.second]
        return all(_between_two(constraint, a, b, on).max() < _FAR_NATS for a, b in pairs)
    if isinstance(constraint, Beyond):
        return not any(_is_on(p, on) for p in constraint.places)
    if _is_short(constraint, on) and any(_is_on(p, on) for p in _places(constraint)):
        return False
    raw = _raw(constraint, on, None)
    if isinstance(constraint, At | Near | Direction):
        held = float(np.exp(logsumexp(raw) + 2 * np.log(on.grid.cell_m)))
        return held < 0.05 * p_of_places(constraint)
    return bool(np.max(raw, initial=-np.inf) < _FAR_NATS)


def contradicts_itself(constraint: SpatialConstraint, on: Canvas) -> bool:
    """Whether no cell comes near to all that a joint constraint says at once."""
    if not isinstance(constraint, AllOf):
        return False
    joint = np.zeros(on.grid.size)
    for part in constraint.parts:
        if is_located(part):
            raw = _raw(part, on, None)
            joint = joint + (raw - raw.max())
    return bool(np.max(joint) < _FAR_NATS)


def _is_short(constraint: SpatialConstraint, on: Canvas) -> bool:
    """Whether a constraint stays at its places, as far as the cells can tell."""
    short = 2.0 * on.grid.cell_m
    if isinstance(constraint, Direction):
        return constraint.distance_median_m < short
    if isinstance(constraint, Near):
        return (constraint.distance_m or 0.0) < short
    return isinstance(constraint, At)


def _places(constraint: SpatialConstraint) -> Located:
    return constraint.places if isinstance(constraint, At | Near | Direction) else ()


def _is_on(place: LocatedPlace, on: Canvas) -> bool:
    x, y = on.point(place.lon, place.lat)
    return int(on.grid.cells(np.array([x]), np.array([y]))[0]) >= 0


def _raw(c: SpatialConstraint, on: Canvas, origin: tuple[float, float] | None) -> np.ndarray:
    if isinstance(c, At):
        return _mixture(c.places, lambda p: _at(p, on))
    if isinstance(c, Near):
        return _mixture(c.places, lambda p: _near(c, p, on))
    if isinstance(c, Direction):
        return _mixture(c.places, lambda p: _direction(c, p, on))
    if isinstance(c, Beyond):
        return _mixture(c.places, lambda p: _beyond(c, p, on, origin))
    if isinstance(c, Between):
        return _between(c, on)
    if isinstance(c, Along | Crossing):
        return np.asarray(-0.5 * (_line_distance(c.line, on) / max(c.sigma_m, on.floor_m)) ** 2)
    if isinstance(c, Within):
        return _within(c.area, c.edge_sigma_m, on)
    if isinstance(c, Turn) and c.near is not None:
        return _raw(c.near, on, origin)
    if isinstance(c, AllOf):
        out = np.zeros(on.grid.size)
        for part in c.parts:
            if is_located(part):
                out = out + log_surface(part, on, coming_from=origin)
        return out
    return np.zeros(on.grid.size)


def _mixture(places: Located, surface: Callable[[LocatedPlace], np.ndarray]) -> np.ndarray:
    # Densities, not shares of the raster: a candidate outside it keeps its low weight.
    parts = [np.log(max(p.p, 1e-9)) + surface(p) for p in places]
    return np.asarray(logsumexp(np.stack(parts), axis=0))


def _sigma(place: LocatedPlace, on: Canvas) -> float:
    return max(place.coordinate_uncertainty_m / RADIUS_95, on.floor_m)


def _radius(place: LocatedPlace, on: Canvas) -> np.ndarray:
    if place.geometry is not None and not place.geometry.is_empty:
        if "Polygon" in place.geometry.geom_type:
            return np.asarray(np.maximum(_signed_distance(place.geometry, on), 0.0))
        return _line_distance(place.geometry, on)
    px, py = on.point(place.lon, place.lat)
    return np.asarray(np.hypot(on.x - px, on.y - py))


def _log_normal_disc(r: np.ndarray, sigma: float) -> np.ndarray:
    """Round normal with heavy tails, as a density per square metre."""
    wide = sigma * _WIDE_FACTOR
    near = np.log1p(-_WIDE_SHARE) - r**2 / (2 * sigma**2) - 2 * np.log(sigma)
    far = np.log(_WIDE_SHARE) - r**2 / (2 * wide**2) - 2 * np.log(wide)
    return np.asarray(np.logaddexp(near, far) - np.log(2 * np.pi))


def _at(place: LocatedPlace, on: Canvas) -> np.ndarray:
    if place.geometry is None or place.geometry.is_empty:
        return _log_normal_disc(_radius(place, on), _sigma(place, on))
    soft = on.parameters.edge_sigma_m
    if "Polygon" in place.geometry.geom_type:
        raw = _within(place.geometry, min(soft, on.parameters.along_sigma_m), on)
    else:
        sigma = max(on.parameters.along_sigma_m, on.floor_m)
        raw = -0.5 * (_line_distance(place.geometry, on) / sigma) ** 2
    total = logsumexp(raw)
    area = 2 * np.log(on.grid.cell_m)
    return raw - total - area if np.isfinite(total) else raw


def _near(c: Near, place: LocatedPlace, on: Canvas) -> np.ndarray:
    r, sigma = _radius(place, on), _sigma(place, on)
    if c.distance_m is None:
        return _log_normal_disc(r, float(np.hypot(c.scale_m, sigma)))
    spread = float(np.hypot(c.distance_sd_m or 0.1 * c.distance_m, sigma))
    ring = -0.5 * ((r - c.distance_m) / spread) ** 2 - np.log(spread)
    around = np.log(2 * np.pi * np.maximum(r, spread)) + 0.5 * np.log(2 * np.pi)
    return np.asarray(ring - around)


@lru_cache(maxsize=64)
def kappa_for(half_angle_deg: float) -> float:
    """Concentration of the von Mises whose 90 % lies within a half angle.

    Examples
    --------
    >>> round(kappa_for(45.0), 1)
    4.9
    """
    half = np.radians(min(max(half_angle_deg, 0.5), 160.0))
    angle, step = np.linspace(0.0, half, 401, retstep=True)
    low, high = 1e-3, 1e5
    for _ in range(60):
        mid = float(np.sqrt(low * high))
        density = np.exp(mid * (np.cos(angle) - 1.0)) / (np.pi * i0e(mid))
        held = step * (density.sum() - (density[0] + density[-1]) / 2.0)
        low, high = (mid, high) if held < 0.9 else (low, mid)
    return low


def north_at(projection: Projection, lon: float, lat: float) -> float:
    """Bearing on the map grid of true north at a place, radians clockwise of y."""
    step = 0.01 if lat < 89.0 else -0.01
    x, y = projection.to_xy(np.array([lon, lon]), np.array([lat, lat + step]))
    angle = float(np.arctan2(x[1] - x[0], y[1] - y[0]))
    return angle if step > 0 else angle + np.pi


def _direction(c: Direction, place: LocatedPlace, on: Canvas) -> np.ndarray:
    px, py = on.point(place.lon, place.lat)
    dx, dy = on.x - px, on.y - py
    sigma = _sigma(place, on)
    r = np.maximum(np.hypot(dx, dy), 0.5 * sigma)
    bearing = np.arctan2(dx, dy) - north_at(on.grid.projection, place.lon, place.lat)
    off = bearing - np.radians(c.bearing_deg)
    kappa = 1.0 / (1.0 / kappa_for(round(c.half_angle_deg, 3)) + (sigma / r) ** 2)
    turn = kappa * (np.cos(off) - 1.0) + 0.5 * np.log(kappa)
    sd = np.hypot(max(c.distance_log_sd, 0.05), np.minimum(sigma / r, 1.0))
    log_r = np.log(r / c.distance_median_m)
    density = turn - 0.5 * (log_r / sd) ** 2 - np.log(sd) - 2 * np.log(r) - np.log(2 * np.pi)
    return np.asarray(density)


def _beyond(
    c: Beyond, place: LocatedPlace, on: Canvas, origin: tuple[float, float] | None
) -> np.ndarray:
    px, py = on.point(place.lon, place.lat)
    dx, dy = on.x - px, on.y - py
    sigma = max(c.sigma_m, _sigma(place, on))
    r = np.maximum(np.hypot(dx, dy), sigma)
    p = on.parameters
    log_r = np.log(r / p.direction_distance_median_m) / max(p.direction_distance_log_sd, 0.5)
    reach = -0.5 * log_r**2 - 2 * np.log(r)
    if c.bearing_deg is not None:
        heading = np.radians(c.bearing_deg) + north_at(on.grid.projection, place.lon, place.lat)
    elif origin is not None and origin != (place.lon, place.lat):
        ox, oy = on.point(*origin)
        heading = float(np.arctan2(px - ox, py - oy))
    else:
        return np.asarray(reach)
    ahead = dx * np.sin(heading) + dy * np.cos(heading)
    return np.asarray(reach - np.logaddexp(0.0, -ahead / sigma))


def _between(c: Between, on: Canvas) -> np.ndarray:
    parts = []
    for a in c.first:
        for b in c.second:
            weight = np.log(max(a.p * b.p, 1e-9))
            raw = _between_two(c, a, b, on)
            total = logsumexp(raw)
            parts.append(weight + raw - (total if np.isfinite(total) else 0.0))
    return np.asarray(logsumexp(np.stack(parts), axis=0))


def _between_two(c: Between, a: LocatedPlace, b: LocatedPlace, on: Canvas) -> np.ndarray:
    (ax, ay), (bx, by) = on.point(a.lon, a.lat), on.point(b.lon, b.lat)
    apart = max(float(np.hypot(ax - bx, ay - by)), 2 * on.grid.cell_m)
    ra, rb = np.hypot(on.x - ax, on.y - ay), np.hypot(on.x - bx, on.y - by)
    raw = -np.maximum(ra + rb - apart, 0.0) / (c.width_fraction * apart)
    for r, place in ((ra, a), (rb, b)):
        shy = max(min(place.coordinate_uncertainty_m / RADIUS_95, 0.2 * apart), 0.05 * apart)
        raw = raw + np.log(-np.expm1(-0.5 * (r / shy) ** 2) + 1e-6)
    if c.midway:
        middle = np.hypot(on.x - (ax + bx) / 2, on.y - (ay + by) / 2)
        raw = raw - 0.5 * (middle / (0.15 * apart)) ** 2
    return np.asarray(raw)


def _line_distance(line: BaseGeometry, on: Canvas) -> np.ndarray:
    return _distance_to(on.grid.projection.forward(line), on)


def _distance_to(line: BaseGeometry, on: Canvas) -> np.ndarray:
    g = on.grid
    wide, high = g.nx * g.cell_m, g.ny * g.cell_m
    window = (g.x0 - wide, g.y0 - high, g.x0 + 2 * wide, g.y0 + 2 * high)
    clipped = shapely.clip_by_rect(line, *window)
    if clipped.is_empty:
        return np.full(g.size, float(shapely.distance(line, shapely.box(*window)) + wide))
    dense = shapely.get_coordinates(shapely.segmentize(clipped, on.grid.cell_m / 3))
    far, _ = cKDTree(dense).query(np.column_stack([on.x, on.y]))
    return np.asarray(far)


def _signed_distance(area: BaseGeometry, on: Canvas) -> np.ndarray:
    """Distance to an area's edge, negative inside."""
    flat = on.grid.projection.forward(area)
    shapely.prepare(flat)
    inside = shapely.contains_xy(flat, on.x, on.y)
    return np.asarray(np.where(inside, -1.0, 1.0) * _distance_to(flat.boundary, on))


def _within(area: BaseGeometry, soft_m: float, on: Canvas) -> np.ndarray:
    outside = np.maximum(_signed_distance(area, on), 0.0)
    return np.asarray(-0.5 * (outside / max(soft_m, on.floor_m)) ** 2)


def smooth(field: np.ndarray, grid: Grid, sd_cells: float) -> np.ndarray:
    """Gaussian smoothing of a field over the raster, shape (size,)."""
    out = gaussian_filter(field.reshape(grid.ny, grid.nx), sd_cells, mode="constant")
    return np.asarray(out).ravel()
