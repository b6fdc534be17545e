"""A case's result as features with plain properties: what every format is written from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from convoy_map.model import (
    Alternative,
    Area,
    Candidate,
    CaseResult,
    Corridor,
    Leg,
    Quote,
    Review,
    Route,
    SourceDocument,
    TimeInterval,
    Waypoint,
)

Properties = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SheetFeature:
    """One feature: ``properties["kind"]`` tells what it is; lon/lat; None if unlocated."""

    id: str
    geometry: BaseGeometry | None
    properties: Properties

    @property
    def kind(self) -> str:
        """waypoint, area, leg, corridor or alternative."""
        return str(self.properties["kind"])


@dataclass(frozen=True, slots=True)
class Sheet:
    """What leaves the house: case, itineraries, sources, features, and how they were made.

    ``case``, ``itineraries``, ``sources``, ``contradictions`` and ``notes`` are
    plain data.
    """

    profile: str
    case: Properties
    itineraries: tuple[Properties, ...]
    sources: tuple[Properties, ...]
    features: tuple[SheetFeature, ...]
    contradictions: tuple[Properties, ...]
    notes: tuple[str, ...]
    attribution: tuple[str, ...]
    run: Properties

    @property
    def unreviewed(self) -> tuple[str, ...]:
        """Ids of waypoints that nobody has reviewed, in order."""
        return tuple(f.id for f in self.of("waypoint") if f.properties["review"] == "unreviewed")

    def by(self, kind: str, key: str) -> dict[str, list[SheetFeature]]:
        """Features of one kind, gathered by one of their properties."""
        out: dict[str, list[SheetFeature]] = {}
        for feature in self.of(kind):
            out.setdefault(str(feature.properties[key]), []).append(feature)
        return out

    def of(self, kind: str, itinerary: str | None = None) -> tuple[SheetFeature, ...]:
        """Features of one kind, of one itinerary where one is given."""
        return tuple(
            f
            for f in self.features
            if f.kind == kind and itinerary in {None, f.properties.get("itinerary")}
        )


def full_sheet(result: CaseResult) -> Sheet:
    """Lay out everything in a result.

    Waypoints come first within an itinerary, by sequence, then areas, legs,
    corridors and alternatives. Ids are those of the model; areas and corridors
    get readable ones.
    """
    sources = {d.id: d for d in result.documents}
    features: list[SheetFeature] = []
    for route in result.routes:
        features += _route_features(route, sources)
    definition = result.definition
    return Sheet(
        profile="full",
        case={
            "id": definition.id,
            "title": definition.title,
            "question": definition.question,
            "timezone": definition.timezone,
        },
        itineraries=tuple(_itinerary(result, i.id) for i in definition.itineraries),
        sources=tuple(_source(result, d) for d in result.documents),
        features=tuple(_with_unique_ids(features)),
        contradictions=tuple(_contradictions(result, sources)),
        notes=tuple(f"{r.itinerary}: {note}" for r in result.routes for note in r.notes),
        attribution=_attribution(result),
        run={"version": result.run.version, "parameters": dict(result.run.parameters)},
    )


def _route_features(route: Route, sources: dict[str, SourceDocument]) -> list[SheetFeature]:
    waypoints = sorted(route.waypoints, key=lambda w: (w.sequence, w.id))
    reviews = {w.id: w.review.value for w in waypoints}
    whole = _worst(reviews.values())
    order = {w.id: n for n, w in enumerate(waypoints)}
    areas = sorted(
        route.areas, key=lambda a: (order.get(a.waypoint, len(order)), a.basis, a.p_mass)
    )
    return [
        *(_waypoint(w, sources) for w in waypoints),
        *(_area(a, route.itinerary, reviews) for a in areas),
        *(_leg(leg, sources, reviews) for leg in route.legs),
        *(_corridor(c, whole) for c in sorted(route.corridors, key=lambda c: c.p_mass)),
        *(_alternative(a, whole) for a in route.alternatives),
    ]


def _worst(reviews: Iterable[str]) -> str:
    """What holds of something made from several: unreviewed or disputed if any is."""
    met = set(reviews)
    for review in (Review.UNREVIEWED.value, Review.DISPUTED.value):
        if review in met:
            return review
    return Review.ACCEPTED.value


def _with_unique_ids(features: Iterable[SheetFeature]) -> Iterable[SheetFeature]:
    seen: dict[str, int] = {}
    for feature in features:
        seen[feature.id] = seen.get(feature.id, 0) + 1
        if seen[feature.id] == 1:
            yield feature
        else:
            name = f"{feature.id}~{seen[feature.id]}"
            yield SheetFeature(name, feature.geometry, feature.properties)


def rounded(value: float | None, decimals: int) -> float | None:
    """Round, keeping None.

    Examples
    --------
    >>> rounded(0.123456, 3), rounded(None, 3)
    (0.123, None)
    """
    return None if value is None else round(float(value), decimals) + 0.0


def _range(pair: tuple[float, float] | None, decimals: int) -> list[float | None] | None:
    return None if pair is None else [rounded(v, decimals) for v in pair]


def instant(value: datetime | None) -> str | None:
    """Write an instant as ISO 8601 in UTC.

    Examples
    --------
    >>> instant(datetime(2017, 10, 12, 4, 30, tzinfo=UTC))
    '2017-10-12T04:30:00Z'
    """
    if value is None:
        return None
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _time(time: TimeInterval | None) -> Properties | None:
    if time is None:
        return None
    out: Properties = {
        "earliest": instant(time.earliest_utc),
        "latest": instant(time.latest_utc),
        "text": time.text,
    }
    if time.duration_min_s is not None or time.duration_max_s is not None:
        out["duration_s"] = [rounded(time.duration_min_s, 0), rounded(time.duration_max_s, 0)]
    return out


def quote_record(quote: Quote, sources: dict[str, SourceDocument]) -> Properties:
    """A quote with its anchor, and what is known of its source."""
    anchor = quote.anchor
    document = sources.get(anchor.source)
    citation = document.citation if document is not None else None
    return {
        "source": anchor.source,
        "title": citation.title if citation is not None else None,
        "publisher": citation.publisher if citation is not None else None,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "start": anchor.start,
        "end": anchor.end,
        "witness": quote.witness,
        "stance": quote.stance.value,
    }


def _candidate(candidate: Candidate) -> Properties:
    place = candidate.place
    return {
        "place_id": place.id if place is not None else None,
        "title": place.title if place is not None else "none of these",
        "p": rounded(candidate.p, 4),
        "lon": rounded(place.lon, 6) if place is not None else None,
        "lat": rounded(place.lat, 6) if place is not None else None,
        "why": candidate.why,
    }


def _waypoint(w: Waypoint, sources: dict[str, SourceDocument]) -> SheetFeature:
    point = None if w.lon is None or w.lat is None else Point(w.lon, w.lat)
    properties = {
        "kind": "waypoint",
        "itinerary": w.itinerary,
        "sequence": w.sequence,
        "title": w.title,
        "place_id": w.place_id,
        "role": w.role.value,
        "status": w.status.value,
        "support": w.support.value,
        "review": w.review.value,
        "relation": w.relation or None,
        "time": _time(w.time),
        "coordinate_uncertainty_m": rounded(w.coordinate_uncertainty_m, 0),
        "p_place": rounded(w.p_place, 4),
        "p_skipped": rounded(w.p_skipped, 4),
        "why": w.why,
        "candidates": [_candidate(c) for c in w.candidates],
        "rejected": [_candidate(c) for c in w.rejected],
        "quotes": [quote_record(q, sources) for q in w.quotes],
        "n_quotes": len(w.quotes),
        "n_sources": w.n_sources,
        "n_origins": w.n_origins,
        "n_witnesses": w.n_witnesses,
        "judgements": list(w.judgements),
    }
    return SheetFeature(w.id, point, properties)


def _area(area: Area, itinerary: str, reviews: dict[str, str]) -> SheetFeature:
    mass = rounded(area.p_mass, 4)
    properties = {
        "kind": "area",
        "itinerary": itinerary,
        "waypoint": area.waypoint,
        "basis": area.basis.value,
        "p_mass": mass,
        "review": reviews.get(area.waypoint, Review.UNREVIEWED.value),
    }
    return SheetFeature(f"{area.waypoint}/{area.basis.value}-{mass:g}", area.geometry, properties)


def _leg(leg: Leg, sources: dict[str, SourceDocument], reviews: dict[str, str]) -> SheetFeature:
    ends = [reviews[w] for w in (leg.from_waypoint, leg.to_waypoint) if w in reviews]
    properties = {
        "kind": "leg",
        "itinerary": leg.itinerary,
        "from": leg.from_waypoint,
        "to": leg.to_waypoint,
        "status": leg.status.value,
        "support": leg.support.value,
        "review": _worst(ends),
        "length_m": rounded(leg.length_m, 0),
        "time": {"earliest": leg.earliest_utc, "latest": leg.latest_utc}
        if leg.earliest_utc or leg.latest_utc
        else None,
        "travel_time_s": _range(leg.travel_time_s, 0),
        "speed_kmh": _range(leg.speed_kmh, 1),
        "feasible": leg.feasible,
        "manner": leg.manner,
        "why": leg.why,
        "quotes": [quote_record(q, sources) for q in leg.quotes],
        "n_quotes": len(leg.quotes),
    }
    return SheetFeature(leg.id, leg.geometry, properties)


def _corridor(corridor: Corridor, review: str) -> SheetFeature:
    mass = rounded(corridor.p_mass, 4)
    properties = {
        "kind": "corridor",
        "itinerary": corridor.itinerary,
        "p_mass": mass,
        "review": review,
    }
    return SheetFeature(f"{corridor.itinerary}/corridor-{mass:g}", corridor.geometry, properties)


def _alternative(alternative: Alternative, review: str) -> SheetFeature:
    properties = {
        "kind": "alternative",
        "itinerary": alternative.itinerary,
        "hypothesis": alternative.hypothesis,
        "p": rounded(alternative.p, 4),
        "differs_by": alternative.differs_by,
        "review": review,
    }
    return SheetFeature(alternative.id, alternative.geometry, properties)


def _itinerary(result: CaseResult, itinerary_id: str) -> Properties:
    known = next(i for i in result.definition.itineraries if i.id == itinerary_id)
    return {
        "id": known.id,
        "title": known.title,
        "status": known.status.value,
        "travellers": known.travellers,
        "about": known.about,
    }


def _source(result: CaseResult, document: SourceDocument) -> Properties:
    return {
        "id": document.id,
        "title": document.citation.title,
        "publisher": document.citation.publisher,
        "author": document.citation.author,
        "published": document.citation.published,
        "rights": document.citation.rights,
        "lang": document.lang,
        "sha256": document.sha256,
        "length": document.length,
        "origins": list(result.lineage.roots(document.id)),
    }


def _contradictions(result: CaseResult, sources: dict[str, SourceDocument]) -> Iterable[Properties]:
    for ordering in result.orderings:
        for one in ordering.contradictions:
            yield {
                "id": one.id,
                "itinerary": one.itinerary,
                "members": list(one.members),
                "why": one.why,
                "quotes": [quote_record(q, sources) for q in one.quotes],
            }


def _attribution(result: CaseResult) -> tuple[str, ...]:
    """Who must be named: gazetteers of the places used, and makers of the layers."""
    credits = {
        f"{c.place.source} ({c.place.licence})" if c.place.licence else c.place.source
        for route in result.routes
        for w in route.waypoints
        for c in w.candidates
        if c.place is not None and c.place.source
    }
    layers = (
        "Roads: © OpenStreetMap contributors (ODbL 1.0)",
        "Rivers: GSHHG (LGPL-3.0-or-later)",
        "Borders and lakes: Natural Earth (public domain)",
    )
    return (*layers, *(f"Places: {credit}" for credit in sorted(credits)))
