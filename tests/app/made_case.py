"""A made-up case for the app's tests: two sources of our own, three journeys.

It gives the app what the workspace gives it, without a pipeline: a definition,
documents, a FeatureCollection per DESIGN §7. Nobody in it exists.
"""

import hashlib
from typing import Any

from shapely.geometry import Point, box, mapping

from convoy_map.model import (
    CaseDefinition,
    Citation,
    Itinerary,
    Judgement,
    Passage,
    Region,
    SourceDocument,
    Status,
    Verdict,
)

DIARY = """The salt lorries

Hadiza keeps a notebook for every journey. The lorries were loaded in Agadez before dawn on 3 March.

"We drove out by the northern gate and stayed on the tarmac until the well," she says. The \
well she means is a village between Agadez and Aderbissinat; nobody there wanted to give its name.

By nightfall they had reached Tanout. The bridge south of Tanout was under water, so the drivers \
slept in their cabs.

The plan had been to turn back north to Arlit with empty sacks. That journey never began.

Her cousin Sani tried to reach Zinder alone, and gave up somewhere on the road.
"""

LETTER = """رسالة من السائق

قال ثاني إن الشاحنات خرجت من أغاديس قبل الفجر. وصلنا إلى تانوت ليلاً، والجسر كان تحت الماء.

كان الطريق طويلاً والرمل عميقاً.
"""

_PLACES = {
    "agadez": (7.99, 16.97, "Agadez", "made:1"),
    "well": (8.02, 16.35, "The well", None),
    "tanout": (8.88, 14.97, "Tanout", "made:3"),
    "bridge": (8.87, 14.88, "The bridge south of Tanout", None),
    "arlit": (7.39, 18.74, "Arlit", "made:5"),
    "zinder": (8.99, 13.81, "Zinder", "made:6"),
}


def document(ident: str, lang: str, text: str, **citation: str) -> SourceDocument:
    """Return a whole document."""
    return SourceDocument(
        id=ident,
        lang=lang,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        length=len(text),
        passages=(Passage(0, len(text), text),),
        citation=Citation(**citation),
    )


def documents() -> tuple[SourceDocument, ...]:
    """Return the two sources."""
    return (
        document(
            "diary",
            "en",
            DIARY,
            title="The salt lorries",
            publisher="A notebook",
            published="2019-03-20",
        ),
        document("letter", "ar", LETTER, title="رسالة من السائق", publisher="A letter"),
    )


def quote(source: str, text: str, exact: str, witness: str | None, stance: str = "stated") -> Any:
    """Return a quote as the GeoJSON holds it."""
    start = text.index(exact)
    return {
        "source": source,
        "title": "The salt lorries" if source == "diary" else "رسالة من السائق",
        "publisher": None,
        "exact": exact,
        "prefix": text[max(0, start - 30) : start],
        "suffix": text[start + len(exact) : start + len(exact) + 30],
        "start": start,
        "end": start + len(exact),
        "witness": witness,
        "stance": stance,
    }


def waypoint(slug: str, itinerary: str, sequence: int, quotes: list[Any], **more: Any) -> Any:
    """Return a waypoint feature."""
    lon, lat, title, place = _PLACES[slug]
    unlocated = more.pop("unlocated", False)
    properties = {
        "kind": "waypoint", "itinerary": itinerary, "sequence": sequence, "title": title,
        "place_id": place, "role": "via", "status": "travelled", "support": "attested",
        "relation": "", "time": None, "coordinate_uncertainty_m": 3000.0, "p_place": 0.86,
        "p_skipped": 0.02, "review": "accepted", "why": "",
        "candidates": [
            {"place_id": place, "title": title, "p": 0.86, "lon": lon, "lat": lat,
             "why": "the name is the same; near the other places"},
            {"place_id": "made:99", "title": title + " al-Gharbi", "p": 0.1, "lon": lon - 0.4,
             "lat": lat + 0.1, "why": "a hamlet of that name"},
            {"place_id": None, "title": None, "p": 0.04, "lon": None, "lat": None,
             "why": "in no gazetteer at hand"},
        ] if place else [],
        "quotes": quotes, "n_quotes": len(quotes), "n_sources": len({q["source"] for q in quotes}),
        "n_origins": 1, "n_witnesses": len({q["witness"] for q in quotes if q["witness"]}),
        "judgements": ["j001"] if slug == "well" else [],
    }  # fmt: skip
    properties.update(more)
    point = None if unlocated else {"type": "Point", "coordinates": [lon, lat]}
    return {
        "type": "Feature", "id": f"{itinerary}/{slug}", "geometry": point, "properties": properties,
    }  # fmt: skip


def area(owner: str, radius_deg: float, basis: str, p_mass: float) -> Any:
    """Return an area feature around a waypoint."""
    lon, lat, *_ = _PLACES[owner.split("/")[1]]
    return {
        "type": "Feature",
        "id": f"{owner}/{basis}-{round(p_mass * 100)}",
        "geometry": mapping(Point(lon, lat).buffer(radius_deg, 24)),
        "properties": {"kind": "area", "waypoint": owner, "basis": basis, "p_mass": p_mass},
    }


