"""Motion in English: verbs with their traveller, and the places they lead to."""

from __future__ import annotations

from itertools import pairwise

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.events import Arg, Event, Path
from convoy_map.mentions.motion_words import (
    DROPPING,
    MOTION,
    VEHICLE_RIDES,
)
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.paths_en import (
    FILLERS,
    OPENERS,
    PREPOSITIONS,
    preposition_of,
    token_index,
)
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.subjects_en import (
    GROUPS,
    is_agent,
)
from convoy_map.mentions.units import Unit
from convoy_map.mentions.verbs_en import DIRECTIONS, WAYS, crosses, find_motions
from convoy_map.model import MentionKind, Stance

__all__ = ["read_motion"]

_BREAKS = frozenset("who which that because although though whereas since ; : — – ( )".split())
_PEOPLE = frozenset(
    "friend colleague student teacher guide family those one ones goods wool tea wine rugs carpets "
    "letter letters news word message messages reports fighters".split()
)
_FOLLOWED_BY_FOR = frozenset(
    "left leave leaves leaving departed depart departing headed heading head set sailed sail sailing "  # noqa: E501
    "made make making bound embarked started start starting off out took take".split()
)
_SPLITS = frozenset("when while as after before until where once".split())
_BOARDS = ("board", "embark", "entrain", "emplan")
_SPANS = frozenset("morning afternoon evening night day week month year same summer winter".split())
_CHAINED = frozenset({",", "and", "then", "&", "or", "–", "-", "—"})


def read_motion(
    sentence: Sentence, units: list[Unit], persons: PersonIndex, plan: bool
) -> list[Event]:
    """Find the motions of a sentence and give each place its part in them.

    Parameters
    ----------
    sentence : Sentence
        Its tokens.
    units : list of Unit
        Outermost places of the sentence in order.
    persons : PersonIndex
        Who may be the traveller.
    plan : bool
        Whether the paragraph speaks of a plan, which makes "would" a plan too.
    """
    events = find_motions(sentence, units, persons, plan)
    if not events:
        return []
    last: Arg | None = None
    last_event: Event | None = None
    for unit in units:
        i = token_index(sentence, unit.start)
        arg_event = _argument(sentence, unit, i, events, last, last_event)
        if arg_event is not None:
            arg, event = arg_event
            event.args.append(arg)
            last, last_event = arg, event
        elif not _chained(sentence, i):
            last = None
    _where_from(sentence, units, events)
    return events


def _where_from(sentence: Sentence, units: list[Unit], events: list[Event]) -> None:
    """Such as "Osk, where I left from": the place before is where the journey began."""
    taken = {id(a.unit) for e in events for a in e.args}
    for event in events:
        i = token_index(sentence, event.start)
        starts = event.kind == "leave" or event.verb in {"started", "set", "began"}
        if event.args or not starts or "where" not in sentence.lows[max(0, i - 3) : i]:
            continue
        before = [
            u for u in units
            if u.end <= event.start and id(u) not in taken and u.kind is MentionKind.TOPONYM
        ]  # fmt: skip
        if before and i - token_index(sentence, before[-1].end) <= 16:
            event.args.append(Arg(before[-1], Path.SOURCE, event.stance))


def _chained(sentence: Sentence, i: int) -> bool:
    """Whether only commas, "and", "then" stand before a place: it continues a list."""
    j = i - 1
    seen = False
    while j >= 0 and sentence.low(j) in FILLERS | _CHAINED:
        seen = seen or sentence.low(j) in _CHAINED
        j -= 1
    return seen


def _governor(sentence: Sentence, i: int, events: list[Event]) -> Event | None:
    """The nearest motion before token ``i`` in the same clause, else one right after it."""
    best = None
    position = sentence.tokens[i].start if i < len(sentence.tokens) else sentence.end
    for event in events:
        if event.start < position:
            best = event
    if best is not None:
        j = token_index(sentence, best.end)
        gap = [
            sentence.low(k)
            for k in range(j, i)
            if not (sentence.low(k) == "that" and sentence.low(k + 1) in _SPANS)
        ]
        if not any(low in _BREAKS for low in gap) and len(gap) <= 24:
            return best
        if len(gap) <= 24 and not {"who", "which", "that"} & set(gap):
            return best
    return None


