"""Tokens of Arabic sentences, folded for comparing, with offsets into the original."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from convoy_map.mentions.units import Unit
from convoy_map.model import MentionKind
from convoy_map.text.folding import fold_name

__all__ = ["ArabicSentence", "Word", "words_of"]

_TOKEN = re.compile(r"[^\W_]+(?:[\u0640\u064b-\u065f\u0670][^\W_]*)*|[^\w\s]")


class Word(NamedTuple):
    """A word or mark: offsets in the passage, and its folded form."""

    start: int
    end: int
    low: str


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Split a stretch of text into words and marks.

    Examples
    --------
    >>> [w.low for w in words_of("إلى الرَّقَّة،", 0, 14)]
    ['الي', 'الرقه', '،']
    """
    found = []
    for match in _TOKEN.finditer(text, start, end):
        folded = fold_name(match.group())
        found.append(Word(match.start(), match.end(), folded or match.group()))
    return found


def _start_of(word: Word) -> int:
    return word.start


@dataclass(slots=True)
class ArabicSentence:
    """Words of one sentence and the names that begin in each of them.

    ``dated``: a date heads its entry, as in a diary or a log.
    """

    start: int
    end: int
    words: list[Word]
    index: int
    paragraph: int
    names: dict[int, list[Unit]] = field(default_factory=dict)
    dated: bool = False

    def low(self, i: int) -> str:
        """Folded word ``i``; empty outside the sentence."""
        return self.words[i].low if 0 <= i < len(self.words) else ""

    def name_at(self, i: int) -> Unit | None:
        """The toponym that begins within word ``i``."""
        for unit in self.names.get(i, ()):
            if unit.kind is MentionKind.TOPONYM:
                return unit
        return None

    def names_before(self, i: int) -> bool:
        """Whether a name begins in a word before ``i``."""
        return any(j < i for j in self.names)

    def after(self, unit: Unit, i: int) -> int:
        """Index of the first word after a unit that begins in word ``i``."""
        while i < len(self.words) and self.words[i].start < unit.end:
            i += 1
        return i

    def after_span(self, end: int) -> int:
        """Index of the first word that begins at or after an offset."""
        return bisect_left(self.words, end, key=_start_of)

    def matches(self, i: int, phrase: tuple[str, ...]) -> bool:
        """Whether the folded words from ``i`` on are this phrase."""
        return all(self.low(i + j) == word for j, word in enumerate(phrase))
