"""Who says it: quotations and reported speech, with their speakers.

A quotation belongs to the nearest speaker named with a verb of saying in its
paragraph ("he says" leads back to the person named last); reported speech
("according to Ada", "Ada says the convoy …") to the speaker of its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.units import Person
from convoy_map.text.segments import Span

__all__ = ["SpeakerMap", "read_speech"]

_SAID = "|".join(
    sorted(en.SPEECH_VERBS - {"described", "describes", "reported", "reports"}, key=len)[::-1]
)
_ROLE = (
    "driver|drivers|smuggler|witness|resident|villager|official|officer|spokesman|spokeswoman|man|"
    "woman|survivor|refugee|passenger|soldier|fighter|guide|shopkeeper|farmer|captain|sailor|"
    "monk|nurse|teacher|trader|merchant|pilot|fisherman|traveller|villagers|residents|witnesses"
)
_PRONOUN_SAYS = re.compile(
    rf"\b([Hh]e|[Ss]he|I)[^\S\n]+(?:{_SAID})\b|\b(?:{_SAID})[^\S\n]+(he|she)\b"
)
_ROLE_SAYS = re.compile(
    rf"\b((?:[Oo]ne|[Aa]nother|[Aa]|[Aa]n|[Tt]he)[^\S\n]+(?:[a-z-]+[^\S\n]+){{0,2}}(?:{_ROLE}))"
    rf"(?:[^\S\n]+[a-z]+){{0,1}}[^\S\n]+(?:{_SAID})\b"
)
_SAYS_BEFORE = re.compile(rf"(?:{_SAID})[^\S\n]+$")
_SAYS_AFTER = re.compile(
    rf",?[^\S\n]+(?:also[^\S\n]+)?(?:{_SAID})\b|,[^,.\n]{{1,80}},[^\S\n]+(?:{_SAID})\b"
)
_ACCORDING = re.compile(r"[Aa]ccording[^\S\n]+to[^\S\n]+$")
_OPEN, _CLOSE = "“«", "”»"
_MARK = re.compile(r"[“«”»\"]")
_ENDS_SAID = tuple(_SAID.split("|"))
_SAYING = frozenset(_ENDS_SAID)
_ROLE_THEN = re.compile(rf"(?:{_ROLE})(?:[^\S\n]+[a-z]+){{0,1}}[^\S\n]+(?:{_SAID})\b")


class SpeakerMap:
    """Speaker of every stretch of a passage."""

    def __init__(self, stretches: list[tuple[int, int, str]], quotes: list[Span]) -> None:
        self._stretches = sorted(stretches)
        self._starts = [s for s, _, _ in self._stretches]
        self.quotes = quotes
        self._quote_starts = [s for s, _ in quotes]

    def at(self, offset: int) -> str | None:
        """The speaker at an offset, None for the document's own voice."""
        index = bisect_right(self._starts, offset) - 1
        for start, end, who in self._stretches[max(0, index - 2) : index + 1][::-1]:
            if start <= offset < end:
                return who
        return None

    def in_quote(self, offset: int) -> bool:
        """Whether the offset stands between quotation marks."""
        index = bisect_right(self._quote_starts, offset) - 1
        return index >= 0 and self.quotes[index][0] <= offset < self.quotes[index][1]


def read_speech(
    text: str,
    paragraphs: list[Span],
    sentences: list[list[Span]],
    persons: PersonIndex,
    read: Iterable[Sentence],
) -> SpeakerMap:
    """Attribute every quotation and reported sentence of a passage."""
    telling = {s.paragraph for s in read if not _SAYING.isdisjoint(s.vocabulary)}
    stretches: list[tuple[int, int, str]] = []
    quotes: list[Span] = []
    by_start = sorted(persons.spans, key=lambda p: p.start)
    starts = [p.start for p in by_start]
    last_speaker: str | None = None
    for number, ((start, end), inside) in enumerate(zip(paragraphs, sentences, strict=True)):
        marks = _quotations(text, start, end)
        quotes.extend(marks)
        said = _speakers(text, start, end, by_start, starts)
        if number in telling:
            said = sorted([*said, *_unnamed_speakers(text, start, end, by_start, starts)])
        if said:
            last_speaker = said[-1][1]
        offsets = [at for at, _ in said]
        ends = [e for _, e in marks]
        earliest = [*accumulate([s for s, _ in reversed(marks)], min)][::-1]
        for quote in marks:
            who = _nearest(quote, said, offsets) or (
                last_speaker if len(marks) == 1 and not said else None
            )
            if who is not None:
                stretches.append((*quote, who))
        for begin, stop in inside:
            first = bisect_left(offsets, begin)
            later = bisect_right(ends, begin)
            if later < len(marks) and earliest[later] < stop:
                continue
            if first < len(said) and offsets[first] < stop:
                stretches.append((begin, stop, said[first][1]))
    return SpeakerMap(stretches, quotes)


def _quotations(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    opened: int | None = None
    for mark in _MARK.finditer(text, start, end):
        i, char = mark.start(), mark.group()
        if char in _OPEN or (char == '"' and opened is None):
            opened = i if opened is None else opened
        elif char in _CLOSE or char == '"':
            found.append((start if opened is None else opened, i + 1))
            opened = None
    if opened is not None:
        found.append((opened, end))
    return [(s, e) for s, e in found if e - s > 12]


def _speakers(
    text: str, start: int, end: int, persons: list[Person], starts: list[int]
) -> list[tuple[int, str]]:
    """(offset, speaker) of every verb of saying in a paragraph."""
    said: list[tuple[int, str]] = []
    first = bisect_right(starts, start - 1)
    for index in range(first, len(persons)):
        person = persons[index]
        if person.start >= end:
            break
        if _names_speaker(text, start, end, person):
            said.append((person.start, person.text))
    return sorted(said)


def _unnamed_speakers(
    text: str, start: int, end: int, persons: list[Person], starts: list[int]
) -> list[tuple[int, str]]:
    """(offset, speaker) where "he says", "the driver said" stands in a paragraph."""
    said: list[tuple[int, str]] = []
    for match in _PRONOUN_SAYS.finditer(text, start, end):
        who = _last_person(match.start(), persons, starts)
        if who is not None:
            said.append((match.start(), who))
    if _ROLE_THEN.search(text, start, end):
        for match in _ROLE_SAYS.finditer(text, start, end):
            said.append((match.start(), match.group(1).lower()))
    return said


def _names_speaker(text: str, start: int, end: int, person: Person) -> bool:
    """Whether a verb of saying stands before or after a person's name."""
    head = text[max(start, person.start - 24) : person.start]
    words = head.rstrip()
    if words.endswith(_ENDS_SAID) and _SAYS_BEFORE.search(head):
        return True
    if words.endswith("to") and _ACCORDING.search(head):
        return True
    return _SAYS_AFTER.match(text[person.end : min(end, person.end + 110)]) is not None


def _last_person(offset: int, persons: list[Person], starts: list[int]) -> str | None:
    index = bisect_right(starts, offset) - 1
    return persons[index].text if index >= 0 else None


def _nearest(quote: Span, said: list[tuple[int, str]], offsets: list[int]) -> str | None:
    """The speaker said right after, or before, a quotation."""
    after = bisect_left(offsets, quote[1])
    before = bisect_left(offsets, quote[0]) - 1
    if before >= 0 and (
        after == len(said) or quote[0] - offsets[before] + 40 <= offsets[after] - quote[1]
    ):
        return said[bisect_left(offsets, offsets[before])][1]
    return said[after][1] if after < len(said) else None
