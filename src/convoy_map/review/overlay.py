"""One judgement laid over one mention."""

from __future__ import annotations

from dataclasses import replace

import shapely

from convoy_map.errors import AnchorError, CoordinateError
from convoy_map.model import (
    CaseDefinition,
    Judgement,
    Mention,
    MentionKind,
    Review,
    ReviewedMention,
    Role,
    Status,
    TimeInterval,
    Verdict,
)
from convoy_map.review.language import (
    parse_duration,
    parse_places,
    parse_relation,
    parse_time,
)
from convoy_map.text.anchors import parse_target

PLACE_PREFIX = "place:"
AS_JUDGED = "as judged"


def lay_over(
    one: ReviewedMention, judgement: Judgement, definition: CaseDefinition
) -> ReviewedMention:
    """Return the mention as the judgement sees it.

    Raises
    ------
    JudgementError
        If the relation, the places, the time or the duration cannot be read.
    CoordinateError
        If a drawn area is not a valid polygon in longitude and latitude.
    """
    out = replace(
        one,
        review=Review.ACCEPTED if one.review is Review.UNREVIEWED else one.review,
        judgements=(*one.judgements, judgement.id),
        why=_why(one, judgement),
        title=judgement.title or one.title,
        status=judgement.status or one.status or _status(judgement, definition),
        waypoint=judgement.waypoint or one.waypoint,
    )
    match judgement.verdict:
        case Verdict.ACCEPT | Verdict.MENTION | Verdict.LEG:
            out = replace(out, mention=_read_mention(one.mention, judgement, definition))
            if judgement.place is not None:
                out = replace(_undecided(out), place=judgement.place)
            return _with_leg(out, judgement)
        case Verdict.PLACE:
            return replace(_undecided(out), place=judgement.place)
        case Verdict.SEVERAL:
            return replace(_undecided(out), places=parse_places(judgement.places or ""))
        case Verdict.NOT_PLACE:
            ruled_out = (judgement.place or "", judgement.why)
            return replace(out, not_places=(*one.not_places, ruled_out))
        case Verdict.UNLOCATABLE:
            return replace(_undecided(out), unlocatable=True)
        case Verdict.AREA:
            return replace(out, area_wkt=_checked_area(judgement.geometry or ""))
        case _:
            return out


def _undecided(one: ReviewedMention) -> ReviewedMention:
    """The mention without what was decided before about where it is: the later line holds."""
    return replace(one, place=None, places=(), area_wkt=None, unlocatable=False)


def _why(one: ReviewedMention, judgement: Judgement) -> str:
    """The reason to show: what was chosen and why, not what was ruled out."""
    if judgement.verdict is Verdict.NOT_PLACE and one.why:
        return one.why
    return judgement.why or one.why


def _status(judgement: Judgement, definition: CaseDefinition) -> Status | None:
    for itinerary in definition.itineraries:
        if itinerary.id == judgement.itinerary:
            return itinerary.status
    return None


def _with_leg(one: ReviewedMention, judgement: Judgement) -> ReviewedMention:
    if judgement.verdict is not Verdict.LEG:
        return one
    itinerary = judgement.itinerary or ""
    return replace(
        one,
        leg_after=_waypoint_id(judgement.after, itinerary),
        leg_before=_waypoint_id(judgement.before, itinerary),
    )


def _waypoint_id(slug: str | None, itinerary: str) -> str | None:
    if slug is None:
        return None
    return slug if "/" in slug else f"{itinerary}/{slug}"


def _read_mention(mention: Mention, judgement: Judgement, definition: CaseDefinition) -> Mention:
    is_leg = judgement.verdict is Verdict.LEG
    out = replace(
        mention,
        kind=MentionKind.LEG if is_leg else mention.kind,
        role=judgement.role or _route_role(mention, is_leg=is_leg),
        itinerary=judgement.itinerary or mention.itinerary,
        stance=judgement.stance or mention.stance,
        speaker=judgement.witness or mention.speaker,
        manner=judgement.manner or mention.manner,
        time=_time(mention, judgement, definition),
    )
    if judgement.relation:
        relation, references = parse_relation(judgement.relation)
        anchors = tuple(_anchor_id(r) for r in references)
        return replace(
            out, kind=MentionKind.RELATIONAL, relation=relation, anchors_on=anchors, refers_to=None
        )
    if judgement.turn and is_leg:
        relation, _ = parse_relation(f"turn {judgement.turn}")
        return replace(out, relation=relation, anchors_on=())
    return out


def _route_role(mention: Mention, *, is_leg: bool) -> Role:
    if is_leg or mention.role.is_on_route:
        return mention.role
    return Role.VIA


def _time(
    mention: Mention, judgement: Judgement, definition: CaseDefinition
) -> TimeInterval | None:
    time = mention.time
    if judgement.time:
        told = mention.time.text if mention.time is not None else AS_JUDGED
        time = replace(parse_time(judgement.time, definition.timezone), text=told)
    if judgement.duration:
        low, high = parse_duration(judgement.duration)
        of = "leg" if judgement.verdict is Verdict.LEG else "stay"
        if judgement.verdict is Verdict.LEG and not (judgement.after or judgement.before):
            of = "journey"
        base = time or TimeInterval(text=" ".join(mention.anchor.exact.split()))
        time = replace(base, duration_min_s=low, duration_max_s=high, duration_of=of)
    return time


def _anchor_id(reference: str) -> str:
    """A mention id for a text anchor; ``place:ID`` for a gazetteer id."""
    try:
        source, start, end = parse_target(reference)
    except AnchorError:
        return f"{PLACE_PREFIX}{reference}"
    return f"{source}:{start}-{end}"


def _references(judgement: Judgement) -> tuple[str, ...]:
    if not judgement.relation:
        return ()
    return tuple(_anchor_id(r) for r in parse_relation(judgement.relation)[1])


def place_references(judgement: Judgement) -> tuple[str, ...]:
    """Gazetteer ids that the judgement's relation starts from."""
    ids = _references(judgement)
    return tuple(i.removeprefix(PLACE_PREFIX) for i in ids if i.startswith(PLACE_PREFIX))


def text_references(judgement: Judgement) -> tuple[str, ...]:
    """Text anchors that the judgement's relation starts from."""
    return tuple(i for i in _references(judgement) if not i.startswith(PLACE_PREFIX))


def _checked_area(wkt: str) -> str:
    try:
        geometry = shapely.from_wkt(wkt)
    except shapely.GEOSException as error:
        raise CoordinateError(
            f"the drawn area is not WKT ({error})", mend="write POLYGON ((lon lat, …))"
        ) from error
    if geometry.geom_type not in {"Polygon", "MultiPolygon"} or not geometry.is_valid:
        raise CoordinateError(
            f"the drawn area is a {geometry.geom_type} that is not a simple polygon",
            mend="draw a closed ring that does not cross itself",
        )
    west, south, east, north = geometry.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise CoordinateError(
            f"the drawn area reaches from {west}, {south} to {east}, {north}",
            mend="longitude comes first and runs from -180 to 180, latitude from -90 to 90",
        )
    return wkt
