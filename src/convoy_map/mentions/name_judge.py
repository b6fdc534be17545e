"""Whether a name is a place by the words right beside it: a score above 0 says yes.

A name in the index is a place only when the words around it allow it: common
words that open a sentence, persons, organisations, months and headlines are
sorted out, each by a rule.
"""

from __future__ import annotations

import re
from functools import lru_cache

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.namebook import Fame, NameBook
from convoy_map.mentions.patterns import UPPER
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.slots_en import is_spoken_to
from convoy_map.mentions.surroundings import AFTER, Surroundings, surroundings
from convoy_map.model import MentionKind

__all__ = ["NEVER_PLACES", "TWO_WORD_DEMONYM", "NameJudge"]

_LOCATIVE = frozenset(
    "in at from to near toward towards into through via around outside across between "
    "inside throughout within beyond past reached entered left leaving entering reaching of "
    "north south east west northern southern eastern western central".split()
)
_DATE_NAME = re.compile(
    rf"(?:{'|'.join(sorted(en.MONTHS))}) \d+|\d+ (?:{'|'.join(sorted(en.MONTHS))})"
)
_FUNCTION_WORDS = en.DETERMINERS | en.PREPOSITIONS | en.CONJUNCTIONS | en.AUXILIARIES
NEVER_PLACES = en.MONTHS | en.WEEKDAYS | en.TITLES | en.PRONOUNS | en.BELIEFS_AND_BODIES
_BARE_NOUNS = en.REGION_ADJECTIVES | en.GEOGRAPHIC_HEADS | {"centre", "center", "region"}
_FITS_BEFORE = en.REGION_ADJECTIVES | _LOCATIVE | en.GEOGRAPHIC_HEADS
_FITS_AFTER = en.GEOGRAPHIC_HEADS | en.TITLES | en.MONTHS
_BEFORE_THINGS = en.POSSESSIVES | {"a", "an", "the"}
"""What stands before things ("the Opel broke down") and before few towns."""
_WITHIN_ORGANISATION = frozenset("state city public regional county health district".split())
_ENDS_ORGANISATION = en.TITLES | en.GOVERNING_HEADS
TWO_WORD_DEMONYM = re.compile(
    r"(?:Central|South|East|West|North|Southeast)[ -](?:Asian|African|American|Korean)s?\b"
    r"|Middle Eastern(?:er)?s?\b|Sri Lankans?\b|Latin Americans?\b|New Zealanders?\b"
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


class NameJudge:
    """Weighs the words beside the names of one passage."""

    def __init__(self, text: str, book: NameBook, persons: PersonIndex) -> None:
        self.text, self.book, self.persons = text, book, persons

    def judge(self, start: int, end: int) -> tuple[MentionKind, float]:
        """Weigh the reasons for and against a place; above 0 it is one."""
        surface = self.text[start:end]
        low = surface.casefold()
        sort = _sort_of(surface)
        if sort == "people":
            return self.adjective(surface, start, end)
        if sort == "never" or (low == "nile" and self.text.endswith("West ", 0, start)):
            return MentionKind.TOPONYM, -3.0  # "West Nile" is a fever's name
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
        if single and low in _BARE_NOUNS:
            return -3.0
        if single and fame.fame < 1.0 and _is_dictionary_word(low):
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
        elif self._is_thing(low, fame, around):
            score -= 0.5
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

    def _is_thing(self, low: str, fame: Fame, around: Surroundings) -> bool:
        """Whether a small town's name stands as a thing's does: "the Opel", "a silver Opel"."""
        if fame.fame >= 0.9 or fame.sort not in {"settlement", ""} or low in en.CONTINENTS:
            return False
        alone = not around.touching_after or around.after in en.PREPOSITIONS
        return alone and around.before.lower() in _BEFORE_THINGS

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

    def adjective(self, surface: str, start: int, end: int) -> tuple[MentionKind, float]:
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
        following = self.text[end : end + 2]
        if following in {"'s", "’s"}:
            return False
        before = self.text[max(0, start - 48) : start].rstrip()
        if before.endswith(_ORGANISATION_ENDS) and _OF_ORGANISATION.search(
            self.text, max(0, start - 48), start
        ):
            return True
        if not following[:1].isspace() or following[1:].islower():
            return False
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


@lru_cache(maxsize=50_000)
def _is_dictionary_word(low: str) -> bool:
    """Whether a word is common; what only looks like a comparative ("Dover") is not."""
    return low in en.common_words() or (en.is_common(low) and not low.endswith(("er", "est")))


@lru_cache(maxsize=50_000)
def _sort_of(surface: str) -> str:
    """What a name is whatever stands around it: "never" a place, of a "people", or open."""
    low = surface.casefold()
    if low in NEVER_PLACES or en.is_contraction(low) or _DATE_NAME.fullmatch(low):
        return "never"
    if surface in en.DEMONYMS or TWO_WORD_DEMONYM.fullmatch(surface):
        return "people"
    small = (surface.isupper() and len(surface) < 4) or len(surface) < 3
    return "never" if small else ""
