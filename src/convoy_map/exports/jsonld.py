"""Linked data: places as Linked Places, quotes as Web Annotations."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote as percent

from convoy_map.exports.profiles import make_sheet
from convoy_map.exports.sheet import Properties, Sheet, SheetFeature
from convoy_map.geo import geojson_geometry
from convoy_map.model import CaseResult

LPF_CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.3.jsonld"
)
ANNO_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MAX_TOPONYM = 80
_GEONAMES = "https://sws.geonames.org/"


def urn(case: str, *parts: str) -> str:
    """Make a stable identifier for something in a case.

    Examples
    --------
    >>> urn("raqqa", "convoy/the turn")
    'urn:convoy-map:raqqa:convoy/the%20turn'
    """
    return ":".join(["urn:convoy-map", *(percent(p, safe="/-_.~") for p in (case, *parts))])


def _written(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)
    return (text + "\n").encode("utf-8", errors="replace")


def to_lpf(result: CaseResult, *, profile: str = "full") -> bytes:
    """Write the waypoints as Linked Places (v1.3, JSON-LD that is also GeoJSON).

    Each waypoint is a place with its attested toponyms and their citations, its
    time, its geometry (point and areas, each with its certainty), links to
    gazetteers, and the next waypoint as a relation.
    """
    return lpf_bytes(make_sheet(result, profile))


def lpf_bytes(sheet: Sheet) -> bytes:
    """Write a sheet as Linked Places."""
    areas, legs = sheet.by("area", "waypoint"), sheet.by("leg", "from")
    features = [
        _lpf_feature(sheet, f, areas.get(f.id, []), legs.get(f.id, []))
        for f in sheet.of("waypoint")
    ]
    return _written({"type": "FeatureCollection", "@context": LPF_CONTEXT, "features": features})


def _lpf_feature(
    sheet: Sheet,
    waypoint: SheetFeature,
    areas: list[SheetFeature],
    legs: list[SheetFeature],
) -> Properties:
    p = waypoint.properties
    case = sheet.case["id"]
    out: Properties = {
        "@id": urn(case, waypoint.id),
        "type": "Feature",
        "properties": {
            "title": p["title"],
            "itinerary": p["itinerary"],
            "sequence": p["sequence"],
            "status": p["status"],
            "support": p["support"],
            "review": p["review"],
        },
        "geometry": _lpf_geometry(waypoint, areas),
        "names": _lpf_names(sheet, p),
        "types": [
            {
                "label": "waypoint of a journey",
                "sourceLabels": [{"label": p["role"], "lang": "en"}],
            }
        ],
    }
    when = _when(p.get("time"))
    if when is not None:
        out["when"] = when
    links = _links(p)
    if links:
        out["links"] = links
    relations = _relations(case, legs)
    if relations:
        out["relations"] = relations
    if p.get("why"):
        out["descriptions"] = [{"value": p["why"], "lang": "en"}]
    return out


def _lpf_geometry(waypoint: SheetFeature, areas: list[SheetFeature]) -> Properties | None:
    parts: list[Properties] = []
    point = geojson_geometry(waypoint.geometry)
    if point is not None:
        parts.append({**point, "certainty": _certainty(waypoint.properties.get("p_place"))})
    for area in areas:
        written = geojson_geometry(area.geometry)
        if written is not None:
            parts.append({**written, "certainty": "uncertain"})
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {"type": "GeometryCollection", "geometries": parts}


def _certainty(p_place: float | None) -> str:
    if p_place is None:
        return "uncertain"
    return "certain" if p_place >= 0.95 else "less-certain" if p_place >= 0.5 else "uncertain"


def _lpf_names(sheet: Sheet, p: Properties) -> list[Properties]:
    """Attested toponyms, each with the report that has it; the title where words are withheld."""
    titles = {s["id"]: s["title"] or s["publisher"] or s["id"] for s in sheet.sources}
    names: dict[str, Properties] = {}
    for quote in p.get("quotes", ()):
        source = quote["source"]
        cited = {"label": titles.get(source, source), "@id": urn(sheet.case["id"], source)}
        toponym = quote["exact"] or p["title"]
        if len(toponym) <= MAX_TOPONYM:
            known = names.setdefault(toponym, {"toponym": toponym, "citations": []})
            if cited not in known["citations"]:
                known["citations"].append(cited)
    return list(names.values()) or [{"toponym": p["title"]}]


def _when(time: Properties | None) -> Properties | None:
    """When somebody was there: at some time between two instants, either of them open."""
    if time is None:
        return None
    start = {k: time[k] for k in ("earliest", "latest") if time.get(k)}
    if not start:
        return None
    when: Properties = {"timespans": [{"start": start}]}
    if time.get("text"):
        when["label"] = time["text"]
    return when


def _links(p: Properties) -> list[Properties]:
    """Gazetteer records: the chosen one, and others that it may be."""
    links = []
    for candidate in p.get("candidates", ()):
        place_id = candidate["place_id"]
        if place_id is None:
            continue
        chosen = place_id == p.get("place_id")
        links.append(
            {"type": "exactMatch" if chosen else "closeMatch", "identifier": uri(place_id)}
        )
    return links


def uri(place_id: str) -> str:
    """Address of a gazetteer record, a URN where it has none.

    Examples
    --------
    >>> uri("geonames:172955"), uri("airwars:CS822")
    ('https://sws.geonames.org/172955/', 'urn:convoy-map:airwars:CS822')
    """
    source, _, record = place_id.partition(":")
    if source == "geonames" and record.isdigit():
        return f"{_GEONAMES}{record}/"
    return "urn:convoy-map:" + percent(place_id, safe=":/-_.~")


def _relations(case: str, legs: list[SheetFeature]) -> list[Properties]:
    return [
        {
            "relationType": "gvp:tgn3000_related_to",
            "relationTo": urn(case, leg.properties["to"]),
            "label": f"next on the itinerary ({leg.properties['support']})",
        }
        for leg in legs
    ]


def to_annotations(result: CaseResult, *, profile: str = "full") -> bytes:
    """Write every quote as a W3C Web Annotation (2017) that links it to its waypoint or leg.

    The target selects the words by position (code points) and by quotation; the
    body is the place.
    """
    return annotation_bytes(make_sheet(result, profile))


def annotation_bytes(sheet: Sheet) -> bytes:
    """Write a sheet's quotes as an annotation collection of one page."""
    case = sheet.case["id"]
    items: list[dict[str, Any]] = []
    for feature in sheet.features:
        for quote in feature.properties.get("quotes", ()):
            items.append(_annotation(case, feature, quote))
    page = {
        "id": urn(case, "annotations", "page-1"),
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    }
    return _written(
        {
            "@context": ANNO_CONTEXT,
            "id": urn(case, "annotations"),
            "type": "AnnotationCollection",
            "label": sheet.case["title"],
            "total": len(items),
            "first": page,
        }
    )


