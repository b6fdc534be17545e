"""Mentions: words in a text that speak of a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from convoy_map.model.text import TextAnchor


class MentionKind(StrEnum):
    """How the words name the place; ``leg`` speaks of the way, not of a place."""

    TOPONYM = "toponym"
    RELATIONAL = "relational"
    NOMINAL = "nominal"
    DEMONYM = "demonym"
    EMBEDDED = "embedded"
    LEG = "leg"


class Role(StrEnum):
    """What the place is to the journey."""

    ORIGIN = "origin"
    VIA = "via"
    DESTINATION = "destination"
    PLANNED = "planned"
    DISPERSAL = "dispersal"
    LANDMARK = "landmark"
    AREA = "area"
    CONTEXT = "context"

    @property
    def is_on_route(self) -> bool:
        """Whether a mention in this role can become a waypoint."""
        return self in {Role.ORIGIN, Role.VIA, Role.DESTINATION, Role.PLANNED, Role.AREA}


class Stance(StrEnum):
    """How the speaker stands to what is said."""

    STATED = "stated"
    HEARD = "heard"
    PLANNED = "planned"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"


class RelationKind(StrEnum):
    """Spatial relations that the grammar knows."""

    AT = "at"
    NEAR = "near"
    DISTANCE = "distance"
    DIRECTION = "direction"
    BETWEEN = "between"
    MIDWAY = "midway"
    ALONG = "along"
    WITHIN = "within"
    PART_OF = "part_of"
    BEYOND = "beyond"
    CROSSING = "crossing"
    BORDER = "border"
    TURN = "turn"
    FURTHER = "further"


@dataclass(frozen=True, slots=True)
class Relation:
    """A spatial relation as the text states it, quantities included.

    Parameters
    ----------
    kind : RelationKind
        The relation.
    cue : str
        The words that state it ("north of", "not far from").
    bearing_deg, bearing_half_angle_deg : float or None
        Direction from the anchor, clockwise from north, and the half angle of
        the sector that the words allow (N = 45, NE = 22.5, NNE = 11.25).
    distance_m, distance_uncertainty_m : float or None
        Stated distance and half its stated precision.
    along : str or None
        "road", "river" … where a distance or place is along a path.
    side : str or None
        "left" or "right" of a turn.
    """

    kind: RelationKind
    cue: str
    bearing_deg: float | None = None
    bearing_half_angle_deg: float | None = None
    distance_m: float | None = None
    distance_uncertainty_m: float | None = None
    along: str | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """A stated time as an interval, and the words that state it.

    ``earliest_utc`` and ``latest_utc`` are aware datetimes in UTC; either may be
    open (None). Durations are in seconds. ``duration_of`` tells what a duration
    measures: ``"journey"``, ``"leg"`` or ``"stay"``.
    """

    text: str
    earliest_utc: datetime | None = None
    latest_utc: datetime | None = None
    duration_min_s: float | None = None
    duration_max_s: float | None = None
    duration_of: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that speak of a place, and what the text says about it.

    Parameters
    ----------
    id : str
        The anchor's target, ``source:start-end``.
    anchor : TextAnchor
        Where the words stand.
    kind : MentionKind
        How they name the place.
    role : Role
        What the place is to the journey.
    stance : Stance
        How the speaker stands to it.
    speaker : str or None
        The witness, None for the document's own voice.
    time : TimeInterval or None
        Stated time of being there.
    relation : Relation or None
        Spatial relation to the mentions in ``anchors_on``.
    anchors_on : tuple of str
        Ids of the mentions that the relation starts from, in textual order.
    refers_to : str or None
        Id of the mention that this one repeats ("the village" → "Shanine").
    itinerary : str or None
        Readable id of the journey it belongs to; None when to none.
    manner : str or None
        How the journey is said to run here: "main_road", "track", "desert", ….
    visit : int
        0 on the first visit of a place in its itinerary, 1 on the first return, ….
    p_mention : float
        Probability that the words speak of a place at all.
    p_stop : float or None
        Probability that the place is a stop of the journey told, where the reading
        weighed it; None where it did not.
    told_at : int or None
        Offset that stands for the mention in the order of the telling, where the
        grammar says more than the position does: in "to Osh by way of Gulcha"
        Gulcha comes first. None where the position itself holds.
    """

    id: str
    anchor: TextAnchor
    kind: MentionKind
    role: Role = Role.CONTEXT
    stance: Stance = Stance.STATED
    speaker: str | None = None
    time: TimeInterval | None = None
    relation: Relation | None = None
    anchors_on: tuple[str, ...] = ()
    refers_to: str | None = None
    itinerary: str | None = None
    manner: str | None = None
    visit: int = 0
    p_mention: float = 1.0
    note: str = ""
    told_at: int | None = None
    p_stop: float | None = None
