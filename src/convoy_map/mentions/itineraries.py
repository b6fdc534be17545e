"""Journeys: which motion belongs to which, and what each place is to its journey.

A journey is followed by its traveller: a person, a vehicle, a group, or the
teller. Someone brought in as new ("a group", "another driver") who is bound for
somewhere new opens a new journey; so does real travel after a plan that was
never carried out. What a place is to its journey comes from the path ("from",
"to", "through") and is set right when the whole journey is known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from anyascii import anyascii

from convoy_map.mentions.branches import branch_off
from convoy_map.mentions.cast import UNNAMED, Cast
from convoy_map.mentions.chronology import put_in_order
from convoy_map.mentions.events import Event, Path
from convoy_map.mentions.journeys import NEVER_FIRST, OFF, Journey, root_of
from convoy_map.mentions.motion_words import BASE_FORMS
from convoy_map.mentions.parties import Party, divide
from convoy_map.mentions.roles import set_roles
from convoy_map.mentions.speech import SpeakerMap
from convoy_map.mentions.strands import goals_of, places_of
from convoy_map.mentions.telling import Telling
from convoy_map.mentions.traveller_keys import GROUPS, STRANGER, VEHICLES, noun_of, plain_keys
from convoy_map.mentions.units import Person, Unit, slug
from convoy_map.model import MentionKind, Role, Stance

__all__ = ["assign_journeys"]

_AIRBORNE = {"plane", "aircraft"}
_PLAIN = set("vehicle vehicles truck trucks lorry car bus".split())


def assign_journeys(
    events: list[Event],
    speakers: SpeakerMap,
    persons: Sequence[Person] = (),
    telling: Telling | None = None,
    units: Sequence[Unit] = (),
) -> list[Journey]:
    """Divide the motions of a document into journeys and give each place its role.

    Parameters
    ----------
    events : list of Event
        All motions in textual order, with their places.
    speakers : SpeakerMap
        Who speaks where, for "we" and "I" in quotations.
    persons : sequence of Person
        All persons named, in order, for who speaks.
    telling : Telling
        Who else is spoken of, who goes along, who parts and meets.
    units : sequence of Unit
        All places spoken of: one that no motion tells of may be where a party parted.
    """
    cast = Cast(speakers, persons, telling or Telling())
    _prepare(events)
    turns = cast.read(events)
    travelled = _travelled(events, cast)
    parties = branch_off(divide(travelled, cast, turns), cast, units)
    journeys = _merge_fragments([_journey(p) for p in parties if not p.is_aside])
    _name(journeys)
    for journey in journeys:
        journey.turn_back()
        journey.stitch()
        put_in_order(journey, cast.telling.flashes)
        set_roles(journey)
    return journeys


def _prepare(events: list[Event]) -> None:
    """What has to be known of all motions before they are divided."""
    plain = plain_keys({e.traveller for e in events})
    told = any(e.traveller not in {"", "you"} for e in events)
    for event in events:
        if told and event.traveller == "you" and event.verb in BASE_FORMS:
            for arg in event.args:
                arg.stance = Stance.HYPOTHETICAL
        event.traveller = plain.get(event.traveller, event.traveller)
        for arg in event.args:
            if arg.path is Path.SOURCE and arg.stance in {Stance.NEGATED, Stance.PLANNED}:
                arg.stance = Stance.STATED
                arg.presupposed = True


def _travelled(events: list[Event], cast: Cast) -> list[Event]:
    """The motions that have places and belong to some journey."""
    scattered: set[int] = set()
    movers = {e.key for e in events if e.args and e.key and e.kind not in NEVER_FIRST}
    kept: list[Event] = []
    for event in events:
        if not event.args and event.verb.startswith("arriv") and kept:
            _confirm(kept[-1])
        for arg in event.args:
            arg.unit.stance = arg.stance
        real = [a for a in event.args if a.stance not in OFF]
        if event.kind == "spread":
            scattered.add(event.sentence)
        if event.sentence in scattered:
            for arg in real:
                arg.unit.role = Role.DISPERSAL
        elif real and not _is_left_out(event, cast, bool(kept) or event.key in movers):
            kept.append(event)
    return kept


def _is_left_out(event: Event, cast: Cast, begun: bool) -> bool:
    """Whether a motion belongs to no journey: a stay before any travel, a stranger's aside."""
    if event.key == STRANGER:
        return True
    teller = event.key_is_teller and cast.first_person
    if event.kind in NEVER_FIRST and not begun and not teller:
        return True
    if event.key not in UNNAMED or event.kind == "now" or not cast.first_person:
        return False
    if event.sure and event.kind == "stay":
        event.key = ""  # what happened at a stop of the teller's: "In Osk the carriage filled"
    goes = any(a.path in {Path.GOAL, Path.SOURCE} for a in event.args) and event.kind != "there"
    return not event.sure and not goes


