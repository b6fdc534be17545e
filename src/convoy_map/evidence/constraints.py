"""From one mention's words to a constraint on where."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry

from convoy_map.evidence.book import Anchor, Book, find_anchor, located_place, named_anchor
from convoy_map.evidence.demonyms import country_of
from convoy_map.evidence.lines import border_line, named_line, road_between, roads_near
from convoy_map.evidence.phrases import compass_words, relation_words
from convoy_map.evidence.stated import stated_area
from convoy_map.geo import bearing_deg, directional_part, mainland, outset
from convoy_map.model import (
    AllOf,
    Along,
    At,
    Between,
    Beyond,
    Crossing,
    Direction,
    Located,
    LocatedPlace,
    Near,
    Relation,
    RelationKind,
    ReviewedMention,
    SpatialConstraint,
    Turn,
    Unlocated,
    Within,
)

STATED_DISTANCE_CV = 0.15
WINDING = 0.85
FURTHER_FACTOR = 2.0
DRAWN_EDGE_M = 250.0
AREA_P = 0.75
_NEARNESS = ("near", "not far", "close", "by the", "next to", "outside", "قرب", "بالقرب", "جوار")


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention's constraint, the relation in words, and what it rests on."""

    one: ReviewedMention
    constraint: SpatialConstraint
    relation_text: str = ""
    anchors: tuple[Anchor, ...] = ()

    @property
    def is_located(self) -> bool:
        """Whether it says where at all."""
        bare_turn = isinstance(self.constraint, Turn) and self.constraint.near is None
        return not (isinstance(self.constraint, Unlocated) or bare_turn)


def read_place(
    one: ReviewedMention,
    book: Book,
    previous: Located = (),
    seen: frozenset[str] = frozenset(),
) -> Reading:
    """Say where a mention puts its waypoint.

    Parameters
    ----------
    one : ReviewedMention
        The mention with the judgements laid over it.
    book : Book
        What it is read with.
    previous : Located
        The waypoint told before it; "further north" starts there.
    seen : frozenset of str
        Mentions already followed; a relation that leads back to one ends there.

    Returns
    -------
    Reading
        ``Unlocated``, with its reason, where nothing says where.
    """
    if one.area_wkt is not None:
        area = shapely.from_wkt(one.area_wkt)
        title = one.title or one.mention.anchor.exact
        return Reading(one, Within(area, title, DRAWN_EDGE_M), "within the area that was drawn")
    if one.unlocatable:
        return Reading(one, Unlocated(f"judged unlocatable: {one.why}"))
    relation = one.mention.relation
    chosen = one.place is not None or bool(one.places)
    if relation is None or (chosen and relation.kind is RelationKind.AT):
        return _read_name(one, book)
    seen = seen | {one.mention.id}
    find = _border_anchor if relation.kind is RelationKind.BORDER else _anchor
    anchors = [find(key, book, seen) for key in one.mention.anchors_on]
    if not anchors and relation.kind is RelationKind.FURTHER and previous:
        anchors = [Anchor(previous[0].title, previous, (previous[0].title,))]
    text = relation_words(relation, [a.title for a in anchors])
    return Reading(one, _constrain(relation, anchors, book), text, tuple(anchors))


def _anchor(key: str, book: Book, seen: frozenset[str]) -> Anchor:
    """Find an anchor by its name, else by its own relation to others ("north of the camp")."""
    anchor = find_anchor(key, book, seen)
    if anchor.places or key in seen:
        return anchor
    for one in book.mentions.get(key, ()):
        if one.mention.relation is None and one.area_wkt is None:
            continue
        reading = read_place(one, book, seen=seen | {key})
        area = stated_area(reading.constraint)
        if area is not None:
            place = LocatedPlace(
                _area_id(reading, key),
                anchor.title,
                area.lon,
                area.lat,
                area.coordinate_uncertainty_m,
                1.0,
                _extent(reading.constraint),
            )
            return Anchor(anchor.title, (place,), (anchor.title,))
    return anchor


