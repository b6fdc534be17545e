"""Who travels with whom: the motions of a text divided among its parties.

All motions of one traveller between two turns (partings, meetings) make a strand.
Strands are joined to parties by weighing what speaks for and against their going
together: the kinds of travellers, company told, places shared, turns. The traveller
with the longest way is the protagonist; where nothing is said, strands that no named
person sets apart belong to the protagonist's party.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Sequence

from convoy_map.mentions.cast import UNNAMED, Cast
from convoy_map.mentions.events import Event, Path
from convoy_map.mentions.journeys import OFF, root_of
from convoy_map.mentions.motion_words import VEHICLE_RIDES
from convoy_map.mentions.telling import MEET, Turn
from convoy_map.mentions.traveller_keys import (
    GROUPS,
    SERVICE,
    STRANGER,
    VEHICLES,
    is_agent,
    is_counted,
    is_marked,
    is_part,
    is_stranger,
    noun_of,
)
from convoy_map.model import Stance

__all__ = ["Party", "divide"]

_BRIEF = frozenset({"there", "now"})
_WAYS = frozenset({"path", "route", "way", "road"})
_NEAR = 6
_MOST = 60


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


class Party:
    """Those who travel together, and their motions.

    ``first`` tells where each of its places was told first, ``leads`` whether the
    protagonist travels with it.
    """

    def __init__(self, strands: Sequence[Strand], *, leads: bool = False) -> None:
        self.strands: list[Strand] = []
        self.leads = leads
        self.keys: set[str] = set()
        self.kinds: set[str] = set()
        self.first: dict[str, int] = {}
        self.is_planned = True
        self._told: list[tuple[int, int]] = []
        for strand in strands:
            self.add(strand)

    def add(self, strand: Strand) -> None:
        """Let a strand go with the party."""
        self.strands.append(strand)
        self.keys.add(strand.key)
        self.kinds.add(strand.kind)
        self.is_planned = self.is_planned and strand.is_planned
        for event in strand.events:
            insort(self._told, (event.start, event.paragraph))
            for name in places_of([event]):
                self.first[name] = min(event.start, self.first.get(name, event.start))

    @property
    def start(self) -> int:
        """Offset of the first motion."""
        return self._told[0][0]

    def paragraph_before(self, offset: int) -> int:
        """Paragraph of the last motion told before an offset, -1 where there is none."""
        index = bisect_left(self._told, (offset, -1)) - 1
        return self._told[index][1] if index >= 0 else -1

    @property
    def events(self) -> list[Event]:
        """All motions in the order of the telling."""
        return sorted((e for s in self.strands for e in s.events), key=lambda e: e.start)

    @property
    def is_aside(self) -> bool:
        """Whether somebody's stays, or a stranger's way, are told only in passing."""
        if self.leads or "teller" in self.kinds:
            return False
        events = self.events
        kinds = {e.kind for e in events}
        known = any(s.cut == "part" or s.is_indefinite or is_part(s.key) for s in self.strands)
        if kinds == {"there"}:
            return not known
        paths = {a.path for e in events for a in e.args}
        passing = "vehicle" not in self.kinds or kinds == {"noun"}
        passing = passing and paths <= {Path.SOURCE, Path.STAY, Path.VIA}
        apart = all(s.kind == "group" and is_stranger(s.key) for s in self.strands)
        return len(events) == 1 and not known and (apart or (passing and kinds != {"now"}))


def places_of(events: Sequence[Event]) -> set[str]:
    """Names of the places of motions that were travelled or planned."""
    return {root_of(a.unit).name for e in events for a in e.args if a.stance not in OFF}


def goals_of(event: Event) -> set[str]:
    """Names of the places that one motion leads to."""
    return {root_of(a.unit).name for a in event.args if a.path in {Path.GOAL, Path.HEADING}}


def divide(events: list[Event], cast: Cast, turns: dict[Turn, frozenset[str]]) -> list[Party]:
    """Divide motions that have places among parties, in the order of their first motion."""
    protagonist = _protagonist(events, cast.first_person)
    strands = _strands(events, protagonist, _by_key(turns))
    own = [s for s in strands if s.key == protagonist and s.cut != "fresh" and not s.is_planned]
    main = Party(own, leads=True)
    parties = [main] if own else []
    judge = _Judge(cast)
    begins = main.start if own else 0
    for strand in strands:
        if strand in own:
            continue
        if own and strand.is_planned and strand.start < begins:
            strand.cut = "fresh" if strand.places.isdisjoint(main.first) else strand.cut
        near = {id(p): p for p in (*parties[:1], *parties[-_NEAR:])}.values()
        best = max(near, key=lambda p: judge.weigh(strand, p), default=None)
        full = len(parties) >= _MOST
        if best is not None and (full or judge.weigh(strand, best) > 0):
            best.add(strand)
        else:
            parties.append(Party([strand]))
    return sorted(parties, key=lambda p: p.start)


def _by_key(turns: dict[Turn, frozenset[str]]) -> dict[str, list[Turn]]:
    """The turns that are told of each traveller, in order."""
    told: dict[str, list[Turn]] = {}
    for turn, who in turns.items():
        for key in sorted(who):
            told.setdefault(key, []).append(turn)
    return told


def _protagonist(events: Sequence[Event], first_person: bool) -> str:
    """The traveller of whom most places are told; the teller before others, then the first."""
    weight: Counter[str] = Counter()
    for event in events:
        told = 0 if event.kind == "now" else sum(a.stance is Stance.STATED for a in event.args)
        own = event.key_is_teller and event.key != "narrator"
        teller = first_person and event.key == "narrator"
        weight[event.key] += told * (5 if teller else 1 if own else 2)
    named = {k: n for k, n in weight.items() if k not in {"", STRANGER} and not is_part(k)}
    rolling = [k for k in named if noun_of(k) in VEHICLES and not is_marked(k)]
    together = sum(named[k] for k in rolling)
    score = {k: together if k in rolling else n for k, n in named.items()}
    return max(score, key=lambda k: (score[k], named[k])) if score else ""


def _strands(events: list[Event], protagonist: str, turns: dict[str, list[Turn]]) -> list[Strand]:
    """Cut the motions of every traveller where a turn is told."""
    found: list[Strand] = []
    latest: dict[str, Strand] = {}
    last = ""
    for event in events:
        key = event.key or (protagonist if protagonist in latest or not last else last)
        if not event.key and event.stance is Stance.PLANNED and last and latest[last].is_planned:
            key = last
        other = _tells_other_way(event, latest.get(key))
        key = f"{key} other" if other else key
        last = key
        held = latest.get(key)
        cut = "fresh" if other else _cut(event, held, turns, protagonist)
        if held is None or cut is not None:
            held = Strand(key, cut)
            found.append(held)
            latest[key] = held
        held.add(event)
    return found


def _tells_other_way(event: Event, held: Strand | None) -> bool:
    """Such as "The other path is to Osk": a way that nobody named goes."""
    way = event.kind == "go" and event.verb in _WAYS and not event.traveller
    return way and held is not None and bool(goals_of(event) - held.places)


def _cut(
    event: Event, held: Strand | None, turns: dict[str, list[Turn]], protagonist: str
) -> str | None:
    """Why a motion begins a new strand of its traveller, None if it goes on."""
    since = held.events[-1].start if held is not None else -1
    told = turns.get(event.key, [])
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
    leaves = event.kind == "leave" and not names & held.places
    told_new = event.indefinite and event.traveller not in {"they", "them"}
    if told_new and ((event.generic and new) or (not event.generic and leaves)):
        return "fresh"
    plan = held.is_planned and event.stance is not Stance.PLANNED
    return "carried out" if plan and not names & held.places else None


class _Judge:
    """Weighs what speaks for and against a strand's belonging to a party."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    def weigh(self, strand: Strand, party: Party) -> float:
        """Above 0: they went together."""
        end = strand.events[-1].start
        common = strand.places & party.first.keys()
        shared = sum(1.0 if party.first[name] < end else 0.5 for name in common)
        if strand.cut == "fresh":
            return -5.0
        if party.is_planned and not strand.is_planned:
            return -5.0 if not shared else 1.0
        total = self._bond(strand, party)
        if party.start < strand.start and _starts_elsewhere(strand, party):
            total -= 1.0 if strand.kind == "person" else 3.0
        elif not strand.is_indefinite:
            total += (0.75 if strand.kind == "person" else 1.0) * min(2, shared)
        total += 0.75 if party.leads else 0.0
        here = strand.events[0].paragraph
        total += 1.0 if party.paragraph_before(strand.start) == here else 0.0
        total += 3.0 if strand.key in party.keys else 0.0
        total += 2.0 if strand.is_planned else 0.0
        if strand.cut == "meet" and "teller" not in party.kinds:
            total += 4.0
        return total - (4.0 if strand.cut == "part" else 0.0)

    def _bond(self, strand: Strand, party: Party) -> float:
        """What the kinds of travellers and the company told say."""
        kinds = party.kinds
        if is_counted(strand.key) and strand.start < party.start:
            return 2.0
        if is_part(strand.key):
            return -5.0
        if is_marked(strand.key):
            return -3.0
        personal = bool(kinds & {"teller", "person"})
        if strand.kind == "vehicle":
            return self._riding(strand, party, personal)
        if strand.kind == "service":
            return -1.0 if strand.is_indefinite else 2.0
        if strand.kind == "group":
            if strand.is_indefinite:
                return -3.0
            return (-2.0 if is_stranger(strand.key) else 0.5) if personal else 1.0
        if strand.kind == "teller":
            return 1.0 if not kinds & {"person"} else -1.0
        return self._personal(strand, party) if strand.kind else 1.0

    def _riding(self, strand: Strand, party: Party, personal: bool) -> float:
        """What speaks for a vehicle's being the party's."""
        if all(e.kind == "noun" for e in strand.events):
            return -2.5
        if strand.is_indefinite:
            ridden = noun_of(strand.key) in VEHICLE_RIDES - {"convoy"} and personal
            return 1.0 if ridden else -2.5
        return 2.0

    def _personal(self, strand: Strand, party: Party) -> float:
        """What speaks for a single person's going with a party."""
        key, cast = strand.key, self._cast
        if party.leads and "teller" not in party.kinds and _speaks_for(strand, party):
            return 0.5
        if "teller" in party.kinds and cast.first_person:
            return -4.0
        others = {s.key for s in party.strands if s.kind == "person"} - {key}
        if key in UNNAMED or others & UNNAMED:
            own = cast.gender(key)
            fits = all(cast.gender(o) in {"", own} or not own for o in others)
            return 2.0 if fits else -3.0
        along = 2.0 if cast.telling.company.get(key, frozenset()) & party.keys else 0.0
        if others:
            paired = bool(cast.telling.pairs.get(key, frozenset()) & others)
            return 3.0 if paired else -3.0 + along
        return along - (4.0 if any(e.kind == "now" for e in strand.events) else 1.0)


def _speaks_for(strand: Strand, party: Party) -> bool:
    """Whether somebody's "we" is the party told of just before."""
    own = sum(e.traveller == "we" for e in strand.events)
    settled = any(e.kind == "now" for e in strand.events)
    if strand.cut == "part" or settled or 2 * own <= len(strand.events):
        return False
    before = party.paragraph_before(strand.start)
    near = before >= 0 and strand.events[0].paragraph - before <= 1
    return near or not strand.places.isdisjoint(party.first)


def _starts_elsewhere(strand: Strand, party: Party) -> bool:
    """Whether the first motion of a strand starts at a place that a party wasn't told to be."""
    first = strand.events[0]
    starts = {root_of(a.unit).name for a in first.args if a.path is Path.SOURCE}
    return bool(starts) and starts.isdisjoint(party.first) and not first.earlier
