"""The reading of Arabic texts."""

from __future__ import annotations

import re

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.agreement_ar import agree
from convoy_map.mentions.arabic_text import ArabicSentence, words_of
from convoy_map.mentions.company_ar import telling_of_ar
from convoy_map.mentions.containers import mark_containers, mark_descriptions
from convoy_map.mentions.coreference import resolve_arabic
from convoy_map.mentions.entries_ar import is_date, opens_entry
from convoy_map.mentions.events import Event, give_times
from convoy_map.mentions.framing import end_where_told, is_dated_head
from convoy_map.mentions.itineraries import assign_journeys
from convoy_map.mentions.listed_ar import fragment_ar
from convoy_map.mentions.motion_ar import read_motion_ar, speaks_of_plan_ar
from convoy_map.mentions.namebook import NameBook
from convoy_map.mentions.names_ar import ArabicNames
from convoy_map.mentions.persons_ar import find_persons_ar
from convoy_map.mentions.relations_ar import ArabicRelationReader
from convoy_map.mentions.roles import spread_to_parts
from convoy_map.mentions.speech import SpeakerMap
from convoy_map.mentions.stays_ar import stays_ar
from convoy_map.mentions.telling_ar import lead_last, look_back_ar
from convoy_map.mentions.times import Clock
from convoy_map.mentions.times_ar import find_times_ar
from convoy_map.mentions.told_stops_ar import tell_stops_ar
from convoy_map.mentions.units import Person, Unit
from convoy_map.model import MentionKind
from convoy_map.text.folding import fold
from convoy_map.text.segments import paragraphs, sentences

__all__ = ["read_arabic"]

_QUOTE = re.compile(r"[«“\"][^»”\"]{12,}[»”\"]")


def read_arabic(text: str, book: NameBook, clock: Clock) -> list[Unit]:
    """Read an Arabic text: names, relations, journeys, speakers and times.

    Offsets are those of the text as it stands, in logical order; folding serves
    comparison only.
    """
    read = _sentences(text)
    persons = find_persons_ar(read, text, book.is_place)
    names = ArabicNames(text, fold(text), book).read(read, persons)
    units = list(names)
    for sentence in read:
        units.extend(ArabicRelationReader(text, sentence).read())
    units.sort(key=lambda u: (u.start, -u.end, u.kind.value))
    mark_containers(text, units)
    mark_descriptions(text, units)
    resolve_arabic(units)
    speakers = _speakers(text, read, persons)
    events = _events(text, read, units, persons, clock, speakers)
    events = tell_stops_ar(events, read, units, persons, speakers, book.gazetteer)
    ordered = sorted(persons.values(), key=lambda p: p.start)
    assign_journeys(events, speakers, ordered, telling_of_ar(events, read, persons), units)
    end_where_told(events, is_dated_head(text, paragraphs(text)))
    for unit in units:
        unit.speaker = speakers.at(unit.start)
    spread_to_parts(units)
    return sorted(units, key=lambda u: (u.start, u.end))


def _sentences(text: str) -> list[ArabicSentence]:
    read: list[ArabicSentence] = []
    headed = False
    for number, (start, end) in enumerate(paragraphs(text)):
        dated = headed
        for begin, stop in sentences(text, start, end):
            words = words_of(text, begin, stop)
            if words:
                dated = dated or opens_entry(words)
                read.append(ArabicSentence(begin, stop, words, len(read), number, dated=dated))
        headed = is_date(words_of(text, start, end))
    return read


def _speakers(text: str, read: list[ArabicSentence], persons: dict[int, Person]) -> SpeakerMap:
    """Quotations and sentences after "said" belong to who is named beside it."""
    quotes = [m.span() for m in _QUOTE.finditer(text)]
    stretches: list[tuple[int, int, str]] = []
    for sentence in read:
        for i, word in enumerate(sentence.words):
            if word.low not in ar.SPEECH:
                continue
            who = next(
                (
                    persons[sentence.words[j].start].text
                    for j in (i + 1, i - 1, i + 2, i + 3)
                    if 0 <= j < len(sentence.words) and sentence.words[j].start in persons
                ),
                None,
            )
            if who is not None:
                inside = [q for q in quotes if sentence.start <= q[0] < sentence.end + 2]
                stretches.extend((s, e, who) for s, e in inside)
                if not inside:
                    stretches.append((sentence.start, sentence.end, who))
                break
    return SpeakerMap(stretches, quotes)


def _events(
    text: str, read: list[ArabicSentence], units: list[Unit], persons: dict[int, Person],
    clock: Clock, speakers: SpeakerMap,
) -> list[Event]:  # fmt: skip
    by_sentence: dict[int, list[Unit]] = {}
    for unit in units:
        if unit.parent is None and unit.kind is not MentionKind.DEMONYM:
            by_sentence.setdefault(unit.sentence, []).append(unit)
    events: list[Event] = []
    plan, block = False, -1
    for sentence in read:
        if sentence.paragraph != block:
            plan, block = False, sentence.paragraph
        plan = plan or speaks_of_plan_ar(sentence)
        times = find_times_ar(text, sentence.start, sentence.end, clock)
        found = read_motion_ar(sentence, by_sentence.get(sentence.index, []), persons, plan)
        used = {id(a.unit) for e in found for a in e.args}
        inside = [u for u in by_sentence.get(sentence.index, []) if id(u) not in used]
        found = sorted([*found, *stays_ar(sentence, inside, persons)], key=lambda e: e.start)
        if not found and (events or sentence.low(0) in ar.SOURCE | {"اليوم"}):
            found = fragment_ar(sentence, inside)
        give_times(found, times)
        events.extend(found)
    agree(events, read, persons, speakers)
    look_back_ar(events)
    lead_last(events)
    return events
