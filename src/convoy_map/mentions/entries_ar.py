"""Entries of Arabic diaries and logs: what a date heads."""

from __future__ import annotations

from collections.abc import Sequence

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence, Word

__all__ = ["DATING", "follows_date", "is_date", "opens_entry"]

DATING = ar.MONTHS | ar.TIME_WORDS | ar.UNITS_OF_TIME | frozenset(ar.NUMBERS)
"""Words that make a date or an hour; figures do too."""
_SURE = ar.MONTHS | ar.WEEKDAYS | {"اليوم", "يوم"}


def opens_entry(words: Sequence[Word]) -> bool:
    """Whether a date or an hour heads the words: "3 يوليو", "[٠٦:١٠]", "اليوم 2:", "الأحد –"."""
    head: list[str] = []
    for word in words[:12]:
        if not word.low[0].isalnum():
            continue
        if word.low not in DATING and not word.low.isdigit():
            break
        head.append(word.low)
    figures = sum(w.isdigit() for w in head)
    marked = any(w.low in {":", "–", "—", "-", "]"} for w in words[: len(head) + 3])
    if set(head) & ar.MONTHS and figures:
        return True
    return bool(head) and marked and (figures > 1 or bool(set(head) & _SURE))


def is_date(words: Sequence[Word]) -> bool:
    """Whether a line is a date and nothing else."""
    known = all(w.low in DATING or w.low.isdigit() or not w.low[0].isalnum() for w in words)
    return bool(words) and known and opens_entry(words)


def follows_date(sentence: ArabicSentence, i: int) -> bool:
    """Whether nothing but a date, an hour and marks stands before word ``i`` of an entry."""
    if not sentence.dated:
        return False
    before = [sentence.low(k) for k in range(i)]
    return all(w in DATING or w.isdigit() or not w[0].isalnum() for w in before)
