"""Several mentions of one waypoint made into one: where, when, who, and how surely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from convoy_map.evidence.book import p_located
from convoy_map.evidence.constraints import Reading
from convoy_map.evidence.stated import parts_meet
from convoy_map.model import (
    AllOf,
    Along,
    At,
    Between,
    Beyond,
    CandidateSet,
    Crossing,
    Direction,
    Lineage,
    Mention,
    Near,
    Quote,
    Review,
    ReviewedMention,
    Role,
    SpatialConstraint,
    Stance,
    Status,
    TimeInterval,
    Turn,
    Unlocated,
    Within,
)

MAX_PARTS = 4
SURE_PLACE_P = 0.9
_MOST_SPECIFIC: tuple[type, ...] = (
    At, Crossing, Between, Direction, Near, Turn, AllOf, Along, Within, Beyond, Unlocated,
)  # fmt: skip
_ROLES = (Role.ORIGIN, Role.DESTINATION, Role.VIA, Role.AREA, Role.PLANNED)
_STRENGTH = (Status.TRAVELLED, Status.ATTEMPTED, Status.REPORTED, Status.PLANNED)


@dataclass(frozen=True, slots=True)
class Merged:
    """Where several readings put a waypoint; ``used`` are those that say it.

    ``apart`` tells that the others' areas do not meet the used one's.
    """

    constraint: SpatialConstraint
    used: tuple[Reading, ...]
    apart: tuple[Reading, ...] = ()


def merge_places(readings: Sequence[Reading]) -> Merged:
    """Combine what several mentions say of where a waypoint is.

    What people accepted goes before what only the machine read. The most
    specific constraint leads; others are added where they tell more and can
    hold at the same spot.
    """
    reviewed = [r for r in readings if r.one.review is not Review.UNREVIEWED]
    judged_away = [r for r in reviewed if r.one.unlocatable]
    for pool in (reviewed, [] if judged_away else list(readings)):
        found = [r for r in pool if r.is_located]
        if found:
            return _merge(found)
    nowhere = judged_away or reviewed or list(readings)
    return Merged(nowhere[0].constraint, tuple(nowhere[:1]))


def _merge(readings: list[Reading]) -> Merged:
    ranked = sorted(readings, key=_specificity)
    lead = ranked[0]
    parts, used, apart = [lead.constraint], [lead], []
    for reading in ranked[1:]:
        if not _adds(reading.constraint, parts):
            if reading.constraint in parts or isinstance(reading.constraint, At):
                continue
            used_more = False
        else:
            used_more = len(parts) < MAX_PARTS
        if not parts_meet((*parts, reading.constraint)):
            apart.append(reading)
        elif used_more:
            parts.append(reading.constraint)
            used.append(reading)
    constraint = parts[0] if len(parts) == 1 else AllOf(tuple(parts))
    return Merged(constraint, tuple(used), tuple(apart))


def _specificity(reading: Reading) -> tuple[bool, int, float, bool]:
    """Sort key: drawn areas first, then by kind, the surest place, and a name of its own."""
    kind = _MOST_SPECIFIC.index(type(reading.constraint))
    surest = 0.0
    if isinstance(reading.constraint, At):
        chosen = reading.one.place is not None or bool(reading.one.places)
        surest = -(reading.constraint.places[0].p + chosen)
    named = reading.one.mention.relation is None
    return reading.one.area_wkt is None, kind, surest, not named


def _adds(constraint: SpatialConstraint, parts: Sequence[SpatialConstraint]) -> bool:
    """Whether a constraint tells more than those that are there."""
    if constraint in parts or isinstance(constraint, At | Unlocated):
        return False
    lead = parts[0]
    if isinstance(lead, At):
        same = isinstance(constraint, Within | Along) and constraint.title == lead.places[0].title
        return lead.places[0].p < SURE_PLACE_P and not same
    if isinstance(constraint, Within | Along):
        return not any(_same_ground(constraint, part) for part in parts)
    return True


def _same_ground(a: Within | Along, b: SpatialConstraint) -> bool:
    return type(a) is type(b) and getattr(b, "title", None) == a.title


def merge_quotes(mentions: Sequence[ReviewedMention], lineage: Lineage) -> tuple[Quote, ...]:
    """Quotes without repetition: original sources first, then in textual order."""
    quotes: dict[tuple[bool, str, int, int], Quote] = {}
    for one in mentions:
        anchor = one.mention.anchor
        copied = lineage.roots(anchor.source) != (anchor.source,)
        key = (copied, anchor.source, anchor.start, anchor.end)
        if key not in quotes or one.review is not Review.UNREVIEWED:
            said = one.mention
            quotes[key] = Quote(anchor, said.speaker, said.stance, said.told_at)
    return tuple(quotes[key] for key in sorted(quotes))


def merge_role(mentions: Sequence[ReviewedMention]) -> Role:
    """Role that most mentions give it, those accepted by people before the others."""
    accepted = [m for m in mentions if m.review is not Review.UNREVIEWED]
    counts = Counter(m.mention.role for m in accepted or mentions)
    return max(counts, key=lambda role: (counts[role], -_ROLES.index(role)))


def merge_status(mentions: Sequence[ReviewedMention], itinerary: Status) -> Status:
    """Strongest status that any mention supports; never stronger than its itinerary's."""
    judged = [m.status for m in mentions if m.status is not None]
    statuses = judged or [_status(m, itinerary) for m in mentions]
    best = min(statuses, key=_STRENGTH.index)
    return max(best, itinerary, key=_STRENGTH.index)


