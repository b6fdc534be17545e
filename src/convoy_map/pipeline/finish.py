"""Last touches to a route: support is counted, markers stand where the words put them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from convoy_map.model import Lineage, Route, StatedArea, Support, Waypoint


def finished_route(route: Route, lineage: Lineage, stated: Mapping[str, StatedArea]) -> Route:
    """Count sources, origins and witnesses of each waypoint, and place its marker.

    Parameters
    ----------
    route : Route
        As the routing stage gives it.
    lineage : Lineage
        Who repeats whom.
    stated : mapping of str to StatedArea
        Each fragment's own area, by waypoint id.
    """
    waypoints = tuple(_placed(_counted(w, lineage), stated.get(w.id)) for w in route.waypoints)
    return replace(route, waypoints=waypoints)


def _counted(waypoint: Waypoint, lineage: Lineage) -> Waypoint:
    sources = {q.anchor.source for q in waypoint.quotes}
    origins = {root for source in sources for root in lineage.roots(source)}
    witnesses = {q.witness for q in waypoint.quotes if q.witness}
    return replace(
        waypoint, n_sources=len(sources), n_origins=len(origins), n_witnesses=len(witnesses)
    )


def _placed(waypoint: Waypoint, stated: StatedArea | None) -> Waypoint:
    """The marker at the centre of the stated area, where the route narrows it no further.

    A relation such as "between A and B" is georeferenced by its own centre and
    radius (point-radius method); only where the rest of the route says more than
    the words does the marker follow the route.
    """
    radius_m = waypoint.coordinate_uncertainty_m
    if (
        stated is None
        or radius_m is None
        or waypoint.support is not Support.INFERRED
        or stated.coordinate_uncertainty_m > radius_m
    ):
        return waypoint
    return replace(
        waypoint,
        lon=stated.lon,
        lat=stated.lat,
        coordinate_uncertainty_m=stated.coordinate_uncertainty_m,
    )
