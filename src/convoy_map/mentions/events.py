"""What the language readers tell of motion, in one form for all languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from convoy_map.mentions.times import TimeWords
from convoy_map.mentions.units import Unit
from convoy_map.model import Stance, TimeInterval

__all__ = ["Arg", "Event", "Path", "before_which", "give_times"]


class Path(StrEnum):
    """What a place is to one motion: where it starts, leads to, is bound for, passes, stays."""

    SOURCE = "source"
    GOAL = "goal"
    HEADING = "heading"
    VIA = "via"
    STAY = "stay"
    AREA = "area"
    SPREAD = "spread"


@dataclass(slots=True, eq=False)
class Arg:
    """A place in its part of one motion.

    ``presupposed``: the motion was denied or only wanted, but its start was
    taken for granted ("she didn't want to leave Osh": she was there).
    """

    unit: Unit
    path: Path
    stance: Stance
    presupposed: bool = False


@dataclass(slots=True, eq=False)
class Event:
    """One motion that the text tells of.

    ``traveller`` is a readable key ("abu-fawzi", "convoy", "we"; "ta" is the Arabic
    ending that may mean I or she), ``indefinite``
    tells that the text brings the traveller in as someone new ("a group", "some
    of them"), ``number`` is "one" or "many". ``backward`` tells that it came before
    the motion told before it ("after passing Osk"); ``earlier`` that it is told in the
    pluperfect, looking back from what was told before it ("he had come through Osk");
    ``anew`` that another journey of the same traveller begins ("The second time, …");
    ``sure`` that its places, weighed by all reasons, are likely stops of the journey told.
    """

    start: int
    end: int
    verb: str
    kind: str
    sentence: int
    paragraph: int
    stance: Stance = Stance.STATED
    traveller: str = ""
    indefinite: bool = False
    number: str = ""
    speaker: str | None = None
    args: list[Arg] = field(default_factory=list)
    time: TimeInterval | None = None
    itinerary: str | None = None
    generic: bool = False
    is_return: bool = False
    backward: bool = False
    key: str = ""
    after: int | None = None
    earlier: bool = False
    anew: bool = False
    sure: bool = False

    @property
    def key_is_teller(self) -> bool:
        """Whether the teller travels: "I", "we"."""
        return self.traveller in {"i", "we"}


def before_which(event: Event) -> int:
    """Offset of the place that a motion told after this one came before: its goal."""
    goals = [a.unit.start for a in event.args if a.path in {Path.GOAL, Path.HEADING}]
    return goals[-1] if goals else event.args[-1].unit.start


def give_times(events: Sequence[Event], times: Sequence[TimeWords]) -> None:
    """Give every motion of a sentence the time stated nearest to it; durations are no time."""
    when = [t for t in times if not t.is_duration]
    for event in events if when else ():
        nearest = min(when, key=lambda t: min(abs(t.start - event.start), abs(t.end - event.start)))
        event.time = nearest.interval
        for arg in event.args:
            arg.unit.time = nearest.interval
