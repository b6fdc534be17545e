"""Pieces of patterns that several readers share. None can backtrack more than linearly."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

__all__ = ["CAP", "GAP", "TAIL", "UPPER", "one_of"]


def _upper_letters() -> str:
    """All capital letters of the Latin, Greek and Cyrillic blocks, as a class body."""
    codes = [*range(0x41, 0x0530), *range(0x1E00, 0x2000)]
    return "".join(chr(c) for c in codes if c < sys.maxunicode and chr(c).isupper())


UPPER = _upper_letters()
"""Body of a character class of capital letters."""

TAIL = r"[\w]*(?:['’ʼ`-][\w]+)*"
"""What follows the first letter of a word; hyphens and apostrophes join."""

CAP = rf"[{UPPER}]{TAIL}"
"""A capitalised word."""

GAP = r"[^\S\n]+"
"""White space that is no line break."""


def one_of(words: Iterable[str]) -> str:
    """Pattern of one of many words that looks at their common beginnings once.

    Examples
    --------
    >>> one_of(["sul", "sulla", "na"])
    '(?:na|sul(?:la)?)'
    """
    tree = _Tree()
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, _Tree())
        node[""] = _Tree()
    return _branches(tree)


class _Tree(dict[str, "_Tree"]):
    """The letters that may follow, each with what follows it; "" where a word may end."""


def _branches(node: _Tree) -> str:
    ways = [re.escape(letter) + _branches(node[letter]) for letter in sorted(node) if letter]
    if not ways:
        return ""
    single = len(ways) == 1 and "" not in node
    return ways[0] if single else f"(?:{'|'.join(ways)})" + ("?" if "" in node else "")
