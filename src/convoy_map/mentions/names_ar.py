"""Named places in Arabic, where no capital letter tells a name from a word.

A name of the gazetteer counts when something places it: a noun ("the town of"),
a preposition, a verb of motion, a list of places; or when it is well known. A
name that no gazetteer has counts in the same frames where it is no common word.
What was accepted once counts in the whole text.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence, Word
from convoy_map.mentions.common_ar import is_common_ar, zipf_ar
from convoy_map.mentions.frames_ar import Framing, frame_at
from convoy_map.mentions.namebook import NameBook
from convoy_map.mentions.persons_ar import GIVEN
from convoy_map.mentions.units import Person, Unit
from convoy_map.mentions.unlisted_ar import may_sound_like_one, settles, unlisted_end
from convoy_map.model import MentionKind
from convoy_map.text.folding import Folded, fold_name

__all__ = ["ArabicNames"]

_NISBA = {
    "سوري": "SY", "سوريه": "SY", "تركي": "TR", "تركيه": "TR", "عراقي": "IQ", "عراقيه": "IQ",
    "لبناني": "LB", "لبنانيه": "LB", "اردني": "JO", "اردنيه": "JO", "مصري": "EG", "مصريه": "EG",
    "ليبي": "LY", "ليبيه": "LY", "تونسي": "TN", "تونسيه": "TN", "جزايري": "DZ", "جزايريه": "DZ",
    "مغربي": "MA", "مغربيه": "MA", "سعودي": "SA", "سعوديه": "SA", "يمني": "YE", "يمنيه": "YE",
    "عماني": "OM", "عمانيه": "OM", "ايراني": "IR", "ايرانيه": "IR", "سوداني": "SD",
    "سودانيه": "SD", "فلسطيني": "PS", "فلسطينيه": "PS", "كويتي": "KW", "كويتيه": "KW",
    "فرنسي": "FR", "فرنسيه": "FR", "بريطاني": "GB", "بريطانيه": "GB", "امريكي": "US",
    "امريكيه": "US", "روسي": "RU", "روسيه": "RU", "كردي": "", "كرديه": "", "عربي": "",
    "عربيه": "", "اوروبي": "", "اوروبيه": "", "تشادي": "TD", "تشاديه": "TD", "مالي": "",
    "موريتاني": "MR", "موريتانيه": "MR", "اثيوبي": "ET", "اثيوبيه": "ET", "افغاني": "AF",
    "افغانيه": "AF", "باكستاني": "PK", "باكستانيه": "PK", "صيني": "CN", "صينيه": "CN",
}  # fmt: skip


_TOLD = 0.9
"""Names of a country that have to be sure before a doubtful one is taken for one more."""
_SHARE = 0.2
"""Part of the best told country's names that a country needs to count at all."""
_ALIKE = 0.98
"""How like in sound a place's name is that stands in the gazetteer in another script."""
_WORN = 4.5
"""A word written this often is no town where nothing places it."""
_SOUGHT = 300
"""Words of one text that are compared by their sound, at most: each takes milliseconds."""


class _Doubt(NamedTuple):
    """A name that only the rest of the text can tell to be a place."""

    sentence: ArabicSentence
    i: int
    unit: Unit
    framed: bool


