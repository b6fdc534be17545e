"""What is said of the way between waypoints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convoy_map.evidence.grouping import Group, position
from convoy_map.evidence.merging import merge_quotes
from convoy_map.model import (
    LegEvidence,
    Lineage,
    MentionKind,
    RelationKind,
    Review,
    ReviewedMention,
    Stance,
    TimeInterval,
)

REACH_CHARS = 2000
_Span = tuple[str | None, str | None]


def derive_legs(
    mentions: Sequence[ReviewedMention],
    groups: Mapping[str, Sequence[Group]],
    lineage: Lineage,
) -> tuple[LegEvidence, ...]:
    """Make leg evidence of the mentions that speak of the way.

    Where a person said between which waypoints, that holds; else the words
    belong between the waypoints told just before and just after them in the same
    text, of those that can be placed: a stretch needs ends on the map. The same
    said by several sources becomes one, with all quotes.
    """
    found: dict[tuple[object, ...], list[ReviewedMention]] = {}
    for one in sorted(mentions, key=position):
        itinerary = one.mention.itinerary or ""
        if one.mention.kind is not MentionKind.LEG or itinerary not in groups:
            continue
        if not _holds(one) or not _says_something(one):
            continue
        span = _span(one, groups[itinerary])
        key = (itinerary, *span, one.mention.manner, _turn(one), _duration_key(one))
        found.setdefault(key, []).append(one)
    return tuple(_leg(members, groups, lineage) for members in found.values())


def _holds(one: ReviewedMention) -> bool:
    unreal = {Stance.NEGATED, Stance.HYPOTHETICAL}
    return one.review is not Review.UNREVIEWED or one.mention.stance not in unreal


def _says_something(one: ReviewedMention) -> bool:
    return bool(one.mention.manner or _turn(one) or _duration(one))


def _turn(one: ReviewedMention) -> str | None:
    relation = one.mention.relation
    if relation is None or relation.kind is not RelationKind.TURN:
        return None
    return relation.side


def _duration(one: ReviewedMention) -> TimeInterval | None:
    time = one.mention.time
    if time is None or (time.duration_min_s is None and time.duration_max_s is None):
        return None
    return time


def _duration_key(one: ReviewedMention) -> tuple[object, ...]:
    time = _duration(one)
    return () if time is None else (time.duration_min_s, time.duration_max_s, time.duration_of)


def _span(one: ReviewedMention, groups: Sequence[Group]) -> _Span:
    """Ids of the waypoints that the words lie between."""
    if one.leg_after or one.leg_before:
        return one.leg_after, one.leg_before
    duration = _duration(one)
    if duration is not None and duration.duration_of == "journey":
        return None, None
    if one.review is not Review.UNREVIEWED and duration is not None:
        return None, None
    source, start, _ = position(one)
    told = sorted(
        (r.one.mention.anchor.start, f"{group.itinerary}/{group.slug}")
        for group in groups
        if any(r.is_located for r in group.readings)
        for r in group.readings
        if r.one.mention.anchor.source == source
    )
    before = [waypoint for at, waypoint in told if start - REACH_CHARS <= at <= start]
    after = [waypoint for at, waypoint in told if start < at <= start + REACH_CHARS]
    start_id = before[-1] if before else None
    end_id = next((w for w in after if w != start_id), None)
    return start_id, end_id


def _leg(
    members: Sequence[ReviewedMention], groups: Mapping[str, Sequence[Group]], lineage: Lineage
) -> LegEvidence:
    first = members[0]
    itinerary = first.mention.itinerary or ""
    after, before = _span(first, groups[itinerary])
    source, start, _ = position(first)
    return LegEvidence(
        id=f"{itinerary}/way-{source}-{start}",
        itinerary=itinerary,
        after=after,
        before=before,
        manner=first.mention.manner,
        turn=_turn(first),
        duration=_duration(first),
        quotes=merge_quotes(members, lineage),
        judgements=tuple(dict.fromkeys(j for m in members for j in m.judgements)),
    )
