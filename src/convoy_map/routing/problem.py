"""A journey as a problem to solve: fragments in order, their surfaces, the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from convoy_map.errors import RouteError
from convoy_map.model import (
    AllOf,
    Along,
    At,
    Between,
    Beyond,
    Crossing,
    Direction,
    Evidence,
    LegEvidence,
    LocatedPlace,
    Near,
    Ordering,
    Parameters,
    Region,
    SpatialConstraint,
    Terrain,
    Turn,
    Within,
)
from convoy_map.routing.field import network_of
from convoy_map.routing.grid import Grid, working_grid
from convoy_map.routing.network import Assembler, Network
from convoy_map.routing.surfaces import (
    Canvas,
    canvas,
    contradicts_itself,
    is_located,
    lies_outside,
    log_surface,
    p_of_places,
)

_MOST_FRAGMENTS = 2000


@dataclass(frozen=True, slots=True)
class Fragment:
    """A located fragment: its surface, and the odds that it fits no part of the journey.

    ``log_p`` is the log probability of each cell; ``log_odds_wrong`` is
    log(ε / (1 − ε)).
    """

    evidence: Evidence
    log_p: np.ndarray
    log_odds_wrong: float


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that inference needs of one journey.

    ``fragments`` are the located ones in order; ``sequence`` names all, unlocated
    ones included; ``manners`` has one entry for each leg between fragments.
    """

    grid: Grid
    network: Network
    assembler: Assembler
    fragments: tuple[Fragment, ...]
    sequence: tuple[str, ...]
    evidence: dict[str, Evidence]
    legs: tuple[LegEvidence, ...]
    manners: tuple[str | None, ...]
    parameters: Parameters
    canvas: Canvas
    notes: list[str] = field(default_factory=list)
    set_aside: dict[str, str] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the located fragments, in order."""
        return tuple(f.evidence.id for f in self.fragments)

    def costs(self, manner: str | None) -> dict[str, float]:
        """Cost of each surface on a leg of some manner."""
        return self.parameters.costs | self.parameters.manner_costs.get(manner or "", {})


def pose_problem(
    ordering: Ordering,
    evidence: Sequence[Evidence],
    legs: Sequence[LegEvidence],
    terrain: Terrain,
    region: Region,
    parameters: Parameters,
) -> Problem:
    """Lay out a journey over its ground.

    Raises
    ------
    RouteError
        Where there is no evidence of the itinerary, the order names unknown
        fragments, or the numbers make no sense.
    LayerError
        Where a layer cannot be used.
    """
    known = {e.id: e for e in evidence if e.itinerary == ordering.itinerary}
    sequence = _sequence(ordering, known)
    legs = tuple(g for g in legs if g.itinerary == ordering.itinerary)
    located = [known[i] for i in sequence if is_located(known[i].spatial)]
    lon, lat, reach = _reaches([e.spatial for e in located], region)
    grid = working_grid(region, lon, lat, reach, parameters.cell_size_m)
    on = canvas(grid, parameters)
    fragments, aside = _fragments(located, on, parameters)
    network = network_of(grid, terrain, parameters)
    order = [f.evidence.id for f in fragments]
    problem = Problem(
        grid=grid,
        network=network,
        assembler=Assembler(network),
        fragments=tuple(fragments),
        sequence=sequence,
        evidence=known,
        legs=legs,
        manners=leg_manners(order, sequence, legs),
        parameters=parameters,
        canvas=on,
        set_aside=aside,
    )
    problem.notes.extend(_notes(problem, terrain))
    return problem


def _sequence(ordering: Ordering, known: dict[str, Evidence]) -> tuple[str, ...]:
    if not known:
        raise RouteError(
            "there is no evidence of this journey",
            where=ordering.itinerary,
            mend="accept at least one mention as part of it",
        )
    if len(known) > _MOST_FRAGMENTS:
        raise RouteError(
            f"{len(known)} fragments are more than a journey can hold ({_MOST_FRAGMENTS})",
            where=ordering.itinerary,
            mend="split it into several itineraries",
        )
    told = ordering.sequences[0].evidence if ordering.sequences else tuple(known)
    strange = sorted(set(known) - set(told))
    if strange:
        raise RouteError(
            f"the order leaves out {', '.join(strange)}",
            where=ordering.itinerary,
            mend="order the evidence anew",
        )
    return tuple(i for i in told if i in known)


def _fragments(
    located: Sequence[Evidence], on: Canvas, parameters: Parameters
) -> tuple[list[Fragment], dict[str, str]]:
    fragments: list[Fragment] = []
    aside: dict[str, str] = {}
    before: tuple[float, float] | None = None
    for e in located:
        if lies_outside(e.spatial, on):
            aside[e.id] = (
                "it lies outside the case's region, or its parts contradict each other: "
                "widen the region to map it, or look at the statement again"
            )
            continue
        if contradicts_itself(e.spatial, on):
            aside[e.id] = (
                "its parts contradict each other, no spot is near to all of them: "
                "look at the statements that were joined"
            )
            continue
        log_p = log_surface(e.spatial, on, coming_from=before)
        if not np.isfinite(log_p).any():
            aside[e.id] = "no spot of the region fits what is said of it"
            continue
        wrong = 1.0 - (1.0 - min(max(e.p_wrong, 1e-4), 0.99)) * max(p_of_places(e.spatial), 0.01)
        fragments.append(Fragment(e, log_p, float(np.log(wrong / (1.0 - wrong)))))
        best = int(np.argmax(log_p))
        lon, lat = on.grid.projection.to_lonlat(on.x[[best]], on.y[[best]])
        before = (float(lon[0]), float(lat[0]))
    return fragments, aside


def leg_manners(
    order: Sequence[str], sequence: Sequence[str], legs: Sequence[LegEvidence]
) -> tuple[str | None, ...]:
    """Manner of each leg between located fragments; the narrowest statement rules.

    Examples
    --------
    >>> from convoy_map.model import LegEvidence
    >>> leg_manners(["a", "c", "d"], ["a", "b", "c", "d"],
    ...             [LegEvidence("l", "i", "b", "c", manner="desert")])
    ('desert', None)
    """
    at = {e: n for n, e in enumerate(sequence)}
    manners: list[str | None] = []
    for a, b in pairwise(order):
        low, high = at[a], at[b]
        said: list[tuple[int, str]] = []
        for leg in legs:
            if leg.manner is None or {leg.after, leg.before} - {None} - set(at):
                continue
            start = at[leg.after] if leg.after is not None else 0
            end = at[leg.before] if leg.before is not None else len(sequence) - 1
            if min(end, high) > max(start, low):
                said.append((end - start, leg.manner))
        manners.append(min(said)[1] if said else None)
    return tuple(manners)


def _reaches(
    constraints: Sequence[SpatialConstraint], region: Region
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Positions that constraints speak of within the region, and how far they reach."""
    spots: list[tuple[float, float, float]] = []
    for c in constraints:
        spots += _spots(c, region)
    inside = [s for s in spots if region.contains(s[0], s[1])]
    lon, lat, reach = np.array(inside, dtype=float).reshape(-1, 3).T
    return lon, lat, reach


