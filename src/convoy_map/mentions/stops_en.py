"""Stops that no verb of motion tells: "In Osh we bought bread", "now in Osh"."""

from __future__ import annotations

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.events import Arg, Event, Path
from convoy_map.mentions.modality_en import PLAN_WORDS, looks_back, stance_of
from convoy_map.mentions.motion_words import MOTION_NOUNS, THOROUGHFARES, UNWITNESSED, WHILE_THERE
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.paths_en import (
    OPENERS,
    preposition_of,
    token_index,
)
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.subjects_en import GROUPS, KIN, Subject, is_agent, subject_of
from convoy_map.mentions.units import Unit
from convoy_map.model import RelationKind, Stance

__all__ = ["stays"]


def stays(
    sentence: Sentence, units: list[Unit], persons: PersonIndex, told: list[Event]
) -> list[Event]:
    """Stops that no verb of motion tells: "In Osh we bought bread"."""
    events: list[Event] = []
    for unit in units:
        i = token_index(sentence, unit.start)
        found = _governing(sentence, unit, i)
        if found is None:
            continue
        if found[0] in _WAYS_PAST:
            events.extend(_by_way_of(sentence, unit, found, persons))
            continue
        now = _now_there(sentence, i, found[1], persons)
        if now is not None:
            now.args.append(Arg(unit, Path.GOAL, Stance.STATED))
            events.append(now)
            continue
        verb = _plain_verb(sentence, i, found[1])
        if verb is not None and not _is_only_wished(sentence, verb, found[1]):
            events.extend(_stay(sentence, unit, verb, found[1], persons, told))
    return events


def _governing(sentence: Sentence, unit: Unit, i: int) -> tuple[tuple[str, ...], int] | None:
    """The preposition of a stay or of a way past, and where it begins; else None."""
    found = preposition_of(sentence, i)
    if found is None:
        return (("at",), i) if _is_building(unit) else None
    if found[0] == ("from",) and _writes(sentence, found[1]):
        return ("at",), found[1]
    if sentence.low(found[1] - 1) in _SET_DOWN:
        return None
    return found if found[0] in _WAYS_PAST or found[0] in {("in",), ("at",)} else None


_SET_DOWN = frozenset(
    "dated postmarked printed published issued registered addressed headquartered based".split()
)
"""What ties a letter or a firm to a place, not a traveller: "a letter dated at Osk"."""


def _is_only_wished(sentence: Sentence, verb: int, first: int) -> bool:
    if stance_of(sentence, verb, False, False) is not Stance.STATED:
        return True
    return bool(PLAN_WORDS & set(sentence.lows[verb:first]))


def _stay(
    sentence: Sentence, unit: Unit, verb: int, first: int, persons: PersonIndex, told: list[Event]
) -> list[Event]:
    """The stay that a plain verb tells, where a traveller is its subject."""
    subject = Subject() if _is_mishap(sentence, verb, persons) else _stayer(
        sentence, verb, persons, told
    )  # fmt: skip
    if subject is None:
        return []
    token = sentence.tokens[verb]
    event = Event(
        token.start, token.end, token.low, "there", sentence.index, sentence.paragraph,
        traveller=subject.key, number=subject.number,
    )  # fmt: skip
    back = "back" in sentence.lows[verb:first] or "again" in sentence.lows[verb : verb + 8]
    if token.low in _OPENINGS and _JOURNEYS & set(sentence.lows[max(0, verb - 12) : verb]):
        event.kind = "leave"
        event.args.append(Arg(unit, Path.SOURCE, Stance.STATED))
        return [event]
    event.is_return, event.earlier = back, looks_back(sentence, verb)
    event.args.append(Arg(unit, Path.GOAL if back else Path.STAY, Stance.STATED))
    return [event]


_OPENINGS = frozenset("began begins started starts".split())
_JOURNEYS = MOTION_NOUNS | frozenset("job odyssey ordeal mission convoy".split())


def _stayer(
    sentence: Sentence, verb: int, persons: PersonIndex, told: list[Event]
) -> Subject | None:
    """Who stays; None where nobody who travels is the subject."""
    if {"us", "me"} & set(sentence.lows[verb : verb + 4]):
        return Subject("we", "many")
    subject = subject_of(sentence, verb, persons, None, False)
    earlier = [e for e in told if e.start < sentence.tokens[verb].start]
    if not subject.key and earlier:
        subject = Subject(earlier[-1].traveller, earlier[-1].number)
    other = subject.generic and subject.key not in {"we", "i", "they"}
    return None if not subject.key or other else subject


def _writes(sentence: Sentence, first: int) -> bool:
    """Such as "she wrote from Osk": who sends word from a place is there."""
    return bool(_SENDING_WORD & set(sentence.lows[max(0, first - 3) : first]))


_SENDING_WORD = frozenset(
    "writes wrote writing cabled telegraphed wired phoned telephoned texted radioed posted".split()
)


def _is_building(unit: Unit) -> bool:
    """Such as "a post at Osk" in "she took a post at Osk"."""
    relation = unit.relation
    inside = relation is not None and relation.kind in {RelationKind.AT, RelationKind.WITHIN}
    return inside and unit.sort == "site" and len(unit.parts) == 1


