"""A quick first look: which readers of times can find anything in a sentence."""

from __future__ import annotations

import re

__all__ = ["DIGIT", "ISO", "may_read", "stems_of"]

DIGIT, ISO = "digit", "iso"
"""Needs that no stem tells: a numeral, and a date in digits alone."""

_NUMERAL, _ISO_DATE = re.compile(r"\d"), re.compile(r"\d{4}-\d")


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