def _border_anchor(key: str, book: Book, seen: frozenset[str]) -> Anchor:
    """Side of a border: the country of that name, unless a person chose another place."""
    mentions = book.mentions.get(key, ())
    if any(one.place is not None or one.places for one in mentions):
        return _anchor(key, book, seen)
    for one in mentions:
        country = country_of(one.mention.anchor.exact, book.gazetteer)
        if country is not None and country.lon is not None:
            return named_anchor((located_place(country, 1.0),), book)
    return _anchor(key, book, seen)


def _area_id(reading: Reading, key: str) -> str:
    """Id of a described spot: the same for the same description, whoever gives it."""
    ids = [a.places[0].place_id if a.places else None for a in reading.anchors]
    if not ids or None in ids:
        return f"area:{key}"
    return f"area:{reading.relation_text}:{','.join(str(i) for i in ids)}"


def _extent(constraint: SpatialConstraint) -> BaseGeometry | None:
    """Area or line that a constraint stands for exactly, such as a border or a part of a land."""
    match constraint:
        case Within(area=area):
            return area
        case Along(line=line):
            return line
        case _:
            return None


def _read_name(one: ReviewedMention, book: Book) -> Reading:
    anchor = find_anchor(one.mention.id, book)
    return Reading(one, place_constraint(anchor, book), anchors=(anchor,))


def place_constraint(anchor: Anchor, book: Book) -> SpatialConstraint:
    """At a place; within it, or along it, where the gazetteer knows its extent."""
    if anchor.area is not None and not anchor.is_water and anchor.places[0].p >= AREA_P:
        return Within(anchor.area, anchor.title, book.parameters.edge_sigma_m)
    if anchor.is_water or not anchor.places or anchor.line is not None:
        line = named_line(anchor, book)
        if line is not None:
            return Along(line, anchor.title, book.parameters.along_sigma_m)
    if anchor.places:
        return At(anchor.places)
    return Unlocated(anchor.reason or f"nothing is known of where {anchor.title} is")


def _constrain(relation: Relation, anchors: list[Anchor], book: Book) -> SpatialConstraint:
    needed = 2 if relation.kind in {RelationKind.BETWEEN, RelationKind.MIDWAY} else 1
    if len(anchors) < needed and relation.kind not in {RelationKind.BORDER, RelationKind.TURN}:
        if relation.kind in {RelationKind.AT, RelationKind.WITHIN}:
            return Unlocated("no source names the place")
        return Unlocated(f"the words “{relation.cue}” do not say from where")
    return _BUILDERS[relation.kind](relation, anchors, book)


def _missing(anchors: list[Anchor]) -> Unlocated | None:
    for anchor in anchors:
        if not anchor.places:
            return Unlocated(anchor.reason)
    return None


def _at(_: Relation, anchors: list[Anchor], book: Book) -> SpatialConstraint:
    return place_constraint(anchors[0], book)


def _near(relation: Relation, anchors: list[Anchor], book: Book) -> SpatialConstraint:
    if len(anchors) > 1:
        return _near_several(relation, anchors, book)
    anchor = anchors[0]
    line = named_line(anchor, book)
    if line is None and anchor.area is not None:
        line = anchor.area.boundary
    if relation.distance_m is not None:
        return _distance(relation, anchors, book)
    if line is not None:
        return Along(line, anchor.title, book.parameters.near_line_m)
    return _missing(anchors[:1]) or Near(anchor.places, book.parameters.near_m)


