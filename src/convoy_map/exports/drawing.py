"""The route drawn as SVG: a map that needs no script, no tiles and no network."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from convoy_map.exports.ground import background
from convoy_map.exports.markup import Markup, el
from convoy_map.exports.sheet import Sheet, SheetFeature
from convoy_map.geo import Projection, region_projection, unwrap_near
from convoy_map.geo.geodesy import wrap_lon_deg
from convoy_map.model import Region

WIDTH = 1000.0
MAX_HEIGHT = 900.0
MIN_SPAN_DEG = 0.3
REACH, MARGIN = 0.35, 0.08
PALETTE = ("#9c3d1f", "#1f5f9c", "#3f7f2f", "#7a3f9c", "#8a6d00", "#0f7f7f")


@dataclass(frozen=True, slots=True)
class Frame:
    """From lon/lat to the drawing: a metric projection, a scale and an offset."""

    projection: Projection
    window: BaseGeometry
    west_m: float
    north_m: float
    m_per_unit: float
    height: float

    def path(self, geometry: BaseGeometry) -> str:
        """Write a line or area as SVG path data, with one decimal."""
        flat = self.projection.forward(geometry).simplify(self.m_per_unit / 2)
        return "".join(self._part(part) for part in shapely.get_parts(flat))

    def _part(self, part: BaseGeometry) -> str:
        if isinstance(part, Polygon):
            rings = [part.exterior, *part.interiors]
            return "".join(self._points(shapely.get_coordinates(r)) + "Z" for r in rings)
        return self._points(shapely.get_coordinates(part))

    def _points(self, xy: np.ndarray) -> str:
        x = (xy[:, 0] - self.west_m) / self.m_per_unit
        y = (self.north_m - xy[:, 1]) / self.m_per_unit
        pairs = [f"{a:.1f} {b:.1f}" for a, b in zip(x, y, strict=True)]
        return "M" + "L".join(pairs) if pairs else ""

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Position of a point in the drawing."""
        x, y = self.projection.to_xy(np.array([lon]), np.array([lat]))
        return (
            round((float(x[0]) - self.west_m) / self.m_per_unit, 1),
            round((self.north_m - float(y[0])) / self.m_per_unit, 1),
        )


def view_region(sheet: Sheet) -> Region | None:
    """Box round what is placed, with a margin; None if nothing is.

    Waypoints and legs decide; areas and corridors widen it by at most a third
    on each side, so that one as large as a country does not.
    """
    placed = [(f.kind, f.geometry) for f in sheet.features if f.geometry is not None]
    if not placed:
        return None
    lon0 = float(shapely.get_coordinates(placed[0][1])[0, 0])
    boxes: dict[str, list[Any]] = {"core": [], "around": []}
    for kind, shape in placed:
        group = "core" if kind in {"waypoint", "leg"} else "around"
        boxes[group].append(unwrap_near(shape, lon0).bounds)
    core = _hull(boxes["core"] or boxes["around"])
    around = _hull([core, *boxes["around"]])
    span = np.maximum(core[2:] - core[:2], MIN_SPAN_DEG)
    west, south = np.maximum(around[:2], core[:2] - REACH * span) - MARGIN * span
    east, north = np.minimum(around[2:], core[2:] + REACH * span) + MARGIN * span
    south, north = max(float(south), -90.0), min(float(north), 90.0)
    if east - west >= 360.0:
        return Region(-180.0, south, 180.0, north)
    return Region(wrap_lon_deg(float(west)), south, wrap_lon_deg(float(east)), north)


def _hull(boxes: list[Any]) -> np.ndarray:
    """Box round boxes, each west, south, east, north."""
    array = np.array(boxes, dtype=float)
    return np.concatenate([array[:, :2].min(axis=0), array[:, 2:].max(axis=0)])


