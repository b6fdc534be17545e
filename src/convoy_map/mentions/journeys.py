"""The journeys found while a document is read, and which one a motion belongs to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from convoy_map.mentions.events import Event, Path
from convoy_map.mentions.motion_words import VEHICLE_RIDES
from convoy_map.mentions.speech import SpeakerMap
from convoy_map.mentions.subjects_en import (
    GROUPS,
    SERVICE,
    VEHICLES,
    is_agent,
    is_marked,
    is_part,
    noun_of,
)
from convoy_map.mentions.units import Person, Unit, slug
from convoy_map.model import Stance

__all__ = ["NEVER_FIRST", "OFF", "Journey", "JourneyBook", "root_of"]

NEVER_FIRST = {"there", "now"}
"""Kinds of events that never open a journey."""
_COMPANIONS = frozenset(
    "families groups others brothers sisters friends passengers survivors members companions "
    "refugees travellers travelers pilgrims prisoners hundreds thousands dozens fighters".split()
)
_MOST_JOURNEYS = 60
OFF = {Stance.NEGATED, Stance.HYPOTHETICAL}
"""Stances of what was not travelled."""


@dataclass(slots=True, eq=False)
class Journey:
    """One journey of a document while it is being read."""

    id: str
    travellers: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)
    paragraph: int = 0
    last: str = ""

    def turn_back(self) -> None:
        """Set down as planned what was headed for before the journey turned back."""
        for index, event in enumerate(self.events):
            if not event.verb.startswith("turn") or event.kind != "stay" or not event.args:
                continue
            for earlier in self.events[:index]:
                for arg in earlier.args:
                    if arg.path is Path.HEADING:
                        arg.stance = Stance.PLANNED

    def look_back(self) -> None:
        """Set what is told in the pluperfect before the motion it looks back from."""
        if 2 * sum(e.earlier for e in self.events) > len(self.events):
            return
        now: Event | None = None
        for event in self.events:
            if not event.args:
                continue
            if not event.earlier:
                now = event
            elif now is not None and event.paragraph - now.paragraph <= 1 and not event.backward:
                event.backward = True
                event.after = min(a.unit.start for a in now.args)

    def stitch(self) -> None:
        """Put a stage that leads to the journey's first stop before it.

        A diary that tells its days backwards: "Today Osk to Lur. Yesterday Kano to Osk."
        """
        first: Unit | None = None
        seen: set[str] = set()
        for event in self.events:
            source = next((a.unit for a in event.args if a.path is Path.SOURCE), None)
            goal = next((a.unit for a in event.args if a.path is Path.GOAL), None)
            if event.kind == "stage" and first is not None and source is not None and goal:
                leads = root_of(goal).name == root_of(first).name or goal.head == "here"
                if leads and root_of(source).name not in seen:
                    event.args = [a for a in event.args if a.unit is not goal]
                    event.backward, event.after = True, first.told_at or first.start
                    source.told_at = max(0, event.after - 1)
                    first = source
            for arg in event.args:
                seen.add(root_of(arg.unit).name)
                first = arg.unit if first is None else first

    @property
    def is_told_in_order(self) -> bool:
        """Whether the traveller tells it, so that a place told again was visited again."""
        own = sum(e.key == "narrator" or e.key_is_teller for e in self.events)
        return 2 * own > len(self.events)

    @property
    def is_personal(self) -> bool:
        """Whether persons or the teller travel, no group and no vehicle."""
        return bool(self.travellers) and not any(
            noun_of(t) in GROUPS | VEHICLES or is_agent(t) for t in self.travellers
        )

    @property
    def is_only_planned(self) -> bool:
        """Whether nothing of it has been travelled."""
        return bool(self.events) and all(e.stance is Stance.PLANNED for e in self.events)


class JourneyBook:
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
        self.first_person = self.told_by_traveller = False
        self.last_key = ""
        self.last_one = ""
        self._last_at = self._many_at = -1
        self.groups = list(groups)
        self._group_starts = [g[0] for g in self.groups]
        self.last_many = ""
        self.last_it = ""
        self._before = (-1, "")

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
            if self._before[0] == event.sentence and self._before[1] not in {"", "narrator"}:
                return self._before[1]
            own = self.first_person or self.speakers.in_quote(event.start)
            return "narrator" if own or not self.last_key else self.last_key
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
        self._before = (event.sentence, key)
        if event.traveller in {"i", "we"}:
            quoted = self.speakers.in_quote(event.start)
            self.first_person = self.first_person or not quoted
            return
        if key in {"", "you", "narrator"} or (event.kind == "noun" and not event.args):
            return
        self.last_key = key
        if noun_of(key) in VEHICLES:
            self.last_it = key
        elif event.number == "many":
            self.last_many, self._many_at = key, event.start
        else:
            self.last_one, self._last_at = key, event.start

    def is_aside(self, event: Event, key: str) -> bool:
        """Whether a stay tells of somebody whose travels the text doesn't tell."""
        if event.generic and not event.indefinite and self._are_others(event, key):
            return True
        if (
            event.kind not in NEVER_FIRST - {"now"}
            or event.generic
            or not key
            or noun_of(key) in VEHICLES
        ):
            return False
        if key in {"narrator", self.last_it} or event.key_is_teller:
            return False
        return not any(
            key in j.travellers or self.company.get(key, frozenset()) & j.travellers
            for j in self.journeys
        )

    def _are_others(self, event: Event, key: str) -> bool:
        """Whether a group that nobody travels with goes where no journey goes: "the miners"."""
        names = {root_of(a.unit).name for a in event.args}
        away = is_agent(key) or (key in GROUPS and key.endswith("s") and key not in _COMPANIONS)
        if not away or any(key in j.travellers for j in self.journeys):
            return False
        personal = self.current is not None and self.current.is_personal
        return personal and not any(names & j.places for j in self.journeys)

    def choose(self, event: Event, key: str) -> Journey:
        """The journey that an event belongs to, opened if need be."""
        names = {root_of(a.unit).name for a in event.args}
        towards = {root_of(a.unit).name for a in event.args if a.path in {Path.GOAL, Path.HEADING}}
        if event.anew and key in self._gone and len(self.journeys) < _MOST_JOURNEYS:
            return self._open(event, key)
        for journey in reversed(self.journeys):
            if key and key in journey.travellers:
                fresh = event.indefinite and event.generic and towards - journey.places
                if fresh and len(self.journeys) < _MOST_JOURNEYS:
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
        if event.kind == "now" and key and noun_of(key) not in VEHICLES and not event.generic:
            return self._open(event, key)
        if self._speaks_for_party(event, key):
            return self.current or self.journeys[0]
        along = self.company.get(key, frozenset())
        for journey in reversed(self.journeys):
            if along & journey.travellers and not journey.is_only_planned:
                return journey
        current = self.current or self.journeys[0]
        told = key == "narrator" and self.speakers.in_quote(event.start)
        if told and not current.is_only_planned:
            return current
        led = SERVICE | VEHICLES
        alone = current.travellers and all(noun_of(t) in led for t in current.travellers)
        teller = key == "narrator" and not any("narrator" in j.travellers for j in self.journeys)
        near = event.paragraph - current.paragraph <= 1 and not current.is_only_planned
        if near and ((alone and teller) or (key in SERVICE and not event.indefinite)):
            return current
        if not current.travellers and event.paragraph - current.paragraph <= 1:
            return current
        if current.is_only_planned and event.stance is not Stance.PLANNED:
            return self._open(event, key)
        if self._is_new(event, key, names, current):
            return self._open(event, key)
        if key and not event.generic:
            return current
        near = event.paragraph - current.paragraph <= 1
        if near and (names & current.places or event.kind in NEVER_FIRST or not key):
            return current
        known = [j for j in self.journeys if names & j.places]
        return known[-1] if known else max(self.journeys, key=lambda j: len(j.events))

    def _speaks_for_party(self, event: Event, key: str) -> bool:
        """Whether a speaker's "we" is the party told of just before, or a noun its planned way.

        A member of a party of several who says "we" goes with it, until he is told of
        as going a way of his own.
        """
        current = self.current
        if current is None or event.paragraph - current.paragraph > 1:
            return False
        if event.kind == "noun" and event.stance is Stance.PLANNED:
            return True
        several = any(e.number == "many" and e.traveller != "we" for e in current.events)
        told = event.traveller == "we" and self.speakers.in_quote(event.start)
        return told and several and not current.is_only_planned and key not in self._gone

    @property
    def _gone(self) -> set[str]:
        """Travellers of journeys told already."""
        return {t for j in self.journeys if not j.is_only_planned for t in j.travellers}

    def _towards(self, event: Event) -> set[str]:
        """Where the traveller is bound in the whole sentence."""
        return self.mates.get((event.sentence, event.traveller), set())

    def _is_new(self, event: Event, key: str, names: set[str], current: Journey) -> bool:
        if (
            event.kind == "go"
            and event.verb in {"path", "route", "way"}
            and not event.traveller
            and towards_new(event, current)
        ):
            return True
        parted = is_part(key) and event.is_return
        if (
            not key
            or (event.kind in NEVER_FIRST and not parted)
            or len(self.journeys) >= _MOST_JOURNEYS
        ):
            return False
        towards = self._towards(event)
        ridden = key in VEHICLE_RIDES - {"convoy"} and event.indefinite
        if ridden and "narrator" in current.travellers:
            return False
        if event.generic and not event.indefinite and not is_marked(key):
            return False
        if is_marked(key) or (not event.generic and noun_of(key) not in VEHICLES):
            leaves = {root_of(a.unit).name for a in event.args if a.path is Path.SOURCE}
            elsewhere = bool(leaves) and current.last not in leaves
            apart = bool(towards) and current.last not in towards
            if event.kind in NEVER_FIRST and not apart:
                return False
            return not names & current.places or apart or elsewhere
        departs = event.kind == "leave" and not event.generic
        return event.indefinite and (departs or bool(towards - current.places))

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


def towards_new(event: Event, journey: Journey) -> bool:
    """Whether an event leads to a place that a journey doesn't know."""
    goals = {root_of(a.unit).name for a in event.args if a.path in {Path.GOAL, Path.HEADING}}
    return bool(goals - journey.places)


def root_of(unit: Unit) -> Unit:
    """Follow what a place repeats back to its first mention."""
    seen = 0
    while unit.same_as is not None and seen < 20:
        unit, seen = unit.same_as, seen + 1
    return unit
