"""Routes: what the evidence adds up to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from convoy_map.model.evidence import Quote, Review, Status
from convoy_map.model.mention import Role, TimeInterval
from convoy_map.model.space import Candidate


class Support(StrEnum):
    """What a waypoint or leg rests on."""

    ATTESTED = "attested"
    INFERRED = "inferred"
    UNLOCATED = "unlocated"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A stop or passage of a journey; ``lon``/``lat`` None where it cannot be placed.

    ``p_place`` is the probability of the chosen candidate; ``p_skipped`` the
    posterior probability that the statement does not fit the route.
    """

    id: str
    itinerary: str
    sequence: int
    title: str
    role: Role
    status: Status
    support: Support
    lon: float | None = None
    lat: float | None = None
    place_id: str | None = None
    relation: str = ""
    time: TimeInterval | None = None
    coordinate_uncertainty_m: float | None = None
    p_place: float | None = None
    p_skipped: float | None = None
    candidates: tuple[Candidate, ...] = ()
    rejected: tuple[Candidate, ...] = ()
    quotes: tuple[Quote, ...] = ()
    n_sources: int = 0
    n_origins: int = 0
    n_witnesses: int = 0
    judgements: tuple[str, ...] = ()
    review: Review = Review.UNREVIEWED
    why: str = ""


class AreaBasis(StrEnum):
    """Whether an area shows the fragment alone or the whole route."""

    STATED = "stated"
    POSTERIOR = "posterior"


@dataclass(frozen=True, slots=True)
class Area:
    """An area (lon/lat polygon) that holds a waypoint with probability ``p_mass``."""

    waypoint: str
    basis: AreaBasis
    p_mass: float
    geometry: BaseGeometry = field(compare=False)


@dataclass(frozen=True, slots=True)
class Leg:
    """The way between two consecutive waypoints.

    ``feasible`` is None where no time is stated. ``travel_time_s`` is the range
    that the length and the surfaces' speeds allow; ``speed_kmh`` what the stated
    times imply.
    """

    id: str
    itinerary: str
    from_waypoint: str
    to_waypoint: str
    geometry: LineString | None = field(compare=False)
    length_m: float | None
    support: Support
    status: Status
    earliest_utc: str | None = None
    latest_utc: str | None = None
    travel_time_s: tuple[float, float] | None = None
    speed_kmh: tuple[float, float] | None = None
    feasible: bool | None = None
    manner: str | None = None
    quotes: tuple[Quote, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Corridor:
    """The area that holds the whole journey at level ``p_mass``."""

    itinerary: str
    p_mass: float
    geometry: BaseGeometry = field(compare=False)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A rival route, its probability, and what separates it from the shown one."""

    id: str
    itinerary: str
    hypothesis: str
    p: float
    differs_by: str
    geometry: LineString | None = field(compare=False)


@dataclass(frozen=True, slots=True)
class Route:
    """Everything inferred about one itinerary."""

    itinerary: str
    status: Status
    waypoints: tuple[Waypoint, ...]
    legs: tuple[Leg, ...]
    areas: tuple[Area, ...] = ()
    corridors: tuple[Corridor, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    notes: tuple[str, ...] = ()
