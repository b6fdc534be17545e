"""Paragraphs, sentences and tokens of a text, as code-point offsets into it.

Nothing is normalised and nothing is lost: every segment is a pair of offsets.
All scans are linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import accumulate
from typing import NamedTuple

__all__ = ["Span", "Token", "paragraphs", "sentences", "split_words", "token_rows", "tokens"]

Span = tuple[int, int]

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"[^\n]+")
_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ‑-][^\W_]+)*|[^\w\s]")
_PIECES = re.compile(rf"({_TOKEN.pattern})")
_STOP = re.compile(r"[.!?…؟]+[\"”’')\]»]*(?=\s|$|[“\"«])")
_TERMINAL = re.compile(r"[.!?…؟:;\"”’»)]\s*$")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st mt gen col lt capt sgt maj cpl rev hon gov sen rep pres no vol fig "
    "approx ca c vs etc e.g i.e u.s u.k a.m p.m jr sr inc ltd co corp dept est ft km mi".split()
)
_LONGEST_SENTENCE = 4000


class Token(NamedTuple):
    """A word or a punctuation mark; ``low`` is the word in lower case."""

    start: int
    end: int
    text: str
    low: str


_NEW_TOKEN = partial(tuple.__new__, Token)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Split ``text[start:end]`` into words and punctuation marks.

    Examples
    --------
    >>> [t.text for t in tokens("They left Al-Souwar at 5 p.m.")]
    ['They', 'left', 'Al-Souwar', 'at', '5', 'p', '.', 'm', '.']
    """
    limit = len(text) if end is None else end
    words, starts, ends = split_words(text, start, limit)
    return token_rows(words, starts, ends, [word.lower() for word in words])


def split_words(text: str, start: int, end: int) -> tuple[list[str], list[int], list[int]]:
    """Words and punctuation marks of ``text[start:end]`` with their starts and ends.

    Parallel lists, made without an object a word: most sentences are only looked
    through for the few words that matter.

    Examples
    --------
    >>> split_words("They left Osh.", 0, 14)
    (['They', 'left', 'Osh', '.'], [0, 5, 10, 13], [4, 9, 13, 14])
    """
    pieces = _PIECES.split(text[start:end])
    bounds = list(accumulate(map(len, pieces), initial=start))
    return pieces[1::2], bounds[1:-1:2], bounds[2::2]


def token_rows(
    words: list[str], starts: list[int], ends: list[int], lows: list[str]
) -> list[Token]:
    """Join parallel lists to tokens."""
    return list(map(_NEW_TOKEN, zip(starts, ends, words, lows, strict=True)))


def _wrap_width(text: str, start: int, end: int) -> int:
    """Length of the longest line, which tells a wrapped line from a short one."""
    return max((m.end() - m.start() for m in _LINE.finditer(text, start, end)), default=0)


def _lines_to_blocks(text: str, start: int, end: int, width: int) -> Iterator[Span]:
    begin = None
    last = start
    for line in _LINE.finditer(text, start, end):
        if begin is None:
            begin = line.start()
        last = line.end()
        short = line.end() - line.start() < 0.6 * width
        if short or _TERMINAL.search(text, max(line.start(), line.end() - 8), line.end()):
            yield begin, last
            begin = None
    if begin is not None:
        yield begin, last


def paragraphs(text: str) -> list[Span]:
    r"""Split a text into paragraphs.

    A blank line always ends a paragraph. A single line break ends one when the
    line is complete (it closes with a full stop or is much shorter than the
    longest line); inside a wrapped line it doesn't.

    Examples
    --------
    >>> paragraphs("One.\n\nTwo and\nthree.")
    [(0, 4), (6, 20)]
    """
    found: list[Span] = []
    width = _wrap_width(text, 0, len(text))
    start = 0
    for gap in [*_BREAK.finditer(text), None]:
        end = len(text) if gap is None else gap.start()
        found.extend(_lines_to_blocks(text, start, end, min(width, 120)))
        start = len(text) if gap is None else gap.end()
    return [(s, e) for s, e in (_trim(text, s, e) for s, e in found) if s < e]


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_abbreviation(text: str, start: int, dot: int) -> bool:
    begin = dot
    while begin > start and not text[begin - 1].isspace() and dot - begin < 8:
        begin -= 1
    word = text[begin:dot].strip("(“\"'‘").lower()
    if word in _ABBREVIATIONS:
        return word not in {"etc", "a.m", "p.m"}
    return len(word) == 1 and word.isalpha() and text[dot - 1].isupper()


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Split one paragraph, ``text[start:end]``, into sentences.

    A full stop after an abbreviation or an initial doesn't end a sentence, and
    neither does one that a small letter follows. A sentence without any end is
    cut at a space after 4000 characters, which bounds all later work.

    Examples
    --------
    >>> s = "Dr. Okoro left. He went to St. Louis!"
    >>> [s[a:b] for a, b in sentences(s)]
    ['Dr. Okoro left.', 'He went to St. Louis!']
    """
    limit = len(text) if end is None else end
    found: list[Span] = []
    begin = start
    for stop in _STOP.finditer(text, start, limit):
        after = stop.end()
        while after < limit and text[after].isspace():
            after += 1
        if after < limit and text[after].islower():
            continue
        if text[stop.start()] == "." and _is_abbreviation(text, begin, stop.start()):
            continue
        found.extend(_bounded(text, begin, stop.end()))
        begin = stop.end()
    found.extend(_bounded(text, begin, limit))
    return [(s, e) for s, e in (_trim(text, s, e) for s, e in found) if s < e]


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _LONGEST_SENTENCE:
        cut = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        cut = cut if cut > start else start + _LONGEST_SENTENCE
        yield start, cut
        start = cut
    yield start, end
