"""What evidence is derived from, at hand in one object, and how an anchor is found in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from convoy_map.errors import PlaceError
from convoy_map.evidence.demonyms import country_of
from convoy_map.model import (
    Candidate,
    CandidateSet,
    Gazetteer,
    Located,
    LocatedPlace,
    MentionKind,
    Parameters,
    Place,
    ReviewedMention,
    Terrain,
)

PLACE_PREFIX = "place:"
MIN_P = 0.01
MAX_PLACES = 12
NOWHERE_P = 0.8
"""From this probability of "none of these" on, a name has no position."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a relation starts from: its name, where it may be, or why it is nowhere.

    ``names`` are all names it goes by, for finding it among the map's lines;
    ``is_water`` tells that the gazetteer has it as a river or lake.
    """

    title: str
    places: Located = ()
    names: tuple[str, ...] = ()
    reason: str = ""
    is_water: bool = False

    @property
    def area(self) -> BaseGeometry | None:
        """Its extent, if it is one area."""
        return self._geometry({"Polygon", "MultiPolygon"})

    @property
    def line(self) -> BaseGeometry | None:
        """Its course, if it is one line."""
        return self._geometry({"LineString", "MultiLineString"})

    def _geometry(self, kinds: set[str]) -> BaseGeometry | None:
        best = self.places[0] if self.places else None
        if best is None or best.geometry is None or best.p < 0.5:
            return None
        return best.geometry if best.geometry.geom_type in kinds else None


@dataclass(frozen=True, slots=True)
class Book:
    """Mentions, candidates, gazetteer, terrain and parameters of a case."""

    mentions: Mapping[str, Sequence[ReviewedMention]]
    candidates: Mapping[str, CandidateSet]
    gazetteer: Gazetteer
    terrain: Terrain
    parameters: Parameters
    by_waypoint: Mapping[tuple[str, str], Sequence[ReviewedMention]] = field(default_factory=dict)


def make_book(
    mentions: Sequence[ReviewedMention],
    candidates: Mapping[str, CandidateSet],
    *,
    gazetteer: Gazetteer,
    terrain: Terrain,
    parameters: Parameters,
) -> Book:
    """Index the mentions by id, and by the waypoint that people gave them."""
    by_id: dict[str, list[ReviewedMention]] = {}
    by_waypoint: dict[tuple[str, str], list[ReviewedMention]] = {}
    for one in mentions:
        by_id.setdefault(one.mention.id, []).append(one)
        if one.waypoint and one.mention.itinerary:
            by_waypoint.setdefault((one.mention.itinerary, one.waypoint), []).append(one)
    return Book(by_id, candidates, gazetteer, terrain, parameters, by_waypoint)


def located(candidates: CandidateSet | None) -> Located:
    """Positions that a mention may mean, most probable first, probabilities summing to 1.

    "None of these", places without coordinates and those below 1 % are left out;
    at most twelve stay. There are none where "none of these" is far likelier than
    all of them: a place that only sounds like the name must not stand on the map.
    """
    if candidates is None or candidates.p_none >= NOWHERE_P:
        return ()
    kept = [c for c in candidates.candidates if _has_position(c) and c.p >= MIN_P]
    kept.sort(key=lambda c: (-c.p, c.place.id if c.place else ""))
    kept = kept[:MAX_PLACES]
    total = sum(c.p for c in kept)
    return tuple(located_place(c.place, c.p / total) for c in kept if c.place is not None)


def _has_position(candidate: Candidate) -> bool:
    place = candidate.place
    return place is not None and place.lon is not None and place.lat is not None


def located_place(place: Place, p: float) -> LocatedPlace:
    """Turn a gazetteer record with coordinates into a position with its probability."""
    if place.lon is None or place.lat is None:
        raise PlaceError(
            f"'{place.title}' ({place.id}) has no coordinates",
            mend="choose a record with coordinates, or judge the mention unlocatable",
        )
    return LocatedPlace(
        place.id,
        place.title,
        place.lon,
        place.lat,
        max(place.coordinate_uncertainty_m, 1.0),
        p,
        place.geometry,
    )


def p_located(candidates: CandidateSet | None) -> float:
    """Share of probability that candidates with coordinates hold."""
    if candidates is None:
        return 0.0
    return min(1.0, sum(c.p for c in candidates.candidates if _has_position(c)))


def find_anchor(key: str, book: Book, seen: frozenset[str] = frozenset()) -> Anchor:
    """Find what a relation starts from.

    Parameters
    ----------
    key : str
        Mention id, or ``place:ID`` for a place named by a judgement.
    book : Book
        Mentions and candidates.
    seen : frozenset of str
        Ids already followed; ends a circle of references.

    Returns
    -------
    Anchor
        With no places and a ``reason`` where it cannot be found.
    """
    if key in seen:
        return Anchor(_words(key, book), reason="the text refers to it in a circle")
    seen = seen | {key}
    places = located(book.candidates.get(key))
    if not places and key.startswith(PLACE_PREFIX):
        places = _named_place(key.removeprefix(PLACE_PREFIX), book)
    if places:
        return named_anchor(places, book)
    for follow in _followed(key, book):
        anchor = find_anchor(follow, book, seen)
        if anchor.places:
            return anchor
    country = _country(key, book)
    if country is not None:
        return named_anchor((located_place(country, 1.0),), book)
    words = _words(key, book)
    return Anchor(words, (), (words,), f"“{words}” is in no gazetteer at hand")


def _country(key: str, book: Book) -> Place | None:
    """Country that an adjective of nationality names."""
    for one in book.mentions.get(key, ()):
        if one.mention.kind is MentionKind.DEMONYM:
            country = country_of(one.mention.anchor.exact, book.gazetteer)
            return country if country is not None and country.lon is not None else None
    return None


def _named_place(place_id: str, book: Book) -> Located:
    place = book.gazetteer.place(place_id)
    return (located_place(place, 1.0),) if place.lon is not None else ()


def named_anchor(places: Located, book: Book) -> Anchor:
    """Anchor at these places, with all names of the likeliest."""
    best = places[0]
    try:
        record = book.gazetteer.place(best.place_id)
    except PlaceError:  # a place that only this case knows, such as a drawn one
        return Anchor(best.title, places, (best.title,))
    names = (record.title, *(t.text for t in record.toponyms))
    return Anchor(best.title, places, names, is_water=record.feature_class == "H")


def _followed(key: str, book: Book) -> list[str]:
    """Mentions that stand for the same place as this one, nearest reference first."""
    out: list[str] = []
    for one in book.mentions.get(key, ()):
        if one.mention.refers_to:
            out.append(one.mention.refers_to)
        if one.waypoint and one.mention.itinerary:
            group = book.by_waypoint.get((one.mention.itinerary, one.waypoint), ())
            out += [other.mention.id for other in group if other.mention.relation is None]
    return [k for k in dict.fromkeys(out) if k != key]


def _words(key: str, book: Book) -> str:
    for one in book.mentions.get(key, ()):
        return " ".join(one.mention.anchor.exact.split())
    return key.removeprefix(PLACE_PREFIX)
