"""The area that a relation stands for, while somebody is typing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shapely.geometry.base import BaseGeometry

from convoy_map.errors import ConvoyMapError
from convoy_map.geo.areas import between_area, disc, ring, sector
from convoy_map.model import Place, Relation, RelationKind
from convoy_map.review.language import parse_relation

if TYPE_CHECKING:
    from convoy_map.workspace import Workspace

Ring = list[list[float]]
_NEAR: Final = {RelationKind.NEAR, RelationKind.AT}


def sketch_of(ws: Workspace, relation: str) -> list[Ring]:
    """Return the outline of a relation, lon/lat, for the map to draw.

    Parameters
    ----------
    ws : Workspace
        The case, for its gazetteer and its parameters.
    relation : str
        In the judgements' own words: ``5 km north of geonames:172955``.

    Returns
    -------
    list of rings
        Empty while the relation is empty, unfinished, or starts from words
        instead of a place id.
    """
    if not relation.strip():
        return []
    try:
        parsed, references = parse_relation(relation)
        places = [ws.gazetteer.place(reference) for reference in references]
    except ConvoyMapError:
        return []
    area = _area(parsed, places, ws)
    if area is None:
        return []
    parts = getattr(area, "geoms", [area])
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    return [[[x, y] for x, y in ring.coords] for ring in rings]


def _area(relation: Relation, places: list[Place], ws: Workspace) -> BaseGeometry | None:
    points = [(p.lon, p.lat) for p in places if p.lon is not None and p.lat is not None]
    if not points or len(points) != len(places):
        return None
    lon, lat = points[0]
    parameters = ws.definition.parameters
    if relation.kind is RelationKind.DIRECTION and relation.bearing_deg is not None:
        half = relation.bearing_half_angle_deg or 45.0
        far = relation.distance_m or 3.0 * parameters.direction_distance_median_m
        near = 0.75 * far if relation.distance_m else 0.0
        return sector(lon, lat, relation.bearing_deg, half, near, far)
    if relation.kind is RelationKind.DISTANCE and relation.distance_m:
        margin = relation.distance_uncertainty_m or 0.1 * relation.distance_m
        inner = max(0.0, relation.distance_m - margin)
        return ring(lon, lat, inner, relation.distance_m + margin)
    if relation.kind in {RelationKind.BETWEEN, RelationKind.MIDWAY} and len(points) == 2:
        return between_area(points[0], points[1], parameters.between_width_fraction)
    if relation.kind in _NEAR:
        return disc(lon, lat, parameters.near_m)
    return None
