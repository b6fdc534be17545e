"""Tells in plain words why the route runs where it runs."""

from __future__ import annotations

from collections.abc import Iterator

from convoy_map.errors import RouteError
from convoy_map.model import CaseResult, Quote, Route
from convoy_map.routing import explain_leg, explain_waypoint


def explain(result: CaseResult, what: str | None = None) -> Iterator[str]:
    """Explain one waypoint or leg, or everything, with the quotes it rests on.

    Parameters
    ----------
    result : CaseResult
        The full result.
    what : str, optional
        Id of a waypoint or leg, or the last part of it.

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
    legs = {leg.from_waypoint: leg for leg in route.legs}
    titles = {waypoint.id: waypoint.title for waypoint in route.waypoints}
    for waypoint in route.waypoints:
        if _asked(what, waypoint.id):
            yield explain_waypoint(waypoint)
            yield from _quotes(waypoint.quotes)
        leg = legs.get(waypoint.id)
        if leg is not None and _asked(what, leg.id):
            yield f"   ↓ {leg.id}: {explain_leg(leg, titles)}"
            yield from _quotes(leg.quotes)
    if what is None:
        for rival in route.alternatives:
            hypothesis = rival.hypothesis.rstrip(".")
            yield f"Rival ({rival.p:.2f}): {hypothesis}. {rival.differs_by}"
        yield from route.notes


def _asked(what: str | None, part: str) -> bool:
    return what in {None, part, part.split("/", 1)[-1]}


def _quotes(quotes: tuple[Quote, ...]) -> Iterator[str]:
    for quote in quotes:
        exact = " ".join(quote.anchor.exact.split())
        who = f" – {quote.witness}" if quote.witness else ""
        yield f"     “{exact}” ({quote.anchor.target}){who}"
