"""Legs: the way between waypoints, what it rests on, and whether the times fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from convoy_map.model import Leg, LegEvidence, Status, Support, Waypoint
from convoy_map.routing.journey import Journey, Stretch, line_of, misfits
from convoy_map.routing.problem import Problem
from convoy_map.routing.timing import Ride, duration_of_leg, in_words, iso, ride, span_between

_CLOSED_KM = 20.0
_GAP_SHARE, _GAP_LEAST_M = 0.25, 5_000.0
_ATTESTED_SHARE, _ATTESTED_LEAST_M = 0.05, 3_000.0


def statements_on(
    problem: Problem, start: str, end: str, legs: Sequence[LegEvidence]
) -> list[LegEvidence]:
    """Statements about the way that cover some of a leg, narrowest first."""
    at = {e: n for n, e in enumerate(problem.sequence)}
    low, high = at[start], at[end]
    found = []
    for leg in legs:
        if {leg.after, leg.before} - {None} - set(at):
            continue
        a = at[leg.after] if leg.after is not None else 0
        b = at[leg.before] if leg.before is not None else len(problem.sequence) - 1
        if min(b, high) > max(a, low):
            found.append((b - a, leg.id, leg))
    return [leg for _, _, leg in sorted(found, key=lambda t: t[:2])]


def make_legs(
    problem: Problem,
    journey: Journey | None,
    waypoints: Sequence[Waypoint],
    status: Status,
    spread_m: Mapping[tuple[int, int], float],
) -> tuple[Leg, ...]:
    """Legs of the route shown.

    ``spread_m`` is the mean distance of the sampled ways from the one shown, by
    (start, end) fragment number; empty where nothing was sampled.
    """
    if journey is None:
        return ()
    by_id = {w.id: w for w in waypoints}
    ids = problem.ids
    short = misfits(problem, journey)
    legs = []
    for s in journey.stretches:
        leg = _leg(problem, s, by_id[ids[s.start]], by_id[ids[s.end]], status, spread_m)
        why = [short[k] for k in (s.start, s.end) if k in short]
        if why:
            told = " ".join([*why, leg.why])
            leg = replace(leg, support=Support.GAP, feasible=False, why=told)
        legs.append(leg)
    return tuple(legs)


def _leg(
    problem: Problem,
    s: Stretch,
    a: Waypoint,
    b: Waypoint,
    status: Status,
    spread_m: Mapping[tuple[int, int], float],
) -> Leg:
    spread = spread_m.get((s.start, s.end))
    manner = _manner(problem, s)
    measured = ride(problem, s.nodes, manner)
    told = statements_on(problem, a.id, b.id, problem.legs)
    first, last = s.start == 0, s.end == len(problem.fragments) - 1
    timed = duration_of_leg(problem.legs, a.id, b.id, first, last)
    least, most = span_between(a.time, b.time)
    if timed is not None and timed.duration is not None:
        most = timed.duration.duration_max_s if most is None else most
        least = max(least, timed.duration.duration_min_s or 0.0)
    exact = [g for g in told if g.quotes and (g.after, g.before) != (None, None)]
    support = _leg_support(measured, bool(exact), spread)
    return Leg(
        id=f"{a.id}--{b.id.split('/', 1)[-1]}",
        itinerary=a.itinerary,
        from_waypoint=a.id,
        to_waypoint=b.id,
        geometry=line_of(problem, s.nodes, (_lonlat(a), _lonlat(b))),
        length_m=measured.length_m,
        support=support,
        status=status,
        earliest_utc=iso(a.time.earliest_utc) if a.time else None,
        latest_utc=iso(b.time.latest_utc) if b.time else None,
        travel_time_s=measured.travel_time_s,
        speed_kmh=_implied_speed(measured, least, most),
        feasible=None
        if most is None
        else measured.travel_time_s[0] <= most and not _shut(measured),
        manner=manner,
        quotes=tuple(dict.fromkeys(q for g in told for q in g.quotes)),
        why=_why(problem, s, measured, most, spread, support),
    )


def _lonlat(w: Waypoint) -> tuple[float, float] | None:
    return None if w.lon is None or w.lat is None else (w.lon, w.lat)


def _fits(measured: Ride, most: float) -> bool:
    return measured.travel_time_s[0] <= most and not _shut(measured)


def _manner(problem: Problem, s: Stretch) -> str | None:
    told = [m for m in problem.manners[s.start : s.end] if m is not None]
    return told[0] if told else None


def _shut(measured: Ride) -> bool:
    return measured.barrier_km > _CLOSED_KM


def _leg_support(measured: Ride, told: bool, spread: float | None) -> Support:
    if _shut(measured):
        return Support.GAP
    # Words about a way attest it only where they leave no choice of ways: "tracks
    # across the desert" speaks of the going, not of this line.
    held = spread is None or spread <= max(_ATTESTED_SHARE * measured.length_m, _ATTESTED_LEAST_M)
    if told and held:
        return Support.ATTESTED
    if told:
        return Support.INFERRED
    if spread is not None and spread > max(_GAP_SHARE * measured.length_m, _GAP_LEAST_M):
        return Support.GAP
    return Support.INFERRED


def _implied_speed(measured: Ride, least: float, most: float | None) -> tuple[float, float] | None:
    if most is None or most <= 0:
        return None
    km = measured.length_m / 1000.0
    quickest = km / (least / 3600.0) if least > 0 else None
    slowest = km / (most / 3600.0)
    return (slowest, quickest if quickest is not None else max(slowest, km / (most / 7200.0)))


def _why(
    problem: Problem,
    s: Stretch,
    measured: Ride,
    most: float | None,
    spread: float | None,
    support: Support,
) -> str:
    parts = []
    surface = ", ".join(
        f"{km:.0f} km {name.replace('_', ' ')}" for name, km in measured.surfaces if km >= 0.5
    )
    parts.append(f"The cheapest way that fits what is said: {surface or 'under 1 km'}.")
    if s.end - s.start > 1:
        names = [problem.fragments[k].evidence.title for k in range(s.start + 1, s.end)]
        parts.append(f"It passes {' and '.join(names)} by: that does not fit the rest.")
    if _shut(measured):
        parts.append(
            "No open way is known here: it crosses a river without a bridge or closed ground."
        )
    if spread is not None:
        parts.append(f"Ways that fit as well lie {spread / 1000:.1f} km from it on average.")
    if most is not None:
        quick = measured.travel_time_s[0]
        fits = "fits" if quick <= most else "does not fit"
        parts.append(
            f"Driving takes at least {in_words(quick)}, which {fits} the {in_words(most)} told."
        )
    if support is Support.GAP:
        parts.append("Nothing that is said holds this leg down.")
    return " ".join(parts)
