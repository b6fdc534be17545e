"""Named places: longest match over the gazetteer's names, then filters by context.

A name in the index is a place only when the words around it allow it: common
words that open a sentence, persons, organisations, months and headlines are
sorted out, each by a rule. Names that no gazetteer knows are found by ``unknown``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.first_names import FIRST_NAMES
from convoy_map.mentions.name_runs import RUN, START, TWO_WORD_FIRST, NameRun
from convoy_map.mentions.namebook import Fame, NameBook
from convoy_map.mentions.patterns import CAP, UPPER
from convoy_map.mentions.persons import PersonIndex, find_persons
from convoy_map.mentions.second_look import OPEN, Reading, reconsider
from convoy_map.mentions.slots_en import is_governed, is_spoken_to
from convoy_map.mentions.surroundings import AFTER, Surroundings, surroundings
from convoy_map.mentions.units import Unit
from convoy_map.mentions.unknown import unknown_names
from convoy_map.model import MentionKind

__all__ = ["NameReader", "find_names"]

_LOCATIVE = frozenset(
    "in at from to near toward towards into through via around outside across between "
    "inside throughout within beyond past reached entered left leaving entering reaching of "
    "north south east west northern southern eastern western central".split()
)
_OPENING = (
    en.DETERMINERS | en.PRONOUNS | en.PREPOSITIONS | en.CONJUNCTIONS | en.AUXILIARIES
) | frozenset("there then also but now here how what why however meanwhile according".split())
_ABBREVIATED = frozenset({"U.", "US", "UK", "UA", "DR"})
_DATE_NAME = re.compile(
    rf"(?:{'|'.join(sorted(en.MONTHS))}) \d+|\d+ (?:{'|'.join(sorted(en.MONTHS))})"
)
_FUNCTION_WORDS = en.DETERMINERS | en.PREPOSITIONS | en.CONJUNCTIONS | en.AUXILIARIES
_NEVER_PLACES = en.MONTHS | en.WEEKDAYS | en.TITLES | en.PRONOUNS | en.BELIEFS_AND_BODIES
_NOT_WITHIN = _NEVER_PLACES | en.ORGANISATION_HEADS | FIRST_NAMES
_BARE_NOUNS = en.REGION_ADJECTIVES | en.GEOGRAPHIC_HEADS | {"centre", "center", "region"}
_FITS_BEFORE = en.REGION_ADJECTIVES | _LOCATIVE | en.GEOGRAPHIC_HEADS
_FITS_AFTER = en.GEOGRAPHIC_HEADS | en.TITLES | en.MONTHS
_WITHIN_ORGANISATION = frozenset("state city public regional county health district".split())
_ENDS_ORGANISATION = en.TITLES | en.GOVERNING_HEADS
_ABBREVIATION = re.compile(r"(?<![\w.])(?:U\.S\.A\.|U\.S\.|U\.K\.|USA|US|UK|UAE|DRC|USSR)(?![\w])")
_CAP_WORD, _STEM = re.compile(CAP), re.compile(r"[^-‑'’]*")
_TWO_WORD_DEMONYM = re.compile(
    r"(?:Central|South|East|West|North|Southeast)[ -](?:Asian|African|American|Korean)s?\b"
    r"|Middle Eastern(?:er)?s?\b|Sri Lankans?\b|Latin Americans?\b|New Zealanders?\b"
)
_WORLD_REGION = re.compile(
    r"(?<=[Tt]he )(?:West|Middle East|Far East|Gulf|Levant|Balkans|Caucasus|Sahel|Maghreb|Orient)"
    rf"(?![\w’'-]|[^\S\n]+[{UPPER}])"
)
_ORGANISATIONS = (
    "University College Bank Voice Church Institute School Academy Museum Act Radio Television TV "
    "Agence Air"
).split()
_ORGANISATION_ENDS = (*_ORGANISATIONS, "of", "the", "ern")
_OF_ORGANISATION = re.compile(
    rf"\b(?:{'|'.join(_ORGANISATIONS)})(?:[^\S\n]+of(?:[^\S\n]+the)?)?(?:[^\S\n]+[A-Z][a-z]+ern)?[^\S\n]+$"
)
_APPOSED = re.compile(
    r"\b(?:capital|city|town|village|port|province|county|region|district|suburb|slum|island|state|"
    r"country|hometown)(?:[^\S\n]+of)?,?[^\S\n]+$"
    r"|\b(?:left|leave|leaving|depart\w*|bound|made|making|headed|heading|set[^\S\n]+out|"
    r"set[^\S\n]+off|sailed|embarked)[^\S\n]+for[^\S\n]+$|\b(?:passed|crossed|skirted)[^\S\n]+$"
    r"|\b(?:left|leave|leaving)[^\S\n]+\w+(?:[^\S\n]+\w+)?[^\S\n]+for[^\S\n]+$"
)
_APPOSED_ENDS = frozenset(
    word[-3:]
    for word in "capital city town village port province county region district suburb slum island "
    "state country hometown of for passed crossed skirted ,".split()
)
_TITLE_WORDS = re.compile(rf"(?:[’']s)?(?:[^\S\n]+[{UPPER}]\w*){{1,6}}[’'”\"]")


class NameReader:
    """Reads the named places of one passage in Latin script."""

    def __init__(self, text: str, book: NameBook) -> None:
        self.text = text
        self.book = book
        self.persons: PersonIndex = find_persons(text, book.is_place)

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
        units.sort(key=lambda u: u.start)
        taken = [(u.start, u.end) for u in units]
        for start, end, p in unknown_names(self.text, self.persons, taken):
            sort = "settlement" if p > 0.7 else ""
            surface = self.text[start:end]
            units.append(Unit(start, end, surface, MentionKind.TOPONYM, sort=sort, p=p))
        return sorted(units, key=lambda u: (u.start, -u.end))

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
        text = self.text
        run_at, look_up = RUN.match, self.book.run
        for match in START.finditer(text):
            start, end = match.span()
            if start < covered:
                continue
            gap = text.find(" ", start, start + 12)
            if (
                gap > 0
                and text[start:gap].lower() in _OPENING
                and text[gap + 1 : gap + 2].islower()
            ):
                continue  # a small word merely opens a sentence: "The trucks", "In the yard"
            found = self._at(start, look_up(run_at(text, start)[0]))  # type: ignore[index]
            if found is None and end - start > 1:
                found = self._at(end, look_up(run_at(text, end)[0]))  # type: ignore[index]
            if found is not None:
                yield found
                covered = found[1]

    def _at(self, start: int, run: NameRun) -> tuple[int, int, MentionKind, float] | None:
        """Read the name that starts here, if one does."""
        text = self.text
        if text[start : start + 2] in _ABBREVIATED:
            abbreviation = _ABBREVIATION.match(text, start)
            if abbreviation is not None:
                return self._abbreviated(start, abbreviation.end())
        if text[start - 2 : start] == "e ":
            region = _WORLD_REGION.match(text, start)
            if region is not None:
                return start, region.end(), MentionKind.TOPONYM, 0.8
        person = self.persons.covering(start) if run.ends else None
        for length in run.ends:
            end = start + length
            if person is not None and end <= person.end and not self._placed(start, end):
                return None
            kind, score = self._judge(start, end)
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
        follow = AFTER.match(self.text, end, min(len(self.text), end + 24))
        if follow is None or follow.group(1) != " " or not follow.group(2)[0].isupper():
            return end
        low = follow.group(2).casefold()
        return follow.end() if low in en.EXTENDING_HEADS or self._goes_on(start, follow) else end

    def _goes_on(self, start: int, follow: re.Match[str]) -> bool:
        """Whether a small place's name has a further word no list knows: "at Bajo Lendres,"."""
        word, low = follow.group(2), follow.group(2).casefold()
        closes = AFTER.match(self.text, follow.end())
        after = closes.group(2).lower() if closes is not None else ""
        return (
            (not after[:1].isalnum() or after in en.PREPOSITIONS | en.CONJUNCTIONS)
            and after not in {"'", "’", "-"}
            and self.book.fame(self.text[start : follow.start()]).fame < 0.6
            and not (self.book.fame(word).fame or low in en.common_words() or low in _NOT_WITHIN)
            and word not in en.DEMONYMS
            and self.persons.at(follow.start(2)) is None
            and self.persons.key_of(word) is None
            and is_governed(self.text, start)
        )

    def _placed(self, start: int, end: int) -> bool:
        """Whether the words around force a place where a person is known by the name."""
        around = surroundings(self.text, start, end)
        fame = self.book.fame(self.text[start:end])
        locative = around.before in {"in", "at", "near", "towards", "toward", "to", "from"}
        return locative and not around.initial and fame.fame >= 0.4

    def _demonym(self, start: int) -> tuple[int, int, MentionKind, float] | None:
        word = _CAP_WORD.match(self.text, start)
        if word is None:
            return None
        first = _STEM.match(word.group())[0]  # type: ignore[index]
        two = _TWO_WORD_DEMONYM.match(self.text, start) if first in TWO_WORD_FIRST else None
        if first in en.DEMONYMS or two:
            end = two.end() if two else start + len(first)
            person = self.persons.at(start)
            if person is not None and person.end > end:
                return None
            kind, score = self._adjective(self.text[start:end], start, end)
            return start, end, kind, score
        return None

    def _is_glued(self, start: int, length: int) -> bool:
        """Whether a well-known name is run together with the next small word: "Syriaand"."""
        return self.book.fame(self.text[start : start + length]).fame >= 0.8

    def _judge(self, start: int, end: int) -> tuple[MentionKind, float]:
        """Weigh the reasons for and against a place; above 0 it is one."""
        surface = self.text[start:end]
        low = surface.casefold()
        if low in _NEVER_PLACES or en.is_contraction(low) or _DATE_NAME.fullmatch(low):
            return MentionKind.TOPONYM, -3.0
        if low == "nile" and self.text.endswith("West ", 0, start):  # the fever's name
            return MentionKind.TOPONYM, -3.0
        if surface in en.DEMONYMS or _TWO_WORD_DEMONYM.fullmatch(surface):
            return self._adjective(surface, start, end)
        if (surface.isupper() and len(surface) < 4) or len(surface) < 3:
            return MentionKind.TOPONYM, -3.0
        fame = self.book.fame(surface)
        if self._embedded(start, end):
            kind = MentionKind.EMBEDDED
            return kind, 0.5 if fame.fame >= 0.4 or " " in surface else -3.0
        if (
            self.text[max(0, start - 1) : start] in {"-", "‑"}
            and self.text[start - 2 : start - 1].isalpha()
        ):
            word = re.search(r"[\w’']+[-‑]$", self.text[max(0, start - 30) : start])
            other = word.group()[:-1] if word else ""
            if other[:1].isupper() and other not in en.DEMONYMS and not self.book.fame(other).fame:
                return MentionKind.TOPONYM, -3.0
        around = surroundings(self.text, start, end)
        if around.touching_after and self.persons.at(end + 1) is not None:
            around = around._replace(touching_after=False)
        apposed = (
            around.before[-3:].lower() in _APPOSED_ENDS
            and _APPOSED.search(self.text, max(0, start - 40), start) is not None
        )
        before = around.before.lower()
        locative = before in _LOCATIVE and not is_spoken_to(self.text, start, before)
        placed = locative or apposed or self._container_follows(around)
        return MentionKind.TOPONYM, self._score(surface, low, fame, around, placed)

    def _score(
        self, surface: str, low: str, fame: Fame, around: Surroundings, placed: bool
    ) -> float:
        single = " " not in surface and "-" not in surface
        score = fame.fame - 0.45
        score += 0.7 if placed else 0.0
        score += 0.25 if fame.ccodes & self.book.countries else 0.0
        if low in _FUNCTION_WORDS:
            return -3.0
        if low.replace(" ", "-") in en.NOT_PLACES:
            return -3.0
        if low.startswith("the ") and en.is_common(low[4:]) and fame.fame < 0.6:
            return -3.0
        if single and fame.fame < 1.0 and low in _BARE_NOUNS:
            return -3.0
        if single and en.is_common(low) and fame.fame < 1.0:
            if (
                around.touching_before
                and around.before[0].isupper()
                and not (around.initial or around.before.lower() in en.PREPOSITIONS)
            ):
                score -= 0.9
            score -= self._common_word(low, fame, around, placed)
        elif around.initial and single:
            score -= 0.1
        if single and self.persons.key_of(surface) and not (placed and fame.fame >= 0.4):
            score -= 2.0
        score -= self._proper_neighbours(around, fame)
        if around.after.lower() in en.SPEECH_VERBS and fame.fame < 0.6:
            score -= 0.8
        if not single:
            score += 0.35
        if around.after in en.DISEASES or (around.after == "’" and fame.fame < 0.5):
            score -= 2.0
        if around.after.lower() in en.GEOGRAPHIC_HEADS or (
            around.before == "the" and fame.sort in {"water", "area"}
        ):
            score += 0.7
        return score

    def _common_word(self, low: str, fame: Fame, around: Surroundings, placed: bool) -> float:
        """What a dictionary word loses: most where a sentence opens with it."""
        if around.initial:
            return 1.6
        if fame.fame >= 0.9:
            return 0.3
        running = around.before.islower() and not around.after[:1].isupper()
        if placed and (around.before.islower() or around.before.lower() in en.PREPOSITIONS):
            return 0.75 if low in en.common_words() else 0.45
        return 0.55 if running and fame.fame >= 0.5 else 1.2

    def _container_follows(self, around: Surroundings) -> bool:
        """Whether ", Country" or ", Province" follows, as in "Pandi, Bulacan"."""
        return bool(around.comma_then[:1].isupper()) and (
            self.book.fame(around.comma_then).fame >= 0.9
        )

    def _proper_neighbours(self, around: Surroundings, fame: Fame) -> float:
        """Penalty for standing inside a longer proper name."""
        penalty = 0.0
        before, after = around.before, around.after
        if (
            around.touching_before
            and before[0].isupper()
            and not around.initial
            and before not in en.DEMONYMS
            and before.lower() not in _FITS_BEFORE
            and not self.book.fame(before.rstrip("-‑").rpartition("-")[2]).fame
            and not en.is_common(before.lower())
        ):
            penalty += 0.9 if fame.fame < 0.95 else 0.3
        if around.touching_after and after[0].isupper() and fame.fame < 0.9:
            low = after.lower()
            if low not in _FITS_AFTER and not en.is_common(low):
                penalty += 0.9
        return penalty

    def _adjective(self, surface: str, start: int, end: int) -> tuple[MentionKind, float]:
        """Tell a nationality from an organisation's first word and from a short country name."""
        if self._embedded(start, end):
            return MentionKind.EMBEDDED, 0.5
        short = surface in en.SHORT_COUNTRIES
        short = short and not surroundings(self.text, start, end).touching_after
        return (MentionKind.TOPONYM if short else MentionKind.DEMONYM), 1.0

    def _embedded(self, start: int, end: int) -> bool:
        """Whether the name is part of the name of an organisation, a work or an event."""
        if self.text[start - 1 : start] in {"‘", "'", "“", '"'} and start:
            return _TITLE_WORDS.match(self.text, end) is not None
        position = end
        if self.text[end : end + 2] in {"'s", "’s"}:
            return False
        before = self.text[max(0, start - 48) : start].rstrip()
        if before.endswith(_ORGANISATION_ENDS) and _OF_ORGANISATION.search(
            self.text, max(0, start - 48), start
        ):
            return True
        for _ in range(4):
            follow = AFTER.match(self.text, position, min(len(self.text), position + 40))
            if follow is None or not follow.group(2)[0].isupper() or "\n" in follow.group(1):
                return False
            if not follow.group(1):
                return False
            low = follow.group(2).casefold()
            if low in en.ORGANISATION_HEADS:
                return True
            if low in _ENDS_ORGANISATION and low not in _WITHIN_ORGANISATION:
                return False
            position = follow.end()
        return False


def find_names(text: str, book: NameBook) -> tuple[list[Unit], PersonIndex]:
    """Find the named places and the persons of a passage in Latin script."""
    reader = NameReader(text, book)
    return reader.read(), reader.persons
