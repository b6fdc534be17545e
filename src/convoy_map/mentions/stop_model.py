"""Weighing whether a named place is a stop of the journey told.

The grammar of motion is sure where it finds a verb it knows, and blind elsewhere:
"Niamey by evening, no trouble". So every named settlement of a text that tells a
journey is weighed once more: the reasons that a language's reader names vote with
weights fitted by regularised logistic regression (Hosmer, Lemeshow and Sturdivant
2013, ch. 1 and 4) on journeys with known stops; ``benchmarks/fitting_stops.py`` fits
them again and prints what they do on texts left out. From ``P_TAKEN`` on an unclaimed
place becomes a stop; below ``P_DROPPED`` a claimed one ceases to be one.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from convoy_map.mentions.events import Arg, Event
from convoy_map.mentions.speech import SpeakerMap
from convoy_map.mentions.stop_context import Surroundings
from convoy_map.mentions.stop_distances import reasons_of_distance
from convoy_map.mentions.units import Unit, outermost_by_sentence
from convoy_map.model import Gazetteer, MentionKind, RelationKind, Stance

__all__ = [
    "P_TAKEN",
    "Weighed",
    "last_motion",
    "p_stop",
    "take_stops",
    "tell_stops",
    "weighed_places",
]

P_TAKEN = 0.5
P_DROPPED = 0.4
P_AFTER_ALL = {Stance.PLANNED: 0.65, Stance.HYPOTHETICAL: 0.65, Stance.NEGATED: 0.85}
"""From which probability on a place is a stop although the motion to it is told as not made."""
_NO_MOTION = frozenset({"there", "now"})
_LEAST_STOPS, _LEAST_TOWNS = 2, 5
_LEAST_SHARE = 0.15
_NO_TOWNS = frozenset({"country", "water", "line"})
_STANDS_IN = frozenset({RelationKind.AT, RelationKind.WITHIN, RelationKind.NEAR})
Reader = Callable[[Sequence[Unit], int, Surroundings], list[str]]
"""Names the reasons for a place: outermost places of its sentence, its index, the document."""


@dataclass(slots=True)
class Weighed:
    """A named place with the reasons for and against its being a stop.

    ``unit`` is the place itself or what stands in it or near it ("the station at Osk");
    ``p_stop`` the probability that it is a stop.
    """

    town: Unit
    unit: Unit
    reasons: tuple[str, ...]
    claim: tuple[Event, Arg] | None
    lang: str
    p_stop: float = field(init=False)

    def __post_init__(self) -> None:
        self.p_stop = p_stop(self.reasons, self.lang)


@cache
def _weights(lang: str) -> Mapping[str, float]:
    """The fitted weights by reason; "bias" is what counts before any reason."""
    source = resources.files("convoy_map.mentions").joinpath(f"stop_weights_{lang}.json")
    weights: dict[str, float] = json.loads(source.read_text(encoding="utf-8"))
    return weights


def p_stop(found: Sequence[str], lang: str) -> float:
    """Probability that a place with these reasons is a stop.

    Examples
    --------
    >>> likely = p_stop(["told:goal", "told:yes", "before:to"], "en")
    >>> likely > p_stop(["told:none", "before:like", "likening"], "en")
    True
    """
    weights = _weights(lang)
    score = weights["bias"] + sum(weights.get(reason, 0.0) for reason in found)
    return 1.0 / (1.0 + math.exp(-score))


def tell_stops(
    events: list[Event],
    units: Sequence[Unit],
    speakers: SpeakerMap,
    gazetteer: Gazetteer,
    read: Reader,
    to_event: Callable[[Unit, Sequence[Event]], Event],
    lang: str,
) -> list[Event]:
    """Weigh every named settlement of a text and tell the stops anew.

    Parameters
    ----------
    events : list of Event
        The motions that the grammar found.
    units, speakers, gazetteer, read, lang
        As ``weighed_places`` takes them.
    to_event : callable
        Makes a motion of its own for a stop that no motion tells, given the motions
        of its sentence.

    Returns
    -------
    list of Event
        The motions in textual order, with one more for each stop taken.
    """
    told: dict[int, list[Event]] = {}
    for event in events:
        told.setdefault(event.sentence, []).append(event)
    places = weighed_places(events, units, speakers, gazetteer, read, lang)
    return take_stops(events, places, lambda unit: to_event(unit, told.get(unit.sentence, ())))


def last_motion(unit: Unit, events: Sequence[Event]) -> Event | None:
    """The motion of its sentence told last before a place, else the first after it."""
    before = [e for e in events if e.start < unit.start] or [*events[:1]]
    return before[-1] if before else None


def weighed_places(
    events: Sequence[Event],
    units: Sequence[Unit],
    speakers: SpeakerMap,
    gazetteer: Gazetteer,
    read: Reader,
    lang: str,
) -> list[Weighed]:
    """Every named settlement of a text that tells a journey, with its reasons.

    Parameters
    ----------
    events : sequence of Event
        The motions found so far, with their places.
    units : sequence of Unit
        All places of the text in order.
    speakers : SpeakerMap
        Who speaks where.
    gazetteer : Gazetteer
        Where the names lie.
    read : callable
        Names the reasons of one place.
    lang : str
        Language of the weights, "en" or "ar".

    Returns
    -------
    list of Weighed
        Empty where the text tells too little of a journey.
    """
    claimed = {id(a.unit): (e, a) for e in events for a in e.args}
    towns = [(u, o) for u in units if (o := _outer(u)) is not None]
    told = [n for n, (_, outer) in enumerate(towns) if _is_told(outer, claimed)]
    stops = Counter(towns[n][0].name for n in told)
    n_towns = len({town.name for town, _ in towns})
    share = len(stops) / max(1, n_towns)
    moved = {town.name for town, outer in towns if _is_moved_to(outer, claimed)}
    if len(moved) < _LEAST_STOPS or n_towns < _LEAST_TOWNS or share < _LEAST_SHARE:
        return []
    inside = outermost_by_sentence(units)
    places_in = {id(u): k for beside in inside.values() for k, u in enumerate(beside)}
    apart = reasons_of_distance([town for town, _ in towns], told, gazetteer)
    places = []
    for n, (town, outer) in enumerate(towns):
        at = places_in.get(id(outer))
        if at is None:
            continue
        elsewhere = stops[town.name] > _is_told(outer, claimed)
        around = Surroundings(
            town, claimed, elsewhere, speakers, share, _distance(told, n), n_towns
        )
        reasons = (*read(inside[outer.sentence], at, around), *apart[n])
        places.append(Weighed(town, outer, reasons, claimed.get(id(outer)), lang))
    return places


def _outer(unit: Unit) -> Unit | None:
    """The place weighed for a named settlement: itself or what stands in it; else None."""
    if unit.kind is not MentionKind.TOPONYM or unit.sort in _NO_TOWNS:
        return None
    outer = unit.parent
    if outer is None:
        return unit
    relation = outer.relation
    stands = relation is not None and relation.kind in _STANDS_IN and len(outer.parts) == 1
    return outer if stands and outer.parent is None else None


def _is_told(unit: Unit, claimed: Mapping[int, tuple[Event, Arg]]) -> bool:
    held = claimed.get(id(unit))
    return held is not None and held[1].stance is Stance.STATED


def _is_moved_to(unit: Unit, claimed: Mapping[int, tuple[Event, Arg]]) -> bool:
    """Whether a verb of motion, not only what was done on the spot, tells of a place."""
    if not _is_told(unit, claimed):
        return False
    event = claimed[id(unit)][0]
    return event.kind not in _NO_MOTION and bool(event.traveller)


def _distance(told: Sequence[int], n: int) -> int:
    """How many named places away the nearest other stop is told."""
    at = bisect_left(told, n)
    beside = [p for p in told[max(0, at - 1) : at + 2] if p != n]
    return min((abs(p - n) for p in beside), default=99)


def take_stops(
    events: list[Event], places: Sequence[Weighed], to_event: Callable[[Unit], Event]
) -> list[Event]:
    """Take the stops that the grammar of motion missed, let go of those it took wrongly.

    Parameters
    ----------
    events : list of Event
        The motions found so far; their places are changed where the weights say so.
    places : sequence of Weighed
        Every named settlement.
    to_event : callable
        Makes a motion of its own for a stop that no motion tells.

    Returns
    -------
    list of Event
        The motions in textual order, with one more for each stop taken.
    """
    if not places:
        return events
    added = [to_event(place.unit) for place in _newly_taken(places)]
    for event in added:
        event.sure = True
    for place in places:
        place.town.p_stop = place.unit.p_stop = round(place.p_stop, 3)
        if place.claim is None:
            continue
        event, arg = place.claim
        p = place.p_stop
        if p < P_DROPPED and arg.stance is Stance.STATED:
            event.args.remove(arg)
        elif p >= P_TAKEN and arg.stance is Stance.STATED:
            event.sure = True
        elif p >= P_AFTER_ALL.get(arg.stance, 1.0):
            arg.stance = Stance.STATED
    told = sorted([*events, *added], key=lambda e: e.start)
    _count_as_stays(told)
    return told


def _newly_taken(places: Sequence[Weighed]) -> list[Weighed]:
    """The likeliest mention of every stop that no motion of the text tells."""
    told = {
        p.town.name for p in places if p.claim is not None and p.claim[1].stance is Stance.STATED
    }
    best: dict[str, Weighed] = {}
    for place in places:
        name = place.town.name
        if place.claim is None and name not in told and place.p_stop >= P_TAKEN:
            held = best.get(name)
            if held is None or place.p_stop > held.p_stop:
                best[name] = place
    return list(best.values())


def _count_as_stays(events: Sequence[Event]) -> None:
    """Let what was done on the spot open a journey and never be an aside, like any stay."""
    for event in events:
        if event.kind == "there" and any(a.stance is Stance.STATED for a in event.args):
            event.kind = "stay"