_WAYS_PAST = {("by", "way", "of"): Path.VIA, ("via",): Path.VIA, ("as", "far", "as"): Path.GOAL}
_MISHAPS = frozenset(
    "ran failed burst broke gave died began ended finished caught closed snapped stalled collapsed "
    "overheated jammed seized split leaked expired struck overtook cracked".split()
)


def _by_way_of(
    sentence: Sentence, unit: Unit, found: tuple[tuple[str, ...], int], persons: PersonIndex
) -> list[Event]:
    """Such as "I tried again by way of Osh": a way without a verb of motion."""
    subject = subject_of(sentence, found[1], persons, None, False)
    stance = stance_of(sentence, found[1], False, False)
    if not subject.key or stance is not Stance.STATED or PLAN_WORDS & {*sentence.lows} - {"tried"}:
        return []
    token = sentence.tokens[found[1]]
    event = Event(
        token.start, token.end, token.low, "there", sentence.index, sentence.paragraph,
        traveller=subject.key, number=subject.number,
    )  # fmt: skip
    event.args.append(Arg(unit, _WAYS_PAST[found[0]], stance))
    return [event]


def _is_mishap(sentence: Sentence, verb: int, persons: PersonIndex) -> bool:
    """Such as "the money ran out in Osh": what happened to the traveller there."""
    low = sentence.low(verb)
    before = sentence.low(verb - 1)
    if low not in _MISHAPS or not before.isalpha() or before in en.PRONOUNS:
        return False
    owner = persons.at(sentence.tokens[verb - 1].start) is not None
    people = before in KIN | GROUPS or is_agent(before)
    return not owner and not people and not sentence.tokens[verb - 1].text[0].isupper()


def _now_there(sentence: Sentence, i: int, first: int, persons: PersonIndex) -> Event | None:
    """Such as "He is now in Osh", "now in Osh, she says": where a traveller has ended up."""
    near = range(max(0, first - 7), first)
    at = next((k for k in near if sentence.low(k) == "now"), None)
    if at is None or _RESIDES & set(sentence.lows[at:first]):
        return None
    subject = subject_of(sentence, at + 1, persons, None, False)
    if not subject.key:
        subject = subject_of(sentence, first, persons, None, False)
    for k in range(i, min(len(sentence.tokens), i + 14)):
        if subject.key:
            break
        person = persons.at(sentence.tokens[k].start)
        if sentence.low(k) in {"he", "she"} or person is not None:
            subject = Subject(person.key if person else sentence.low(k), "one")
    if not subject.key or subject.generic:
        return None
    token = sentence.tokens[at]
    return Event(
        token.start, token.end, token.low, "now", sentence.index, sentence.paragraph,
        traveller=subject.key, number=subject.number,
    )  # fmt: skip


_RESIDES = frozenset("live lives living work works working teaches runs sells".split())
"""What one does where one has settled since, which is no stop of the journey told."""


_RESIDES = frozenset("live lives living work works working teaches runs sells".split())
"""What one does where one has settled since, which is no stop of the journey told."""


def _tells_presence(sentence: Sentence, k: int, opens: bool) -> bool:
    """Whether the word at token ``k`` is a verb of what one does on the spot."""
    low = sentence.low(k)
    if low in {"had", "has"} and (KIN | {"friend", "friends"}) & set(sentence.lows[k : k + 5]):
        return False
    before = sentence.low(k - 1)
    if before in THOROUGHFARES or "whose" in sentence.lows[max(0, k - 3) : k]:
        return False
    if low in WHILE_THERE:
        return True
    plain = low.endswith("ed") and len(low) > 4 and low not in UNWITNESSED
    teller = {"i", "we", "he", "she", "they", "all", "both", "then"}
    if opens:
        return plain and before in teller
    return plain and (
        before in teller
        or (before in {",", "and"} and bool(teller & set(sentence.lows[max(0, k - 12) : k])))
    )


_SPELLS = frozenset(
    "breakfast lunch dinner supper tea coffee night nights week weeks day days hour hours".split()
)


def _plain_verb(sentence: Sentence, i: int, first: int) -> int | None:
    """Token of the verb that tells what was done at a place."""
    opens = first == 0 or sentence.low(first - 1) in OPENERS | {"there"}
    limit = min(len(sentence.tokens), i + 12) if opens else i
    spell = sentence.low(first - 1) in _SPELLS
    begin = i if opens else max(0, first - (14 if spell else 7))
    order = range(begin, limit) if opens else range(limit - 1, begin - 1, -1)
    for k in order:
        if sentence.low(k) in {"had", "was", "were"} and not opens and not spell and k < first - 3:
            continue
        if not sentence.names.get(k) and _tells_presence(sentence, k, opens):
            if not opens and "whose" in sentence.lows[k:first]:
                return None
            if sentence.low(k + 1) == "born" or sentence.low(k - 1) in {"had", "has"}:
                return None
            return k
    return None