def _journey(party: Party) -> Journey:
    """A journey with the motions of a party."""
    events = party.events
    goals = sorted(g for e in events[:1] for g in goals_of(e))
    own = next((s.key for s in party.strands if s.key and s.key not in UNNAMED), "")
    journey = Journey(own or (slug(goals[0]) if goals else "journey"))
    journey.travellers = party.keys
    journey.places = places_of(events)
    journey.events = events
    return journey


def _confirm(event: Event) -> None:
    """Such as "headed for Osk. It arrived on 8 July": what was headed for was reached."""
    for arg in event.args:
        if arg.path is Path.HEADING and arg.stance is Stance.STATED:
            arg.path = Path.GOAL


def _merge_fragments(journeys: list[Journey]) -> list[Journey]:
    """Join a nameless group's journey to the one that passes all of its places.

    "Fighters escaped from Raqqa" tells a piece of the convoy's journey; a named
    person's journey stays his own.
    """
    kept: list[tuple[Journey, set[str]]] = []
    for journey in sorted(journeys, key=lambda j: (-len(j.places), -len(j.events))):
        nameless = 2 * sum(e.key in GROUPS or not e.key for e in journey.events) >= len(
            journey.events
        )
        named = _named(journey)
        whole = next((k for k, has in kept if named <= has and not k.is_only_planned), None)
        new = any(e.indefinite for e in journey.events)
        if nameless and whole is not None and not new and not journey.is_only_planned:
            whole.events = sorted([*whole.events, *journey.events], key=lambda e: e.start)
            whole.travellers |= journey.travellers
        else:
            kept.append((journey, named))
    return sorted((k for k, _ in kept), key=lambda j: j.events[0].start if j.events else 0)


def _named(journey: Journey) -> set[str]:
    """The named places of a journey."""
    roots = (root_of(a.unit) for e in journey.events for a in e.args if a.stance not in OFF)
    return {r.name for r in roots if r.kind is MentionKind.TOPONYM}


def journey_slug(key: str) -> str:
    """A traveller's key as the id of a journey: Latin letters, at most 60 characters.

    Examples
    --------
    >>> journey_slug("ياسر"), journey_slug("Kovačević"), journey_slug("؟")
    ('ysr', 'kovacevic', 'journey')
    """
    plain = slug(anyascii(key)).strip("-")[:60].strip("-")
    return re.sub(r"[^a-z0-9-]+", "", plain) or "journey"


def _name(journeys: list[Journey]) -> None:
    """Call a journey after its vehicle where it has one ("convoy"), planned ones marked so."""
    taken: set[str] = set()
    for journey in sorted(journeys, key=lambda j: j.is_only_planned):
        counts = Counter(e.traveller for e in journey.events if noun_of(e.traveller) in VEHICLES)
        first = {v: i for i, v in reversed(list(enumerate(e.traveller for e in journey.events)))}
        order = sorted(counts, key=lambda v: (v in _AIRBORNE | _PLAIN, -counts[v], first[v]))
        own = journey_slug(re.sub(r"-\d+$", "", journey.id).removeprefix("planned-"))
        prefix = "planned-" if journey.is_only_planned else ""
        bases = [prefix + name for name in (*order, own)]
        free = [*bases, *(f"{bases[0]}-{n}" for n in range(2, len(journeys) + 2))]
        journey.id = next(name for name in free if name not in taken)
        taken.add(journey.id)
