"""The map on the page: a folium map in its frame, linked to the panel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from streamlit_folium import st_folium

from convoy_map.app.offline import map_files
from convoy_map.maps import draw, route_map
from convoy_map.model import Region

HEIGHT: Final = 600


def show_map(
    features: Mapping[str, Any],
    region: Region,
    *,
    context: bytes | None = None,
    key: str = "map",
    height: int = HEIGHT,
    stage: int = 0,
    like: Mapping[str, Any] | None = None,
) -> None:
    """Show a FeatureCollection on the map.

    The map is drawn once; selections and filters reach it from the panel inside
    the page, so it never flickers or loses its zoom.

    Parameters
    ----------
    features : mapping
        FeatureCollection per DESIGN §7.
    region : Region
        What to show if nothing has a position.
    context : bytes, optional
        The ground, from :func:`convoy_map.maps.context_bytes`.
    key : str
        Streamlit key of the map.
    height : int
        Pixels.
    stage : int
        Which map of the page this is, if there are several.
    like : mapping, optional
        Features to fit the map to in the place of its own, so that maps side by side
        show the same land at the same scale.
    """
    east = region.east + 360.0 if region.crosses_antimeridian else region.east
    drawing = draw(features)
    if like is not None:
        drawing = replace(drawing, bounds=draw(like).bounds or drawing.bounds)
    view = route_map(
        drawing,
        map_files().assets(context),
        bounds=(region.west, region.south, east, region.north),
        stage=stage,
    )
    st_folium(view, key=key, height=height, use_container_width=True, returned_objects=[])
