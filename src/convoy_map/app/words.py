"""The panel's words, from the catalogue.

The panel's program asks for its messages by their English text. They are found in
it by name, so that none can be missed by the translation.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from convoy_map.app.language import catalogue, current

_CALL: Final = re.compile(r"\b(?:t|fill)\(\s*\"((?:[^\"\\]|\\.)*)\"")
_COUNTED: Final = re.compile(r"\bcounted\(\s*\"([^\"]*)\",\s*\"([^\"]*)\"")
_TOUR: Final = re.compile(r"^  \[\"([^\"]*)\", \"([^\"]*)\"\],$", re.MULTILINE)
_PLURAL_KEY: Final = "\x04plural"


def messages_of(program: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the messages that a program asks for: single ones, and (one, many) pairs.

    Examples
    --------
    >>> messages_of('t("Close") + counted("{n} stop", "{n} stops", 3)')
    (('Close',), (('{n} stop', '{n} stops'),))
    """
    singles = dict.fromkeys(_CALL.findall(program))
    singles |= dict.fromkeys(text for pair in _TOUR.findall(program) for text in pair)
    return tuple(singles), tuple(dict.fromkeys(_COUNTED.findall(program)))


@cache
def _words(language: str) -> dict[str, object]:
    from convoy_map.app.panel import program

    singles, pairs = messages_of(program())
    spoken = catalogue(language)
    words: dict[str, object] = {text: spoken.gettext(text) for text in singles}
    if language != "en":
        # One sample number for each of the six forms that Arabic tells apart.
        for one, many in pairs:
            forms = [spoken.ngettext(one, many, n) for n in (0, 1, 2, 3, 11, 100)]
            words[one + _PLURAL_KEY] = forms
    return words


def panel_words() -> dict[str, object]:
    """Return the panel's messages in the session's language."""
    return _words(current())
