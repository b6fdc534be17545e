"""From features to a map: numbers in, a folium map out.

``drawing`` turns a FeatureCollection (DESIGN §7) into numbers and geometry;
``route_map`` puts them on a folium map that loads nothing from elsewhere;
``finished`` keeps what was rendered once from being rendered again; ``context``
writes the ground (borders, rivers, roads, names of towns) as one file to be
served beside the map; ``palette`` holds the colours.
"""

from convoy_map.maps.context import ContextLabel, context_bytes
from convoy_map.maps.drawing import Drawing, draw
from convoy_map.maps.palette import ITINERARY_COLOURS
from convoy_map.maps.route_map import MapAssets, RouteMap, route_map

__all__ = [
    "ITINERARY_COLOURS",
    "ContextLabel",
    "Drawing",
    "MapAssets",
    "RouteMap",
    "context_bytes",
    "draw",
    "route_map",
]
