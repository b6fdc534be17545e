"""The engine's reasons in the reader's language.

The derived files hold reasons as English sentences with names and figures in them.
Here each of these sentences stands as a pattern, ``At {place}, within {distance} of
its point``: it is found again in the text, its parts are said in turn, and the
pattern's translation is filled with them. Names and what people wrote stay as they
are, isolated, so that they cannot turn the line around them. A sentence that has no
pattern stays in English, isolated too. In English every reason stays word for word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from convoy_map.app.reason_patterns import FEATURES, OPENERS, PATTERNS, POINTS

Speak = Callable[[str], str]

_KINDS: Final = {
    "distance": r"\d[\d.,]* (?:km|m)",
    "time": r"\d[\d.e+]* (?:minutes|hours|days)",
    "point": "|".join(sorted(POINTS, key=len, reverse=True)),
    "n": r"[-+]?[\d.,]+",
    "p": r"[-+]?[\d.,]+ ?%?",
    "id": r"[\w-]+:[^\s)]+",
    "feature": "|".join(sorted(map(re.escape, FEATURES), key=len, reverse=True)),
    "ids": r"[^)]*",
    **dict.fromkeys(("text", "why", "where", "others", "pairs", "surface"), ".+?"),
}
_RAW: Final = r"[^;]+?"
_TOLD: Final = frozenset(
    {"distance", "time", "point", "titles", "what", "where", "why", "others", "surface", "pairs",
     "feature"}
)  # fmt: skip
_LIST_OF: Final = {
    "others": re.compile(r"; (?=(?:or )?[^;()]+ \([\w-]+:[^\s)]+\)[,:])|; (?=and \d+ more$)"),
    "pairs": re.compile(r"; (?=[^;]+ before )"),
}
"""Lists whose members hold semicolons of their own."""
_LISTS: Final = (
    re.compile(r"; and (?=[A-Z])"),
    re.compile(r"; "),
    re.compile(r", (?=\d+ km )"),
)
_SENTENCE: Final = re.compile(rf"(?<=\.) (?={'|'.join(OPENERS)})")
_HOLE: Final = re.compile(r"\{(\w+)\}")
_DEPTH: Final = 8


def reason_lines(text: str, speak: Speak | None) -> list[str]:
    """Return a reason as its sentences, each in the reader's language.

    Parameters
    ----------
    text : str
        What the engine wrote.
    speak : callable, optional
        Gives the translation of a pattern; None for English.

    Examples
    --------
    >>> reason_lines("At Raqqa, within 7.5 km of its point. Judged (j1): seen. Twice.", None)
    ['At Raqqa, within 7.5 km of its point.', 'Judged (j1): seen. Twice.']
    """
    sentences = [s for s in _SENTENCE.split(text.strip()) if s]
    if speak is None:
        return sentences
    return [said(sentence, speak) for sentence in sentences]


def said(text: str, speak: Speak, depth: int = 0) -> str:
    """Return one sentence, or one part of it, in the reader's language.

    Parameters
    ----------
    text : str
        English, as the engine writes it.
    speak : callable
        Gives the translation of a pattern.
    depth : int
        How deep in the sentence this part stands; what lies too deep stays as it is.
    """
    body, dot = (text[:-1], ".") if text.endswith(".") else (text, "")
    if depth < _DEPTH:
        for pattern, form in _forms():
            found = form.fullmatch(body)
            if found is not None:
                return _filled(speak(pattern), found.groupdict(), speak, depth) + dot
        for separator in _LISTS:
            parts = separator.split(body)
            if len(parts) > 1:
                return speak("; ").join(said(p, speak, depth + 1) for p in parts) + dot
    return isolated(body) + dot


def _filled(translation: str, parts: dict[str, str], speak: Speak, depth: int) -> str:
    def part(hole: re.Match[str]) -> str:
        name = hole[1]
        value = parts.get(name, "")
        if name.rstrip("2") not in _TOLD:
            return isolated(value)
        members = _LIST_OF[name].split(value) if name in _LIST_OF else [value]
        return speak("; ").join(said(member, speak, depth + 1) for member in members)

    return _HOLE.sub(part, translation)


def isolated(text: str) -> str:
    """Return a text between isolates, so that its direction stays its own."""
    return f"\u2068{text}\u2069" if text else ""


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((pattern, _form(pattern)) for pattern in PATTERNS)


def _form(pattern: str) -> re.Pattern[str]:
    out, at = "", 0
    for hole in _HOLE.finditer(pattern):
        kind = _KINDS.get(hole[1].rstrip("2"), _RAW)
        out += re.escape(pattern[at : hole.start()]) + f"(?P<{hole[1]}>{kind})"
        at = hole.end()
    return re.compile(out + re.escape(pattern[at:]), re.DOTALL | re.IGNORECASE)
