"""What the map would be without this witness, source or statement.

The evidence is filtered or moved, the itineraries that it touches are inferred
again in the fast mode, and both maps are inferred that way, so that the
comparison shows the evidence and not the method.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from convoy_map.errors import RouteError
from convoy_map.model import (
    At,
    CaseResult,
    Evidence,
    LegEvidence,
    LocatedPlace,
    OrderConstraint,
    Ordering,
    Progress,
    ReviewedMention,
    Route,
    StatedArea,
)
from convoy_map.ordering import order_evidence
from convoy_map.pipeline import CaseInputs, derive_from
from convoy_map.routing import RouteChange, compare_routes, reconstruct_route

MODE = "fast"
_MOVED_M = 1.0


@dataclass(frozen=True, slots=True)
class Moved:
    """How one waypoint changed; ``moved_m`` is None where it has no place before or after."""

    waypoint: str
    title: str
    change: str
    moved_m: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two maps of the same itineraries: with all the evidence, and as asked.

    ``gone`` are the itineraries of which nothing is left; they have a route in
    ``before`` and none in ``after``.
    """

    itineraries: tuple[str, ...]
    before: tuple[Route, ...]
    after: tuple[Route, ...]
    moved: tuple[Moved, ...]
    changes: tuple[RouteChange, ...]
    length_change_m: tuple[tuple[str, float], ...]
    summary: tuple[str, ...]
    gone: tuple[str, ...] = ()


def ask(
    result: CaseResult,
    inputs: CaseInputs,
    *,
    without: Sequence[str] = (),
    places: Sequence[tuple[str, str]] = (),
    progress: Progress | None = None,
) -> Comparison:
    """Compare the map with what it would be.

    Parameters
    ----------
    result : CaseResult
        The full result.
    inputs : CaseInputs
        Its inputs.
    without : sequence of str
        ``witness:NAME``, ``source:ID``, a waypoint id or a text anchor.
    places : sequence of (str, str)
        Waypoint id and the place id to put it at.

    Raises
    ------
    RouteError
        If something asked about is not part of the case.
    PlaceError
        If a place id is unknown.
    """
    changed, legs = _without(result, inputs, without)
    changed = _relocated(changed, places, inputs)
    touched = tuple(
        sorted(
            {o.itinerary for o in result.orderings}
            & (
                {e.itinerary for e in {*result.evidence} ^ {*changed}}
                | {leg.itinerary for leg in {*result.legs} ^ {*legs}}
            )
        )
    )
    if not touched:
        raise RouteError(
            "nothing in the case rests on what was switched off",
            mend="name a witness, source, waypoint or anchor that is in the table of waypoints",
        )
    before, after = [], []
    for itinerary in touched:
        before.append(route_before(result, inputs, itinerary, progress))
        after.append(_infer(result, inputs, changed, legs, itinerary, progress))
    titles = {i.id: i.title for i in inputs.definition.itineraries}
    return _compare(touched, titles, tuple(before), tuple(after))


_KEPT_ROUTES = 48
_routes: OrderedDict[tuple[object, ...], Route] = OrderedDict()
"""Routes by all that they follow from: questions share what they do not touch."""


def route_before(
    result: CaseResult, inputs: CaseInputs, itinerary: str, progress: Progress | None = None
) -> Route:
    """Return the route with all the evidence; it is kept, for every question starts from it.

    The app asks for it beside the page, before anybody asks a question.

    Raises
    ------
    RouteError
        If the itinerary has no evidence.
    """
    route = _infer(result, inputs, result.evidence, result.legs, itinerary, progress)
    if route is None:
        raise RouteError(
            f"'{itinerary}' has no evidence", mend="judge some of its words on the Review page"
        )
    return route


def _without(
    result: CaseResult, inputs: CaseInputs, without: Sequence[str]
) -> tuple[tuple[Evidence, ...], tuple[LegEvidence, ...]]:
    """Evidence and legs derived anew from the mentions that are left."""
    dropped = set(without)
    kept = [m for m in result.mentions if not _names(m) & dropped]
    if len(kept) == len(result.mentions):
        evidence, legs = result.evidence, result.legs
    else:
        evidence, legs = derive_from(inputs, kept, result.candidates, result.lineage)
    return tuple(e for e in evidence if e.id not in dropped), legs


def _names(one: ReviewedMention) -> set[str]:
    """What a question may call a mention that is evidence; anchors stay at hand."""
    mention = one.mention
    if mention.itinerary is None:
        return set()
    return {mention.id, f"source:{mention.anchor.source}", f"witness:{mention.speaker}"}


def _relocated(
    evidence: Sequence[Evidence], places: Sequence[tuple[str, str]], inputs: CaseInputs
) -> tuple[Evidence, ...]:
    wanted = dict(places)
    unknown = sorted(set(wanted) - {e.id for e in evidence})
    if unknown:
        raise RouteError(
            f"there is no waypoint '{unknown[0]}'", mend="use an id from the table of waypoints"
        )
    return tuple(_at_place(e, wanted[e.id], inputs) if e.id in wanted else e for e in evidence)


