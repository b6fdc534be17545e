"""Who travels with whom: the motions of a text divided among its parties.

All motions of one traveller between two turns (partings, meetings) make a strand.
Strands are joined to parties by weighing what speaks for and against their going
together: the kinds of travellers, company told, places shared, turns. The traveller
with the longest way is the protagonist; where nothing is said, strands that no named
person sets apart belong to the protagonist's party.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from convoy_map.mentions.cast import UNNAMED, Cast
from convoy_map.mentions.events import Event, Path
from convoy_map.mentions.journeys import root_of
from convoy_map.mentions.motion_words import VEHICLE_RIDES
from convoy_map.mentions.strands import Strand, goals_of, places_of, strands_of
from convoy_map.mentions.telling import SPLIT, Turn
from convoy_map.mentions.traveller_keys import (
    AND,
    KIN,
    ROLES,
    STRANGER,
    VEHICLES,
    is_counted,
    is_marked,
    is_part,
    is_stranger,
    noun_of,
)
from convoy_map.model import Stance

__all__ = ["Party", "divide"]

_BRIEF = frozenset({"there", "now"})
_NEAR = 6
_MOST = 60
_FEW = 2
_GOING = frozenset({"go", "leave", "reach", "carry", "now", "noun", "stage"})


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
        self.departed_at = sys.maxsize
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
            if event.kind == "leave" or any(a.path is Path.SOURCE for a in event.args):
                self.departed_at = min(event.start, self.departed_at)
            insort(self._told, (event.start, event.paragraph))
            for name in places_of([event]):
                self.first[name] = min(event.start, self.first.get(name, event.start))

    def add_motion(self, event: Event) -> None:
        """Let one more motion be the party's."""
        strand = Strand("")
        strand.add(event)
        self.add(strand)

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

    def last_before(self, offset: int) -> int:
        """Offset of the last motion told before another offset, -1 where there is none."""
        index = bisect_left(self._told, (offset, -1)) - 1
        return self._told[index][0] if index >= 0 else -1

    @property
    def is_own_way(self) -> bool:
        """Whether it is told to part, or to go somewhere itself."""
        for s in self.strands:
            if s.cut is not None or is_part(s.key) or is_marked(s.key):
                return True
            named = s.kind == "person" and s.key not in KIN | ROLES | UNNAMED
            if s.key in {"others", "rest"} or (named and len(self.first) > _FEW):
                return True
        ways = {Path.SOURCE, Path.GOAL, Path.HEADING}
        return self.is_planned or any(
            a.path in ways for e in self.events if e.kind in _GOING or e.is_return for a in e.args
        )

    @property
    def is_aside(self) -> bool:
        """Whether somebody's stays, or a stranger's way, are told only in passing."""
        events = self.events
        kinds = {e.kind for e in events}
        if self.leads:
            return False
        if "teller" in self.kinds:
            return kinds <= {"there", "stay"}
        known = any(s.cut == "part" or is_part(s.key) for s in self.strands)
        if known or len(events) > 1:
            return kinds == {"there"} and not known
        paths = {a.path for e in events for a in e.args}
        passing = "vehicle" not in self.kinds or kinds == {"noun"}
        passing = passing and paths <= {Path.SOURCE, Path.STAY} and kinds != {"now"}
        several = events[0].number == "many" and events[0].indefinite
        apart = all(s.kind == "group" and is_stranger(s.key) for s in self.strands)
        apart = apart or all(s.key in KIN and s.events[0].earlier for s in self.strands)
        single = events[0].indefinite and "vehicle" not in self.kinds
        if kinds <= {"now", "leave"} and Path.GOAL in paths:
            return False
        return not several and (apart or passing or single)


def divide(events: list[Event], cast: Cast, turns: dict[Turn, frozenset[str]]) -> list[Party]:
    """Divide motions that have places among parties, in the order of their first motion."""
    protagonist = _protagonist(events, cast.first_person)
    for event in events:
        event.key = _one_of(event.key, protagonist)
    named_at = next((t.start for t in cast.telling.topics if t.key == protagonist), -1)
    strands = strands_of(events, protagonist, turns, named_at)
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
    return sorted(_carry_on(_take_in(parties), turns), key=lambda p: p.start)


def _take_in(parties: list[Party]) -> list[Party]:
    """Give the stops of those who go nowhere themselves to the party told of just before."""
    kept = [p for p in parties if p.leads or p.is_aside or p.is_own_way]
    main = next((p for p in kept if p.leads), None)
    for party in parties:
        if main is None or party in kept:
            continue
        here = party.events[0].paragraph
        current = [p for p in kept if p.paragraph_before(party.start) == here and not p.is_planned]
        into = max(current, key=lambda p: p.last_before(party.start), default=main)
        for strand in party.strands:
            into.add(strand)
    return kept if main is not None else parties


def _carry_on(parties: list[Party], turns: Iterable[Turn]) -> list[Party]:
    """Let the longer branch be the main party's way where a party divides and is no more."""
    main = next((p for p in parties if p.leads), None)
    if main is None or main.kinds & {"person", "teller"}:
        return parties
    end = main.events[-1].start
    divided = [t for t in turns if t.kind == SPLIT and t.start >= end]
    after = [p for p in parties if divided and p.start >= divided[0].start and p is not main]
    branches = [p for p in after if "person" in p.kinds]
    if len(branches) < 2:
        return parties
    longest = max(branches, key=lambda p: len(p.first))
    for strand in longest.strands:
        main.add(strand)
    return [p for p in parties if p is not longest]


def _one_of(key: str, protagonist: str) -> str:
    """Of several who travel together the protagonist, else the first."""
    members = key.split(AND)
    return protagonist if protagonist in members else members[0]


