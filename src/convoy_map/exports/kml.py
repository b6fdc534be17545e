"""The route as KML 2.2.

Written with the standard library's XML writer: the KML library that was looked
at passes ``<![CDATA[`` and extended data from the text through unescaped, and
numbers its elements by a counter of the whole process.
"""

from __future__ import annotations

import html
from xml.etree import ElementTree as ET

import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from convoy_map.exports.plain import mark, xml_text
from convoy_map.exports.profiles import make_sheet
from convoy_map.exports.sheet import Properties, Sheet, SheetFeature
from convoy_map.exports.wording import area_title, leg_text, waypoint_text, waypoint_titles
from convoy_map.geo import cut_at_antimeridian, geojson_geometry
from convoy_map.model import CaseResult

_NAMESPACE = "http://www.opengis.net/kml/2.2"
_STYLES = {  # aabbggrr: line, width, fill
    "waypoint": ("ff9c4a1f", 2, "40c07a3a"),
    "leg": ("ff1f4a9c", 4, "00ffffff"),
    "leg-unsure": ("991f4a9c", 3, "00ffffff"),
    "area": ("99505050", 1, "33808080"),
    "corridor": ("66307030", 1, "33409040"),
    "alternative": ("99a02080", 2, "00ffffff"),
}
_FACTS = ("kind", "status", "support", "review", "place_id", "p_place", "p_mass", "p", "length_m",
          "coordinate_uncertainty_m", "n_quotes", "n_sources", "n_origins")  # fmt: skip


def to_kml(result: CaseResult, *, profile: str = "full") -> bytes:
    """Write the result as KML for Earth viewers: a folder for each itinerary.

    Texts are escaped twice, as HTML within XML, so that a viewer shows them and
    runs nothing. The unlocated are listed in the folder's description.
    """
    return kml_bytes(make_sheet(result, profile))


def kml_bytes(sheet: Sheet) -> bytes:
    """Write a sheet as KML."""
    root = ET.Element("kml", {"xmlns": _NAMESPACE})
    document = ET.SubElement(root, "Document")
    _text(document, "name", sheet.case["title"])
    _description(document, "\n".join([sheet.case["question"], *sheet.attribution]))
    for name, style in _STYLES.items():
        _style(document, name, *style)
    titles, features = waypoint_titles(sheet), _by_itinerary(sheet)
    for itinerary in sheet.itineraries:
        _folder(document, itinerary, features.get(itinerary["id"], []), titles)
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _text(parent: ET.Element, tag: str, text: object) -> None:
    ET.SubElement(parent, tag).text = xml_text(str(text))


def _description(parent: ET.Element, text: str) -> None:
    """Viewers take descriptions for HTML: escape it before XML does."""
    escaped = html.escape(xml_text(text)).replace("\n", "<br/>\n")
    ET.SubElement(parent, "description").text = escaped


def _style(document: ET.Element, name: str, line: str, width: int, fill: str) -> None:
    style = ET.SubElement(document, "Style", {"id": name})
    line_style = ET.SubElement(style, "LineStyle")
    _text(line_style, "color", line)
    _text(line_style, "width", width)
    _text(ET.SubElement(style, "PolyStyle"), "color", fill)


def _by_itinerary(sheet: Sheet) -> dict[str, list[SheetFeature]]:
    out: dict[str, list[SheetFeature]] = {}
    for feature in sheet.features:
        out.setdefault(feature.properties["itinerary"], []).append(feature)
    return out


def _folder(
    document: ET.Element,
    itinerary: Properties,
    features: list[SheetFeature],
    titles: dict[str, str],
) -> None:
    folder = ET.SubElement(document, "Folder")
    _text(folder, "name", mark(itinerary["title"], itinerary))
    lost = [
        mark(f.properties["title"], f.properties)
        for f in features
        if f.kind == "waypoint" and f.geometry is None
    ]
    about = [itinerary["about"]] if itinerary["about"] else []
    if lost:
        about.append("Not placed: " + "; ".join(lost))
    _description(folder, "\n".join(about))
    for feature in features:
        if feature.geometry is not None:
            _placemark(folder, feature, titles)


def _placemark(folder: ET.Element, feature: SheetFeature, titles: dict[str, str]) -> None:
    p = feature.properties
    placemark = ET.SubElement(folder, "Placemark")
    _text(placemark, "name", mark(_title(feature, titles), p))
    if feature.kind == "waypoint":
        _description(placemark, waypoint_text(p))
        _time_span(placemark, p.get("time"))
    elif feature.kind == "leg":
        _description(placemark, leg_text(p))
    _text(placemark, "styleUrl", f"#{_style_of(feature)}")
    data = ET.SubElement(placemark, "ExtendedData")
    for key, value in (("id", feature.id), *((k, p.get(k)) for k in _FACTS)):
        if value is not None:
            item = ET.SubElement(data, "Data", {"name": key})
            _text(item, "value", value)
    _geometry(placemark, feature.geometry)


def _title(feature: SheetFeature, titles: dict[str, str]) -> str:
    p = feature.properties
    match feature.kind:
        case "waypoint":
            return f"{p['sequence']}. {p['title']}"
        case "area":
            return area_title(feature, titles)
        case "leg":
            return f"{p['from']} → {p['to']}"
        case "corridor":
            return f"Corridor that holds the journey with {p['p_mass']:.0%}"
        case _:
            return f"Alternative, {p['p']:.0%}: {p.get('hypothesis') or feature.id}"


def _style_of(feature: SheetFeature) -> str:
    unsure = feature.properties.get("support") in {"inferred", "gap"}
    return "leg-unsure" if feature.kind == "leg" and unsure else feature.kind


def _time_span(placemark: ET.Element, time: Properties | None) -> None:
    if not time or not (time.get("earliest") or time.get("latest")):
        return
    span = ET.SubElement(placemark, "TimeSpan")
    for tag, key in (("begin", "earliest"), ("end", "latest")):
        if time.get(key):
            _text(span, tag, time[key])


def _geometry(placemark: ET.Element, geometry: BaseGeometry | None) -> None:
    written = geojson_geometry(geometry)
    if written is None:
        return
    parts = list(shapely.get_parts(cut_at_antimeridian(shapely.geometry.shape(written))))
    parent = placemark if len(parts) == 1 else ET.SubElement(placemark, "MultiGeometry")
    for part in parts:
        _part(parent, part)


def _part(parent: ET.Element, part: BaseGeometry) -> None:
    if isinstance(part, Polygon):
        polygon = ET.SubElement(parent, "Polygon")
        _ring(polygon, "outerBoundaryIs", part.exterior)
        for hole in part.interiors:
            _ring(polygon, "innerBoundaryIs", hole)
        return
    tag = "Point" if isinstance(part, Point) else "LineString"
    element = ET.SubElement(parent, tag)
    if tag == "LineString":
        _text(element, "tessellate", 1)
    _text(element, "coordinates", _coordinates(part))


def _ring(polygon: ET.Element, tag: str, ring: LineString) -> None:
    linear = ET.SubElement(ET.SubElement(polygon, tag), "LinearRing")
    _text(linear, "coordinates", _coordinates(ring))


def _coordinates(part: BaseGeometry) -> str:
    return " ".join(f"{x:.6f},{y:.6f}" for x, y in shapely.get_coordinates(part))
