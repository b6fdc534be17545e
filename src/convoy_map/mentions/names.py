"""Named places: longest match over the gazetteer's names, then filters by context.

``name_judge`` weighs the words beside a name, ``second_look`` decides by the whole
text what these leave open, ``unknown`` finds names that no gazetteer knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.first_names import FIRST_NAMES
from convoy_map.mentions.name_judge import NEVER_PLACES, TWO_WORD_DEMONYM, NameJudge
from convoy_map.mentions.name_runs import (
    CAPITAL,
    CAPITAL_RUN,
    NOTHING,
    RUN,
    TWO_WORD_FIRST,
    NameRun,
    begin,
)
from convoy_map.mentions.namebook import NameBook
from convoy_map.mentions.patterns import CAP, UPPER
from convoy_map.mentions.persons import PersonIndex, find_persons
from convoy_map.mentions.second_look import OPEN, Reading, reconsider
from convoy_map.mentions.slots_en import is_governed
from convoy_map.mentions.surroundings import AFTER, surroundings
from convoy_map.mentions.units import Unit
from convoy_map.mentions.unknown import unknown_names
from convoy_map.model import MentionKind

__all__ = ["NameReader", "find_names"]

_OPENING = (
    en.DETERMINERS | en.PRONOUNS | en.PREPOSITIONS | en.CONJUNCTIONS | en.AUXILIARIES
) | frozenset("there then also but now here how what why however meanwhile according".split())
_NOT_WITHIN = NEVER_PLACES | en.ORGANISATION_HEADS | FIRST_NAMES
_NAMED_AFTER = re.compile(rf" (?:de(?: la| las| los)?|del|di|da|do|dos) {CAP}")
_LAST_WORD = re.compile(rf"(?<![\w’'-])([{UPPER}]\w+) $")
_JOINED = re.compile(rf"-{CAP}")
_LEADING = frozenset("of to from".split())
_ABBREVIATION = re.compile(r"(?<![\w.])(?:U\.S\.A\.|U\.S\.|U\.K\.|USA|US|UK|UAE|DRC|USSR)(?![\w])")
_CAP_WORD, _STEM = re.compile(CAP), re.compile(r"[^-‑'’]*")
_WORLD_REGION = re.compile(
    r"(?<=[Tt]he )(?:West|Middle East|Far East|Gulf|Levant|Balkans|Caucasus|Sahel|Maghreb|Orient)"
    rf"(?![\w’'-]|[^\S\n]+[{UPPER}])"
)


class NameReader:
    """Reads the named places of one passage in Latin script."""

    def __init__(self, text: str, book: NameBook) -> None:
        self.text = text
        self.book = book
        self.persons: PersonIndex = find_persons(text, book.is_place)
        self.judge = NameJudge(text, book, self.persons)

    def read(self) -> list[Unit]:
        """Return toponyms, demonyms and embedded names in order."""
        units: list[Unit] = []
        sure: list[Reading] = []
        unsure: list[Reading] = []
        for start, end, kind, score in self._candidates():
            if kind is not MentionKind.TOPONYM:
                units.append(self._unit(start, end, kind, score))
            elif score >= OPEN[1] or self._is_great(start, end, score):
                sure.append(Reading(start, end, score))
            elif score > OPEN[0]:
                unsure.append(Reading(start, end, score))
        for start, end, score in sure:
            units.append(self._unit(start, end, MentionKind.TOPONYM, score))
        places, persons = reconsider(self.text, self.book, sure, unsure)
        self.persons = self.persons.joined_by(persons)
        for start, end, score in places:
            end = self._extended(start, end)
            units.append(self._unit(start, end, MentionKind.TOPONYM, score))
        units = self._joined(sorted(units, key=lambda u: u.start))
        taken = [(u.start, u.end) for u in units]
        for start, end, p in unknown_names(self.text, self.persons, taken):
            sort = "settlement" if p > 0.7 else ""
            surface = self.text[start:end]
            units.append(Unit(start, end, surface, MentionKind.TOPONYM, sort=sort, p=p))
        return sorted(units, key=lambda u: (u.start, -u.end))

    def _joined(self, units: list[Unit]) -> list[Unit]:
        """Make one name of two side by side that share no country: "Banda Neira"."""
        kept: list[Unit] = []
        for unit in units:
            if kept and kept[-1].end > unit.start:
                continue  # the name before has taken it in
            self._lead(unit)
            last = kept[-1] if kept else None
            if last is not None and unit.start == last.end + 1 and self._is_one(last, unit):
                surface = self.text[last.start : unit.end]
                p = min(last.p, unit.p)
                kept[-1] = Unit(last.start, unit.end, surface, MentionKind.TOPONYM, p=p)
            else:
                kept.append(unit)
        return kept

    def _lead(self, unit: Unit) -> None:
        """Take in the word that opens a name whose rest the gazetteer has: "Port Qasim"."""
        word = _LAST_WORD.search(self.text, max(0, unit.start - 12), unit.start)
        if word is None or unit.kind is not MentionKind.TOPONYM or unit.sort == "country":
            return
        if word.group(1).casefold() in en.LEADING_HEADS and self.persons.at(word.start(1)) is None:
            unit.start, unit.sort, unit.ccodes = word.start(1), "", frozenset()
            unit.text = self.text[unit.start : unit.end]

    def _is_one(self, first: Unit, second: Unit) -> bool:
        """Whether two names side by side are parts of one that the gazetteer lacks."""
        named = {first.kind, second.kind} == {MentionKind.TOPONYM}
        plain = self.text[first.end] == " " and "country" not in {first.sort, second.sort}
        small = self.book.fame(second.text).fame < 0.6 and second.text not in en.DEMONYMS
        return named and plain and small and first.ccodes.isdisjoint(second.ccodes)

    def _is_great(self, start: int, end: int, score: float) -> bool:
        """Whether a name needs no second look: of several words, a province or a metropolis."""
        surface = self.text[start:end]
        return score > 0 and (" " in surface or self.book.fame(surface).fame >= 0.9)

    def _unit(self, start: int, end: int, kind: MentionKind, score: float) -> Unit:
        surface = self.text[start:end]
        fame = self.book.fame(surface)
        p = min(0.99, 0.6 + 0.3 * score)
        sort = fame.sort if kind is not MentionKind.DEMONYM else "country"
        return Unit(start, end, surface, kind, sort=sort, p=round(p, 3), ccodes=fame.ccodes)

    def _candidates(self) -> Iterator[tuple[int, int, MentionKind, float]]:
        covered = 0
        text, look_up = self.text, self.book.run
        for match in CAPITAL_RUN.finditer(text):
            capital, last = match.span()
            if last <= covered:
                continue
            run = look_up(match[0])
            if capital >= covered:
                start = begin(text, capital)
                if run is NOTHING and start == capital:
                    continue
                found = self._beginning(start, capital, run) if start >= covered else None
                if found is not None:
                    yield found
                    covered = found[1]
            if not run.more:
                continue
            for inner in CAPITAL.finditer(text, capital + 1, last):
                capital = inner.start()
                start = begin(text, capital) if capital >= covered else -1
                if start >= covered:
                    words = look_up(RUN.match(text, capital)[0])  # type: ignore[index]
                    found = self._beginning(start, capital, words)
                    if found is not None:
                        yield found
                        covered = found[1]

    def _beginning(
        self, start: int, capital: int, run: NameRun
    ) -> tuple[int, int, MentionKind, float] | None:
        """Read the name that begins with a capital, or at the article before it."""
        text = self.text
        if start < capital:
            article = self.book.run(RUN.match(text, start)[0])  # type: ignore[index]
            return self._at(start, article) or self._at(capital, run)
        gap = text.find(" ", start, start + 12)
        if gap > 0 and text[gap + 1 : gap + 2].islower() and text[start:gap].lower() in _OPENING:
            return None  # a small word merely opens a sentence: "The trucks", "In the yard"
        return self._at(start, run)

    def _at(self, start: int, run: NameRun) -> tuple[int, int, MentionKind, float] | None:
        """Read the name that starts here, if one does."""
        text = self.text
        if run.short:
            abbreviation = _ABBREVIATION.match(text, start)
            if abbreviation is not None:
                return self._abbreviated(start, abbreviation.end())
            region = _WORLD_REGION.match(text, start)
            if region is not None:
                return start, region.end(), MentionKind.TOPONYM, 0.8
        person = self.persons.covering(start) if run.ends else None
        for length in run.ends:
            end = start + length
            if person is not None and end <= person.end and not self._placed(start, end):
                return None
            kind, score = self.judge.judge(start, end)
            if score > -2.0:
                if score > 0 and kind is MentionKind.TOPONYM:
                    end = self._extended(start, end)
                return start, end, kind, score
        found = self._demonym(start) if run.demonym else None
        if found is None and run.glued and self._is_glued(start, run.glued):
            return start, start + run.glued, MentionKind.TOPONYM, 0.6
        return found

    def _abbreviated(self, start: int, end: int) -> tuple[int, int, MentionKind, float] | None:
        """A country's abbreviation, unless it is a currency ("US$") or runs on ("U.S.A")."""
        text = self.text
        if "$" in text[max(0, start - 1) : start] + text[end : end + 1]:
            return None
        if text[end - 1] == "." and text[end : end + 1].isalnum():
            return None
        return start, end, MentionKind.TOPONYM, 1.0

    def _extended(self, start: int, end: int) -> int:
        """Include a capitalised "Valley" or "Bay", or the rest of a name known in part."""
        end = self._hyphenated(start, end)
        if self.text[end : end + 2] == " d":
            named_after = _NAMED_AFTER.match(self.text, end, end + 60)
            placed = " " in self.text[start:end] or is_governed(self.text, start, also=_LEADING)
            return named_after.end() if named_after is not None and placed else end
        if self.text[end : end + 1] != " " or not self.text[end + 1 : end + 2].isupper():
            return end
        follow = AFTER.match(self.text, end, min(len(self.text), end + 24))
        if follow is None:
            return end
        low = follow.group(2).casefold()
        leads = self.text[start:end].casefold() in en.LEADING_HEADS and low not in _NOT_WITHIN
        goes_on = low in en.EXTENDING_HEADS or leads or self._goes_on(start, follow)
        return follow.end() if goes_on else end

    def _hyphenated(self, start: int, end: int) -> int:
        """Include what a hyphen joins to a name, but no other town of the country: "Sary-Osk"."""
        rest = _JOINED.match(self.text, end, end + 60) if self.text[end : end + 1] == "-" else None
        if rest is None:
            return end
        own = self.book.fame(self.text[start:end])
        for part in rest.group()[1:].split("-"):
            other = self.book.fame(part)
            if part in en.DEMONYMS or other.fame >= 0.4 or own.ccodes & other.ccodes:
                return end
        return rest.end()

    def _goes_on(self, start: int, follow: re.Match[str]) -> bool:
        """Whether a small place's name has a further word no list knows: "at Bajo Lendres,"."""
        word, low = follow.group(2), follow.group(2).casefold()
        closes = AFTER.match(self.text, follow.end(), follow.end() + 40)
        after = closes.group(2).lower() if closes is not None else ""
        return (
            (not after[:1].isalnum() or after in en.PREPOSITIONS | en.CONJUNCTIONS)
            and after not in {"'", "’", "-"}
            and self.book.fame(self.text[start : follow.start()]).fame < 0.6
            and not (self.book.fame(word).fame or low in en.common_words() or low in _NOT_WITHIN)
            and word not in en.DEMONYMS
            and self.persons.at(follow.start(2)) is None
            and self.persons.key_of(word) is None
            and is_governed(self.text, start, also=_LEADING)
        )

    def _placed(self, start: int, end: int) -> bool:
        """Whether the words around force a place where a person is known by the name."""
        around = surroundings(self.text, start, end)
        fame = self.book.fame(self.text[start:end])
        locative = around.before in {"in", "at", "near", "towards", "toward", "to", "from"}
        return locative and not around.initial and fame.fame >= 0.4

    def _demonym(self, start: int) -> tuple[int, int, MentionKind, float] | None:
        word = _CAP_WORD.match(self.text, start, start + 60)
        if word is None:
            return None
        first = _STEM.match(word.group())[0]  # type: ignore[index]
        two = TWO_WORD_DEMONYM.match(self.text, start) if first in TWO_WORD_FIRST else None
        if first in en.DEMONYMS or two:
            end = two.end() if two else start + len(first)
            person = self.persons.at(start)
            if person is not None and person.end > end:
                return None
            kind, score = self.judge.adjective(self.text[start:end], start, end)
            return start, end, kind, score
        return None

    def _is_glued(self, start: int, length: int) -> bool:
        """Whether a well-known name is run together with the next small word: "Syriaand"."""
        return self.book.fame(self.text[start : start + length]).fame >= 0.8


def find_names(text: str, book: NameBook) -> tuple[list[Unit], PersonIndex]:
    """Find the named places and the persons of a passage in Latin script."""
    reader = NameReader(text, book)
    return reader.read(), reader.persons
