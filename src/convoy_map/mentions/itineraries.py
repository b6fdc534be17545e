"""Journeys: which motion belongs to which, and what each place is to its journey.

A journey is followed by its traveller: a person, a vehicle, a group, or the
teller. Someone brought in as new ("a group", "another driver") who is bound for
somewhere new opens a new journey; so does real travel after a plan that was
never carried out. What a place is to its journey comes from the path ("from",
"to", "through") and is set right when the whole journey is known.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from convoy_map.mentions.events import Arg, Event, Path
from convoy_map.mentions.speech import SpeakerMap
from convoy_map.mentions.subjects_en import GROUPS, VEHICLES
from convoy_map.mentions.units import Person, Unit, slug
from convoy_map.model import MentionKind, RelationKind, Role, Stance

__all__ = ["Journey", "assign_journeys"]

_AIRBORNE = {"plane", "aircraft"}
_PLAIN = set("vehicle vehicles truck trucks lorry car bus".split())
_NEVER_FIRST = {"there", "now"}
_OFF = {Stance.NEGATED, Stance.HYPOTHETICAL}


@dataclass(slots=True, eq=False)
class Journey:
    """One journey of a document while it is being read."""

    id: str
    travellers: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)
    paragraph: int = 0
    last: str = ""

    @property
    def is_only_planned(self) -> bool:
        """Whether nothing of it has been travelled."""
        return bool(self.events) and all(e.stance is Stance.PLANNED for e in self.events)


class _Book:
    """The journeys found so far, and who was spoken of last."""

    def __init__(
        self,
        speakers: SpeakerMap,
        persons: Sequence[Person],
        groups: Sequence[tuple[int, str, bool]],
    ) -> None:
        self.speakers = speakers
        self.company: Mapping[str, frozenset[str]] = {}
        self.mates: dict[tuple[int, str], set[str]] = {}
        self._persons = persons
        self._starts = [p.start for p in persons]
        self._keys = {slug(p.text): p.key for p in persons}
        self.journeys: list[Journey] = []
        self.current: Journey | None = None
        self.first_person = False
        self.last_key = ""
        self.last_one = ""
        self._last_at = self._many_at = -1
        self.groups = list(groups)
        self._group_starts = [g[0] for g in self.groups]
        self.last_many = ""
        self.last_it = ""

    def traveller(self, event: Event) -> str:
        """Resolve pronouns of a traveller."""
        key = event.traveller
        if key in {"i", "we"}:
            return self.speaker(event) or "narrator"
        if key in {"he", "she"}:
            index = bisect_left(self._starts, event.start) - 1
            near = self._persons[index] if index >= 0 else None
            if near is not None and (not self.last_one or near.start > self._last_at):
                return near.key
            return self.last_one
        if key == "ta":
            return "narrator" if self.first_person or not self.last_key else self.last_key
        if key in {"they", "them"}:
            index = bisect_left(self._group_starts, event.start) - 1
            if index >= 0 and self.groups[index][0] > self._many_at:
                _, group, indefinite = self.groups[index]
                event.indefinite, event.generic = indefinite, group not in VEHICLES
                return group
            return self.last_many or self.last_one
        if key == "it":
            return self.last_it
        return key

    def speaker(self, event: Event) -> str:
        """Key of the person who tells of an event within quotation marks."""
        who = self.speakers.at(event.start)
        if who is None or not self.speakers.in_quote(event.start):
            return ""
        return self._keys.get(slug(who), slug(who))

    def remember(self, event: Event, key: str) -> None:
        """Note the traveller for later pronouns."""
        if event.traveller in {"i", "we"}:
            self.first_person = True
            return
        if not key or (event.kind == "noun" and not event.args):
            return
        self.last_key = key
        if key in VEHICLES:
            self.last_it = key
        elif event.number == "many":
            self.last_many, self._many_at = key, event.start
        else:
            self.last_one, self._last_at = key, event.start

    def choose(self, event: Event, key: str) -> Journey:
        """The journey that an event belongs to, opened if need be."""
        names = {_root(a.unit).name for a in event.args}
        towards = {_root(a.unit).name for a in event.args if a.path in {Path.GOAL, Path.HEADING}}
        for journey in reversed(self.journeys):
            if key and key in journey.travellers:
                if event.indefinite and event.generic and towards - journey.places:
                    break
                if (
                    journey.is_only_planned
                    and event.stance is not Stance.PLANNED
                    and not (names & journey.places)
                ):
                    break
                return journey
        if not self.journeys:
            return self._open(event, key)
        along = self.company.get(key, frozenset())
        for journey in reversed(self.journeys):
            if along & journey.travellers and not journey.is_only_planned:
                return journey
        current = self.current or self.journeys[0]
        if current.is_only_planned and event.stance is not Stance.PLANNED:
            return self._open(event, key)
        if self._is_new(event, key, names, current):
            return self._open(event, key)
        if key and not event.generic:
            return current
        near = event.paragraph - current.paragraph <= 1
        if near and (names & current.places or event.kind in _NEVER_FIRST or not key):
            return current
        known = [j for j in self.journeys if names & j.places]
        return known[-1] if known else max(self.journeys, key=lambda j: len(j.events))

    def _towards(self, event: Event) -> set[str]:
        """Where the traveller is bound in the whole sentence."""
        return self.mates.get((event.sentence, event.traveller), set())

    def _is_new(self, event: Event, key: str, names: set[str], current: Journey) -> bool:
        if (
            event.kind == "go"
            and event.verb in {"path", "route", "way"}
            and towards_new(event, current)
        ):
            return True
        if not key or event.kind in _NEVER_FIRST:
            return False
        towards = self._towards(event)
        if event.generic and not event.indefinite:
            return False
        if not event.generic and key not in VEHICLES:
            leaves = {_root(a.unit).name for a in event.args if a.path is Path.SOURCE}
            elsewhere = bool(leaves) and current.last not in leaves
            apart = bool(towards) and current.last not in towards
            return not names & current.places or apart or elsewhere
        return bool(towards - current.places) and event.indefinite

    def _open(self, event: Event, key: str) -> Journey:
        goals = sorted(self._towards(event))
        base = key or (slug(goals[0]) if goals else "journey")
        if event.stance is Stance.PLANNED and not any(a.path is Path.SOURCE for a in event.args):
            base = f"planned-{base}"
        taken = {j.id for j in self.journeys}
        name, n = base, 2
        while name in taken:
            name, n = f"{base}-{n}", n + 1
        journey = Journey(name)
        self.journeys.append(journey)
        return journey


def assign_journeys(
    events: list[Event],
    speakers: SpeakerMap,
    persons: Sequence[Person] = (),
    groups: Sequence[tuple[int, str, bool]] = (),
    company: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> list[Journey]:
    """Divide the motions of a document into journeys and give each place its role.

    Parameters
    ----------
    events : list of Event
        All motions in textual order, with their places.
    speakers : SpeakerMap
        Who speaks where, for "we" and "I" in quotations.
    persons : sequence of Person
        All persons named, in order, for "he" and "she".
    groups : sequence of (offset, key, brought in as new)
        All groups of people spoken of, in order, for "they".
    company : mapping of str to set of str
        Vehicles and groups that a person is spoken of together with.
    """
    book = _Book(speakers, persons, groups)
    book.company = company
    for event in events:
        for arg in event.args:
            if arg.path is Path.SOURCE and arg.stance in {Stance.NEGATED, Stance.PLANNED}:
                arg.stance = Stance.STATED
                arg.presupposed = True
    for event in events:
        mates = book.mates.setdefault((event.sentence, event.traveller), set())
        mates |= {
            _root(a.unit).name
            for a in event.args
            if a.path in {Path.GOAL, Path.HEADING} and a.stance not in _OFF
        }
    for event in events:
        key = book.traveller(event)
        book.remember(event, key)
        real = [a for a in event.args if a.stance not in _OFF]
        if event.kind == "spread" or _spreads(event, events):
            for arg in real:
                arg.unit.role = Role.DISPERSAL
            continue
        if not real or (event.kind in _NEVER_FIRST and not book.journeys):
            continue
        known = len(book.journeys)
        journey = book.choose(event, key)
        who = book.speaker(event)
        if len(book.journeys) > known and who and event.indefinite:
            journey.travellers.add(who)
        if key:
            journey.travellers.add(key)
        journey.places |= {_root(a.unit).name for a in real}
        journey.events.append(event)
        ends = [a for a in real if a.path not in {Path.HEADING, Path.AREA}]
        journey.last = _root((ends or real)[-1].unit).name
        journey.paragraph = event.paragraph
        event.itinerary, event.key = journey.id, key
        book.current = journey
    journeys = _merge_fragments(book.journeys)
    _name(journeys)
    for journey in journeys:
        _roles(journey)
    return journeys


def _merge_fragments(journeys: list[Journey]) -> list[Journey]:
    """Join a nameless group's journey to the one that passes all of its places.

    "Fighters escaped from Raqqa" tells a piece of the convoy's journey; a named
    person's journey stays his own.
    """
    kept: list[Journey] = []
    for journey in sorted(journeys, key=lambda j: (-len(j.places), -len(j.events))):
        nameless = 2 * sum(e.key in GROUPS or not e.key for e in journey.events) >= len(
            journey.events
        )
        named = _named(journey)
        whole = next((k for k in kept if named <= _named(k) and not k.is_only_planned), None)
        if nameless and whole is not None and not journey.is_only_planned:
            whole.events = sorted([*whole.events, *journey.events], key=lambda e: e.start)
            whole.travellers |= journey.travellers
        else:
            kept.append(journey)
    return sorted(kept, key=lambda j: j.events[0].start if j.events else 0)


def _named(journey: Journey) -> set[str]:
    """The named places of a journey."""
    roots = (_root(a.unit) for e in journey.events for a in e.args if a.stance not in _OFF)
    return {r.name for r in roots if r.kind is MentionKind.TOPONYM}


def _name(journeys: list[Journey]) -> None:
    """Call a journey after its vehicle where it has one ("convoy"), planned ones marked so."""
    taken: set[str] = set()
    for journey in sorted(journeys, key=lambda j: j.is_only_planned):
        counts = Counter(e.traveller for e in journey.events if e.traveller in VEHICLES)
        first = {v: i for i, v in reversed(list(enumerate(e.traveller for e in journey.events)))}
        order = sorted(counts, key=lambda v: (v in _AIRBORNE | _PLAIN, -counts[v], first[v]))
        own = re.sub(r"-\d+$", "", journey.id).removeprefix("planned-")
        prefix = "planned-" if journey.is_only_planned else ""
        bases = [prefix + name for name in (*order, own)]
        free = [*bases, *(f"{bases[0]}-{n}" for n in range(2, len(journeys) + 2))]
        journey.id = next(name for name in free if name not in taken)
        taken.add(journey.id)


def towards_new(event: Event, journey: Journey) -> bool:
    """Whether an event leads to a place that a journey doesn't know."""
    goals = {_root(a.unit).name for a in event.args if a.path in {Path.GOAL, Path.HEADING}}
    return bool(goals - journey.places)


