"""Results to export: a plain one, and one whose every text is an attack."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from shapely.geometry import LineString, Polygon, box

from convoy_map.geo import disc
from convoy_map.model import (
    Alternative,
    Area,
    AreaBasis,
    Candidate,
    CaseDefinition,
    CaseResult,
    Citation,
    Contradiction,
    Corridor,
    Itinerary,
    Leg,
    Lineage,
    Ordering,
    Passage,
    Place,
    Quote,
    Region,
    Review,
    Role,
    Route,
    RunRecord,
    SourceDocument,
    Stance,
    Status,
    Support,
    TextAnchor,
    TimeInterval,
    Waypoint,
)

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }}{% for x in ().__class__.__base__.__subclasses__() %}",
    "]]><![CDATA[<b>x</b>]]>",
    '=HYPERLINK("http://evil.example/","x")',
    "</style></title></svg><iframe src=http://evil.example/>",
    '" onmouseover="alert(1)',
    "javascript:alert(1)",
    "\x00\x1b[31m\u202eevil\u2066",
    "&lt;script&gt; &#x3C;script&#x3E;",
    "![x](http://evil.example/a.png)",
    "a,b\n\"c\"\r\n+1+cmd|' /C calc'!A0",
)


def quote(source, start, words, witness=None):
    anchor = TextAnchor(source, start, start + len(words), words, "before ", " after")
    return Quote(anchor, witness, Stance.STATED)


def place(title, lon, lat):
    return Place(
        f"geonames:{abs(hash_free(title))}", title, lon, lat, 1500.0, "P", "PPL",
        source="GeoNames", licence="CC BY 4.0",
    )  # fmt: skip


def hash_free(text):
    return sum(ord(c) * (n + 1) for n, c in enumerate(text))


def make_waypoint(n, title, lon, lat, **fields):
    known = {
        "role": Role.VIA,
        "status": Status.TRAVELLED,
        "support": Support.ATTESTED if lon is not None else Support.UNLOCATED,
        "n_sources": 2,
        "n_origins": 1,
        "n_witnesses": 1,
        "review": Review.ACCEPTED,
        "judgements": ("j1",),
    }
    return Waypoint(f"trip/stop-{n}", "trip", n, title, lon=lon, lat=lat, **{**known, **fields})


def make_result(route, *, itineraries=None, title="A case", documents=None, contradictions=()):
    definition = CaseDefinition(
        id="case",
        title=title,
        question="Which way did they go?",
        region=Region(38.0, 35.0, 42.0, 37.5),
        timezone="UTC",
        sources=("a", "b"),
        itineraries=itineraries or (Itinerary("trip", "The trip", Status.TRAVELLED, "they", "it"),),
        judgements=(),
    )
    sources = documents or (
        SourceDocument("a", "en", "0" * 64, 900, (Passage(0, 5, "hello"),),
                       Citation("First report", "The Paper", None, "2020-01-01")),
        SourceDocument("b", "ar", "1" * 64, 800, (), Citation()),
    )  # fmt: skip
    ordering = Ordering("trip", (), (), tuple(contradictions))
    return CaseResult(
        definition, sources, Lineage((), (("a", ("a",)), ("b", ("a",)))), (), (), (), (),
        (ordering,), (route,), RunRecord("0.1.0", (("seeds/a.json", "f" * 64),), (("seed", "1"),)),
    )  # fmt: skip


def make_route(shift=0.0):
    orla = place("Orla", 39.0 + shift, 36.0)
    twin = place("Orla-on-Sea", 39.3 + shift, 36.3)
    when = TimeInterval(
        "about four", datetime(2020, 1, 2, 13, 30, tzinfo=UTC), datetime(2020, 1, 2, 14, tzinfo=UTC)
    )
    first = make_waypoint(
        1, "Orla", 39.0 + shift, 36.0, role=Role.ORIGIN, place_id=orla.id, time=when, p_place=0.9,
        candidates=(Candidate(orla, 0.9, why="it fits"), Candidate(None, 0.1)),
        rejected=(Candidate(twin, 0.0, why="by the sea"),), coordinate_uncertainty_m=1500.0,
        quotes=(quote("a", 10, "Orla", "Ann Bel Carr"), quote("b", 4, "أورلا")),
        why="“Orla” is read so because: it fits. Ann Bel Carr names it.",
    )  # fmt: skip
    second = make_waypoint(
        2, "شنينة", 39.4 + shift, 36.2, review=Review.UNREVIEWED, judgements=(),
        relation="north of Orla", coordinate_uncertainty_m=9000.0,
        quotes=(quote("a", 50, "the village", "Ann Bel Carr"),),
    )  # fmt: skip
    third = make_waypoint(
        3, "the last checkpoint of Carr", None, None, quotes=(quote("a", 90, "the checkpoint"),)
    )
    last = make_waypoint(4, "the end", 39.8 + shift, 36.1, role=Role.DESTINATION)
    legs = (
        Leg("trip/leg-1", "trip", first.id, second.id,
            LineString([(39.0 + shift, 36.0), (39.4 + shift, 36.2)]), 42_123.4, Support.ATTESTED,
            Status.TRAVELLED, "2020-01-02T13:30:00Z", None, (3600.0, 7200.0), (20.0, 41.5), True,
            "main_road", (quote("a", 70, "on the main road", "Ann Bel Carr"),), "the words say so"),
        Leg("trip/leg-2", "trip", second.id, last.id,
            LineString([(39.4 + shift, 36.2), (39.8 + shift, 36.1)]), None, Support.INFERRED,
            Status.TRAVELLED),
    )  # fmt: skip
    spot = disc(39.4 + shift if shift < 100 else 179.9, 36.2, 9000.0)
    return Route(
        "trip", Status.TRAVELLED, (last, first, third, second), legs,
        areas=(Area(second.id, AreaBasis.STATED, 0.95, spot),
               Area(second.id, AreaBasis.POSTERIOR, 0.9, spot)),
        corridors=(Corridor("trip", 0.9, box(38.9 + shift, 35.9, 39.9 + shift, 36.3)),
                   Corridor("trip", 0.5, box(38.95 + shift, 35.95, 39.85 + shift, 36.25))),
        alternatives=(Alternative("trip/alternative-1", "trip", "by the sea", 0.2, "another Orla",
                                  LineString([(39.0 + shift, 36.0), (39.3 + shift, 36.3)])),),
        notes=("approximate",),
    )  # fmt: skip


@pytest.fixture
def result():
    """A plain result with every kind of feature."""
    clash = Contradiction("c1", "trip", ("trip/stop-1", "trip/stop-2"), "both cannot be first",
                          (quote("a", 10, "Orla", "Ann Bel Carr"),))  # fmt: skip
    return make_result(make_route(), contradictions=(clash,))


@pytest.fixture
def far_east():
    """A result that crosses the antimeridian."""
    route = make_route()
    moved = []
    for w, (lon, lat) in zip(
        route.waypoints,
        [(-179.7, -17.0), (179.5, -17.2), (None, None), (179.9, -17.1)],
        strict=True,
    ):
        moved.append(replace(w, lon=lon, lat=lat))
    legs = (
        replace(route.legs[0], geometry=LineString([(179.5, -17.2), (179.9, -17.1)])),
        replace(route.legs[1], geometry=LineString([(179.9, -17.1), (-179.7, -17.0)])),
    )
    area = disc(180.0, -17.1, 30_000.0)
    wide = Polygon([(179, -18), (-179, -18), (-179, -16), (179, -16)])
    return make_result(
        replace(
            route, waypoints=tuple(moved), legs=legs, alternatives=(),
            areas=(Area("trip/stop-2", AreaBasis.STATED, 0.95, area),),
            corridors=(Corridor("trip", 0.9, wide),),
        )
    )  # fmt: skip


@pytest.fixture
def hostile():
    """A result in which every text that a document can bring is an attack."""
    route = make_route()
    evil = " ".join(HOSTILE)

    def spoil(w, n):
        text = HOSTILE[n % len(HOSTILE)]
        bad = place(evil, 39.0, 36.0)
        return replace(
            w, title=text, relation=evil, why=evil, time=TimeInterval(evil),
            quotes=tuple(Quote(TextAnchor("a", 0, 5, t, t, t), t) for t in HOSTILE),
            candidates=(Candidate(bad, 0.5, why=evil), Candidate(None, 0.5, why=evil)),
            rejected=(Candidate(bad, 0.0, why=evil),),
        )  # fmt: skip

    waypoints = tuple(
        spoil(replace(route.waypoints[0], id=f"trip/{n}", sequence=n), n)
        for n in range(len(HOSTILE))
    )
    legs = tuple(
        replace(leg, id=f"{leg.id}{evil}", why=evil, manner=evil, quotes=waypoints[0].quotes)
        for leg in route.legs
    )
    citation = Citation(evil, evil, evil, evil, evil, evil)
    return make_result(
        replace(
            route, waypoints=waypoints, legs=legs, notes=(evil,), areas=(),
            alternatives=(replace(route.alternatives[0], hypothesis=evil, differs_by=evil),),
        ),
        title=evil,
        itineraries=(Itinerary("trip", evil, Status.PLANNED, evil, evil),),
        documents=(SourceDocument("a", "en", "0" * 64, 10, (), citation),),
        contradictions=(Contradiction("c", "trip", ("x",), evil, waypoints[0].quotes),),
    )  # fmt: skip


@pytest.fixture
def empty():
    """A result of a case about which nothing is known."""
    return make_result(Route("trip", Status.TRAVELLED, (), ()))


@pytest.fixture
def unplaced():
    """A result with waypoints of which none can be placed."""
    stop = make_waypoint(1, "somewhere", None, None)
    return make_result(Route("trip", Status.TRAVELLED, (stop,), ()))


@pytest.fixture
def not_a_number():
    """A result with a coordinate that is not a number."""
    stop = make_waypoint(1, "somewhere", float("nan"), 36.0, p_place=float("nan"))
    return make_result(Route("trip", Status.TRAVELLED, (stop,), ()))
