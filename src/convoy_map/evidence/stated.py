"""The area that a fragment alone describes, by the point-radius method.

Each area holds the place with about 95 % if the words are true; of several
candidates those that together hold 95 % are drawn.
"""

from __future__ import annotations

import math
from itertools import product

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from convoy_map.evidence.lines import point_on
from convoy_map.geo import (
    between_area,
    destination,
    disc,
    distance_m,
    line_buffer,
    midpoint,
    outset,
    ring,
    sector,
)
from convoy_map.geo.areas import covering_radius_m
from convoy_map.geo.pointradius import radius_between
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
    SpatialConstraint,
    StatedArea,
    Turn,
    Unlocated,
    Within,
)

MASS = 0.95
Z_1D = 1.96  # 95 % of a normal
Z_2D = 2.448  # 95 % of a bivariate normal
Z_PART = 2.241  # 97.5 %: two of these together leave 5 % out
Z_90 = 1.645
DETOUR_95 = 1.92  # 95 % of exp(-detour / width) over the plane, in widths
BEYOND_REACH = 6.0
MIN_RADIUS_M = 10.0


def stated_area(constraint: SpatialConstraint) -> StatedArea | None:
    """Draw the area of a constraint; None where nothing says where.

    Parameters
    ----------
    constraint : SpatialConstraint
        What one fragment says.

    Returns
    -------
    StatedArea or None
        In lon/lat, with the radius in metres about its representative point that
        holds it ("between": half the distance of the two places).
    """
    area = _area(constraint)
    if area is None or area.is_empty:
        return None
    lon, lat = _middle(constraint, area)
    if isinstance(constraint, Between):
        a, b = constraint.first[0], constraint.second[0]
        if len(_leading(constraint.first)) == len(_leading(constraint.second)) == 1:
            radius = radius_between(distance_m(a.lon, a.lat, b.lon, b.lat))
            return StatedArea(lon, lat, round(max(radius, MIN_RADIUS_M), 1), area)
    return StatedArea(lon, lat, round(covering_radius_m(area, lon, lat), 1), area)


def _leading(places: Located) -> Located:
    """Most probable places that together hold the stated mass."""
    kept: list[LocatedPlace] = []
    total = 0.0
    for place in places:
        kept.append(place)
        total += place.p
        if total >= MASS:
            break
    return tuple(kept)


def _area(constraint: SpatialConstraint) -> BaseGeometry | None:
    match constraint:
        case At(places=places):
            return unary_union([_place_disc(p) for p in _leading(places)])
        case Near(places=places):
            return unary_union([_near_area(p, constraint) for p in _leading(places)])
        case Direction(places=places):
            return unary_union([_direction_area(p, constraint) for p in _leading(places)])
        case Between():
            return _between_area(constraint)
        case Along(line=line, sigma_m=sigma) | Crossing(line=line, sigma_m=sigma):
            return line_buffer(line, Z_1D * sigma)
        case Within(area=area):
            return area
        case Beyond(places=places):
            return unary_union([_beyond_area(p, constraint) for p in _leading(places)])
        case Turn(near=near):
            return None if near is None else _area(near)
        case AllOf(parts=parts):
            return _common_area(parts)
        case Unlocated():
            return None


def _place_disc(place: LocatedPlace) -> BaseGeometry:
    if place.geometry is not None and place.geometry.geom_type in {"Polygon", "MultiPolygon"}:
        return place.geometry
    return disc(place.lon, place.lat, max(place.coordinate_uncertainty_m, MIN_RADIUS_M))


def _near_area(place: LocatedPlace, near: Near) -> BaseGeometry:
    own_m = place.coordinate_uncertainty_m
    if near.distance_m is None:
        return disc(place.lon, place.lat, math.hypot(own_m, Z_2D * near.scale_m))
    spread_m = Z_1D * (near.distance_sd_m or near.scale_m) + own_m
    return ring(place.lon, place.lat, near.distance_m - spread_m, near.distance_m + spread_m)