def _spreads(event: Event, events: list[Event]) -> bool:
    """Whether a motion only goes on with a dispersal told in the same sentence."""
    return any(
        e.kind == "spread" and e.sentence == event.sentence and e.start < event.start
        for e in events
    )


def _is_first(arg: Arg, order: list[str]) -> bool:
    """Whether a presupposed start is where the journey really starts."""
    return bool(order) and order[0] == _root(arg.unit).name


def _root(unit: Unit) -> Unit:
    seen = 0
    while unit.same_as is not None and seen < 20:
        unit, seen = unit.same_as, seen + 1
    return unit


_ROLE = {
    Path.SOURCE: Role.ORIGIN,
    Path.GOAL: Role.DESTINATION,
    Path.HEADING: Role.DESTINATION,
    Path.VIA: Role.VIA,
    Path.STAY: Role.VIA,
    Path.AREA: Role.AREA,
    Path.SPREAD: Role.DISPERSAL,
}


def _roles(journey: Journey) -> None:
    """Set role, stance, visit and itinerary of every place of a journey."""
    args = [(e, a) for e in journey.events for a in e.args]
    travelled = [
        a for e, a in args if a.stance not in _OFF | {Stance.PLANNED} and a.path is not Path.AREA
    ]
    reached = {_root(a.unit).name for a in travelled if a.path is not Path.HEADING}
    reached_at: dict[str, int] = {}
    for arg in reversed(travelled):
        if arg.path is not Path.HEADING:
            reached_at[_root(arg.unit).name] = arg.unit.start
    order: list[str] = []
    for arg in travelled:
        name = _root(arg.unit).name
        if arg.path is not Path.HEADING and (not order or order[-1] != name):
            order.append(name)
    travelled = [a for a in travelled if not a.presupposed or not order or _is_first(a, order)]
    goals = [_root(a.unit).name for a in travelled if a.path in {Path.GOAL, Path.HEADING}]
    last_goal = goals[-1] if goals else None
    first_source = next((_root(a.unit).name for a in travelled if a.path is Path.SOURCE), None)
    visits: dict[str, int] = {}
    seen_in: dict[str, int] = {}
    previous = ""
    for event in journey.events:
        event.itinerary = journey.id
    for event, arg in args:
        unit = arg.unit
        name = _root(unit).name
        unit.itinerary = journey.id
        unit.stance = arg.stance
        unit.traveller = event.traveller
        if arg.stance in _OFF or (arg.presupposed and not _is_first(arg, order)):
            unit.role = Role.CONTEXT
            unit.itinerary = None
            continue
        unit.role = _role(arg, name, first_source, last_goal, reached)
        if _only_contains(arg, travelled):
            unit.role = Role.CONTEXT
            continue
        _set_told_at(event, arg)
        if arg.path is Path.HEADING and name in reached_at:
            arg.unit.told_at = reached_at[name]
        if unit.role.is_on_route and arg.stance is not Stance.PLANNED:
            back = event.is_return or (
                arg.path is Path.GOAL and seen_in.get(name) == event.paragraph
            )
            if back and name in visits and previous != name and arg.path is not Path.SOURCE:
                visits[name] += 1
            seen_in[name] = event.paragraph
            visits.setdefault(name, 0)
            unit.visit = visits[name]
            previous = name


