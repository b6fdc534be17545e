"""What most needs a person, most consequential first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convoy_map.model import (
    CandidateSet,
    CaseResult,
    Evidence,
    MentionKind,
    Review,
    ReviewedMention,
    Route,
    Unlocated,
)

EARTH_RADIUS_KM = 6371.0
DOUBT_WEIGHT = 20.0
"""What hangs on a place that is as likely a stop as not, beside what hangs on its position."""
DOUBTFUL_P_STOP, LEAST_P_STOP = 0.75, 0.25
"""Below the first a drafted stop is called doubtful; below the second nobody is asked."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One question to a person.

    ``weight`` says how much hangs on it, in kilometres of the map that could
    move; ``line`` is a judgement to fill in; ``options`` are place ids to choose
    from with their titles and probabilities.
    """

    id: str
    about: str
    exact: str
    question: str
    why: str
    weight: float
    line: str
    itinerary: str | None = None
    options: tuple[tuple[str, str, float], ...] = ()


def review_queue(result: CaseResult) -> tuple[ReviewItem, ...]:
    """List the open questions of a case.

    Asked are: drafted stops that nobody has looked at, places that may be stops
    but were not taken, names with rival places, statements that the map thinks do
    not fit, fragments without a place, and contradictions.

    Returns
    -------
    tuple of ReviewItem
        Most consequential first; ties in the order of the text.
    """
    candidates = {c.mention: c for c in result.candidates}
    items = [
        *_drafted(result.mentions, candidates),
        *_left_aside(result.mentions),
        *_doubtful(result.routes),
        *_unlocated(result.evidence),
        *_contradictions(result),
    ]
    items.sort(key=lambda item: (-item.weight, item.id))
    return tuple(items)


def _drafted(
    mentions: Sequence[ReviewedMention], candidates: Mapping[str, CandidateSet]
) -> list[ReviewItem]:
    out = []
    for one in mentions:
        mention = one.mention
        if one.review is not Review.UNREVIEWED or mention.kind is MentionKind.DEMONYM:
            continue
        if mention.itinerary is None or not (
            mention.role.is_on_route or mention.kind is MentionKind.LEG
        ):
            continue
        known = candidates.get(mention.id)
        spread_km = candidate_spread_km(known)
        out.append(
            ReviewItem(
                id=f"draft:{mention.id}:{mention.itinerary}",
                about=mention.id,
                exact=mention.anchor.exact,
                question=f"Is “{_short(mention.anchor.exact)}” {_a(mention.role.value)} of the "
                f"journey '{mention.itinerary}'?",
                why=_why_drafted(known, spread_km, mention.p_stop),
                weight=round(10.0 + spread_km + _doubt(mention.p_stop), 3),
                line=_fill_in(mention.id, "accept", mention.itinerary, mention.role.value),
                itinerary=mention.itinerary,
                options=_options(known),
            )
        )
    return out


def _doubt(p_stop: float | None) -> float:
    """What hangs on a drafted stop that may be none."""
    return 0.0 if p_stop is None else 2.0 * DOUBT_WEIGHT * min(p_stop, 1.0 - p_stop)


def _left_aside(mentions: Sequence[ReviewedMention]) -> list[ReviewItem]:
    """Named places weighed as stops and not taken, though not by much; once a name and source."""
    drafted = {
        (m.mention.anchor.source, m.mention.anchor.exact)
        for m in mentions
        if m.mention.itinerary is not None
    }
    best: dict[tuple[str, str], tuple[float, ReviewedMention]] = {}
    for one in mentions:
        mention = one.mention
        key = (mention.anchor.source, mention.anchor.exact)
        p_stop = mention.p_stop or 0.0
        open_ = one.review is Review.UNREVIEWED and mention.itinerary is None
        if not open_ or key in drafted or p_stop < LEAST_P_STOP:
            continue
        if key not in best or p_stop > best[key][0]:
            best[key] = (p_stop, one)
    return [
        ReviewItem(
            id=f"aside:{one.mention.id}",
            about=one.mention.id,
            exact=one.mention.anchor.exact,
            question=f"Is “{_short(one.mention.anchor.exact)}” a stop of a journey after all?",
            why=f"not taken: it is a stop with probability {p_stop:.2f}",
            weight=round(2.0 * DOUBT_WEIGHT * p_stop, 3),
            line=_fill_in(one.mention.id, "accept", "___", "via"),
        )
        for _, (p_stop, one) in sorted(best.items())
    ]


def _a(noun: str) -> str:
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"


def _why_drafted(known: CandidateSet | None, spread_km: float, p_stop: float | None) -> str:
    if p_stop is not None and p_stop < DOUBTFUL_P_STOP:
        return f"the machine drafted it as a stop with probability {p_stop:.2f}"
    if known is None or not known.candidates:
        return "the machine drafted it; nobody has looked at it"
    n_places = sum(1 for c in known.candidates if c.place is not None)
    if n_places > 1:
        return f"{n_places} places could be meant; the choice moves it by about {spread_km:.0f} km"
    return "the machine drafted it; nobody has looked at it"


def candidate_spread_km(known: CandidateSet | None) -> float:
    """Expected distance between the best candidate and the place really meant, in km."""
    if known is None:
        return 0.0
    located = [
        (c.p, c.place.lon, c.place.lat)
        for c in known.candidates
        if c.place is not None and c.place.lon is not None and c.place.lat is not None
    ]
    if not located:
        return 0.0
    _, lon, lat = located[0]
    return sum(p * _distance_km(lon, lat, x, y) for p, x, y in located[1:])


def _distance_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Great-circle distance; good enough to rank questions by."""
    a, b = math.radians(lat_a), math.radians(lat_b)
    d = math.radians(lon_b - lon_a)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(d / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


def _options(known: CandidateSet | None) -> tuple[tuple[str, str, float], ...]:
    if known is None:
        return ()
    return tuple(
        (c.place.id, c.place.title, round(c.p, 4)) for c in known.candidates if c.place is not None
    )


def _fill_in(about: str, verdict: str, itinerary: str | None, role: str | None) -> str:
    middle = f", itinerary: {itinerary}" if itinerary else ""
    middle += f", role: {role}" if role else ""
    head = f'- {{id: j___, about: "{about}", verdict: {verdict}{middle}'
    return f'{head}, by: ___, on: ____-__-__, why: "___"}}'


def _doubtful(routes: Sequence[Route]) -> list[ReviewItem]:
    out = []
    for route in routes:
        for waypoint in route.waypoints:
            p_skipped = waypoint.p_skipped or 0.0
            if p_skipped < 0.5 or not waypoint.quotes:
                continue
            anchor = waypoint.quotes[0].anchor
            out.append(
                ReviewItem(
                    id=f"misfit:{waypoint.id}",
                    about=anchor.target,
                    exact=anchor.exact,
                    question=f"Does “{_short(anchor.exact)}” belong to '{route.itinerary}'?",
                    why=f"with probability {p_skipped:.2f} it does not fit the rest of the route",
                    weight=round(30.0 * p_skipped, 3),
                    line=_fill_in(anchor.target, "reject", None, None),
                    itinerary=route.itinerary,
                )
            )
    return out


def _unlocated(evidence: Sequence[Evidence]) -> list[ReviewItem]:
    out = []
    for one in evidence:
        if not isinstance(one.spatial, Unlocated) or not one.quotes:
            continue
        if one.review is Review.ACCEPTED:
            continue
        anchor = one.quotes[0].anchor
        out.append(
            ReviewItem(
                id=f"unlocated:{one.id}",
                about=anchor.target,
                exact=anchor.exact,
                question=f"Where is “{_short(anchor.exact)}”?",
                why=one.spatial.reason,
                weight=15.0,
                line=_fill_in(anchor.target, "place", None, None),
                itinerary=one.itinerary,
            )
        )
    return out


def _contradictions(result: CaseResult) -> list[ReviewItem]:
    out = []
    for ordering in result.orderings:
        for one in ordering.contradictions:
            anchor = one.quotes[0].anchor if one.quotes else None
            out.append(
                ReviewItem(
                    id=f"contradiction:{one.id}",
                    about=anchor.target if anchor else "",
                    exact=anchor.exact if anchor else "",
                    question=f"Which of {len(one.members)} statements is wrong?",
                    why=one.why,
                    weight=50.0,
                    line=_fill_in(anchor.target if anchor else "", "reject", None, None),
                    itinerary=one.itinerary,
                )
            )
    return out


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
