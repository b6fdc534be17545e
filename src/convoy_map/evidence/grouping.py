"""Which mentions speak of the same waypoint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from anyascii import anyascii

from convoy_map.evidence.book import Anchor, Book, find_anchor
from convoy_map.evidence.constraints import Reading, read_place
from convoy_map.model import (
    At,
    Located,
    MentionKind,
    Relation,
    RelationKind,
    Review,
    ReviewedMention,
    Stance,
)
from convoy_map.text.folding import fold_name

SAME_PLACE_P = 0.5
MIN_P_MENTION = 0.5
_APPOSITION = 2
"""Most code points between a name and the words that explain it (a comma and a space)."""
_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The readings of one waypoint; ``slug`` is the readable part of its id."""

    itinerary: str
    slug: str
    readings: tuple[Reading, ...]


def is_evidence(one: ReviewedMention, itineraries: Iterable[str]) -> bool:
    """Whether a mention bears on a route at all.

    What a person accepted does. Of the rest: no negated or hypothetical travel,
    nothing that is likelier no place at all, no landmark, no mere context.
    """
    mention = one.mention
    if mention.kind is MentionKind.LEG or mention.itinerary not in set(itineraries):
        return False
    if not mention.role.is_on_route:
        return False
    if one.review is not Review.UNREVIEWED:
        return True
    unreal = {Stance.NEGATED, Stance.HYPOTHETICAL}
    return mention.stance not in unreal and mention.p_mention >= MIN_P_MENTION


def position(one: ReviewedMention) -> tuple[str, int, int]:
    """Where a mention stands: document, start, end."""
    anchor = one.mention.anchor
    return anchor.source, anchor.start, anchor.end


def group_mentions(
    mentions: Sequence[ReviewedMention], book: Book, itinerary: str
) -> tuple[Group, ...]:
    """Gather the mentions of one itinerary into waypoints.

    A name that a person gave (``waypoint``) joins; so does the same place on the
    same visit, the same relation to the same places, and a word that refers back
    ("the village"). What none of these joins stands alone.

    Parameters
    ----------
    mentions : sequence of ReviewedMention
        Those that are evidence of this itinerary.
    book : Book
        What they are read with.
    itinerary : str
        Its id.

    Returns
    -------
    tuple of Group
        In the order of their first mention.
    """
    ordered = sorted(mentions, key=position)
    readings = _read_all(ordered, book)
    own: dict[tuple[str, int, int], _Key] = {}
    for reading in readings:
        own.setdefault(position(reading.one), _key(reading))
    adopted = _adoptions(readings)
    gathered: dict[_Key, list[Reading]] = {}
    for reading in readings:
        key = _followed_key(reading, own, book)
        gathered.setdefault(adopted.get(key, key), []).append(reading)
    taken = {key[1] for key in gathered if key[0] == "waypoint"}
    return tuple(
        Group(itinerary, _slug(key, members, taken), tuple(members))
        for key, members in gathered.items()
    )


def _read_all(ordered: Sequence[ReviewedMention], book: Book) -> list[Reading]:
    """Read mentions in textual order; each knows where the one before it in its text was."""
    last: dict[str, Located] = {}
    out = []
    for one in ordered:
        source = one.mention.anchor.source
        reading = read_place(one, book, last.get(source, ()))
        out.append(reading)
        here = find_anchor(one.mention.id, book).places
        if here and one.mention.relation is None:
            last[source] = here
    return out


def _key(reading: Reading) -> _Key:
    one = reading.one
    mention, visit = one.mention, str(one.mention.visit)
    if one.waypoint:
        return ("waypoint", one.waypoint)
    return _place_key(reading) or ("words", fold_name(mention.anchor.exact), visit)


def _place_key(reading: Reading) -> _Key | None:
    """Key of what the words say, whoever says them: a place, or a relation to places."""
    mention, visit = reading.one.mention, str(reading.one.mention.visit)
    ids = [_sure_id(anchor) for anchor in reading.anchors]
    if not ids or any(i is None for i in ids):
        return None
    known = [i for i in ids if i is not None]
    relation = mention.relation
    if relation is None or _is_there(relation, reading):
        return ("place", known[0], visit)
    details = (relation.bearing_deg, relation.distance_m, relation.side, relation.along)
    return ("relation", relation.kind.value, *known, *map(str, details), visit)


def _is_there(relation: Relation, reading: Reading) -> bool:
    """Whether a relation only says that it is at the place ("his town, Orla")."""
    at_it = relation.kind in {RelationKind.AT, RelationKind.WITHIN}
    plain = relation.bearing_deg is None and relation.distance_m is None
    return at_it and plain and isinstance(reading.constraint, At)


def _sure_id(anchor: Anchor) -> str | None:
    if not anchor.places or anchor.places[0].p < SAME_PLACE_P:
        return None
    return anchor.places[0].place_id


def _adoptions(readings: Sequence[Reading]) -> dict[_Key, _Key]:
    """Named waypoints take in what says the same of the same places."""
    adopted: dict[_Key, _Key] = {}
    for reading in readings:
        said = _place_key(reading)
        if reading.one.waypoint and said is not None:
            adopted.setdefault(said, ("waypoint", reading.one.waypoint))
    return adopted


def _followed_key(reading: Reading, own: Mapping[tuple[str, int, int], _Key], book: Book) -> _Key:
    """Key of a mention, or of what it refers back to."""
    key, one, seen = _key(reading), reading.one, {reading.one.mention.id}
    while one.mention.refers_to and not one.waypoint and _repeats(one, book):
        target = one.mention.refers_to
        same = [o for o in book.mentions.get(target, ()) if position(o) in own]
        if target in seen or not same:
            break
        seen.add(target)
        one = next((o for o in same if o.mention.itinerary == one.mention.itinerary), same[0])
        key = own[position(one)]
    return key


def _repeats(one: ReviewedMention, book: Book) -> bool:
    """Whether its words are but another name of what it refers to, or explain the name before it.

    A relation of its own ("the hills west of it") is a place of its own, unless it
    stands in apposition: "Orla, a village between Brod and Lipa".
    """
    if one.mention.relation is None:
        return True
    source, start, _ = position(one)
    spans = (position(o) for o in book.mentions.get(one.mention.refers_to or "", ()))
    return any(s == source and 0 <= start - end <= _APPOSITION for s, _, end in spans)


def _slug(key: _Key, members: Sequence[Reading], taken: set[str]) -> str:
    """Readable, unique part of an id: the given name, or made from title or words."""
    if key[0] == "waypoint":
        return key[1]
    first = members[0].one
    base = slugify(first.title or first.mention.anchor.exact)
    if first.mention.visit:
        base = f"{base}-visit-{first.mention.visit + 1}"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    taken.add(slug)
    return slug


def slugify(text: str) -> str:
    """Lower-case ASCII with hyphens, at most 48 characters.

    Examples
    --------
    >>> slugify("  Dayr az-Zawr, شنينة!")
    'dayr-az-zawr-shnynh'
    """
    plain = "".join(c if c.isalnum() else " " for c in anyascii(text).casefold())
    words = plain.split()
    out = ""
    for word in words:
        if out and len(out) + 1 + len(word) > 48:
            break
        out = f"{out}-{word}" if out else word[:48]
    return out or "place"