class ArabicNames:
    """Reads the named places of the sentences of one passage."""

    def __init__(self, text: str, folded: Folded, book: NameBook) -> None:
        self.text = text
        self.folded = folded
        self.book = book
        self.accepted: dict[str, Unit] = {}
        self.countries: dict[str, float] = {}
        self.marked = "ة" in text

    def read(self, sentences: list[ArabicSentence], persons: dict[int, Person]) -> list[Unit]:
        """Return toponyms and demonyms; every sentence learns its own."""
        doubts: list[_Doubt] = []
        for sentence in sentences:
            i = 0
            while i < len(sentence.words):
                start = sentence.words[i].start
                if start in persons:
                    while i < len(sentence.words) and sentence.words[i].start < persons[start].end:
                        i += 1
                    continue
                unit = self._at(sentence, i, doubts)
                i = i + 1 if unit is None else max(i + 1, sentence.after(unit, i))
        self._settle(doubts)
        self._spread(sentences, persons)
        return sorted(
            (u for s in sentences for units in s.names.values() for u in units),
            key=lambda u: (u.start, -u.end),
        )

    def _at(self, sentence: ArabicSentence, i: int, doubts: list[_Doubt]) -> Unit | None:
        """Read the name that begins in word ``i``; what is doubtful waits in ``doubts``."""
        word = sentence.words[i]
        if not word.low[:1].isalpha():
            return None
        for taken, rest in ar.strip_clitics(word.low):
            unit = self._indexed(word, taken, rest)
            if unit is None or self._is_word(sentence, i, taken, rest, unit):
                continue
            verdict = self._weigh(sentence, i, taken, rest, unit)
            if verdict is True:
                self._accept(sentence, i, unit)
            elif verdict is None or verdict is False:
                doubts.append(_Doubt(sentence, i, unit, verdict is None))
            return unit
        unit = self._unlisted(sentence, i, doubts) or self._nisba(sentence, i)
        if unit is not None:
            self._accept(sentence, i, unit)
        return unit

    def _accept(self, sentence: ArabicSentence, i: int, unit: Unit) -> None:
        unit.sentence = sentence.index
        sentence.names.setdefault(i, []).append(unit)
        if unit.kind is MentionKind.TOPONYM:
            self.accepted.setdefault(fold_name(unit.text), unit)
            for code in sorted(unit.ccodes):
                weight = 1 / len(unit.ccodes)
                self.countries[code] = self.countries.get(code, 0.0) + weight

    def _is_word(self, sentence: ArabicSentence, i: int, taken: int, rest: str, unit: Unit) -> bool:
        """Whether a listed name is here the common word that is spelled the same."""
        if " " in unit.text.strip():
            return False
        noun = frame_at(sentence, i, taken).kind is Framing.NOUN
        low = sentence.low(i)
        if taken and low in ar.COMMON:
            return True
        noun_too = taken > 0 and is_common_ar(low, governed=True)
        closer = 1 if taken and low[taken - 1] in "بلك" else 0
        if noun_too and zipf_ar(low) > zipf_ar(rest) - closer:
            return True  # "لجان" is committees before it is "to Jan"
        if rest in ar.PLACE_NOUNS | ar.ADJECTIVES or rest in ar.HEADS:
            return True
        if rest in ar.MONTHS | ar.UNITS_OF_TIME and not noun:
            return True
        if rest in ar.KIN and self.book.fame(unit.text).fame < 0.6:
            return True
        return rest in ar.COMMON and not (noun and settles(sentence.low(i - 1)))

    def _weigh(
        self, sentence: ArabicSentence, i: int, taken: int, rest: str, unit: Unit
    ) -> bool | None:
        """Whether the words around place a listed name; None where the text has to tell."""
        fame = self.book.fame(unit.text).fame
        frame = frame_at(sentence, i, taken)
        single = " " not in unit.text.strip()
        if frame.kind is Framing.NOUN:
            return True
        if sentence.low(i - 1) in ar.TITLES | ar.KUNYAS | ar.SPEECH and fame < 0.8:
            return False
        governed = frame.kind in {Framing.GOVERNED, Framing.ATTACHED, Framing.OBJECT}
        doubtful = single and (
            rest in GIVEN or is_common_ar(rest, marked=self.marked, governed=governed)
        )
        if not doubtful:
            return True if fame >= 0.8 or frame.kind is not Framing.NONE else None
        if frame.kind is Framing.NONE:
            if fame >= 0.95:
                return True
            return None if fame >= 0.8 and zipf_ar(rest) < _WORN else False
        if fame >= 0.8:
            return True
        at = frame.moved or frame.by in ar.AT | ar.GOAL
        return True if fame >= 0.6 and at and rest not in GIVEN else None

    def _told_of(self) -> frozenset[str]:
        """Countries that the text tells much of."""
        least = max(_TOLD, _SHARE * max(self.countries.values(), default=0.0))
        return frozenset(code for code, weight in self.countries.items() if weight >= least)

    def _settle(self, doubts: list[_Doubt]) -> None:
        """Accept what the rest of the text makes a place: named before, or in its countries."""
        countries = self._told_of()
        sought: dict[str, bool] = {}
        for doubt in doubts:
            name = fold_name(doubt.unit.text)
            known = name in self.accepted or (doubt.framed and doubt.unit.ccodes & countries)
            if not known and doubt.framed and not doubt.unit.ccodes and countries:
                if name not in sought and len(sought) < _SOUGHT:
                    sought[name] = self._sounds_like_one(name, countries)
                known = sought.get(name, False)
            if known and not doubt.sentence.names.get(doubt.i):
                self._accept(doubt.sentence, doubt.i, doubt.unit)

    def _sounds_like_one(self, name: str, countries: frozenset[str]) -> bool:
        """Whether a town of the text's countries is listed in another script: "Shahhat"."""
        found = self.book.gazetteer.search(name, ccodes=sorted(countries), limit=3)
        return any(m.similarity >= _ALIKE and m.place.feature_class in "PA" for m in found)

    def _spread(self, sentences: list[ArabicSentence], persons: dict[int, Person]) -> None:
        """Carry every accepted unlisted name to its other occurrences."""
        known = {
            name: unit for name, unit in self.accepted.items() if unit.p < 0.8 and " " not in name
        }
        for sentence in sentences if known else ():
            for i, word in enumerate(sentence.words):
                if word.start in persons or sentence.names.get(i):
                    continue
                for taken, rest in ar.strip_clitics(word.low):
                    if rest not in known:
                        continue
                    unit = self._named(sentence, i, taken, i, known[rest].sort)
                    self._accept(sentence, i, unit)
                    break

    def _indexed(self, word: Word, taken: int, rest: str) -> Unit | None:
        """The longest gazetteer name from this word on, ``taken`` letters skipped."""
        position = bisect_left(self.folded.offsets, word.start) + taken
        text = self.folded.text
        if not text.startswith(rest, position):
            return None
        ends = self.book.gazetteer.name_ends(text, position)
        if ends:
            start, end = self.folded.span(position, ends[0])
            return self._unit(start, end)
        if taken and text.startswith("لل", position - 2) and self.book.fame("ال" + rest).fame:
            start, end = self.folded.span(position, position + len(rest))
            return self._unit(start, end, "ال" + rest)
        return None

    def _unit(self, start: int, end: int, name: str = "") -> Unit:
        surface = self.text[start:end]
        fame = self.book.fame(name or surface)
        return Unit(
            start, end, surface, MentionKind.TOPONYM, sort=fame.sort, p=0.85, ccodes=fame.ccodes
        )

    def _unlisted(self, sentence: ArabicSentence, i: int, doubts: list[_Doubt]) -> Unit | None:
        """A name that no gazetteer has, where the words around place it."""
        word = sentence.words[i]
        if "\u064b" in self.text[word.start : word.end]:
            return None  # nunation marks an adverb or a common noun
        for taken, rest in ar.strip_clitics(word.low):
            frame = frame_at(sentence, i, taken)
            last = unlisted_end(sentence, i, taken, rest, frame, self._marks(word))
            if last is not None:
                sort = "settlement" if frame.kind is Framing.NOUN else ""
                return self._named(sentence, i, taken, last, sort)
            if may_sound_like_one(sentence, i, taken, rest, frame):
                doubts.append(_Doubt(sentence, i, self._named(sentence, i, taken, i, ""), True))
        return None

    def _named(self, sentence: ArabicSentence, i: int, taken: int, last: int, sort: str) -> Unit:
        """An unlisted name from word ``i``, ``taken`` letters skipped, to word ``last``."""
        position = bisect_left(self.folded.offsets, sentence.words[i].start) + taken
        start = self.folded.span(position, position + 1)[0]
        end = sentence.words[last].end
        p = 0.75 if sort else 0.55
        return Unit(start, end, self.text[start:end], MentionKind.TOPONYM, sort=sort, p=p)

    def _marks(self, word: Word) -> bool:
        """Whether a final "ه" can be no pronoun: it is a teh marbuta, or the text spells those."""
        return self.text[word.end - 1] == "ة" or not self.marked

    def _nisba(self, sentence: ArabicSentence, i: int) -> Unit | None:
        """An adjective of nationality: "الحدود التركية"."""
        word = sentence.words[i]
        low = word.low.removeprefix("و").removeprefix("ال")
        if low in _NISBA and word.low != low:
            return Unit(
                word.start, word.end, self.text[word.start : word.end], MentionKind.DEMONYM,
                sort="country", p=0.9,
            )  # fmt: skip
        return None