def _direction_area(place: LocatedPlace, direction: Direction) -> BaseGeometry:
    half_deg = min(direction.half_angle_deg * Z_PART / Z_90, 180.0)
    stretch = math.exp(Z_PART * direction.distance_log_sd)
    inner_m = direction.distance_median_m / stretch
    outer_m = direction.distance_median_m * stretch
    shape = sector(place.lon, place.lat, direction.bearing_deg, half_deg, inner_m, outer_m)
    return outset(shape, place.coordinate_uncertainty_m / Z_2D)


def _between_area(between: Between) -> BaseGeometry:
    parts = []
    for a, b in product(_leading(between.first), _leading(between.second)):
        separation_m = distance_m(a.lon, a.lat, b.lon, b.lat)
        if separation_m < 1.0:  # two records of one spot
            parts += [_place_disc(a), _place_disc(b)]
            continue
        shape = between_area(
            (a.lon, a.lat),
            (b.lon, b.lat),
            DETOUR_95 * between.width_fraction,
            first_radius_m=a.coordinate_uncertainty_m,
            second_radius_m=b.coordinate_uncertainty_m,
        )
        if between.midway:
            centre = midpoint(a.lon, a.lat, b.lon, b.lat)
            shape = shape.intersection(disc(*centre, separation_m / 4))
        parts.append(shape)
    return unary_union(parts)


def _beyond_area(place: LocatedPlace, beyond: Beyond) -> BaseGeometry:
    reach_m = BEYOND_REACH * beyond.sigma_m + place.coordinate_uncertainty_m
    if beyond.bearing_deg is None:
        return disc(place.lon, place.lat, reach_m)
    return sector(place.lon, place.lat, beyond.bearing_deg, 90.0, 0.0, reach_m)


def _common_area(parts: tuple[SpatialConstraint, ...]) -> BaseGeometry | None:
    """Where all parts can hold; the first part's own area where they nowhere meet."""
    areas = [area for area in map(_area, parts) if area is not None and not area.is_empty]
    if not areas:
        return None
    common = areas[0]
    for area in areas[1:]:
        met = common.intersection(area)
        polygons = [g for g in getattr(met, "geoms", [met]) if g.area > 0]
        if not polygons:
            return areas[0]
        common = unary_union(polygons)
    return common


def parts_meet(parts: tuple[SpatialConstraint, ...]) -> bool:
    """Whether the areas of several constraints have land in common."""
    areas = [area for area in map(_area, parts) if area is not None and not area.is_empty]
    common = areas[0] if areas else None
    for area in areas[1:]:
        common = None if common is None else common.intersection(area)
    return common is None or (not common.is_empty and common.area > 0)


def _middle(constraint: SpatialConstraint, area: BaseGeometry) -> tuple[float, float]:
    """Representative point: what the method names, else a point inside the area."""
    match constraint:
        case At(places=places) | Near(places=places) | Beyond(places=places):
            return places[0].lon, places[0].lat
        case Direction(places=places, bearing_deg=bearing, distance_median_m=median_m):
            return destination(places[0].lon, places[0].lat, bearing, median_m)
        case Between(first=first, second=second):
            return midpoint(first[0].lon, first[0].lat, second[0].lon, second[0].lat)
        case Along(line=line) | Crossing(line=line):
            return point_on(line)
        case Turn(near=near) if near is not None:
            return _middle(near, area)
        case AllOf(parts=parts):
            lon, lat = _middle(parts[0], area)
            return (lon, lat) if _holds(area, lon, lat) else _inside(area)
        case _:
            return _inside(area)


def _holds(area: BaseGeometry, lon: float, lat: float) -> bool:

    return bool(area.covers(Point(lon, lat)))


def _inside(area: BaseGeometry) -> tuple[float, float]:
    centre = area.centroid
    point = centre if area.covers(centre) else area.representative_point()
    return float(point.x), float(point.y)