def _at_place(evidence: Evidence, place_id: str, inputs: CaseInputs) -> Evidence:
    place = inputs.gazetteer.place(place_id)
    if place.lon is None or place.lat is None:
        raise RouteError(
            f"'{place.title}' ({place_id}) has no coordinates", mend="choose another place"
        )
    located = LocatedPlace(
        place.id, place.title, place.lon, place.lat, place.coordinate_uncertainty_m, 1.0
    )
    area = evidence.stated_area
    moved = replace(evidence, spatial=At((located,)))
    if area is None:
        return moved
    shown = StatedArea(place.lon, place.lat, place.coordinate_uncertainty_m, area.geometry)
    return replace(moved, stated_area=shown)


def _infer(
    result: CaseResult,
    inputs: CaseInputs,
    evidence: Sequence[Evidence],
    all_legs: Sequence[LegEvidence],
    itinerary: str,
    progress: Progress | None,
) -> Route | None:
    """The route of one itinerary in the fast mode; None where nothing is left of it."""
    own = tuple(e for e in evidence if e.itinerary == itinerary)
    legs = tuple(leg for leg in all_legs if leg.itinerary == itinerary)
    definition = inputs.definition
    run = result.run
    key = (definition.id, run.inputs, run.parameters, itinerary, own, legs)
    if run.inputs and key in _routes:
        return _routes[key]
    orderings = order_evidence(
        own,
        legs,
        itineraries=[i for i in definition.itineraries if i.id == itinerary],
        parameters=definition.parameters,
        judged=_judged(result.orderings, itinerary, own),
    )
    if not orderings:
        return None
    status = next(i.status for i in definition.itineraries if i.id == itinerary)
    route = reconstruct_route(
        orderings[0],
        own,
        legs,
        inputs.terrain,
        definition.region,
        definition.parameters,
        status=status,
        mode=MODE,
        progress=progress,
    )
    _routes[key] = route
    while len(_routes) > _KEPT_ROUTES:
        _routes.popitem(last=False)
    return route


def _judged(
    orderings: Sequence[Ordering], itinerary: str, evidence: Sequence[Evidence]
) -> tuple[OrderConstraint, ...]:
    left = {e.id for e in evidence}
    return tuple(
        c
        for o in orderings
        if o.itinerary == itinerary
        for c in o.constraints
        if c.basis.value == "analyst" and {c.before, c.after} <= left
    )


def _compare(
    itineraries: tuple[str, ...],
    titles: dict[str, str],
    before: tuple[Route, ...],
    after: tuple[Route | None, ...],
) -> Comparison:
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if new is not None]
    gone = tuple(old.itinerary for old, new in zip(before, after, strict=True) if new is None)
    changes = tuple(compare_routes(old, new) for old, new in pairs)
    moved = [
        one for (old, new), change in zip(pairs, changes, strict=True)
        for one in _moves(old, new, change)
    ]  # fmt: skip
    lengths = [(old.itinerary, _length_m(new) - _length_m(old)) for old, new in pairs]
    lost = [f"“{titles.get(i, i)}” has no evidence left and is gone from the map." for i in gone]
    kept = _summary(moved, lengths, changes, titles) if pairs else ()
    return Comparison(
        itineraries=itineraries,
        before=before,
        after=tuple(new for _, new in pairs),
        moved=tuple(moved),
        changes=changes,
        length_change_m=tuple(lengths),
        summary=(*lost, *kept),
        gone=gone,
    )


def _moves(old: Route, new: Route, change: RouteChange) -> list[Moved]:
    left, shifts_m = {w.id for w in new.waypoints}, dict(change.moved_m)
    out = []
    for waypoint in old.waypoints:
        if waypoint.id not in left:
            out.append(Moved(waypoint.id, waypoint.title, "gone", None))
        elif shifts_m.get(waypoint.id, 0.0) >= _MOVED_M:
            out.append(Moved(waypoint.id, waypoint.title, "moved", round(shifts_m[waypoint.id])))
    return out


def _length_m(route: Route) -> float:
    return sum(leg.length_m or 0.0 for leg in route.legs)


def _summary(
    moved: Sequence[Moved],
    lengths: Sequence[tuple[str, float]],
    changes: Sequence[RouteChange],
    titles: dict[str, str],
) -> tuple[str, ...]:
    out = []
    for one in moved:
        if one.change == "gone":
            out.append(f"“{one.title}” has no evidence left and is gone from the map.")
        else:
            out.append(f"“{one.title}” moves by {(one.moved_m or 0.0) / 1000:.1f} km.")
    if not moved:
        out.append("No waypoint moves: other evidence carries the same places.")
    for itinerary, change_m in lengths:
        if abs(change_m) >= 100:
            way = "longer" if change_m > 0 else "shorter"
            name = titles.get(itinerary, itinerary)
            out.append(f"The route of '{name}' becomes {abs(change_m) / 1000:.1f} km {way}.")
    for (itinerary, _), change in zip(lengths, changes, strict=True):
        out.extend(_change_words(titles.get(itinerary, itinerary), change))
    return tuple(out)


def _change_words(itinerary: str, change: RouteChange) -> list[str]:
    out = []
    if change.mean_distance_m is not None and change.mean_distance_m >= 100:
        out.append(
            f"The way of '{itinerary}' lies {change.mean_distance_m / 1000:.1f} km off on average."
        )
    if 0.9 in change.corridor_overlap:
        share = change.corridor_overlap[0.9]
        out.append(f"The 90 % corridors of '{itinerary}' share {share:.0%} of their joint area.")
    for waypoint, by in change.p_skipped_change:
        if abs(by) >= 0.1:
            way = "less" if by > 0 else "more"
            out.append(f"{waypoint} fits {way} well than before ({by:+.2f}).")
    return out