def leg(itinerary: str, a: str, b: str, support: str, status: str, **more: Any) -> Any:
    """Return a leg feature between two waypoints."""
    x1, y1, *_ = _PLACES[a]
    x2, y2, *_ = _PLACES[b]
    bend = [(x1 + x2) / 2 + 0.08, (y1 + y2) / 2]
    return {
        "type": "Feature",
        "id": f"{itinerary}/{a}--{b}",
        "geometry": {"type": "LineString", "coordinates": [[x1, y1], bend, [x2, y2]]},
        "properties": {
            "kind": "leg", "itinerary": itinerary, "from": f"{itinerary}/{a}",
            "to": f"{itinerary}/{b}", "length_m": 71_300.0, "support": support, "status": status,
            "earliest_utc": None, "latest_utc": None, "speed_kmh": [18.0, 44.0], "feasible": True,
            "quotes": [], "why": "the words put one before the other", **more,
        },
    }  # fmt: skip


def features() -> dict[str, Any]:
    """Return the whole FeatureCollection."""
    d, a = DIARY, LETTER
    salt = [
        waypoint("agadez", "salt", 1, [
            quote("diary", d, "The lorries were loaded in Agadez before dawn on 3 March", None),
            quote("letter", a, "الشاحنات خرجت من أغاديس قبل الفجر", "Sani"),
        ], role="origin", time={
            "earliest": "2019-03-03T03:00:00Z", "latest": "2019-03-03T06:00:00Z",
            "text": "before dawn on 3 March"}),
        waypoint("well", "salt", 2, [
            quote("diary", d, "a village between Agadez and Aderbissinat", "Hadiza"),
        ], relation="between Agadez and Aderbissinat", support="inferred", p_place=None,
            coordinate_uncertainty_m=28_000.0),
        waypoint("tanout", "salt", 3, [
            quote("diary", d, "By nightfall they had reached Tanout", None),
            quote("letter", a, "وصلنا إلى تانوت ليلاً", "Sani", "heard"),
        ], time={"earliest": "2019-03-03T17:00:00Z", "latest": "2019-03-03T20:00:00Z",
                 "text": "By nightfall"}),
        waypoint("bridge", "salt", 4, [
            quote("diary", d, "The bridge south of Tanout was under water", "Hadiza"),
        ], relation="south of Tanout", unlocated=True, support="unlocated", review="unreviewed"),
    ]  # fmt: skip
    others = [
        waypoint("tanout", "plan", 1, [quote("diary", d, "The plan had been to turn back north",
                                             None, "planned")], status="planned", role="planned"),
        waypoint("arlit", "plan", 2, [quote("diary", d, "to Arlit with empty sacks", None,
                                            "planned")], status="planned", role="planned"),
        waypoint("zinder", "sani", 1, [quote("diary", d, "tried to reach Zinder alone", "Sani")],
                 status="attempted", role="planned", review="unreviewed"),
    ]  # fmt: skip
    ground = [
        area("salt/well", 0.35, "stated", 0.95), area("salt/well", 0.18, "posterior", 0.9),
        area("salt/tanout", 0.06, "stated", 0.95),
        leg("salt", "agadez", "well", "attested", "travelled"),
        leg("salt", "well", "tanout", "inferred", "travelled"),
        leg("salt", "tanout", "bridge", "gap", "travelled", length_m=None, speed_kmh=None),
        leg("plan", "tanout", "arlit", "inferred", "planned"),
        _corridor(0.5, 0.1), _corridor(0.9, 0.3), _alternative(),
    ]  # fmt: skip
    return {"type": "FeatureCollection", "features": [*salt, *others, *ground]}


def _corridor(p_mass: float, width: float) -> Any:
    return {
        "type": "Feature",
        "id": f"salt/corridor-{round(p_mass * 100)}",
        "geometry": mapping(box(8.2 - width, 14.9, 8.7 + width, 17.0)),
        "properties": {"kind": "corridor", "itinerary": "salt", "p_mass": p_mass},
    }


def _alternative() -> Any:
    return {
        "type": "Feature",
        "id": "salt/by-the-west",
        "geometry": {
            "type": "LineString", "coordinates": [[7.99, 16.97], [7.6, 15.9], [8.88, 14.97]],
        },
        "properties": {
            "kind": "alternative", "itinerary": "salt", "hypothesis": "the well lies in the west",
            "p": 0.14, "differs_by": "passes 40 km west of the main road",
        },
    }  # fmt: skip


def definition() -> CaseDefinition:
    """Return the definition of the made-up case."""
    return CaseDefinition(
        id="salt-2019",
        title="The salt lorries",
        question="Which way did the salt lorries take in March 2019?",
        region=Region(6.5, 13.0, 10.0, 19.5),
        timezone="Africa/Niamey",
        sources=("diary", "letter"),
        itineraries=(
            Itinerary("salt", "The salt lorries", Status.TRAVELLED, "Hadiza and the drivers"),
            Itinerary("plan", "The way back that was planned", Status.PLANNED),
            Itinerary("sani", "Sani's own journey", Status.ATTEMPTED, "Sani"),
        ),
        judgements=(
            Judgement(
                "j001", f"diary:{DIARY.index('a village between')}-{DIARY.index('; nobody')}",
                Verdict.ACCEPT, "analyst", "2026-11-01", "The notebook names both towns",
                itinerary="salt",
            ),
        ),
    )  # fmt: skip
