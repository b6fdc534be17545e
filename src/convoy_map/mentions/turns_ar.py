"""Words of parting and of meeting in Arabic: "افترقنا", "عاد وحده", "بقي سالم"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence
from convoy_map.mentions.telling import AS_FOR, MEET, PART, SPLIT, Flash, Turn
from convoy_map.mentions.units import Person

__all__ = ["flashes_of_ar", "turns_of_ar"]

_SPLIT = re.compile(r"^[وف]?(?:ت?ا?فترق|انفصل|انقسم|تفرق|تفارق|اختلف|نفترق|افترقن)")
_ALONE = frozenset(
    "وحده وحدها وحدهم وحدي وحدنا بمفرده بمفردها بمفردهم بمفردي بمفردنا لوحده لوحدها لوحدي".split()
)
_LEAVE = re.compile(r"^[وف]?(?:ودع|فارق)")
_STAY = re.compile(r"^[وف]?(?:بقي|بقيت|تخلف|تخلفت|مكث)$")
_MEET = re.compile(r"^[وف]?(?:التق|تقابل|اجتمع|انضم|لحق|التحق|لحقت)")
_OTHERS = frozenset("الباقون الباقين الاخرون الاخرين".split())


def turns_of_ar(sentences: Sequence[ArabicSentence], persons: Mapping[int, Person]) -> list[Turn]:
    """Find where people part or come together, in order."""
    found: list[Turn] = []
    for sentence in sentences:
        for i, word in enumerate(sentence.words):
            kind = _kind(sentence, i)
            if kind is None:
                continue
            who = frozenset(_who(sentence, i, persons, kind))
            at = sentence.start if word.low in _ALONE else word.start
            found.append(Turn(at, sentence.index, sentence.paragraph, kind, who))
    return sorted(found, key=lambda t: t.start)


def _kind(sentence: ArabicSentence, i: int) -> str | None:
    low = sentence.low(i)
    if low in _ALONE:
        return PART
    if _SPLIT.match(low):
        return SPLIT
    if _LEAVE.match(low) or (_STAY.match(low)):
        return PART
    if _MEET.match(low):
        return MEET
    return AS_FOR if low in {"اما", "واما"} and sentence.low(i + 1) not in {"في", "عن"} else None


def _who(sentence: ArabicSentence, i: int, persons: Mapping[int, Person], kind: str) -> list[str]:
    """Persons and kin told of beside the words; with "وحده" before them, else around."""
    span = range(max(0, i - 8), i) if sentence.low(i) in _ALONE else range(i, i + 5)
    if kind == AS_FOR:
        span = range(i + 1, i + 3)
    elif kind != PART:
        span = range(max(0, i - 8), i + 9)
    who: list[str] = []
    for k in span:
        if not 0 <= k < len(sentence.words):
            continue
        person = persons.get(sentence.words[k].start)
        if person is not None:
            who.append(person.key)
        elif sentence.low(k) in ar.KIN:
            who.append(ar.KIN[sentence.low(k)])
    return who


def flashes_of_ar(sentences: Sequence[ArabicSentence]) -> list[Flash]:
    """Find where a text goes back in time: "قبل ذلك", "قبلها بيومين", "نسيت أن أقول"."""
    found: list[Flash] = []
    for sentence in sentences:
        lows = [w.low for w in sentence.words]
        back = any(_goes_back(lows, i) for i in range(len(lows)))
        if back:
            found.append(Flash(sentence.start, sentence.index, sentence.paragraph))
    return found


def _goes_back(lows: list[str], i: int) -> bool:
    after = lows[i + 1] if i + 1 < len(lows) else ""
    low = lows[i].removeprefix("و")
    if low == "قبل" and after in {"ذلك", "هذا"}:
        return True
    return low == "نسيت" and any(w in {"اقول", "اذكر"} for w in lows[i + 1 : i + 4])
