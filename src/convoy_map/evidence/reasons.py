"""Why a waypoint is here and not elsewhere, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from convoy_map.evidence.constraints import Reading
from convoy_map.evidence.merging import Merged
from convoy_map.evidence.phrases import compass_words, distance_words
from convoy_map.model import (
    AllOf,
    Along,
    At,
    Between,
    Beyond,
    Candidate,
    CandidateSet,
    Crossing,
    Direction,
    LocatedPlace,
    Near,
    Review,
    ReviewedMention,
    SpatialConstraint,
    Turn,
    Unlocated,
    Within,
)

MAX_OTHERS = 3


def explain_place(
    merged: Merged, candidates: CandidateSet | None, mentions: Sequence[ReviewedMention]
) -> str:
    """Tell why the fragment is put where it is, what else it could be, and who judged it."""
    said = [constraint_words(merged.constraint)]
    if candidates is not None and isinstance(merged.constraint, At | Within | Along):
        said += _choice(merged.used[0], candidates)
    for reading in merged.apart:
        words = _words(reading.one)
        said.append(f"“{words}” would put it elsewhere ({constraint_words(reading.constraint)})")
    said += _judged(mentions)
    return " ".join(f"{s.rstrip('. ')}." for s in dict.fromkeys(said) if s)


def _choice(reading: Reading, candidates: CandidateSet) -> list[str]:
    """The chosen candidate's reason, the others', and those that were ruled out."""
    placed = [c for c in candidates.candidates if c.place is not None]
    out = []
    if placed and placed[0].why:
        out.append(f"“{_words(reading.one)}” is read so because: {placed[0].why}")
    others = [_candidate_words(c) for c in placed[1 : 1 + MAX_OTHERS]]
    if others:
        out.append("It could also be " + "; or ".join(others))
    if candidates.p_none > 0.005:
        out.append(f"That it is none of the known places has a chance of {candidates.p_none:.0%}")
    ruled_out = [_candidate_words(c) for c in candidates.rejected[:MAX_OTHERS]]
    if ruled_out:
        more = len(candidates.rejected) - len(ruled_out)
        tail = f"; and {more} more" if more > 0 else ""
        out.append("Not chosen: " + "; ".join(ruled_out) + tail)
    return out


def _candidate_words(candidate: Candidate) -> str:
    place = candidate.place
    name = f"{place.title} ({place.id})" if place is not None else "none of these"
    chance = f", {candidate.p:.0%}" if candidate.p >= 0.005 else ""
    why = f": {candidate.why.rstrip('. ')}" if candidate.why else ""
    return f"{name}{chance}{why}"


def _judged(mentions: Sequence[ReviewedMention]) -> list[str]:
    out = []
    for one in mentions:
        if one.judgements and one.why:
            ids = ", ".join(one.judgements)
            verb = "Disputed" if one.review is Review.DISPUTED else "Judged"
            out.append(f"{verb} ({ids}): {one.why}")
    return out


def _words(one: ReviewedMention) -> str:
    return " ".join(one.mention.anchor.exact.split())


def _titles(places: tuple[LocatedPlace, ...]) -> str:
    best = places[0]
    if len(places) == 1 or best.p >= 0.95:
        return best.title
    return f"{best.title} ({best.p:.0%}; {len(places) - 1} other candidates)"


def constraint_words(constraint: SpatialConstraint) -> str:
    """Say a constraint as a sentence.

    Examples
    --------
    >>> constraint_words(Unlocated("no source says where"))
    'Not placed: no source says where'
    """
    match constraint:
        case At(places=places):
            radius = distance_words(places[0].coordinate_uncertainty_m)
            return f"At {_titles(places)}, within {radius} of its point"
        case Near():
            return _near_words(constraint)
        case Direction():
            return _direction_words(constraint)
        case Between(first=first, second=second, midway=midway):
            where = "Midway between" if midway else "Between"
            return (
                f"{where} {_titles(first)} and {_titles(second)}, at neither of them, and not far "
                "off the straight way"
            )
        case Along(title=title, sigma_m=sigma):
            return f"By {title}, within some {distance_words(2 * sigma)}"
        case Within(title=title):
            return f"Within {title}"
        case Beyond(places=places, bearing_deg=bearing):
            side = f", to the {compass_words(bearing)}" if bearing is not None else ""
            return f"On the far side of {_titles(places)}{side}"
        case Crossing(title=title):
            return f"Where the journey crosses {title}"
        case Turn(side=side, near=near):
            where = "" if near is None else "; " + constraint_words(near)
            return f"Where the journey turns {side}{where}"
        case AllOf(parts=parts):
            return "; and ".join(constraint_words(part) for part in parts)
        case Unlocated(reason=reason):
            return f"Not placed: {reason}"


def _near_words(near: Near) -> str:
    where = _titles(near.places)
    if near.distance_m is None:
        return f"Near {where}; near is taken as some {distance_words(near.scale_m)}"
    spread = distance_words(near.distance_sd_m or near.scale_m)
    return (
        f"{distance_words(near.distance_m)} from {where}, give or take {spread}, "
        "in no stated direction"
    )


def _direction_words(direction: Direction) -> str:
    point = compass_words(direction.bearing_deg)
    spread = "a stated" if direction.distance_log_sd < 0.3 else "an unstated"
    return (
        f"{point.capitalize()} of {_titles(direction.places)}, up to "
        f"{direction.half_angle_deg:g}° either side; {spread} distance, taken as about "
        f"{distance_words(direction.distance_median_m)}"
    )