def _near_several(relation: Relation, anchors: list[Anchor], book: Book) -> SpatialConstraint:
    """In an area and near a line or place: "the east of the land, not far from the border"."""
    parts: list[SpatialConstraint] = []
    for anchor in anchors:
        if anchor.area is not None and not anchor.is_water:
            parts.append(Within(anchor.area, anchor.title, book.parameters.edge_sigma_m))
        else:
            part = _near(relation, [anchor], book)
            if not isinstance(part, Unlocated):
                parts.insert(0, part)
    if not parts:
        return Unlocated(anchors[0].reason)
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def distance_sd_m(relation: Relation) -> float:
    """Spread of a stated distance: how it is written, and that people estimate it.

    The precision of the words is read as a 95 % half width; to it comes 15 % of
    the distance, for nobody measures a way they are driven.
    """
    distance_m = relation.distance_m or 0.0
    written = (relation.distance_uncertainty_m or 0.0) / 1.96
    return max(math.hypot(written, STATED_DISTANCE_CV * distance_m), 1.0)


def _distance(relation: Relation, anchors: list[Anchor], book: Book) -> SpatialConstraint:
    distance_m, sd_m = relation.distance_m, distance_sd_m(relation)
    if distance_m is None:
        return _near(relation, anchors, book)
    if relation.along:  # the way winds; as the crow flies it is nearer
        distance_m, sd_m = WINDING * distance_m, math.hypot(sd_m, 0.1 * distance_m)
    line = named_line(anchors[0], book)
    if line is not None:
        return Within(_band(line, distance_m, sd_m), anchors[0].title, sd_m)
    return _missing(anchors) or Near(anchors[0].places, sd_m, distance_m, sd_m)


def _band(line: BaseGeometry, distance_m: float, sd_m: float) -> BaseGeometry:
    """Land between two distances from a line."""
    outer = outset(line, distance_m + sd_m)
    inner_m = distance_m - sd_m
    return outer.difference(outset(line, inner_m)) if inner_m > 0 else outer


def _direction(relation: Relation, anchors: list[Anchor], book: Book) -> SpatialConstraint:
    if relation.bearing_deg is None:
        return _near(relation, anchors, book)
    missing = _missing(anchors)
    if missing is not None:
        return missing
    parameters, anchor = book.parameters, anchors[0]
    median_m = parameters.direction_distance_median_m
    log_sd = parameters.direction_distance_log_sd
    if relation.kind is RelationKind.FURTHER:
        median_m, log_sd = FURTHER_FACTOR * median_m, 1.2 * log_sd
    if relation.distance_m:
        median_m = relation.distance_m
        log_sd = math.sqrt(math.log1p((distance_sd_m(relation) / median_m) ** 2))
    if anchor.area is not None:
        band = outset(anchor.area, 3 * median_m).difference(anchor.area)
        side = directional_part(band, relation.bearing_deg)
        return Within(side, f"land beside {anchor.title}", parameters.edge_sigma_m)
    half_deg = relation.bearing_half_angle_deg or 45.0
    return Direction(anchor.places, relation.bearing_deg, half_deg, median_m, log_sd)


def _between(relation: Relation, anchors: list[Anchor], book: Book) -> SpatialConstraint:
    missing = _missing(anchors[:2])
    if missing is not None:
        return missing
    first, second = anchors[0].places, anchors[1].places
    if first[0].place_id == second[0].place_id:
        return Unlocated(f"“{relation.cue}” names {anchors[0].title} twice")
    midway = relation.kind is RelationKind.MIDWAY
    return Between(first, second, book.parameters.between_width_fraction, midway)


def _along(relation: Relation, anchors: list[Anchor], book: Book) -> SpatialConstraint:
    line = named_line(anchors[0], book)
    title = anchors[0].title
    if line is None and len(anchors) >= 2:
        line = road_between(anchors[0], anchors[1], book.terrain)
        title = f"the road from {title} to {anchors[1].title}"
    elif line is None:
        line = roads_near(anchors[0], book)
        title = f"the roads about {title}"
    if line is None:
        return _missing(anchors) or Unlocated(f"no layer at hand shows {title}")
    return Along(line, title, book.parameters.along_sigma_m)


