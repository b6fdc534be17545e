"""Plain words for a reader: why the route runs here, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from convoy_map.model import Leg, Quote, Review, Support, Waypoint
from convoy_map.routing.timing import in_words

_SUPPORT = {
    Support.ATTESTED: "The sources speak of this stretch of the way.",
    Support.INFERRED: "No source speaks of this stretch: it is the cheapest way that fits.",
    Support.GAP: "Nothing holds this stretch down: take it for a gap.",
    Support.UNLOCATED: "Nothing says where this stretch ran.",
}


def explain_waypoint(waypoint: Waypoint) -> str:
    """Tell what is known of a waypoint, who says it, and how it was placed.

    Examples
    --------
    >>> from convoy_map.model import Role, Status
    >>> w = Waypoint("j/a", "j", 1, "the checkpoint", Role.VIA, Status.TRAVELLED,
    ...              Support.UNLOCATED, why="Somewhere after A.")
    >>> print(explain_waypoint(w))
    1. the checkpoint: it cannot be placed on the map. Somewhere after A.
    """
    parts = [f"{waypoint.sequence}. {waypoint.title}: {_where(waypoint)}."]
    if waypoint.relation:
        parts.append(f"It is told to be {waypoint.relation}.")
    if waypoint.time is not None:
        parts.append(f"Time told: “{waypoint.time.text}”.")
    if waypoint.p_place is not None and waypoint.place_id is not None:
        parts.append(
            f"The place is {waypoint.place_id} with probability {waypoint.p_place:.2f}"
            f"{_others(waypoint)}."
        )
    if waypoint.p_skipped is not None and waypoint.p_skipped >= 0.2:
        parts.append(
            f"The map doubts it: with probability {waypoint.p_skipped:.2f} this statement does "
            "not fit the rest of the journey."
        )
    if waypoint.quotes:
        parts.append(_told_by(waypoint.quotes))
    if waypoint.review is Review.DISPUTED:
        parts.append("People dispute it.")
    if waypoint.why:
        parts.append(waypoint.why)
    return " ".join(parts)


def _where(w: Waypoint) -> str:
    if w.lon is None or w.lat is None:
        return "it cannot be placed on the map"
    where = f"at longitude {w.lon:.4f}, latitude {w.lat:.4f}"
    if w.coordinate_uncertainty_m is not None:
        where += f", give or take {w.coordinate_uncertainty_m / 1000:.1f} km"
    if w.support is Support.INFERRED:
        where += " (inferred from what is said and from the ground)"
    return where


def _others(w: Waypoint) -> str:
    rivals = [
        f"{c.place.title} ({c.p:.2f})"
        for c in w.candidates
        if c.place is not None and c.place.id != w.place_id and c.p >= 0.02
    ]
    return f"; it could also be {', '.join(rivals[:3])}" if rivals else ""


def _told_by(quotes: tuple[Quote, ...]) -> str:
    told = []
    for q in quotes[:3]:
        witness = f"{q.witness}, in " if q.witness else ""
        told.append(f"“{q.anchor.exact}” ({witness}{q.anchor.source})")
    more = f" and {len(quotes) - 3} more" if len(quotes) > 3 else ""
    return f"Told by {'; '.join(told)}{more}."


_TOLD_ONLY = (
    "The words speak of how it was travelled, not of this line: it is the cheapest way that fits."
)


def _told_only(leg: Leg) -> bool:
    return leg.support is Support.INFERRED and leg.manner is not None and bool(leg.quotes)


def explain_leg(leg: Leg, titles: Mapping[str, str] | None = None) -> str:
    """Tell why a leg runs where it does, how long it takes, and what it rests on.

    Parameters
    ----------
    leg : Leg
        The leg.
    titles : mapping of str to str, optional
        Titles of the waypoints by their ids; without them the ids are named.

    Examples
    --------
    >>> from convoy_map.model import Status
    >>> leg = Leg("j/a--b", "j", "j/a", "j/b", None, 12_400.0, Support.INFERRED,
    ...           Status.TRAVELLED, travel_time_s=(1800.0, 5400.0))
    >>> print(explain_leg(leg))
    From j/a to j/b: 12.4 km, 30 minutes to 1.5 hours of driving. No source speaks of this \
stretch: it is the cheapest way that fits.
    """
    named = titles or {}
    start, end = (named.get(i, i) for i in (leg.from_waypoint, leg.to_waypoint))
    head = f"From {start} to {end}"
    if leg.length_m is not None:
        head += f": {leg.length_m / 1000:.1f} km"
    if leg.travel_time_s is not None:
        low, high = leg.travel_time_s
        going = "walking" if leg.manner == "on_foot" else "driving"
        head += f", {in_words(low)} to {in_words(high)} of {going}"
    parts = [f"{head}.", _TOLD_ONLY if _told_only(leg) else _SUPPORT[leg.support]]
    if leg.manner is not None:
        parts.append(f"It is told to run by {leg.manner.replace('_', ' ')}.")
    if leg.feasible is False:
        parts.append("As told it is not possible in the time, or over this ground.")
    if leg.speed_kmh is not None:
        low, high = leg.speed_kmh
        parts.append(f"The times told mean {low:.0f} to {high:.0f} km/h on average.")
    if leg.quotes:
        parts.append(_told_by(leg.quotes))
    if leg.why:
        parts.append(leg.why)
    return " ".join(parts)
