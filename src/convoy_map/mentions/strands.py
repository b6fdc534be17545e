"""Strands: the motions of one traveller between two turns of the telling."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from convoy_map.mentions.events import Event, Path
from convoy_map.mentions.journeys import OFF, root_of
from convoy_map.mentions.telling import ALL, MEET, REST, Turn
from convoy_map.mentions.traveller_keys import (
    GROUPS,
    SERVICE,
    STRANGER,
    VEHICLES,
    is_agent,
    noun_of,
)
from convoy_map.model import Stance

__all__ = ["Strand", "goals_of", "places_of", "strands_of"]

_WAYS = frozenset({"path", "route", "way", "road"})


class Strand:
    """Motions of one traveller between two turns of the telling.

    ``cut`` tells why it begins anew: "part", "meet", "fresh" (another journey), or
    "carried out" (after a plan).
    """

    def __init__(self, key: str, cut: str | None = None) -> None:
        self.key = key
        self.cut = cut
        self.events: list[Event] = []
        self.places: set[str] = set()
        self.is_planned = True

    def add(self, event: Event) -> None:
        """Take a motion up."""
        self.events.append(event)
        self.places |= places_of([event])
        self.is_planned = self.is_planned and event.stance is Stance.PLANNED

    @property
    def start(self) -> int:
        """Offset of the first motion."""
        return self.events[0].start

    @property
    def is_indefinite(self) -> bool:
        """Whether the text brings the traveller in as somebody new."""
        return self.events[0].indefinite

    @property
    def kind(self) -> str:
        """What travels: teller, vehicle, service, group or person; nothing where nobody is told."""
        noun = noun_of(self.key)
        if self.key == "narrator":
            return "teller"
        if noun in VEHICLES:
            return "vehicle"
        if noun in SERVICE:
            return "service"
        if noun in GROUPS or is_agent(noun):
            return "group"
        return "person" if self.key else ""


def places_of(events: Sequence[Event]) -> set[str]:
    """Names of the places of motions that were travelled or planned."""
    return {root_of(a.unit).name for e in events for a in e.args if a.stance not in OFF}


def goals_of(event: Event) -> set[str]:
    """Names of the places that one motion leads to."""
    return {root_of(a.unit).name for a in event.args if a.path in {Path.GOAL, Path.HEADING}}


def strands_of(
    events: list[Event], protagonist: str, turns: dict[Turn, frozenset[str]], named_at: int = -1
) -> list[Strand]:
    """Cut the motions of every traveller where a turn is told."""
    found: list[Strand] = []
    latest: dict[str, Strand] = {}
    told = _by_key(turns)
    rests = [t for t in turns if t.kind == REST]
    last = opener = _opener(events, protagonist, named_at)
    for event in events:
        while rests and rests[0].start < event.start:
            _leave_behind(latest.get(last), rests.pop(0), protagonist)
        key = event.key or (protagonist if protagonist in latest else opener)
        before = latest.get(last)
        if not event.key and event.stance is Stance.PLANNED and before and before.is_planned:
            key = last
        other = _tells_other_way(event, latest.get(key))
        key = f"{key} other" if other else key
        last = key
        held = latest.get(key)
        cut = "fresh" if other else _cut(event, held, told, protagonist)
        if held is None or cut is not None:
            held = Strand(key, cut)
            found.append(held)
            latest[key] = held
        held.add(event)
    return found


def _opener(events: Sequence[Event], protagonist: str, named_at: int) -> str:
    """Whom the first motions tell of where they name nobody.

    The protagonist if he was named before, else who is named soon after.
    """
    block = events[0].paragraph if events else 0
    known = protagonist == "narrator" or (events and 0 <= named_at < events[0].start)
    for event in events:
        named = event.key and not event.indefinite and not event.key_is_teller
        if named or known:
            break
        known = not event.key and event.traveller in {"they", "them"}  # all of them, he too
    for event in events if not known else ():
        if event.paragraph - block > 1:
            break
        named = event.key not in {"", STRANGER} and not event.key_is_teller
        if named and not event.indefinite and not event.earlier:
            return event.key
    return protagonist


def _leave_behind(strand: Strand | None, turn: Turn, protagonist: str) -> None:
    """Part a single person from the others who "went on" after his motion."""
    if strand is None or strand.kind != "person" or strand.key == protagonist:
        return
    if turn.paragraph - strand.events[-1].paragraph <= 1:
        strand.cut = "part"


def _tells_other_way(event: Event, held: Strand | None) -> bool:
    """Such as "The other path is to Osk": a way that nobody named goes."""
    way = event.kind == "go" and event.verb in _WAYS and not event.traveller
    return way and held is not None and bool(goals_of(event) - held.places)


def _cut(
    event: Event, held: Strand | None, turns: dict[str, list[Turn]], protagonist: str
) -> str | None:
    """Why a motion begins a new strand of its traveller, None if it goes on."""
    since = held.events[-1].start if held is not None else -1
    single = event.number == "one" and noun_of(event.key) not in VEHICLES
    told = turns.get(event.key) or (turns.get(ALL, []) if single else [])
    last = bisect_left(told, event.start, key=lambda t: t.start) - 1
    turned = last >= 0 and told[last].start > since
    if event.key != protagonist and turned and not (event.earlier or event.backward):
        return "meet" if told[last].kind == MEET else "part"
    if held is None:
        return None
    if event.anew:
        return "fresh"
    names = places_of([event])
    new = bool(goals_of(event) - held.places)
    starts = any(a.path is Path.SOURCE for a in event.args) and event.kind != "noun"
    leaves = (event.kind == "leave" or starts) and not names & held.places
    told_new = event.indefinite and event.traveller not in {"they", "them"}
    if told_new and ((event.generic and new) or (not event.generic and leaves)):
        return "fresh"
    plan = held.is_planned and event.stance is not Stance.PLANNED
    return "carried out" if plan and not names & held.places else None


def _by_key(turns: dict[Turn, frozenset[str]]) -> dict[str, list[Turn]]:
    """The turns that are told of each traveller, in order."""
    told: dict[str, list[Turn]] = {}
    for turn, who in turns.items():
        for key in sorted(who):
            told.setdefault(key, []).append(turn)
    return told
