"""The reading of English texts (and, for names alone, of other Latin scripts)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.company_en import telling_of
from convoy_map.mentions.containers import mark_containers, mark_descriptions
from convoy_map.mentions.copulas_en import copulas
from convoy_map.mentions.coreference import resolve
from convoy_map.mentions.entries_en import entry_stop, fragment_motion, heading_motion, stages
from convoy_map.mentions.events import Event, before_which, give_times
from convoy_map.mentions.framing import end_where_told, is_dated_head
from convoy_map.mentions.itineraries import assign_journeys
from convoy_map.mentions.legs import TELLS_WAY, find_legs
from convoy_map.mentions.modality_en import speaks_of_plan, tells_anew
from convoy_map.mentions.motion_en import read_motion
from convoy_map.mentions.namebook import NameBook
from convoy_map.mentions.names import find_names
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.placed_names import entry_opening, find_placed, is_dated
from convoy_map.mentions.relations_en import RelationReader
from convoy_map.mentions.roles import follow_descriptions, spread_to_parts
from convoy_map.mentions.speech import read_speech
from convoy_map.mentions.stops_en import stays
from convoy_map.mentions.times import TELLS_TIME, Clock, find_durations, find_times
from convoy_map.mentions.told_stops_en import tell_stops_en
from convoy_map.mentions.units import Unit, outermost_by_sentence
from convoy_map.model import MentionKind, Relation, RelationKind
from convoy_map.text.segments import paragraphs, sentences

__all__ = ["read_english"]

_DIGIT = re.compile(r"\d")
_DURATION_STEMS = frozenset("min hou day wee mon nig".split())
_TIME_STEMS = _DURATION_STEMS | frozenset(
    "jan feb mar apr may jun jul aug sep oct nov dec tue wed thu fri sat sun mor noo mid aft eve "
    "daw dus fir lig o'c o’c yes tod ton tom nex clo".split()
)
_LEG_STEMS = frozenset(
    "roa hig tra pat des dun ste san foo wal mar hik tru boa shi fer can dho bar raf sea sch fel "
    "sai row rai rig lef tar mot dir hal".split()
)


def read_english(text: str, book: NameBook, clock: Clock) -> list[Unit]:
    """Read an English text: names, relations, journeys, speakers and times.

    Parameters
    ----------
    text : str
        The whole text, or its passages joined by blank lines.
    book : NameBook
        The gazetteer.
    clock : Clock
        Anchors relative times; moved along as the text tells of dates.
    """
    names, persons = find_names(text, book)
    blocks = paragraphs(text)
    spans = [sentences(text, s, e) for s, e in blocks]
    read = _sentences(text, spans, names)
    speakers = read_speech(text, blocks, spans, persons, read)
    openings = _openings(text, blocks) | _openings(text, [s for own in spans for s in own])
    placed = find_placed(text, read, persons, openings)
    units = [u for u in (*names, *placed) if u.text]
    for sentence in read:
        units.extend(RelationReader(text, sentence, persons).read())
    units = _outermost_first(units)
    mark_containers(text, units)
    mark_descriptions(text, units)
    resolve(units, {id(u) for u in units if _is_definite(u)})
    events = _events(text, read, units, persons, clock, openings)
    events = tell_stops_en(events, read, units, persons, speakers, book.gazetteer)
    telling = telling_of(read, persons) if sum(bool(e.args) for e in events) > 1 else None
    assign_journeys(events, speakers, persons.spans, telling, units)
    end_where_told(events, is_dated_head(text, blocks))
    for unit in units:
        unit.speaker = speakers.at(unit.start)
    spread_to_parts(units)
    follow_descriptions(units, {s.start for s in read})
    legs = _legs(text, read, events)
    for leg in legs:
        leg.speaker = speakers.at(leg.start)
    return sorted([*units, *legs], key=lambda u: (u.start, u.end))


def _openings(text: str, blocks: list[tuple[int, int]]) -> set[int]:
    """Where the words of a diary's or log's entries begin, after their date; else nothing."""
    if not is_dated(text, blocks):
        return set()
    after = {entry_opening(text, start, end): start for start, end in blocks}
    return {offset for offset, start in after.items() if offset > start}


def _sentences(text: str, spans: list[list[tuple[int, int]]], names: list[Unit]) -> list[Sentence]:
    starts = [u.start for u in names]
    read: list[Sentence] = []
    for number, block in enumerate(spans):
        for start, end in block:
            sentence = Sentence(text, start, end, index=len(read), paragraph=number)
            if not sentence.words:
                continue
            for unit in names[bisect_left(starts, start) : bisect_left(starts, end)]:
                at = bisect_right(sentence.ends, unit.start)
                sentence.names.setdefault(at, []).append(unit)
                unit.sentence = sentence.index
            read.append(sentence)
    return read


def _outermost_first(units: list[Unit]) -> list[Unit]:
    return sorted(units, key=lambda u: (u.start, -u.end, u.kind.value))


_POINTING = frozenset({"the", "that", "this", "these", "those"}) | en.POSSESSIVES


def _is_definite(unit: Unit) -> bool:
    return unit.text.split(None, 1)[0].lower() in _POINTING if unit.text.split() else False


def _events(
    text: str, read: list[Sentence], units: list[Unit], persons: PersonIndex, clock: Clock,
    openings: set[int],
) -> list[Event]:  # fmt: skip
    by_sentence = outermost_by_sentence(units)
    events: list[Event] = []
    plan, anew, block = False, False, -1
    for sentence in read:
        if sentence.paragraph != block:
            plan, block = False, sentence.paragraph
            anew = tells_anew(sentence)
        plan = plan or speaks_of_plan(sentence)
        inside = by_sentence.get(sentence.index, [])
        timed = TELLS_TIME.within(sentence.vocabulary) and (
            sentence.may_hold(_TIME_STEMS)
            or _DIGIT.search(text, sentence.start, sentence.end) is not None
        )
        times = (
            find_times(text, sentence.start, sentence.end, clock, sentence.stems) if timed else []
        )
        found = _without_verb(sentence, inside, openings)
        used = {id(a.unit) for e in found for a in e.args}
        inside = [u for u in inside if id(u) not in used]
        found = [*found, *read_motion(sentence, inside, persons, plan)]
        used = {id(a.unit) for e in found for a in e.args}
        rest = [u for u in inside if id(u) not in used]
        found = sorted([*found, *stays(sentence, rest, persons, found)], key=lambda e: e.start)
        if not any(e.args for e in found):
            told = bool(events) and sentence.paragraph - events[-1].paragraph <= 2
            extra = heading_motion(sentence, inside)
            found = found + (extra or (fragment_motion(sentence, inside) if told else []))
        _link_backward(found)
        give_times(found, times)
        first = next((e for e in found if anew and e.args and e.key_is_teller), None)
        if first is not None:
            first.anew, anew = True, False
        events.extend(found)
    return events


def _without_verb(sentence: Sentence, inside: list[Unit], openings: set[int]) -> list[Event]:
    """Stages and, in a diary, the stop that an entry opens with."""
    found = [*stages(sentence, inside), *copulas(sentence, inside)]
    used = {id(a.unit) for e in found for a in e.args}
    if openings and not (inside and id(inside[0]) in used):
        begins = max(
            (o for o in openings if sentence.start <= o < sentence.end), default=sentence.start
        )
        opens = begins in openings
        found = [*entry_stop(sentence, inside, opens, begins), *found]
    return found


def _link_backward(events: list[Event]) -> None:
    """Tell a motion told late before which place of its sentence it happened."""
    for previous, event in pairwise(events):
        if event.backward and previous.args:
            event.after = before_which(previous)


def _legs(text: str, read: list[Sentence], events: list[Event]) -> list[Unit]:
    """Statements about the way, in the journey of the motion nearest to them."""
    travelled = [e for e in events if e.itinerary is not None]
    if not travelled:
        return []
    starts = [e.start for e in travelled]
    legs: list[Unit] = []
    for sentence in read:
        if "instead" not in sentence.vocabulary and not _near(
            travelled, starts, sentence.start, sentence
        ):
            continue
        if sentence.may_hold(_DURATION_STEMS) and TELLS_TIME.within(sentence.vocabulary):
            legs.extend(_duration_legs(text, sentence, travelled, starts))
        if not (sentence.may_hold(_LEG_STEMS) and TELLS_WAY.within(sentence.vocabulary)):
            continue
        for words in find_legs(text, sentence.start, sentence.end):
            event = _near(travelled, starts, words.start, sentence)
            if event is None:
                continue
            leg = Unit(words.start, words.end, text[words.start : words.end], MentionKind.LEG)
            leg.itinerary, leg.manner, leg.sentence = event.itinerary, words.manner, sentence.index
            if words.side:
                leg.relation = Relation(RelationKind.TURN, words.side, side=words.side)
            legs.append(leg)
    return legs


def _duration_legs(
    text: str, sentence: Sentence, travelled: list[Event], starts: list[int]
) -> list[Unit]:
    """How long the journey, or a part of it, is said to have taken."""
    legs: list[Unit] = []
    for words in find_durations(text, sentence.start, sentence.end):
        event = _near(travelled, starts, words.start, sentence)
        if "instead" in sentence.lows:
            later = travelled[bisect_right(starts, words.start) :][:1]
            event = later[0] if later else event
        if event is None or words.interval.duration_of == "stay":
            continue
        leg = Unit(words.start, words.end, text[words.start : words.end], MentionKind.LEG)
        leg.itinerary, leg.time, leg.sentence = event.itinerary, words.interval, sentence.index
        leg.stance = event.stance
        legs.append(leg)
    return legs


def _near(
    travelled: list[Event], starts: list[int], offset: int, sentence: Sentence
) -> Event | None:
    """The motion of the same sentence, else the last one within two paragraphs."""
    first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
    if first < last:
        at = bisect_right(starts, offset)
        beside = travelled[max(first, at - 1) : min(last, at + 1)] or travelled[first:last][-1:]
        return min(beside, key=lambda e: abs(e.start - offset))
    index = bisect_right(starts, offset) - 1
    if index < 0 or sentence.paragraph - travelled[index].paragraph > 2:
        return None
    return travelled[index]
