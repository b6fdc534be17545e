"""Geometry on the WGS 84 ellipsoid: longitude first, metres in every length.

``geodesy`` distances, bearings and destinations on the ellipsoid;
``projection`` metric coordinates for a region, the antimeridian and poles included;
``antimeridian`` rings and lines that leave ±180° cut and brought back;
``pointradius`` the point-radius method of georeferencing, its rule years explicit;
``areas`` discs, rings, sectors, the land between two places, buffers of lines;
``geojson`` geometry written by RFC 7946: right-hand rule, cut, rounded.
"""

from convoy_map.geo.antimeridian import cut_at_antimeridian, unwrap_near
from convoy_map.geo.areas import (
    between_area,
    directional_part,
    disc,
    line_buffer,
    mainland,
    outset,
    ring,
    sector,
)
from convoy_map.geo.geodesy import (
    angle_between_deg,
    bearing_deg,
    check_lonlat,
    destination,
    distance_m,
    line_length_m,
    mean_position,
    midpoint,
)
from convoy_map.geo.geojson import geojson_geometry, geojson_position
from convoy_map.geo.projection import Projection, local_projection, region_projection

__all__ = [
    "Projection",
    "angle_between_deg",
    "bearing_deg",
    "between_area",
    "check_lonlat",
    "cut_at_antimeridian",
    "destination",
    "directional_part",
    "disc",
    "distance_m",
    "geojson_geometry",
    "geojson_position",
    "line_buffer",
    "line_length_m",
    "local_projection",
    "mainland",
    "mean_position",
    "midpoint",
    "outset",
    "region_projection",
    "ring",
    "sector",
    "unwrap_near",
]
