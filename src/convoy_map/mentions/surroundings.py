"""The words next to a name, which tell whether it means a place."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["AFTER", "Surroundings", "surroundings"]

AFTER = re.compile(r"([^\S\n]*\n?[^\S\n]*)([^\W_][\w’'ʼ‑-]*|[^\w\s])")
"""The word or mark after a name, with the white space before it; crosses one line break."""

_SENTENCE_END = frozenset(".!?…:;•*|>\"“”«»'‘-–—()[]")


class Surroundings(NamedTuple):
    """The words next to a name, and whether it opens a sentence."""

    before: str
    after: str
    initial: bool
    touching_before: bool
    touching_after: bool
    comma_then: str


def surroundings(text: str, start: int, end: int) -> Surroundings:
    """Read the words around ``text[start:end]``.

    Examples
    --------
    >>> around = surroundings("They left Osh, Kyrgyzstan.", 10, 13)
    >>> around.before, around.after, around.comma_then, around.initial
    ('left', ',', 'Kyrgyzstan', False)
    """
    word_before, near = _before(text, start)
    after = AFTER.match(text, end, min(len(text), end + 40))
    word_after = after.group(2) if after else ""
    if (
        word_after == "’"
        and text[end + 1 : end + 2] == "s"
        and not text[end + 2 : end + 3].isalnum()
    ):
        word_after = "’s"
    initial = not word_before or word_before in _SENTENCE_END
    initial = initial or "\n\n" in text[max(0, start - 4) : start] or word_before == ",”"
    comma_then = ""
    if word_after == ",":
        follow = AFTER.match(text, end + 1, min(len(text), end + 60))
        comma_then = follow.group(2) if follow else ""
    if not initial and word_before[-1] == ".":
        initial = word_before.lower() not in {"st.", "mt."}
    return Surroundings(
        word_before,
        word_after,
        initial,
        near and word_before[:1].isalpha(),
        word_after[:1].isalpha(),
        comma_then,
    )


def _before(text: str, start: int) -> tuple[str, bool]:
    """The word or mark before an offset, and whether there is one within reach."""
    end = start
    limit = max(0, start - 40)
    if text[start - 1 : start] == " ":  # nearly always: a plain word and one space
        gap = text.rfind(" ", limit, start - 1)
        word = text[gap + 1 : start - 1]
        if gap >= 0 and word.isalpha():
            return word, True
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
    stop = word[-1] == "." and len(word) > 4 and "." not in word[:-1]
    return (".", True) if stop else (word, True)
