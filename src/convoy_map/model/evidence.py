"""Evidence: what the quotes say about where and when, as constraints."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from convoy_map.model.mention import Role, Stance, TimeInterval
from convoy_map.model.space import CandidateSet
from convoy_map.model.text import TextAnchor


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation used as evidence, and who speaks in it.

    ``told_at`` is the offset that stands for it in the order of the telling
    (``Mention.told_at``); None where the anchor's own position does.
    """

    anchor: TextAnchor
    witness: str | None = None
    stance: Stance = Stance.STATED
    told_at: int | None = None


@dataclass(frozen=True, slots=True)
class LocatedPlace:
    """One possible position of an anchor place, with its probability.

    ``geometry`` (lon/lat) is given for lines and areas; points leave it None.
    """

    place_id: str
    title: str
    lon: float
    lat: float
    coordinate_uncertainty_m: float
    p: float
    geometry: BaseGeometry | None = field(default=None, compare=False)


Located = tuple[LocatedPlace, ...]


@dataclass(frozen=True, slots=True)
class At:
    """At a place: a mixture over its possible positions."""

    places: Located


@dataclass(frozen=True, slots=True)
class Near:
    """Near a place, or at a stated distance of it in no stated direction.

    With ``distance_m`` the evidence is a ring at that distance (standard
    deviation ``distance_sd_m``); without, a normal of scale ``scale_m``.
    """

    places: Located
    scale_m: float
    distance_m: float | None = None
    distance_sd_m: float | None = None


@dataclass(frozen=True, slots=True)
class Direction:
    """In a direction from a place.

    Bearing von Mises with 90 % within ``half_angle_deg``; distance lognormal
    with median ``distance_median_m`` and log standard deviation
    ``distance_log_sd``.
    """

    places: Located
    bearing_deg: float
    half_angle_deg: float
    distance_median_m: float
    distance_log_sd: float


@dataclass(frozen=True, slots=True)
class Between:
    """Between two places, at neither of them.

    ``width_fraction`` scales the detour |Ax| + |xB| - |AB| by |AB|;
    ``midway`` pulls towards the middle.
    """

    first: Located
    second: Located
    width_fraction: float = 0.12
    midway: bool = False


@dataclass(frozen=True, slots=True)
class Along:
    """On or by a line: a road, a river, a border. ``sigma_m`` is the distance scale."""

    line: BaseGeometry = field(compare=False)
    title: str
    sigma_m: float


@dataclass(frozen=True, slots=True)
class Within:
    """Inside an area, its edge softened by ``edge_sigma_m``."""

    area: BaseGeometry = field(compare=False)
    title: str
    edge_sigma_m: float


@dataclass(frozen=True, slots=True)
class Beyond:
    """Past a place, seen from another: the far side, softened by ``sigma_m``.

    ``bearing_deg`` points from the near side to the far side, when it is known;
    else it is the direction of travel, found with the route.
    """

    places: Located
    sigma_m: float
    bearing_deg: float | None = None


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where the journey crosses a line (a river, a border)."""

    line: BaseGeometry = field(compare=False)
    title: str
    sigma_m: float


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the heading changes to the ``left`` or ``right``; ``near`` if also placed."""

    side: str
    near: SpatialConstraint | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Several constraints that hold of the same spot."""

    parts: tuple[SpatialConstraint, ...]


@dataclass(frozen=True, slots=True)
class Unlocated:
    """Order only: nothing says where. ``reason`` tells why."""

    reason: str


SpatialConstraint = (
    At | Near | Direction | Between | Along | Within | Beyond | Crossing | Turn | AllOf | Unlocated
)


class Status(StrEnum):
    """Whether the journey, or this part of it, took place."""

    TRAVELLED = "travelled"
    PLANNED = "planned"
    ATTEMPTED = "attempted"
    REPORTED = "reported"


class Review(StrEnum):
    """Whether a person has looked at it."""

    ACCEPTED = "accepted"
    UNREVIEWED = "unreviewed"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class StatedArea:
    """The fragment's own area by the point-radius method, before any routing.

    ``geometry`` is a polygon or multipolygon in lon/lat that holds the place
    with 95 % if the words are true; ``lon``, ``lat`` its representative point.
    """

    lon: float
    lat: float
    coordinate_uncertainty_m: float
    geometry: BaseGeometry = field(compare=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fragment of a journey: a spatial and a temporal constraint, with quotes.

    ``id`` is ``itinerary/slug`` and doubles as the waypoint's id. ``p_wrong`` is
    the prior probability that the statement does not fit the journey at all.
    """

    id: str
    itinerary: str
    title: str
    role: Role
    status: Status
    quotes: tuple[Quote, ...]
    spatial: SpatialConstraint
    temporal: TimeInterval | None = None
    relation_text: str = ""
    candidates: CandidateSet | None = None
    stated_area: StatedArea | None = None
    p_wrong: float = 0.05
    review: Review = Review.UNREVIEWED
    judgements: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class LegEvidence:
    """What is said of the way between two fragments.

    ``manner`` is a surface ("main_road", "track", "desert", "on_foot");
    ``turn`` a side; ``duration`` bounds the travel time. ``before`` None means
    "to the end of the itinerary", ``after`` None "from its start".
    """

    id: str
    itinerary: str
    after: str | None
    before: str | None
    manner: str | None = None
    turn: str | None = None
    duration: TimeInterval | None = None
    quotes: tuple[Quote, ...] = ()
    judgements: tuple[str, ...] = ()


class OrderBasis(StrEnum):
    """What an order rests on, strongest first."""

    ANALYST = "analyst"
    TIME = "time"
    RELATION = "relation"
    ROLE = "role"
    NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True)
class OrderConstraint:
    """``before`` comes before ``after`` (evidence ids), and why."""

    before: str
    after: str
    basis: OrderBasis
    why: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class RankedSequence:
    """One order of the fragments, with its probability and cost."""

    evidence: tuple[str, ...]
    p: float
    cost: float


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A smallest set of statements that cannot all be true, with their quotes."""

    id: str
    itinerary: str
    members: tuple[str, ...]
    why: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Ordering:
    """Partial order of one itinerary, the sequences that survive, and what conflicts."""

    itinerary: str
    constraints: tuple[OrderConstraint, ...]
    sequences: tuple[RankedSequence, ...]
    contradictions: tuple[Contradiction, ...] = ()
    dropped: tuple[OrderConstraint, ...] = ()
