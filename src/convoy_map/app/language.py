"""The interface in English and Arabic, from one gettext catalogue."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Final

import streamlit as st

LANGUAGES: Final = {"en": "English", "ar": "العربية"}
RIGHT_TO_LEFT: Final = frozenset({"ar"})
_DOMAIN: Final = "convoy_map"


def current() -> str:
    """Return the language of this session: the reader's choice, else the link's, else English."""
    asked = st.session_state.get("language") or st.query_params.get("lang")
    return asked if asked in LANGUAGES else "en"


def is_right_to_left() -> bool:
    """Whether the session's language is written from right to left."""
    return current() in RIGHT_TO_LEFT


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language."""
    if language == "en":
        return gettext.NullTranslations()
    path = files("convoy_map.app").joinpath("locale", language, "LC_MESSAGES", f"{_DOMAIN}.mo")
    with path.open("rb") as compiled:
        return gettext.GNUTranslations(compiled)


def speaker() -> Callable[[str], str] | None:
    """Return what translates for this session; None where the reader reads English."""
    return None if current() == "en" else catalogue(current()).gettext


def _(message: str) -> str:
    """Return a message in the session's language."""
    return catalogue(current()).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """Return the form of a message that fits a number."""
    return catalogue(current()).ngettext(one, many, n).format(n=n)