def _only_contains(arg: Arg, travelled: list[Arg]) -> bool:
    """Whether a country is named next to a stop inside it: "crossed into Spain at Tui"."""
    if arg.unit.sort != "country" or arg not in travelled:
        return False
    index = travelled.index(arg)
    near = travelled[max(0, index - 1) : index + 3]
    return any(
        a.unit.sort == "settlement" and a.unit.ccodes & arg.unit.ccodes and a is not arg
        for a in near
    )


def _set_told_at(event: Event, arg: Arg) -> None:
    """ "to Osh by way of Gulcha", "after passing Gulcha": Gulcha comes before Osh."""
    if arg.path is Path.VIA:
        later = [a.unit.start for a in event.args if a.path is Path.GOAL]
        if later and min(later) < arg.unit.start:
            arg.unit.told_at = max(0, min(later) - 1)
    if event.backward and event.after is not None:
        arg.unit.told_at = max(0, event.after - 1)


def _role(
    arg: Arg, name: str, first_source: str | None, last_goal: str | None, reached: set[str]
) -> Role:
    if arg.stance is Stance.PLANNED:
        return Role.PLANNED if name not in reached else Role.CONTEXT
    role = _ROLE[arg.path]
    if role is Role.ORIGIN and name != first_source:
        return Role.VIA
    if role is Role.DESTINATION and name != last_goal:
        return Role.VIA
    return role


