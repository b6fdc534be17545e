"""A quick first look: which readers of times can find anything in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["DIGIT", "ISO", "WordsWith", "may_read", "stems_of"]

DIGIT, ISO = "digit", "iso"
"""Needs that no stem tells: a numeral, and a date in digits alone."""

_MOST_WORDS = 100_000
_NUMERAL, _ISO_DATE = re.compile(r"\d"), re.compile(r"\d{4}-\d")


class WordsWith(dict[str, bool]):
    """Whether a pattern is found in a word, worked out once a word.

    A sentence of words that all lack it need not be searched.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        super().__init__()
        self._search = pattern.search

    def __missing__(self, word: str) -> bool:
        found = self._search(word) is not None
        if len(self) < _MOST_WORDS:
            self[word] = found
        return found

    def within(self, words: Iterable[str]) -> bool:
        """Whether one of the words has it."""
        return any(map(self.__getitem__, words))


def stems_of(words: str) -> frozenset[str]:
    """Return the first three letters of every word.

    Examples
    --------
    >>> sorted(stems_of("monday sunday"))
    ['mon', 'sun']
    """
    return frozenset(word[:3] for word in words.split())


def may_read(
    stems: frozenset[str] | None, needs: frozenset[str], text: str, start: int, end: int
) -> bool:
    """Whether a reader can find anything in a sentence whose words have these stems."""
    if stems is None or not stems.isdisjoint(needs):
        return True
    if DIGIT in needs:
        return _NUMERAL.search(text, start, end) is not None
    return ISO in needs and _ISO_DATE.search(text, start, end) is not None