def _spots(c: SpatialConstraint, region: Region) -> list[tuple[float, float, float]]:
    if isinstance(c, At):
        return _of_places(c.places, 0.0, region)
    if isinstance(c, Near):
        return _of_places(c.places, c.distance_m or 2 * c.scale_m, region)
    if isinstance(c, Direction):
        return _of_places(c.places, c.distance_median_m * np.exp(c.distance_log_sd), region)
    if isinstance(c, Beyond):
        return _of_places(c.places, 4 * c.sigma_m, region)
    if isinstance(c, Between):
        return _of_places(c.first + c.second, 0.0, region)
    if isinstance(c, Along | Crossing):
        return _of_geometry(c.line, region)
    if isinstance(c, Within):
        return _of_geometry(c.area, region)
    if isinstance(c, Turn):
        return _spots(c.near, region) if c.near is not None else []
    if isinstance(c, AllOf):
        parts = [_spots(p, region) for p in c.parts if is_located(p)]
        # What holds together can be no larger than its narrowest part.
        return min((p for p in parts if p), key=_extent, default=[])
    return []


def _extent(spots: list[tuple[float, float, float]]) -> float:
    lon, lat, reach = np.array(spots).T
    return float(np.ptp(lon) + np.ptp(lat)) * 1e5 + float(reach.max())


def _of_places(
    places: Sequence[LocatedPlace], reach_m: float, region: Region
) -> list[tuple[float, float, float]]:
    out = []
    for p in places:
        if p.geometry is not None and not p.geometry.is_empty:
            out += _of_geometry(p.geometry, region)
        else:
            out.append((p.lon, p.lat, reach_m + p.coordinate_uncertainty_m))
    return out


def _of_geometry(geometry: BaseGeometry, region: Region) -> list[tuple[float, float, float]]:
    parts = [(region.west, region.east)]
    if region.crosses_antimeridian:
        parts = [(region.west, 180.0), (-180.0, region.east)]
    spots = []
    for west, east in parts:
        seen = geometry.intersection(shapely.box(west, region.south, east, region.north))
        if not seen.is_empty:
            w, s, e, n = seen.bounds
            spots += [(w, s, 0.0), (w, n, 0.0), (e, s, 0.0), (e, n, 0.0)]
    return spots


def _notes(problem: Problem, terrain: Terrain) -> list[str]:
    notes = []
    wanted = problem.parameters.cell_size_m
    if problem.grid.cell_m > 1.001 * wanted:
        notes.append(
            f"The ground is {problem.grid.nx * problem.grid.cell_m / 1000:.0f} km wide: cells are "
            f"{problem.grid.cell_m:.0f} m instead of {wanted:.0f} m."
        )
    for name, why in problem.set_aside.items():
        notes.append(f"{problem.evidence[name].title} was set aside: {why}.")
    if not len(terrain.roads):
        notes.append("No roads are known here: the way is reckoned over open ground.")
    for leg in problem.legs:
        if leg.manner is not None and leg.manner not in problem.parameters.manner_costs:
            notes.append(f"The manner {leg.manner!r} has no costs and is not weighed.")
    return notes