def _status(one: ReviewedMention, itinerary: Status) -> Status:
    mention = one.mention
    if mention.role is Role.PLANNED or mention.stance in {Stance.PLANNED, Stance.HYPOTHETICAL}:
        return Status.PLANNED
    return Status.REPORTED if mention.stance is Stance.HEARD else itinerary


def merge_times(mentions: Sequence[ReviewedMention]) -> tuple[TimeInterval | None, str]:
    """When it was there: what all agree on, and a note where they do not.

    Times that people accepted go before those that only the machine read. Of
    times that do not overlap the first is used and the note names both.
    """
    accepted = [m for m in mentions if m.review is not Review.UNREVIEWED]
    for pool in (accepted, mentions):
        times = [m.mention.time for m in pool if m.mention.time is not None]
        times = [t for t in times if t.duration_of in {None, "stay"}]
        if times:
            return _agreed(list(dict.fromkeys(times)))
    return None, ""


def _agreed(times: Sequence[TimeInterval]) -> tuple[TimeInterval, str]:
    agreed, note = times[0], ""
    for time in times[1:]:
        early = _later(agreed.earliest_utc, time.earliest_utc)
        late = _sooner(agreed.latest_utc, time.latest_utc)
        if early is not None and late is not None and early > late:
            note = f"The times told do not overlap: “{agreed.text}” and “{time.text}”."
            continue
        texts = dict.fromkeys([*agreed.text.split("; "), time.text])
        agreed = replace(
            agreed,
            text="; ".join(texts),
            earliest_utc=early,
            latest_utc=late,
            duration_min_s=agreed.duration_min_s or time.duration_min_s,
            duration_max_s=agreed.duration_max_s or time.duration_max_s,
            duration_of=agreed.duration_of or time.duration_of,
        )
    return agreed, note


def _later(a: datetime | None, b: datetime | None) -> datetime | None:
    return max((t for t in (a, b) if t is not None), default=None)


def _sooner(a: datetime | None, b: datetime | None) -> datetime | None:
    return min((t for t in (a, b) if t is not None), default=None)


def merge_review(mentions: Sequence[ReviewedMention]) -> Review:
    """Disputed if any is; accepted if any is; else unreviewed."""
    reviews = {m.review for m in mentions}
    for review in (Review.DISPUTED, Review.ACCEPTED):
        if review in reviews:
            return review
    return Review.UNREVIEWED


def _p_stop(mention: Mention) -> float:
    """Probability that words speak of a place, and of a stop where that was weighed."""
    return mention.p_mention * (1.0 if mention.p_stop is None else mention.p_stop)


def prior_p_wrong(
    base: float,
    mentions: Sequence[ReviewedMention],
    candidates: CandidateSet | None,
    lineage: Lineage,
) -> float:
    """Prior probability that a fragment does not fit the journey.

    The case's ``p_wrong``, doubled where all only heard it, halved where a
    person accepted it, halved for every further independent origin; for what
    nobody reviewed, the chances that the words name no place, one that is no stop
    of the journey, or one that is in no gazetteer, come on top.

    Examples
    --------
    >>> prior_p_wrong(0.05, [], None, Lineage((), ()))
    0.05
    """
    accepted = any(m.review is Review.ACCEPTED for m in mentions)
    origins = {root for m in mentions for root in lineage.roots(m.mention.anchor.source)}
    p = base * 0.5 ** max(0, len(origins) - 1)
    if mentions and all(m.mention.stance is Stance.HEARD for m in mentions):
        p *= 2.0
    if accepted:
        p *= 0.5
    elif mentions:
        p_place = max(_p_stop(m.mention) for m in mentions)
        if candidates is not None:
            p_place *= max(p_located(candidates), 0.1)
        p = 1.0 - (1.0 - p) * p_place
    return round(min(max(p, 0.005), 0.9), 6)
