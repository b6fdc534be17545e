"""Lines that relations speak of: borders, rivers, roads."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import shapely
from shapely.geometry import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

from convoy_map.evidence.book import Anchor, Book
from convoy_map.geo import disc, distance_m, line_length_m, outset
from convoy_map.model import Terrain
from convoy_map.text.folding import fold_name

ROAD_REACH_M = 15_000.0
BORDER_SLACK_M = 5_000.0
_POLYGONS = {"Polygon", "MultiPolygon"}


def joined(lines: list[BaseGeometry]) -> BaseGeometry:
    """Lines as one geometry, joined end to end."""
    merged = unary_union(lines)
    return linemerge(merged) if isinstance(merged, MultiLineString) else merged


def named_line(anchor: Anchor, book: Book) -> BaseGeometry | None:
    """Course of a river, road or border: the gazetteer's own, else the map's by name."""
    if anchor.line is not None:
        return anchor.line
    names = {_plain(name) for name in anchor.names}
    terrain = book.terrain
    waters = [b.geometry for b in terrain.barriers if b.title and _plain(b.title) in names]
    if waters:
        return joined([g.boundary if g.geom_type in _POLYGONS else g for g in waters])
    roads = [r.geometry for r in terrain.roads if r.title and _plain(r.title) in names]
    return joined(list(roads)) if roads else None


def _plain(name: str) -> str:
    """Fold a name, without the words that say what it is."""
    words = [
        w for w in fold_name(name).split() if w not in {"river", "the", "lake", "نهر", "بحيره"}
    ]
    return " ".join(words)


def border_line(anchors: list[Anchor], book: Book) -> BaseGeometry | None:
    """Border of a country, or between two, within the case's region.

    The map's borders by the countries' names; where these do not fit, by
    running along the countries' areas.
    """
    found = [
        line
        for title, line in book.terrain.borders
        if all(_is_side(anchor, title) for anchor in anchors)
    ]
    if found:
        return joined(found)
    areas = [a.area for a in anchors if a.area is not None]
    if len(areas) < len(anchors) or not areas:
        return None
    edges = [area.boundary for area in areas]
    if len(edges) == 1:
        return edges[0]
    shared = edges[0].intersection(outset(edges[1], BORDER_SLACK_M))
    return None if shared.is_empty else shared


def _is_side(anchor: Anchor, border_title: str) -> bool:
    sides = {fold_name(part) for part in border_title.split("–")}
    return any(fold_name(name) in sides for name in anchor.names)


def roads_near(anchor: Anchor, book: Book) -> BaseGeometry | None:
    """Roads within reach of a place."""
    if not anchor.places:
        return None
    best = anchor.places[0]
    around = disc(best.lon, best.lat, ROAD_REACH_M + best.coordinate_uncertainty_m)
    parts = [r.geometry.intersection(around) for r in book.terrain.roads]
    lines = [p for p in parts if not p.is_empty and p.length > 0]
    return joined(lines) if lines else None


def road_between(first: Anchor, second: Anchor, terrain: Terrain) -> BaseGeometry | None:
    """Shortest road between two places, by true lengths; None if no road joins them.

    A place counts as on the network within 15 km of a junction or bend.
    """
    graph = _road_graph(terrain)
    start, end = (_nearest_node(graph, anchor) for anchor in (first, second))
    if start is None or end is None or start == end:
        return None
    try:
        nodes = nx.shortest_path(graph, start, end, weight="length_m")
    except nx.NetworkXNoPath:
        return None
    return LineString(nodes)


def _road_graph(terrain: Terrain) -> nx.Graph[tuple[float, float]]:
    graph: nx.Graph[tuple[float, float]] = nx.Graph()
    for road in terrain.roads:
        drawn_m = line_length_m(road.geometry)
        factor = (road.length_m / drawn_m) if road.length_m and drawn_m > 0 else 1.0
        points = [(float(x), float(y)) for x, y in shapely.get_coordinates(road.geometry)]
        for a, b in pairwise(points):
            length_m = distance_m(*a, *b) * factor
            if not graph.has_edge(a, b) or graph.edges[a, b]["length_m"] > length_m:
                graph.add_edge(a, b, length_m=length_m)
    return graph


def _nearest_node(
    graph: nx.Graph[tuple[float, float]], anchor: Anchor
) -> tuple[float, float] | None:
    if not anchor.places or not graph:
        return None
    best = anchor.places[0]
    node = min(sorted(graph), key=lambda n: distance_m(best.lon, best.lat, *n))
    return node if distance_m(best.lon, best.lat, *node) <= ROAD_REACH_M else None


def point_on(line: BaseGeometry) -> tuple[float, float]:
    """A point on a line, the one nearest its middle."""
    centre = line.centroid
    on = line.interpolate(line.project(Point(centre.x, centre.y)))
    return float(on.x), float(on.y)