def _following(sentence: Sentence, i: int, unit: Unit, events: list[Event]) -> Event | None:
    """The motion that a fronted place belongs to: "From Osh we rode …"."""
    for event in events:
        if event.start >= unit.end:
            j = token_index(sentence, event.start)
            k = token_index(sentence, unit.end)
            first = i <= 4
            if j - k <= (22 if first else 12):
                return event
            return None
    return None


def _argument(
    sentence: Sentence, unit: Unit, i: int, events: list[Event], last: Arg | None,
    last_event: Event | None,
) -> tuple[Arg, Event] | None:  # fmt: skip
    own = next((e for e in events if e.start == unit.start), None)
    if own is not None and unit.kind is MentionKind.RELATIONAL:
        return Arg(unit, Path.VIA, own.stance), own
    found = preposition_of(sentence, i)
    inner = _own_preposition(unit)
    listed = found is None and inner is None and _chained(sentence, i)
    listed = listed and not (last and _verb_between(sentence, last.unit, i, events))
    if listed and last is not None and last_event is not None:
        return Arg(unit, last.path, last.stance), last_event
    before = _governor(sentence, i, events)
    after = _following(sentence, i, unit, events)
    passive = _passive(sentence, unit, after) if found is None else None
    if passive is not None and after is not None:
        return Arg(unit, passive, after.stance), after
    first = found[1] if found is not None else i
    fronted = (
        after is not None
        and (found is not None or inner is not None)
        and _opens_clause(sentence, first, unit, after, before is None)
    )
    if fronted and after is not None:
        path = PREPOSITIONS[found[0]] if found is not None else inner
        part = _fronted(path or Path.STAY, after)
        if part is not None:
            here = part is Path.STAY and after.stance is Stance.PLANNED
            return Arg(unit, part, Stance.STATED if here else after.stance), after
    if before is not None:
        path = _path(sentence, unit, i, found, inner, before)
        if path is not None:
            if path is Path.GOAL and found is not None and sentence.low(found[1] - 1) == "back":
                before.is_return = True
            return Arg(unit, path, _arg_stance(sentence, unit, path, before)), before
    return None


def _arg_stance(sentence: Sentence, unit: Unit, path: Path, event: Event) -> Stance:
    """Such as "I was going to Osk": bound for it, which is no arrival."""
    i = token_index(sentence, event.start)
    k = token_index(sentence, unit.start)
    if ("instead", "of") in pairwise(sentence.lows[i:k]):
        return Stance.NEGATED
    bound = event.verb == "going" and {"was", "were"} & set(sentence.lows[max(0, i - 2) : i])
    return Stance.PLANNED if bound and path is Path.GOAL else event.stance


def _passive(sentence: Sentence, unit: Unit, after: Event | None) -> Path | None:
    """Such as "Osh was reached on foot": the place is the subject."""
    if after is None or unit.kind is MentionKind.NOMINAL:
        return None
    between = sentence.lows[token_index(sentence, unit.end) : token_index(sentence, after.start)]
    if not between or not all(w in en.AUXILIARIES or w in FILLERS for w in between):
        return None
    if not {"was", "were", "been", "is"} & set(between) or not after.verb.endswith("ed"):
        return None
    return {"reach": Path.GOAL, "pass": Path.VIA}.get(after.kind)


def _opens_clause(sentence: Sentence, first: int, unit: Unit, after: Event, alone: bool) -> bool:
    """Whether a place opens a new clause and its verb follows: ", but near Osh it turned"."""
    if first > 0 and sentence.low(first - 1) not in OPENERS:
        return False
    if alone:
        return True
    k, j = token_index(sentence, unit.end), token_index(sentence, after.start)
    between = [sentence.low(n) for n in range(k, j)]
    return len(between) <= 8 and "," not in between[1:] and "and" not in between


def _verb_between(sentence: Sentence, previous: Unit, i: int, events: list[Event]) -> bool:
    position = sentence.tokens[i].start
    return any(previous.end <= event.start < position for event in events)