def _window(region: Region) -> BaseGeometry:
    if not region.crosses_antimeridian:
        return shapely.box(region.west, region.south, region.east, region.north)
    return shapely.union(
        shapely.box(region.west, region.south, 180.0, region.north),
        shapely.box(-180.0, region.south, region.east, region.north),
    )


def make_frame(region: Region) -> Frame:
    """Fit a region into the drawing."""
    projection = region_projection(region)
    window = _window(region)
    edge = projection.forward(shapely.segmentize(window, 1.0))
    west, south, east, north = edge.bounds
    m_per_unit = max((east - west) / WIDTH, (north - south) / MAX_HEIGHT)
    west -= (WIDTH * m_per_unit - (east - west)) / 2
    return Frame(projection, window, west, north, m_per_unit, (north - south) / m_per_unit)


def draw_map(whole: Sheet, itinerary: str | None = None) -> Markup:
    """Draw the map of a case, or of one itinerary; a sentence where nothing can be placed.

    Waypoints link to ``#w-N`` and legs to ``#l-N``, N being their number among
    the whole sheet's waypoints and legs.
    """
    sheet = whole
    if itinerary is not None:
        mine = [f for f in whole.features if f.properties["itinerary"] == itinerary]
        sheet = replace(whole, features=tuple(mine))
    region = view_region(sheet)
    if region is None:
        return el("p", "Nothing in it can be placed on a map.")
    numbers = {f.id: n for kind in ("waypoint", "leg") for n, f in enumerate(whole.of(kind))}
    frame = make_frame(region)
    colours = {i["id"]: PALETTE[n % len(PALETTE)] for n, i in enumerate(sheet.itineraries)}
    layers = [
        _ground(frame),
        [_shape(frame, f, colours, "corridor") for f in sheet.of("corridor")[::-1]],
        [_shape(frame, f, colours, "area") for f in sheet.of("area")],
        [_shape(frame, f, colours, "alternative") for f in sheet.of("alternative")],
        [_leg(frame, f, colours, numbers[f.id]) for f in sheet.of("leg")],
        [_waypoint(frame, f, colours, numbers[f.id]) for f in sheet.of("waypoint")],
        _labels(frame, sheet),
        _scale_bar(frame),
    ]
    return el(
        "svg",
        layers,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH:.0f} {frame.height:.0f}",
        role="img",
        aria_label="Map of the route; everything on it is in the tables below",
        class_="map",
    )


def _ground(frame: Frame) -> list[Markup]:
    shapes = background(frame.window)
    return [
        el("path", d="".join(frame.path(s) for s in shapes[name]), class_=f"ground-{name}")
        for name in ("lakes", "roads", "rivers", "borders")
        if shapes[name]
    ]


def _shape(frame: Frame, feature: SheetFeature, colours: dict[str, str], name: str) -> Markup:
    if feature.geometry is None:
        return Markup("")
    p = feature.properties
    cut = feature.geometry.intersection(frame.window)
    colour = colours.get(p["itinerary"], PALETTE[0])
    dash = "6 4" if name == "alternative" else ("2 3" if p.get("basis") == "stated" else None)
    line = name == "alternative"
    return el(
        "path",
        d=frame.path(cut),
        class_=name,
        fill="none" if line or p.get("basis") == "stated" else colour,
        stroke=colour,
        stroke_dasharray=dash,
    )


def _leg(frame: Frame, feature: SheetFeature, colours: dict[str, str], n: int) -> Markup:
    if feature.geometry is None:
        return Markup("")
    p = feature.properties
    colour = colours.get(p["itinerary"], PALETTE[0])
    dashes = {"attested": None, "inferred": "9 5", "gap": "2 6"}
    dash = "12 4 3 4" if p["status"] != "travelled" else dashes.get(p["support"])
    is_line = feature.geometry.geom_type in {"LineString", "MultiLineString"}
    path = el(
        "path",
        el("title", f"{p['from']} → {p['to']}: {p['status']}, {p['support']}"),
        d=frame.path(feature.geometry),
        class_="leg",
        fill="none" if is_line else colour,
        fill_opacity=None if is_line else 0.25,
        stroke=colour,
        stroke_dasharray=dash,
    )
    return el("a", path, href=f"#l-{n}")


