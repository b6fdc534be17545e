"""Tells in plain words why the route runs where it runs."""

from __future__ import annotations

from collections.abc import Iterator

from convoy_map.errors import RouteError
from convoy_map.model import CaseResult, Leg, Route, Waypoint


def explain(result: CaseResult, what: str | None = None) -> Iterator[str]:
    """Explain one waypoint or leg, or everything.

    Parameters
    ----------
    result : CaseResult
        The full result.
    what : str, optional
        Id of a waypoint or leg.

    Yields
    ------
    str
        Lines of plain text.

    Raises
    ------
    RouteError
        If there is no waypoint or leg with this id.
    """
    found = False
    for route in result.routes:
        for line in _route(route, what):
            found = True
            yield line
    if not found and what is not None:
        known = [w.id for r in result.routes for w in r.waypoints]
        raise RouteError(
            f"there is no waypoint or leg '{what}'", mend=f"use one of {', '.join(known[:12])} …"
        )


def _route(route: Route, what: str | None) -> Iterator[str]:
    if what is None:
        yield f"== {route.itinerary} ({route.status.value})"
        yield from route.notes
    legs = {leg.from_waypoint: leg for leg in route.legs}
    for waypoint in route.waypoints:
        if what in {None, waypoint.id}:
            yield from _waypoint(waypoint)
        leg = legs.get(waypoint.id)
        if leg is not None and what in {None, leg.id}:
            yield from _leg(leg)


def _waypoint(waypoint: Waypoint) -> Iterator[str]:
    at = "no place"
    if waypoint.lon is not None and waypoint.lat is not None:
        at = f"{waypoint.lon:.5f}, {waypoint.lat:.5f}"
        if waypoint.coordinate_uncertainty_m is not None:
            at += f", within {waypoint.coordinate_uncertainty_m / 1000:.1f} km"
    yield f"{waypoint.sequence}. {waypoint.title} ({waypoint.id}; {waypoint.status.value}; {at})"
    if waypoint.why:
        yield f"   {waypoint.why}"
    for quote in waypoint.quotes:
        who = f" – {quote.witness}" if quote.witness else ""
        exact = " ".join(quote.anchor.exact.split())
        yield f"   “{exact}” ({quote.anchor.target}){who}"
    if waypoint.p_skipped is not None and waypoint.p_skipped >= 0.2:
        yield f"   With probability {waypoint.p_skipped:.2f} this does not fit the route."


def _leg(leg: Leg) -> Iterator[str]:
    length = f"{leg.length_m / 1000:.0f} km" if leg.length_m is not None else "length unknown"
    yield f"   ↓ {leg.id} ({leg.support.value}; {length})"
    if leg.why:
        yield f"     {leg.why}"
