"""A folium map of a drawing: Leaflet from this machine, no text, one narrow call.

``route_map`` is the only way to the map. Few waypoints become markers that take
the keyboard's focus; from ``MANY_WAYPOINTS`` (drawing) on they are painted on one canvas.
How things look is decided by the map's own program (``stage.js``) and its style
sheet, by the numbers of :mod:`convoy_map.maps.drawing`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template
from folium.utilities import JsCode

from convoy_map.errors import ExportError
from convoy_map.maps.drawing import KINDS, MANY_WAYPOINTS, Bounds, Drawing
from convoy_map.maps.finished import FinishedFigure, FinishedText
from convoy_map.maps.palette import ITINERARY_COLOURS

_WORLD: Final = (-170.0, -55.0, 170.0, 70.0)


@dataclass(frozen=True, slots=True)
class MapAssets:
    """Where the map's frame finds its files, all on the same server.

    Parameters
    ----------
    scripts : tuple of (name, address)
        Leaflet first, then the map's own program. Addresses are relative.
    styles : str
        Style sheets, to stand in the page itself.
    context_url : str or None
        Relative address of the context file, None to draw none.
    """

    scripts: tuple[tuple[str, str], ...]
    styles: str
    context_url: str | None = None

    def __post_init__(self) -> None:
        """Refuse any address that could leave this server."""
        for address in (*(url for _, url in self.scripts), self.context_url or "../"):
            if not address.startswith("../") or "//" in address or ":" in address:
                raise ExportError(
                    f"the map may not load {address!r}: it is not a file of this server",
                    mend="serve it from the app's own folder",
                )


class RouteMap(folium.Map):
    """A folium map without tiles and without anything from a content network."""

    def __init__(self, assets: MapAssets, bounds: Bounds, *, prefer_canvas: bool) -> None:
        west, south, east, north = bounds
        super().__init__(
            location=[(south + north) / 2, (west + east) / 2],
            zoom_start=8,
            tiles=None,
            prefer_canvas=prefer_canvas,
            zoom_control="topleft",
        )
        self.default_js = list(assets.scripts)
        self.default_css = []


class _Stage(MacroElement):
    """Hands the finished map to ``stage.js``."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "convoyStage.attach({{ this._parent.get_name() }}, {{ this.numbers }});"
        "{% endmacro %}"
    )

    def __init__(self, numbers: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Stage"
        self.numbers = json.dumps(numbers, separators=(",", ":"))


def route_map(
    drawing: Drawing, assets: MapAssets, *, bounds: Bounds | None = None, stage: int = 0
) -> RouteMap:
    """Return a folium map of a drawing.

    Parameters
    ----------
    drawing : Drawing
        Numbers and geometry, from :func:`convoy_map.maps.draw`.
    assets : MapAssets
        Where Leaflet and the map's own program are served.
    bounds : (west, south, east, north), optional
        What to show if the drawing is empty, degrees.
    stage : int
        Number of this map on a page that has several.

    Returns
    -------
    RouteMap
        A fresh map; it may be given to ``st_folium`` (which changes it) once.

    Raises
    ------
    ExportError
        If a part of the map would load something from another server.
    """
    many = drawing.n_waypoints >= MANY_WAYPOINTS
    west, south, east, north = drawing.bounds or bounds or _WORLD
    figure = FinishedFigure()
    view = RouteMap(assets, (west, south, east, north), prefer_canvas=many)
    figure.add_child(view)
    figure.header.add_child(FinishedText(f"<style>{assets.styles}</style>"), name="styles")
    for kind in ("corridor", "area", "alternative", "leg", "waypoint"):
        if drawing.by_kind[kind]["features"]:
            _layer(drawing.by_kind[kind]).add_to(view)
    numbers = {
        "bounds": [[south, west], [north, east]],
        "colours": ITINERARY_COLOURS,
        "kinds": KINDS,
        "many": many,
        "context": assets.context_url,
        "stage": stage,
    }
    view.add_child(_Stage(numbers))
    _fail_closed(view, assets)
    return view


def _layer(collection: Mapping[str, Any]) -> folium.GeoJson:
    return folium.GeoJson(
        collection,
        smooth_factor=1.0,
        zoom_on_click=False,
        marker=None,
        on_each_feature=JsCode("function(f, l) { convoyStage.each(f, l); }"),
        point_to_layer=JsCode("function(f, at) { return convoyStage.point(f, at); }"),
    )


def _fail_closed(view: RouteMap, assets: MapAssets) -> None:
    """Raise if any element asks for a file that is not one of ours."""
    known = {url for _, url in assets.scripts}
    stack: list[Any] = [view]
    while stack:
        element = stack.pop()
        stack.extend(element._children.values())
        if isinstance(element, JSCSSMixin):
            for _, url in [*element.default_js, *element.default_css]:
                if url not in known:
                    raise ExportError(
                        f"a part of the map ({type(element).__name__}) would load {url!r}",
                        mend="give the file to MapAssets, from this server",
                    )
