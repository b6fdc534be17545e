"""The order in which a journey happened, where the text tells it in another.

What looks back ("we had come through Osk"), what is told late ("before that …"),
and the place at which a text opens, where the journey had led.
"""

from __future__ import annotations

from collections.abc import Sequence

from convoy_map.mentions.events import Arg, Event, Path
from convoy_map.mentions.journeys import OFF, Journey, root_of
from convoy_map.mentions.telling import Flash
from convoy_map.model import Stance

__all__ = ["put_in_order"]

_OPENINGS = frozenset({"there", "stay", "now", "entry"})


def put_in_order(journey: Journey, flashes: Sequence[Flash]) -> None:
    """Tell every motion of a journey that is told out of its time where it belongs."""
    told = [e for e in journey.events if _stops(e)]
    _flash_back(told, flashes)
    _look_back(told)
    _lead_last(told)


def _stops(event: Event) -> list[Arg]:
    return [a for a in event.args if a.stance not in OFF]


def _position(event: Event) -> int:
    """Where the first place of a motion stands in the order found so far."""
    if event.backward and event.after is not None:
        return max(0, event.after - 1)
    return min(a.unit.start for a in event.args)


def _names(event: Event) -> list[str]:
    return [root_of(a.unit).name for a in _stops(event)]


def _look_back(told: list[Event]) -> None:
    """Put what is told in the pluperfect before the motion it looks back from.

    If it starts at a place told before, right after that one: "From Osk we had …".
    """
    if not told or (told[0].earlier and 2 * sum(e.earlier for e in told) > len(told)):
        return
    first: dict[str, Event] = {}
    now: Event | None = None
    for before, event in zip([None, *told], told, strict=False):
        opens = before is not None and before.earlier and before.sentence == event.sentence
        same = before is not None and before.key == event.key and before.stance is Stance.STATED
        fronts = before is not None and (now is None or now.sentence != event.sentence)
        event.earlier = event.earlier or (opens and same and fronts and event.kind != "go")
        if not event.earlier:
            now = event
        elif now is not None and not event.backward:
            _set_back(event, now, first)
        for name in _names(event):
            first.setdefault(name, event)


def _set_back(event: Event, now: Event, first: dict[str, Event]) -> None:
    source = next((root_of(a.unit).name for a in event.args if a.path is Path.SOURCE), "")
    if source in first and first[source] is not now:
        event.backward, event.after = True, _position(first[source]) + 1
    elif event.paragraph - now.paragraph <= 1:
        event.backward, event.after = True, _position(now)


def _flash_back(told: list[Event], flashes: Sequence[Flash]) -> None:
    """Put what is told late before the place it led to, or before what was told last."""
    for flash in flashes:
        run = [e for e in told if flash.start <= e.start and e.paragraph == flash.paragraph]
        if flash.sentence_only:
            run = [e for e in run if e.sentence == flash.sentence]
        before = [e for e in told if e.start < flash.start]
        if not run or not before:
            continue
        known = {name: e for e in reversed(before) for name in _names(e)}
        target = known.get(flash.before, before[-1])
        until: list[Event] = []
        for event in run:
            until.append(event)
            reached = next((n for n in _names(event)[-1:] if n in known), None)
            if reached is not None and event is not run[0]:
                target = known[reached] if not flash.before else target
                break
        at = _position(target)
        for event in until:
            event.backward, event.after, event.earlier = True, at, True
        _come_round(target, [e for e in told if e.start > until[-1].start])


def _come_round(target: Event, later: list[Event]) -> None:
    """Put a place from which the text went back where the telling comes to it again."""
    for arg in _stops(target):
        name = root_of(arg.unit).name
        again = next((e for e in later if name in _names(e)), None)
        if again is not None and not again.is_return and arg.path in {Path.GOAL, Path.STAY}:
            arg.unit.told_at = _position(again)


def _lead_last(told: list[Event]) -> None:
    """Put the place that a text opens with where the journey led to it, or at its end.

    "The convoy reached Osk on Friday. It had left Lur …", "Osk, 3 May. Dear Ada, …".
    """
    if len(told) < 3:
        return
    lead = told[0]
    goals = [a for a in _stops(lead) if a.path in {Path.GOAL, Path.STAY}]
    if len(goals) != 1 or any(a.path is Path.SOURCE for a in lead.args) or lead.earlier:
        return
    name = root_of(goals[0].unit).name
    start = next((e for e in told[1:4] if _starts(e, name)), None)
    heads = lead.kind in _OPENINGS and lead.paragraph == 0
    rest = [e for e in told[1:] if e.stance is not Stance.PLANNED]
    again = next((e for e in rest if name in _names(e)), None)
    departs = start is not None and start.earlier and start.kind == "leave"
    heads = heads and start is not None and start.paragraph > lead.paragraph
    returns = again is not None and any(e.earlier for e in told[1:3]) and not again.is_return
    if not departs and not heads and not returns:
        return
    if again is not None:
        goals[0].unit.told_at = _position(again)
    else:
        goals[0].unit.told_at = max(a.unit.end for e in rest for a in e.args)


def _starts(event: Event, lead: str) -> bool:
    """Whether a motion starts at a place other than the one the text opened with."""
    sources = [root_of(a.unit).name for a in _stops(event) if a.path is Path.SOURCE]
    return bool(sources) and lead not in sources and (event.earlier or not event.backward)
