"""Named places: longest match over the gazetteer's names, then filters by context.

A name in the index is a place only when the words around it allow it: common
words that open a sentence, persons, organisations, months and headlines are
sorted out, each by a rule. Names that no gazetteer knows are found by ``unknown``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.namebook import Fame, NameBook
from convoy_map.mentions.patterns import CAP, UPPER
from convoy_map.mentions.persons import PersonIndex, find_persons
from convoy_map.mentions.units import Unit
from convoy_map.mentions.unknown import unknown_names
from convoy_map.model import MentionKind
from convoy_map.text.folding import Folded, fold

__all__ = ["NameReader", "find_names"]

_START = re.compile(
    rf"(?<![\w])(?:(?:al|ar|as|ash|ad|at|an|az|el|es|ed|er)[-‐‑ ](?=[{UPPER}])|[{UPPER}])"
)
_WORD = re.compile(r"[^\W_][\w'’ʼ‑-]*\.?")
_AFTER = re.compile(r"([^\S\n]*\n?[^\S\n]*)([^\W_][\w’'ʼ‑-]*|[^\w\s])")
_SENTENCE_END = frozenset(".!?…:;•*|>\"“”«»'‘-–—()[]")
_LOCATIVE = frozenset(
    "in at from to near toward towards into through via around outside across between "
    "inside throughout within beyond past reached entered left leaving entering reaching of "
    "north south east west northern southern eastern western central".split()
)
_OPENING = (
    en.DETERMINERS | en.PRONOUNS | en.PREPOSITIONS | en.CONJUNCTIONS | en.AUXILIARIES
) | frozenset("there then also but now here how what why however meanwhile according".split())
_GLUED = re.compile(r"^(.{4,})(?:and|in|of|to|from|the|by|with|for|on|at)$")
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
_OF_ORGANISATION = re.compile(
    r"\b(?:University|College|Bank|Voice|Church|Institute|School|Academy|Museum|Act|Radio|"
    r"Television|TV|Agence|Air)(?:[^\S\n]+of(?:[^\S\n]+the)?)?(?:[^\S\n]+[A-Z][a-z]+ern)?[^\S\n]+$"
)
_APPOSED = re.compile(
    r"\b(?:capital|city|town|village|port|province|county|region|district|suburb|slum|island|state|"
    r"country|hometown)(?:[^\S\n]+of)?,?[^\S\n]+$"
    r"|\b(?:left|leave|leaving|depart\w*|bound|made|making|headed|heading|set[^\S\n]+out|"
    r"set[^\S\n]+off|sailed|embarked)[^\S\n]+for[^\S\n]+$|\b(?:passed|crossed|skirted)[^\S\n]+$"
    r"|\b(?:left|leave|leaving)[^\S\n]+\w+(?:[^\S\n]+\w+)?[^\S\n]+for[^\S\n]+$"
)
_TITLE_WORDS = re.compile(rf"(?:[’']s)?(?:[^\S\n]+[{UPPER}]\w*){{1,6}}[’'”\"]")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words next to a name, and whether it opens a sentence."""

    before: str
    after: str
    initial: bool
    touching_before: bool
    touching_after: bool
    comma_then: str