def _protagonist(events: Sequence[Event], first_person: bool) -> str:
    """The traveller of whom most places are told; the teller before others, then the first."""
    weight: dict[str, float] = {}
    for event in events:
        told = 0 if event.kind == "now" else sum(a.stance is Stance.STATED for a in event.args)
        said = event.key_is_teller and event.key != "narrator"
        teller = first_person and event.key == "narrator"
        one = 5.0 if teller else 1.0 if said else 1.5 if event.generic else 2.0
        for member in event.key.split(AND):
            first = 2.0 if not weight else 0.0
            weight[member] = weight.get(member, 0.0) + told * one + first
    named = {k: n for k, n in weight.items() if k not in {"", STRANGER} and not is_part(k)}
    rolling = [k for k in named if noun_of(k) in VEHICLES and not is_marked(k)]
    together = sum(named[k] for k in rolling)
    score = {k: together if k in rolling else n for k, n in named.items()}
    return max(score, key=lambda k: (score[k], named[k])) if score else ""


class _Judge:
    """Weighs what speaks for and against a strand's belonging to a party."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    def _is_hero(self, key: str) -> bool:
        """Whether the text opens with somebody and comes back to him: it is about him."""
        topics = self._cast.telling.topics
        return bool(topics) and topics[0].key == key and sum(t.key == key for t in topics) > 2

    def weigh(self, strand: Strand, party: Party) -> float:
        """Above 0: they went together."""
        end = strand.events[-1].start
        common = strand.places & party.first.keys()
        shared = sum(1.0 if party.first[name] < end else 0.5 for name in common)
        if strand.cut == "fresh":
            return -5.0
        if party.is_planned and not strand.is_planned:
            return 1.0 if shared and strand.cut != "part" else -5.0
        total = self._bond(strand, party)
        if party.departed_at < strand.start and _starts_elsewhere(strand, party):
            total -= 1.0 if strand.kind == "person" else 3.0
        elif not strand.is_indefinite:
            total += (0.75 if strand.kind == "person" else 1.0) * min(2, shared)
        total += 0.75 if party.leads and party.start <= strand.start else 0.0
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
            if not personal:
                return 1.0
            apart = is_stranger(strand.key) or strand.key in {"others", "rest"}
            return -2.5 if apart else 0.5
        if strand.kind == "teller":
            said = self._cast.speakers.in_quote(strand.start)
            return 1.0 if said or not kinds & {"person"} else -3.0
        return self._personal(strand, party) if strand.kind else 1.0

    def _riding(self, strand: Strand, party: Party, personal: bool) -> float:
        """What speaks for a vehicle's being the party's."""
        if all(e.kind == "noun" for e in strand.events):
            return -2.5
        name = _name_of(strand.key)
        others = {_name_of(k) for k in party.keys if noun_of(k) in VEHICLES} - {""}
        if name and others and name not in others:
            return -4.0
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
        others = {s.key for s in party.strands if s.kind == "person" and s.key not in KIN} - {key}
        gone = strand.cut == "part" and key not in party.keys
        if (key in UNNAMED or others & UNNAMED) and not gone:
            own = cast.gender(key)
            fits = all(cast.gender(o) in {"", own} or not own for o in others)
            return 2.0 if fits else -3.0
        if noun_of(key) in ROLES and others and not strand.is_indefinite:
            return 0.5  # "the nurse" is most likely the one told of
        beside = cast.telling.company.get(key, frozenset()) & party.keys
        along = 2.0 if beside and not gone else 0.0
        if others:
            paired = bool(cast.telling.pairs.get(key, frozenset()) & others)
            if paired and not _contrasts(strand, party):
                return 3.0
            return along - (1.75 if _carries_on(strand, party) else 3.0)
        if any(e.kind == "now" for e in strand.events):
            return along - 4.0
        ways = {Path.SOURCE, Path.GOAL, Path.HEADING}
        goes = any(a.path in ways for e in strand.events for a in e.args)
        opens = party.leads and key not in KIN and strand.start < party.start
        opens = opens and len(strand.events) == 1
        opens = opens or (party.leads and (self._is_hero(key) or _is_known_kin(strand)))
        return along + (0.5 if opens or (party.leads and not goes) else -1.0)


def _carries_on(strand: Strand, party: Party) -> bool:
    """Whether somebody's motions may be the party's: they start nowhere, and follow on."""
    first = strand.events[0]
    sources = any(a.path is Path.SOURCE for e in strand.events for a in e.args)
    leaves = any(e.kind in {"leave", "now"} for e in strand.events)
    near = first.paragraph - party.paragraph_before(strand.start) <= 1
    return party.leads and near and not sources and not leaves and strand.cut is None


def _is_known_kin(strand: Strand) -> bool:
    """Whether somebody of the family, whom the text brings in as known, travels now."""
    first = strand.events[0]
    return strand.key in KIN and not first.indefinite and not first.earlier


def _name_of(key: str) -> str:
    """Name of a ship or train within its key: "corvus" of "corvus-steamer"."""
    return "" if is_marked(key) or is_part(key) else key.rpartition("-")[0]


def _contrasts(strand: Strand, party: Party) -> bool:
    """Whether two are told side by side to go each to a place of his own."""
    goals = {e.sentence: goals_of(e) for e in strand.events if e.number == "one"}
    for other in party.strands:
        for event in other.events if other.kind == "person" and other.key != strand.key else ():
            near = {g for n in (-1, 0, 1) for g in goals.get(event.sentence + n, set())}
            theirs = goals_of(event)
            if event.number == "one" and near and theirs and near.isdisjoint(theirs):
                return True
    return False


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
