"""The itinerary as a report to print: the ordered table, then the journey in prose."""

from __future__ import annotations

from convoy_map.exports.drawing import draw_map, legend
from convoy_map.exports.markup import Markup, el, text
from convoy_map.exports.page import html_document
from convoy_map.exports.profiles import make_sheet
from convoy_map.exports.sections import (
    alternative_section,
    contradiction_section,
    header,
    isolate,
    quote_block,
    review_mark,
    source_section,
    waypoint_table,
)
from convoy_map.exports.sheet import Properties, Sheet, SheetFeature
from convoy_map.exports.wording import distance_words, support_words, time_words
from convoy_map.model import CaseResult

_ROLES = {
    "origin": "The journey starts at",
    "destination": "It ends at",
    "planned": "It was meant to go to",
    "area": "It passes through",
}
_UNCERTAIN = {
    "planned": "This was planned; nobody says that it was travelled.",
    "attempted": "This was attempted.",
    "reported": "This is reported, not told by somebody who was there.",
}


def to_report(result: CaseResult, *, profile: str = "full") -> bytes:
    """Write the report as HTML that prints well; it holds no script at all."""
    return report_bytes(make_sheet(result, profile))


def report_bytes(sheet: Sheet) -> bytes:
    """Write a sheet as the report."""
    body = [
        header(sheet),
        draw_map(sheet) if len(sheet.itineraries) > 1 else None,
        legend(),
        [_itinerary(sheet, itinerary) for itinerary in sheet.itineraries],
        alternative_section(sheet),
        contradiction_section(sheet),
        source_section(sheet),
    ]
    return html_document(sheet, body)


def _itinerary(sheet: Sheet, itinerary: Properties) -> Markup:
    legs = {leg.properties["from"]: leg for leg in sheet.of("leg", itinerary["id"])}
    stops = [
        (n, w)
        for n, w in enumerate(sheet.of("waypoint"))
        if w.properties["itinerary"] == itinerary["id"]
    ]
    if not stops:
        return el(
            "section", el("h2", isolate(itinerary["title"])), el("p", "Nothing is known of it.")
        )
    numbers = {leg.id: n for n, leg in enumerate(sheet.of("leg"))}
    prose = []
    for n, stop in stops:
        leg = legs.get(stop.id)
        prose.append([_stop(n, stop), None if leg is None else _way(leg, numbers[leg.id])])
    about = el("p", isolate(itinerary["about"])) if itinerary["about"] else None
    return text(
        [
            el("h2", isolate(itinerary["title"]), f" ({itinerary['status']})"),
            about,
            draw_map(sheet, itinerary["id"]),
            el("div", waypoint_table(sheet, itinerary), class_="scroll"),
            prose,
        ]
    )


def _stop(n: int, waypoint: SheetFeature) -> Markup:
    p = waypoint.properties
    opening = _ROLES.get(p["role"], "Then")
    said = [opening, " ", el("strong", isolate(p["title"]))]
    if p.get("relation"):
        said += [" (", isolate(p["relation"]), ")"]
    if p.get("time"):
        said += [", ", isolate(time_words(p["time"]))]
    said.append(". ")
    said.append(_where(waypoint))
    said.append(" " + _UNCERTAIN.get(p["status"], ""))
    return el(
        "section",
        el("h3", f"{p['sequence']}. ", isolate(p["title"]), " ", review_mark(p)),
        el("p", said),
        [quote_block(q) for q in p["quotes"]],
        el("p", isolate(p["why"]), class_="facts") if p.get("why") else None,
        el("p", f"It rests on {support_words(p)}.", class_="quiet"),
        id=f"w-{n}",
    )


def _where(waypoint: SheetFeature) -> str:
    p = waypoint.properties
    if waypoint.geometry is None:
        return "No source lets it be placed; only its order is known."
    if waypoint.geometry.geom_type != "Point":
        return "It lies in the area drawn on the map."
    point = waypoint.geometry.centroid
    within = ""
    if p.get("coordinate_uncertainty_m") is not None:
        within = f", within {distance_words(p['coordinate_uncertainty_m'])}"
    lat = f"{abs(point.y):.4f}° {'N' if point.y >= 0 else 'S'}"
    lon = f"{abs(point.x):.4f}° {'E' if point.x >= 0 else 'W'}"
    return f"It is put at {lat}, {lon}{within}."


def _way(leg: SheetFeature, n: int) -> Markup:
    p = leg.properties
    basis = {
        "attested": "The words speak of the way from here",
        "inferred": "Nobody describes the way from here; the likeliest",
        "gap": "Nothing is known of the way from here; a line",
    }.get(p["support"], "The way from here")
    length = (
        f" is {distance_words(p['length_m'])} long"
        if p["length_m"] is not None
        else " has no known length"
    )
    verb = ";" if p["support"] == "attested" else ""
    said = f"{basis}{verb} it{length}." if verb else f"{basis}{length}."
    feasible = {False: " That cannot be done in the stated time."}.get(p["feasible"], "")
    return el(
        "div",
        el("p", said + feasible),
        [quote_block(q) for q in p["quotes"]],
        class_="way",
        id=f"l-{n}",
    )