def spread_to_parts(units: list[Unit]) -> None:
    """Give the places that a relation starts from the journey of the whole phrase."""
    for unit in units:
        root = unit.same_as
        if (
            unit.itinerary
            and root is not None
            and root.itinerary is None
            and (root.kind is not MentionKind.TOPONYM and root.sentence == unit.sentence)
        ):
            root.itinerary, root.role, root.visit = unit.itinerary, unit.role, unit.visit
            root.stance = unit.stance
    for unit in units:
        if unit.itinerary is None:
            continue
        for part in unit.parts:
            if part.itinerary is None and part.kind is not MentionKind.DEMONYM:
                part.itinerary = unit.itinerary
                part_of = part.relation is not None and part.relation.kind is RelationKind.PART_OF
                if part_of and unit.role.is_on_route and part.same_as is None:
                    part.role, part.stance, part.same_as = Role.AREA, unit.stance, unit
                if unit.same_as is part:
                    part.role, part.stance, part.visit = unit.role, unit.stance, unit.visit


def follow_descriptions(units: list[Unit], openings: set[int]) -> None:
    """Put on the route what the text describes next to a place on it.

    "North of the village, it's a different landscape": a sentence that opens with
    a place related to a stop goes on along the way. ``there`` and ``here`` share
    the part of the place they point to.

    Parameters
    ----------
    units : list of Unit
        All units in order, with roles.
    openings : set of int
        Offsets at which sentences begin.
    """
    for unit in units:
        if unit.itinerary is not None or unit.role is not Role.CONTEXT or unit.parent is not None:
            continue
        if unit.kind is MentionKind.NOMINAL and unit.head in {"here", "there"}:
            root = _root(unit)
            if (
                root is not unit
                and root.role.is_on_route
                and root.itinerary is not None
                and (unit.sentence - root.sentence <= 2)
            ):
                unit.itinerary, unit.role, unit.visit = root.itinerary, root.role, root.visit
        elif unit.kind is MentionKind.RELATIONAL and unit.start in openings:
            anchors = [_root(part) for part in unit.parts]
            on_route = [a for a in anchors if a.role in {Role.VIA, Role.DESTINATION}]
            if on_route and on_route[0].itinerary is not None:
                unit.itinerary, unit.role = on_route[0].itinerary, Role.VIA
                for part in unit.parts:
                    part.itinerary = part.itinerary or unit.itinerary
                    within = unit.relation is not None and unit.relation.kind is RelationKind.WITHIN
                    if within and _root(part) is on_route[0] and part is not on_route[0]:
                        part.role, part.visit = on_route[0].role, on_route[0].visit