def _annotation(case: str, feature: SheetFeature, quote: Properties) -> Properties:
    p = feature.properties
    anchor = f"{quote['source']}:{quote['start']}-{quote['end']}"
    selectors: list[Properties] = [
        {"type": "TextPositionSelector", "start": quote["start"], "end": quote["end"]}
    ]
    if quote["exact"] is not None:
        words = {k: quote[k] for k in ("exact", "prefix", "suffix")}
        selectors.append({"type": "TextQuoteSelector", **words})
    says = f"{p['kind']} {p.get('title') or feature.id}; {p['status']}; {p['support']}"
    who = f"; told by {quote['witness']}" if quote["witness"] else ""
    body: list[Properties] = [
        {"type": "SpecificResource", "purpose": "identifying", "source": urn(case, feature.id)},
        {"type": "TextualBody", "purpose": "describing", "format": "text/plain",
         "value": f"{says}{who}; {p['review']}"},
    ]  # fmt: skip
    if p.get("place_id"):
        body.append(
            {"type": "SpecificResource", "purpose": "linking", "source": uri(p["place_id"])}
        )
    return {
        "id": urn(case, "annotation", feature.id, anchor),
        "type": "Annotation",
        "motivation": "linking",
        "body": body,
        "target": {"source": urn(case, quote["source"]), "selector": selectors},
    }
