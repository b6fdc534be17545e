"""Stops that no verb of motion tells: "In Osh we bought bread", "now in Osh", a heading."""

from __future__ import annotations

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.events import Arg, Event, Path
from convoy_map.mentions.modality_en import PLAN_WORDS, stance_of
from convoy_map.mentions.motion_words import MOTION, UNWITNESSED, WHILE_THERE
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.paths_en import (
    GOAL,
    OPENERS,
    PREPOSITIONS,
    SOURCE,
    preposition_of,
    token_index,
)
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.subjects_en import KIN, Subject, subject_of
from convoy_map.mentions.units import Unit
from convoy_map.model import MentionKind, Stance

__all__ = ["fragment_motion", "heading_motion", "stays"]


def stays(
    sentence: Sentence, units: list[Unit], persons: PersonIndex, told: list[Event]
) -> list[Event]:
    """Stops that no verb of motion tells: "In Osh we bought bread"."""
    events: list[Event] = []
    for unit in units:
        i = token_index(sentence, unit.start)
        found = preposition_of(sentence, i)
        if found is None or found[0] not in {("in",), ("at",)}:
            continue
        now = _now_there(sentence, i, found[1], persons)
        if now is not None:
            now.args.append(Arg(unit, Path.GOAL, Stance.STATED))
            events.append(now)
            continue
        verb = _plain_verb(sentence, i, found[1])
        if verb is None:
            continue
        if stance_of(sentence, verb, False, False) is not Stance.STATED or (
            PLAN_WORDS & set(sentence.lows[verb : found[1]])
        ):
            continue
        subject = subject_of(sentence, verb, persons, None, False)
        if {"us", "me"} & {sentence.low(k) for k in range(verb, verb + 4)}:
            subject = Subject("we", "many")
        if not subject.key:
            earlier = [e for e in told if e.start < sentence.tokens[verb].start]
            if earlier:
                subject = Subject(earlier[-1].traveller, earlier[-1].number)
        if not subject.key or (subject.generic and subject.key not in {"we", "i", "they"}):
            continue
        token = sentence.tokens[verb]
        event = Event(
            token.start, token.end, token.low, "there", sentence.index, sentence.paragraph,
            traveller=subject.key, number=subject.number,
        )  # fmt: skip
        back = "back" in sentence.lows[verb : found[1]]
        event.is_return = back
        event.args.append(Arg(unit, Path.GOAL if back else Path.STAY, Stance.STATED))
        events.append(event)
    return events


def _now_there(sentence: Sentence, i: int, first: int, persons: PersonIndex) -> Event | None:
    """Such as "He now lives in Osh", "now in Osh, she says": where a traveller has ended up."""
    near = range(max(0, first - 7), first)
    at = next((k for k in near if sentence.low(k) == "now"), None)
    if at is None:
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


def heading_motion(sentence: Sentence, units: list[Unit]) -> list[Event]:
    """A heading that tells of motion without a verb: "Into the desert"."""
    if len(sentence.tokens) > 7 or len(units) != 1:
        return []
    if len(sentence.tokens) <= 2 + units[0].text.count(" ") and units[0].start == sentence.start:
        return _diary_stop(sentence, units[0])
    if sentence.tokens[-1].text in ".!?":
        return []
    found = preposition_of(sentence, token_index(sentence, units[0].start))
    if found is None or found[1] != 0 or found[0] not in SOURCE | GOAL | {("through",)}:
        return []
    token = sentence.tokens[0]
    event = Event(token.start, token.end, token.low, "there", sentence.index, sentence.paragraph)
    event.args.append(Arg(units[0], PREPOSITIONS[found[0]], Stance.STATED))
    return [event]


def fragment_motion(sentence: Sentence, units: list[Unit]) -> list[Event]:
    """A diary's sentence without a verb: "Over the pass to Osh, then down to Murgab."."""
    plain = sentence.tokens[-1].text == "." and len(sentence.tokens) <= 16
    if not plain or not units or any(_is_verb(low) for low in sentence.lows):
        return []
    token = sentence.tokens[0]
    event = Event(token.start, token.end, token.low, "there", sentence.index, sentence.paragraph)
    event.traveller = "we"
    for unit in units:
        found = preposition_of(sentence, token_index(sentence, unit.start))
        if found is None or found[0] in {("on",), ("by",), ("for",)}:
            continue
        if PREPOSITIONS[found[0]] is not Path.HEADING:
            event.args.append(Arg(unit, PREPOSITIONS[found[0]], Stance.STATED))
    return [event] if event.args else []


def _is_verb(word: str) -> bool:
    return (
        word in en.AUXILIARIES
        or word in MOTION
        or word in en.SPEECH_VERBS
        or (word.endswith(("ed", "ing")) and len(word) > 4)
        or word in en.PRONOUNS
    )


def _diary_stop(sentence: Sentence, unit: Unit) -> list[Event]:
    """A sentence that is nothing but a name, in a diary: "25 March. Daru."."""
    if sentence.tokens[-1].text != "." or unit.kind is not MentionKind.TOPONYM:
        return []
    token = sentence.tokens[0]
    event = Event(token.start, token.end, token.low, "there", sentence.index, sentence.paragraph)
    event.is_return = True
    event.args.append(Arg(unit, Path.STAY, Stance.STATED))
    return [event]


def _tells_presence(sentence: Sentence, k: int, opens: bool) -> bool:
    """Whether the word at token ``k`` is a verb of what one does on the spot."""
    low = sentence.low(k)
    if low in {"had", "has"} and (KIN | {"friend", "friends"}) & set(sentence.lows[k : k + 5]):
        return False
    if low in WHILE_THERE:
        return True
    before = sentence.low(k - 1)
    plain = low.endswith("ed") and len(low) > 4 and low not in UNWITNESSED
    return opens and plain and before in {"i", "we", "he", "she", "they", "all", "both", "then"}


def _plain_verb(sentence: Sentence, i: int, first: int) -> int | None:
    """Token of the verb that tells what was done at a place."""
    opens = first == 0 or sentence.low(first - 1) in OPENERS | {"there"}
    limit = min(len(sentence.tokens), i + 12) if opens else i
    begin = i if opens else max(0, first - 7)
    order = range(begin, limit) if opens else range(limit - 1, begin - 1, -1)
    for k in order:
        if sentence.low(k) in {"had", "was", "were"} and not opens and k < first - 3:
            continue
        if not sentence.names.get(k) and _tells_presence(sentence, k, opens):
            if sentence.low(k + 1) == "born" or sentence.low(k - 1) in {"had", "has"}:
                return None
            return k
    return None
