"""Pieces of patterns that several readers share. None can backtrack more than linearly."""

from __future__ import annotations

import sys

_LATIN_ENDS = 0x0250


def _upper_letters() -> str:
    """All capital letters of the Latin, Greek and Cyrillic blocks, as a class body."""
    codes = [*range(0x41, 0x0530), *range(0x1E00, 0x2000)]
    return "".join(chr(c) for c in codes if c < sys.maxunicode and chr(c).isupper())


UPPER = _upper_letters()
"""Body of a character class of capital letters."""

CAP = rf"[{UPPER}][\w]*(?:['’ʼ`-][\w]+)*"
"""A capitalised word; hyphens and apostrophes join."""

GAP = r"[^\S\n]+"
"""White space that is no line break."""