def _own_preposition(unit: Unit) -> Path | None:
    """The path that a relational phrase brings with it ("near Kano", "across the Tigris")."""
    if unit.kind is not MentionKind.RELATIONAL or unit.relation is None or unit.head:
        return None
    return Path.VIA if crosses(unit) else Path.STAY


def _fronted(path: Path, event: Event) -> Path | None:
    if path is Path.STAY:
        kinds = {"go", "stay", "leave", "carry", "pass", "reach"}
        return Path.STAY if event.kind in kinds else None
    if path is Path.HEADING:
        return None
    return path


def _path(
    sentence: Sentence, unit: Unit, i: int, found: tuple[tuple[str, ...], int] | None,
    inner: Path | None, event: Event,
) -> Path | None:  # fmt: skip
    """The part a place has in a motion that stands before it."""
    j = token_index(sentence, event.end)
    between = [sentence.low(k) for k in range(j, i)]
    if event.kind == "noun" and not _attached(sentence, event, found, j, i):
        return None
    if event.kind == "spread":
        return Path.SPREAD
    if found is None and unit.head == "midway":
        return Path.VIA
    if found is None and inner is None:
        return _object_path(sentence, unit, event, between)
    if found is None:
        return inner if inner is Path.VIA or event.kind in {"stay", "go", "reach"} else None
    return _governed_path(sentence, unit, found, event, between)


def _object_path(sentence: Sentence, unit: Unit, event: Event, between: list[str]) -> Path | None:
    """The part of a place that no preposition governs: "left Osk", "took the tunnel"."""
    if event.kind == "leave" and _left_undone(sentence, unit):
        return None
    if event.kind == "noun" or not all(w in FILLERS | DIRECTIONS for w in between):
        return None
    if "," in between or "and" in between:
        return None
    if event.verb in {"took", "take", "taking"} and unit.head in WAYS:
        return Path.VIA
    if event.verb.startswith("arriv") and not between:
        return Path.GOAL
    if event.kind in {"go", "carry"} and unit.kind is MentionKind.TOPONYM and not between:
        return _bare_object(sentence, unit, event)
    return {"leave": Path.SOURCE, "reach": Path.GOAL, "pass": Path.VIA}.get(event.kind)


def _governed_path(
    sentence: Sentence, unit: Unit, found: tuple[tuple[str, ...], int], event: Event,
    between: list[str],
) -> Path | None:  # fmt: skip
    """The part of a place after a preposition: "to Osk", "through the pass"."""
    j = token_index(sentence, event.end)
    words, first = found
    path = PREPOSITIONS[words]
    if words == ("from",) and _is_provenance(sentence, first, event):
        return None
    if any(w in en.AUXILIARIES for w in between) and path is Path.STAY:
        return None
    if path is Path.STAY:
        return _stationary(sentence, unit, event, between, words)
    if path is Path.HEADING and words == ("for",):
        return Path.HEADING if _bound_for(event, between, unit) else None
    if event.verb == "way" and path is Path.GOAL:
        return (
            Path.HEADING if sentence.low(token_index(sentence, event.start) - 2) == "on" else path
        )
    if words == ("off",) and event.kind == "stay":
        return Path.STAY
    if path is Path.VIA and words in {("by",), ("off",), ("up",), ("after",), ("under",)}:
        near = all(word in DIRECTIONS | {"round", "around"} for word in sentence.lows[j:first])
        return Path.VIA if near and event.kind in {"go", "pass"} else None
    if event.kind == "noun" and path in {Path.VIA} and words not in {("through",), ("via",)}:
        return None
    if event.kind == "stay" and path is Path.GOAL and unit.kind is MentionKind.NOMINAL:
        return None
    return path


def _bound_for(event: Event, between: list[str], unit: Unit) -> bool:
    """Such as "left for Osh", "boarded a steamer for Osh": not "waited for Osh"."""
    if {event.verb, *between} & _FOLLOWED_BY_FOR:
        return True
    if event.kind in {"go", "leave"} and unit.kind is MentionKind.TOPONYM and len(between) <= 4:
        return True
    rides = VEHICLE_RIDES & set(between)
    return (
        bool(rides) and unit.kind is MentionKind.TOPONYM and event.kind in {"go", "carry", "leave"}
    )