def _within(relation: Relation, anchors: list[Anchor], book: Book) -> SpatialConstraint:
    anchor, edge_m = anchors[0], book.parameters.edge_sigma_m
    if anchor.area is not None:
        area, title = anchor.area, anchor.title
        if relation.bearing_deg is not None:
            area = directional_part(mainland(area), relation.bearing_deg)
            title = f"the {compass_words(relation.bearing_deg)} of {title}"
        return Within(area, title, edge_m)
    missing = _missing(anchors)
    if missing is not None or relation.bearing_deg is None:
        return missing or At(anchor.places)
    reach_m = anchor.places[0].coordinate_uncertainty_m
    half_deg = relation.bearing_half_angle_deg or 45.0
    return Direction(anchor.places, relation.bearing_deg, half_deg, 0.5 * reach_m, 0.5)


def _beyond(relation: Relation, anchors: list[Anchor], book: Book) -> SpatialConstraint:
    missing = _missing(anchors[:1])
    if missing is not None:
        return missing
    bearing = relation.bearing_deg
    if bearing is None and len(anchors) > 1 and anchors[1].places:
        far, near = anchors[0].places[0], anchors[1].places[0]
        bearing = bearing_deg(near.lon, near.lat, far.lon, far.lat)
    return Beyond(anchors[0].places, book.parameters.near_m, bearing)


def _crossing(_: Relation, anchors: list[Anchor], book: Book) -> SpatialConstraint:
    line = named_line(anchors[0], book)
    if line is None and anchors[0].area is not None:
        line = border_line(anchors[:1], book)
    if line is not None:
        return Crossing(line, anchors[0].title, book.parameters.along_sigma_m)
    return place_constraint(anchors[0], book)


def _border(relation: Relation, anchors: list[Anchor], book: Book) -> SpatialConstraint:
    sides = [a for a in anchors[:2] if a.names]
    line = sides[0].line if len(sides) == 1 else None
    title = sides[0].title if line is not None else "a border"
    if line is None:
        line = border_line(sides, book)
        title = "the border of " + " and ".join(a.title for a in sides) if sides else title
    if line is None:
        return _missing(anchors) or Unlocated(f"no layer at hand shows {title}")
    if relation.distance_m is not None:
        sd_m = distance_sd_m(relation)
        return Within(_band(line, relation.distance_m, sd_m), title, sd_m)
    is_near = any(word in relation.cue.casefold() for word in _NEARNESS)
    sigma_m = book.parameters.near_line_m if is_near else book.parameters.along_sigma_m
    return Along(line, title, sigma_m)


def _turn(relation: Relation, anchors: list[Anchor], book: Book) -> SpatialConstraint:
    side = relation.side or ""
    if not anchors:
        return Turn(side) if side else Unlocated("a turn, but neither where nor to which side")
    near = _near(replace(relation, distance_m=None), anchors, book)
    if isinstance(near, Unlocated):
        return Turn(side) if side else near
    return Turn(side, near) if side else near


_Builder = Callable[[Relation, list[Anchor], Book], SpatialConstraint]
_BUILDERS: dict[RelationKind, _Builder] = {
    RelationKind.AT: _at,
    RelationKind.NEAR: _near,
    RelationKind.DISTANCE: _distance,
    RelationKind.DIRECTION: _direction,
    RelationKind.FURTHER: _direction,
    RelationKind.BETWEEN: _between,
    RelationKind.MIDWAY: _between,
    RelationKind.ALONG: _along,
    RelationKind.WITHIN: _within,
    RelationKind.PART_OF: _within,
    RelationKind.BEYOND: _beyond,
    RelationKind.CROSSING: _crossing,
    RelationKind.BORDER: _border,
    RelationKind.TURN: _turn,
}


def places_of(constraint: SpatialConstraint) -> Located:
    """Possible positions behind a constraint, where there are any."""
    match constraint:
        case At(places=places) | Near(places=places) | Direction(places=places):
            return places
        case Beyond(places=places):
            return places
        case Between(first=first):
            return first
        case _:
            return ()