def _waypoint(frame: Frame, feature: SheetFeature, colours: dict[str, str], n: int) -> Markup:
    if feature.geometry is None:
        return Markup("")
    p = feature.properties
    colour = colours.get(p["itinerary"], PALETTE[0])
    centre = feature.geometry.centroid
    x, y = frame.point(centre.x, centre.y)
    coarse = Markup("")
    if feature.geometry.geom_type != "Point":
        coarse = el(
            "path", d=frame.path(feature.geometry), class_="area", fill=colour, stroke=colour
        )
    solid = p["status"] == "travelled"
    marker = el(
        "circle", cx=x, cy=y, r=8, fill=colour if solid else "#fff", stroke=colour, class_="stop"
    )
    number = el(
        "text", p["sequence"], x=x, y=y + 3.5, class_="number", fill="#fff" if solid else colour
    )
    title = el("title", f"{p['sequence']}. {p['title']} ({p['status']}, {p['review']})")
    return el("a", title, coarse, marker, number, href=f"#w-{n}")


_Box = tuple[float, float, float, float]


def _labels(frame: Frame, sheet: Sheet) -> list[Markup]:
    """Names beside the marks, those of travelled journeys first; none over another."""
    placed = [
        (w, frame.point(w.geometry.centroid.x, w.geometry.centroid.y))
        for w in sheet.of("waypoint")
        if w.geometry is not None
    ]
    taken: list[_Box] = [(x - 8, y - 8, x + 8, y + 8) for _, (x, y) in placed]
    out, named = [], set()
    for w, (x, y) in sorted(placed, key=lambda p: p[0].properties["status"] != "travelled"):
        title = str(w.properties["title"])
        spot = _free_spot(title, x, y, frame.height, taken)
        if spot is None or (title, spot) in named:
            continue
        taken.append(spot)
        named.add((title, spot))
        out.append(el("text", title, x=round(spot[0], 1), y=round(spot[3] - 3, 1), class_="label"))
    return out


def _free_spot(title: str, x: float, y: float, height: float, taken: list[_Box]) -> _Box | None:
    """Box right, left, below or above of a mark that nothing covers yet."""
    width = 6.6 * len(title)
    for left, top in ((x + 11, y - 8), (x - 11 - width, y - 8), (x - width / 2, y + 9),
                      (x - width / 2, y - 25)):  # fmt: skip
        box = (left, top, left + width, top + 15)
        inside = left >= 0 and box[2] <= WIDTH and top >= 0 and box[3] <= height
        if inside and not any(_overlap(box, other) for other in taken):
            return box
    return None


def _overlap(a: _Box, b: _Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _scale_bar(frame: Frame) -> Markup:
    metres = 10.0 ** math.floor(math.log10(frame.m_per_unit * WIDTH / 4))
    for factor in (5, 2):
        if metres * factor <= frame.m_per_unit * WIDTH / 4:
            metres *= factor
            break
    units = metres / frame.m_per_unit
    y = frame.height - 14
    words = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    return el(
        "g",
        el("path", d=f"M16 {y - 5:.1f}v5h{units:.1f}v-5", class_="scale"),
        el("text", words, x=20 + units, y=round(y + 2, 1), class_="label"),
    )


def legend() -> Markup:
    """Explain the signs of the map."""
    signs = (
        "Solid line: the words speak of this way. Dashed: inferred. Dotted: a gap. "
        "Long and short dashes, hollow stops: planned, attempted or reported only. "
        "Shaded: the corridors that hold the journey with 50 % and 90 %; dotted edge: the area of "
        "a statement alone. Where marks crowd, some names are left out; each mark tells its name, "
        "and every place is in the tables."
    )
    return el("p", signs, class_="quiet")