class NameReader:
    """Reads the named places of one passage in Latin script."""

    def __init__(self, text: str, book: NameBook) -> None:
        self.text = text
        self.book = book
        self.folded: Folded = fold(text)
        self.persons: PersonIndex = find_persons(text, book.is_place)
        self.accepted: set[str] = set()

    def read(self) -> list[Unit]:
        """Return toponyms, demonyms and embedded names in order."""
        doubtful: list[tuple[int, int, MentionKind]] = []
        units: list[Unit] = []
        for start, end, kind, score in self._candidates():
            if score > 0:
                units.append(self._unit(start, end, kind, score))
                if kind is MentionKind.TOPONYM:
                    self.accepted.add(units[-1].name)
            elif score > -1.0:
                doubtful.append((start, end, kind))
        for start, end, kind in doubtful:
            if " ".join(self.text[start:end].split()).casefold() in self.accepted:
                units.append(self._unit(start, end, kind, 0.4))
        taken = [(u.start, u.end) for u in units]
        for start, end, p in unknown_names(self.text, self.persons, taken):
            sort = "settlement" if p > 0.7 else ""
            units.append(
                Unit(start, end, self.text[start:end], MentionKind.TOPONYM, sort=sort, p=p)
            )
        return sorted(units, key=lambda u: (u.start, -u.end))

    def _unit(self, start: int, end: int, kind: MentionKind, score: float) -> Unit:
        surface = self.text[start:end]
        fame = self.book.fame(surface)
        p = min(0.99, 0.6 + 0.3 * score)
        sort = fame.sort if kind is not MentionKind.DEMONYM else "country"
        return Unit(start, end, surface, kind, sort=sort, p=round(p, 3), ccodes=fame.ccodes)

    def _candidates(self) -> Iterator[tuple[int, int, MentionKind, float]]:
        covered = 0
        for match in _START.finditer(self.text):
            start = match.start()
            if start < covered:
                continue
            if self._is_plain_opening(start):
                continue
            found = self._at(start)
            if found is None and len(match.group()) > 1:
                found = self._at(match.end())
            if found is not None:
                yield found
                covered = found[1]

    def _is_plain_opening(self, start: int) -> bool:
        """Whether a small word merely opens a sentence: "The trucks", "In the yard"."""
        end = self.text.find(" ", start, start + 12)
        if end < 0 or self.text[start:end].lower() not in _OPENING:
            return False
        return self.text[end + 1 : end + 2].islower()

    def _at(self, start: int) -> tuple[int, int, MentionKind, float] | None:
        """Read the name that starts here, if one does."""
        abbreviation = _ABBREVIATION.match(self.text, start)
        if abbreviation is not None:
            end = abbreviation.end()
            if "$" in self.text[max(0, start - 1) : start] + self.text[end : end + 1]:
                return None
            if self.text[end - 1] == "." and self.text[end : end + 1].isalnum():
                return None
            return start, end, MentionKind.TOPONYM, 1.0
        region = _WORLD_REGION.match(self.text, start)
        if region is not None:
            return start, region.end(), MentionKind.TOPONYM, 0.8
        person = self.persons.at(start)
        for end in self._name_ends(start):
            if person is not None and end <= person.end and not self._placed(start, end):
                return None
            kind, score = self._judge(start, end)
            if score > -2.0:
                if score > 0 and kind is MentionKind.TOPONYM:
                    end = self._extended(end)
                return start, end, kind, score
        return self._demonym(start) or self._glued(start)

    def _name_ends(self, start: int) -> Iterator[int]:
        """Ends of indexed names from here, longest first, each word capitalised."""
        position = bisect_left(self.folded.offsets, start)
        if position >= len(self.folded.text):
            return
        for stop in self.book.gazetteer.name_ends(self.folded.text, position):
            begin, end = self.folded.span(position, stop)
            if begin == start:
                surface = self.text[start:end]
                if _properly_cased(surface) and "\n\n" not in surface:
                    yield end

    def _extended(self, end: int) -> int:
        """Include a capitalised "Valley", "Bay", "Delta" after the name."""
        follow = _AFTER.match(self.text, end, min(len(self.text), end + 24))
        if follow is None or follow.group(1) != " " or not follow.group(2)[0].isupper():
            return end
        return follow.end() if follow.group(2).casefold() in en.EXTENDING_HEADS else end

    def _placed(self, start: int, end: int) -> bool:
        """Whether the words around force a place where a person is known by the name."""
        around = self._surroundings(start, end)
        fame = self.book.fame(self.text[start:end])
        locative = around.before in {"in", "at", "near", "towards", "toward", "to", "from"}
        return locative and not around.initial and fame.fame >= 0.4

    def _demonym(self, start: int) -> tuple[int, int, MentionKind, float] | None:
        word = _CAP_WORD.match(self.text, start)
        if word is None:
            return None
        first = _STEM.match(word.group())[0]  # type: ignore[index]
        two = _TWO_WORD_DEMONYM.match(self.text, start)
        if first in en.DEMONYMS or two:
            end = two.end() if two else start + len(first)
            person = self.persons.at(start)
            if person is not None and person.end > end:
                return None
            kind, score = self._adjective(self.text[start:end], start, end)
            return start, end, kind, score
        return None

    def _glued(self, start: int) -> tuple[int, int, MentionKind, float] | None:
        """A name run together with the next small word: "Syriaand"."""
        word = _CAP_WORD.match(self.text, start)
        if word is None or en.is_common(word.group().lower()):
            return None
        parts = _GLUED.match(word.group())
        if parts is not None and self.book.fame(parts.group(1)).fame >= 0.8:
            return start, start + len(parts.group(1)), MentionKind.TOPONYM, 0.6
        return None

    def _surroundings(self, start: int, end: int) -> Surroundings:
        before = self._before(start)
        after = _AFTER.match(self.text, end, min(len(self.text), end + 40))
        word_before = before[0]
        word_after = after.group(2) if after else ""
        blank = self.text[max(0, start - 4) : start]
        initial = not word_before or "\n\n" in blank or word_before in _SENTENCE_END
        initial = initial or word_before in {".", ",”", "—"}
        comma_then = ""
        if word_after == ",":
            follow = _AFTER.match(self.text, end + 1, min(len(self.text), end + 60))
            comma_then = follow.group(2) if follow else ""
        return Surroundings(
            word_before,
            word_after,
            initial or (word_before.endswith(".") and word_before.lower() not in {"st.", "mt."}),
            before[1] and word_before[:1].isalpha(),
            bool(after and after.group(2)[0].isalpha()),
            comma_then,
        )

    def _before(self, start: int) -> tuple[str, bool]:
        """The word or mark before an offset, and whether no blank line parts them."""
        text = self.text
        end = start
        limit = max(0, start - 40)
        while end > limit and text[end - 1].isspace():
            end -= 1
        if end == limit:
            return "", False
        begin = end
        while begin > limit and (text[begin - 1].isalnum() or text[begin - 1] in "'’ʼ‑-_."):
            begin -= 1
        if begin == end:
            return text[end - 1], True
        word = text[begin:end]
        stop = word.endswith(".") and "." not in word[:-1] and len(word) > 4
        return (".", True) if stop else (word, True)

    def _judge(self, start: int, end: int) -> tuple[MentionKind, float]:
        """Weigh the reasons for and against a place; above 0 it is one."""
        surface = self.text[start:end]
        low = surface.casefold()
        around = self._surroundings(start, end)
        if low in en.MONTHS or low in en.WEEKDAYS or low in en.TITLES or low in en.PRONOUNS:
            return MentionKind.TOPONYM, -3.0
        if surface in en.DEMONYMS or _TWO_WORD_DEMONYM.fullmatch(surface):
            return self._adjective(surface, start, end)
        if (surface.isupper() and len(surface) < 4) or len(surface) < 3:
            return MentionKind.TOPONYM, -3.0
        fame = self.book.fame(surface)
        if self._embedded(start, end):
            kind = MentionKind.EMBEDDED
            return kind, 0.5 if fame.fame >= 0.4 or " " in surface else -3.0
        before = self.text[max(0, start - 1) : start]
        if before in {"-", "‑"} and self.text[start - 2 : start - 1].isalpha():
            word = re.search(r"[\w’']+[-‑]$", self.text[max(0, start - 30) : start])
            other = word.group()[:-1] if word else ""
            if other[:1].isupper() and other not in en.DEMONYMS and not self.book.fame(other).fame:
                return MentionKind.TOPONYM, -3.0
        apposed = _APPOSED.search(self.text, max(0, start - 40), start) is not None
        return MentionKind.TOPONYM, self._score(surface, low, fame, around, apposed)

    def _score(
        self, surface: str, low: str, fame: Fame, around: Surroundings, apposed: bool
    ) -> float:
        locative = around.before.lower() in _LOCATIVE
        placed = locative or apposed or self._container_follows(around)
        single = " " not in surface and "-" not in surface
        score = fame.fame - 0.45
        score += 0.7 if placed else 0.0
        score += 0.25 if fame.ccodes & self.book.countries else 0.0
        if low in en.DETERMINERS | en.PREPOSITIONS | en.CONJUNCTIONS | en.AUXILIARIES:
            return -3.0
        if low.replace(" ", "-") in en.NOT_PLACES:
            return -3.0
        if low.startswith("the ") and en.is_common(low[4:]) and fame.fame < 0.6:
            return -3.0
        if single and en.is_common(low) and fame.fame < 1.0:
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
        if placed and around.before.islower():
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
            and before.lower() not in en.REGION_ADJECTIVES | _LOCATIVE | en.GEOGRAPHIC_HEADS
            and not self.book.fame(before).fame
            and not en.is_common(before.lower())
        ):
            penalty += 0.9 if fame.fame < 0.95 else 0.3
        if around.touching_after and after[0].isupper() and fame.fame < 0.9:
            low = after.lower()
            if low not in en.GEOGRAPHIC_HEADS | en.TITLES | en.MONTHS and not en.is_common(low):
                penalty += 0.9
        return penalty

    def _adjective(self, surface: str, start: int, end: int) -> tuple[MentionKind, float]:
        """Tell a nationality from an organisation's first word and from a short country name."""
        if self._embedded(start, end):
            return MentionKind.EMBEDDED, 0.5
        short = surface in en.SHORT_COUNTRIES
        short = short and not self._surroundings(start, end).touching_after
        return (MentionKind.TOPONYM if short else MentionKind.DEMONYM), 1.0

    def _embedded(self, start: int, end: int) -> bool:
        """Whether the name is part of the name of an organisation, a work or an event."""
        if self.text[start - 1 : start] in {"‘", "'", "“", '"'} and start:
            return _TITLE_WORDS.match(self.text, end) is not None
        position = end
        if self.text[end : end + 2] in {"'s", "’s"}:
            return False
        if _OF_ORGANISATION.search(self.text, max(0, start - 48), start):
            return True
        for _ in range(4):
            follow = _AFTER.match(self.text, position, min(len(self.text), position + 40))
            if follow is None or not follow.group(2)[0].isupper() or "\n" in follow.group(1):
                return False
            if not follow.group(1):
                return False
            low = follow.group(2).casefold()
            if low in en.ORGANISATION_HEADS:
                return True
            if low in en.TITLES | en.GOVERNING_HEADS:
                return False
            position = follow.end()
        return False


def _properly_cased(surface: str) -> bool:
    words = _WORD.findall(surface)
    for i, word in enumerate(words):
        if word[0].isupper() or word[0].isdigit():
            continue
        plain = re.split(r"[-‑'’]", word)
        if word.lower() in en.NAME_PARTICLES and i not in {len(words) - 1}:
            continue
        if len(plain) > 1 and plain[-1][:1].isupper():
            continue
        return False
    for word in words:
        tail = re.split(r"[-‑]", word)[1:]
        if any(len(t) > 3 and t.islower() and en.is_common(t) for t in tail):
            return False
    return bool(words)


def find_names(text: str, book: NameBook) -> tuple[list[Unit], PersonIndex]:
    """Find the named places and the persons of a passage in Latin script."""
    reader = NameReader(text, book)
    return reader.read(), reader.persons
