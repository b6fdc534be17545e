"""Where journeys branch off: who parts from the main party starts where they parted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from convoy_map.mentions.cast import Cast
from convoy_map.mentions.events import Arg, Event, Path
from convoy_map.mentions.journeys import OFF, root_of
from convoy_map.mentions.parties import Party
from convoy_map.mentions.traveller_keys import is_part
from convoy_map.mentions.units import Unit
from convoy_map.model import MentionKind, Role, Stance

__all__ = ["branch_off"]

_PASSED = {Path.SOURCE, Path.GOAL, Path.VIA, Path.STAY}
_REACH = 3


def branch_off(parties: Sequence[Party], cast: Cast, units: Sequence[Unit]) -> list[Party]:
    """Let every branch begin where the main party was when it went off.

    The place where they part is the main party's too: where only the branch's first
    motion names it, it goes to the main party, and the branch starts at another
    mention of it ("there", the name again) if there is one.

    Returns
    -------
    list of Party
        The parties that have motions left.
    """
    main = next((p for p in parties if p.leads), None)
    if main is None:
        return list(parties)
    spare = _spare(parties, units)
    for party in parties:
        if party is not main and _is_branch(party, main, cast):
            _share_first(party, main)
            if party.strands:
                _start_there(party, main, spare)
    return [p for p in parties if p.strands]


def _is_branch(party: Party, main: Party, cast: Cast) -> bool:
    """Whether a party went off from the main one, rather than on a journey of its own."""
    first = party.events[0]
    near = first.paragraph - main.paragraph_before(first.start)
    if not 0 <= near <= 1 or main.start > first.start or first.earlier or first.backward:
        return False
    if any(a.path is Path.SOURCE for a in first.args) or first.kind == "now":
        return False
    strand = min(party.strands, key=lambda s: s.start)
    known = cast.telling.pairs.get(strand.key, frozenset()) & (main.keys | {"narrator"})
    apart = strand.cut == "part" or is_part(strand.key) or strand.key in {"others", "rest"}
    return bool(known) or apart or (cast.first_person and strand.kind == "person")


def _share_first(party: Party, main: Party) -> None:
    """Give the main party the stop that only the branch's first motion tells of."""
    first = party.events[0]
    lead = first.args[0]
    stop = lead.path is Path.STAY and lead.stance is Stance.STATED
    if not stop or root_of(lead.unit).name in main.first:
        return
    holder = min(party.strands, key=lambda s: s.start)
    main.add_motion(replace(first, args=[lead], kind="stay"))
    first.args = first.args[1:]
    if not first.args:
        holder.events.remove(first)
        if not holder.events:
            party.strands.remove(holder)


def _start_there(party: Party, main: Party, spare: dict[str, list[Unit]]) -> None:
    """Start a branch at a mention of the place where the main party was."""
    first = party.events[0]
    key = min(party.strands, key=lambda s: s.start).key
    own = [e for e in main.events if e.key == key]  # the branch went with the main party
    place = _last_place(own or main.events, first.start)
    if not place or place in {root_of(a.unit).name for a in first.args}:
        return
    for unit in spare.get(place, []):
        if abs(unit.sentence - first.sentence) <= _REACH and unit.start <= first.args[-1].unit.end:
            first.args.insert(0, Arg(unit, Path.SOURCE, Stance.STATED))
            spare[place].remove(unit)
            return


def _last_place(events: Sequence[Event], offset: int) -> str:
    """Name of the last place that motions told before an offset led to."""
    place = ""
    for event in events:
        for arg in event.args:
            if arg.unit.start < offset and arg.path in _PASSED and arg.stance is Stance.STATED:
                place = root_of(arg.unit).name
    return place


def _spare(parties: Sequence[Party], units: Sequence[Unit]) -> dict[str, list[Unit]]:
    """Mentions of places that no motion needs, the latest first, by the name they repeat."""
    used: set[int] = set()
    for event in (e for p in parties for e in p.events):
        used |= {id(a.unit) for a in event.args if a.stance not in OFF}
    found: dict[str, list[Unit]] = {}
    for unit in units:
        free = id(unit) not in used and unit.parent is None and unit.role is Role.CONTEXT
        if free and unit.kind in {MentionKind.TOPONYM, MentionKind.NOMINAL}:
            found.setdefault(root_of(unit).name, []).append(unit)
    return {name: own[::-1] for name, own in found.items()}
