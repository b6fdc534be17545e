"""Where a text is told: the place of writing or of the interview ends the journey told.

A letter's head, a dateline or an opening scene names the place where the traveller has
come to ("Turin, 4 May 1787. … We left Dover …"): first in the telling, last in the
travelling.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from convoy_map.mentions.events import Event, Path
from convoy_map.mentions.journeys import root_of
from convoy_map.mentions.units import Unit
from convoy_map.text.segments import Span

__all__ = ["end_where_told", "is_dated_head"]

_STAYING = frozenset({"stay", "there", "now"})
_SOON = 3
_LONGEST_HEAD = 60
_DIGIT = re.compile(r"\d")


def is_dated_head(text: str, blocks: Sequence[Span]) -> bool:
    r"""Whether a text opens with the head of one letter: a place and a date, and no diary follows.

    Examples
    --------
    >>> is_dated_head("Turin, 4 May 1787\n\nDear Ann, we left Dover.", [(0, 17), (19, 43)])
    True
    """
    heads = [e - s <= _LONGEST_HEAD and bool(_DIGIT.search(text, s, e)) for s, e in blocks]
    return heads[:1] == [True] and sum(heads) == 1


def end_where_told(events: Sequence[Event], dated_head: bool) -> None:
    """Put the place where a journey is told from behind its last stop.

    It is moved where a letter's head names it, and where the text opens with a stay
    there and the motions that follow begin with a departure from somewhere else.

    Parameters
    ----------
    events : sequence of Event
        All motions of a text in order, divided into journeys, roles set.
    dated_head : bool
        Whether the text opens with the head of a letter.
    """
    journeys: dict[str, list[Event]] = {}
    for event in events:
        if event.itinerary is not None and event.args:
            journeys.setdefault(event.itinerary, []).append(event)
    for told in journeys.values():
        scene = told[0]
        opens = scene.paragraph <= 1 and scene.sentence <= 1 and scene.kind in _STAYING
        head = dated_head and scene.paragraph == 0
        if opens and len(told) > 1 and (head or _departs_elsewhere(told)):
            _move_last(scene, told[1:])


def _departs_elsewhere(told: Sequence[Event]) -> bool:
    """Whether a departure from another place follows soon."""
    here = {root_of(a.unit).name for a in told[0].args}
    for event in told[1 : 1 + _SOON]:
        sources = {root_of(a.unit).name for a in event.args if a.path is Path.SOURCE}
        if sources:
            return sources.isdisjoint(here)
    return False


def _move_last(scene: Event, rest: Sequence[Event]) -> None:
    last = max(_place_in_telling(a.unit) for e in rest for a in e.args)
    for arg in scene.args:
        arg.unit.told_at = last + 1


def _place_in_telling(unit: Unit) -> int:
    return unit.start if unit.told_at is None else unit.told_at