def _bare_object(sentence: Sentence, unit: Unit, event: Event) -> Path | None:
    """Such as "sailed Osk 0600", "flew Osh to Kano", "sailed the Red Sea"."""
    after = sentence.low(token_index(sentence, unit.end))
    if after in {"to", "–", "-", "—"} or event.verb in {"sailed", "sailing"}:
        return Path.VIA if unit.sort == "water" else Path.SOURCE
    return Path.VIA if unit.sort in {"water", "line"} else None


def _attached(
    sentence: Sentence, event: Event, found: tuple[tuple[str, ...], int] | None, j: int, i: int
) -> bool:
    """Whether a place belongs to a noun of motion: right after it, or after its last place."""
    first = found[1] if found is not None else i
    begin = max([j, *(token_index(sentence, a.unit.end) for a in event.args)])
    return all(sentence.low(k) in FILLERS for k in range(begin, first))


def _left_undone(sentence: Sentence, unit: Unit) -> bool:
    """Such as "left the city obliterated": a state, not a departure."""
    follow = sentence.low(token_index(sentence, unit.end))
    return follow in {"in", "without"} - {"in"} or (
        follow.endswith("ed") and follow not in MOTION and len(follow) > 4
    )


def _is_provenance(sentence: Sentence, first: int, event: Event) -> bool:
    """Such as "a merchant from Osh", "most of them came from Osh": origin of people, not of a journey."""  # noqa: E501
    noun = sentence.low(first - 1)
    people = noun in GROUPS | en.TITLES | _PEOPLE or is_agent(noun)
    if people and (event.kind not in {"carry", "noun"} or is_agent(noun)):
        return token_index(sentence, event.end) < first
    if event.verb in {"come", "comes"}:
        i = token_index(sentence, event.start)
        near = sentence.lows[max(0, i - 3) : i]
        told = any(word.endswith(("'d", "’d", "'ve", "’ve")) for word in near)
        return not told and not {"has", "have", "had", "to"} & set(near)
    return event.verb in {"came", "come", "comes"} and (event.generic or not event.traveller)


def _goes_to_something(
    unit: Unit, event: Event, between: list[str], words: tuple[str, ...]
) -> bool:
    """Such as "went to a wedding in Osk", "came back for a funeral in Osk"."""
    if event.kind not in {"go", "carry", "leave"} or words not in {("in",), ("at",)}:
        return False
    purpose = {"to", "for"} & set(between[-5:])
    return bool(purpose) and unit.kind is MentionKind.TOPONYM and unit.sort != "country"


def _stationary(
    sentence: Sentence, unit: Unit, event: Event, between: list[str], words: tuple[str, ...]
) -> Path | None:
    """Such as "in X", "at X" after a verb: a stop, an arrival, or the land travelled in."""
    if event.kind == "noun":
        return Path.GOAL if event.verb.startswith("arriv") else None
    if event.verb in DROPPING and (
        event.kind == "carry" or between[:1] in (["us"], ["me"], ["them"])
    ):
        return Path.GOAL if len(between) <= 6 else None
    if event.verb.startswith(_BOARDS) and unit.sort != "country" and words != ("on",):
        return Path.SOURCE if len(between) <= 8 and "," not in between else None
    if event.kind == "leave" and words == ("in",) and _SPLITS & set(between[:3]):
        return Path.SOURCE if len(between) <= 10 and "," not in between else None
    if event.verb.startswith(("arriv", "land", "disembark", "settl")) or event.kind == "reach":
        return Path.GOAL if len(between) <= 8 else None
    if event.kind == "stay":
        return Path.STAY if len(between) <= 10 else None
    if _goes_to_something(unit, event, between, words):
        return Path.GOAL
    if event.kind == "pass" and words == ("at",) and unit.sort in {"settlement", "site", ""}:
        return Path.STAY if len(between) <= 6 else None
    if event.kind == "go" and unit.sort in {"country", "area"} and len(between) <= 4:
        return Path.AREA
    return None
