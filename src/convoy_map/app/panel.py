"""Mounts of the panel: search bar, reader, timeline and table.

They are one program of our own (``assets/panel``), mounted without a frame, that
shares one selection with the map inside the page, so that a click answers at
once; the server hears of it afterwards and keeps it in the address.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from streamlit.components import v2

from convoy_map.app.language import current, is_right_to_left
from convoy_map.app.words import panel_words
from convoy_map.maps import ITINERARY_COLOURS

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME: Final = "convoy_map_panel"


@cache
def program() -> str:
    """Return the panel's program: its files, in order, as one module."""
    folder = files("convoy_map.app").joinpath("assets", "panel")
    parts = sorted((f for f in folder.iterdir() if f.name.endswith(".js")), key=lambda f: f.name)
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)


@cache
def style_sheet() -> str:
    """Return the panel's style sheet."""
    sheet = files("convoy_map.app").joinpath("assets", "panel", "panel.css")
    return sheet.read_text(encoding="utf-8")


@cache
def _component() -> Callable[..., object]:
    return v2.component(_NAME, css=style_sheet(), js=program())


def mount(part: str, *, key: str | None = None, **given: object) -> None:
    """Mount a part of the panel.

    Parameters
    ----------
    part : str
        ``bar``, ``ledger``, ``queue``, ``source``, ``pencil`` or ``twins``.
    key : str, optional
        Streamlit key; what the part says is in the session state under it.
    **given
        Data of the part; callables named ``on_…_change`` are its callbacks.
    """
    calls = {name: value for name, value in given.items() if name.startswith("on_")}
    data = {name: value for name, value in given.items() if name not in calls}
    if part == "pencil":
        calls.setdefault("on_corners_change", _nothing)
    content = {"part": part, "colours": ITINERARY_COLOURS, **data}
    _component()(key=key or f"panel-{part}", data=content, **calls)


def _nothing() -> None:
    """A state needs a callback to be kept."""


def mount_reader(
    view: dict[str, Any],
    selected: str | None,
    *,
    on_selected: Callable[[], None],
    on_judge: Callable[[], None],
    key: str = "panel-reader",
) -> None:
    """Mount the reader, which carries the case to the other parts.

    Parameters
    ----------
    view : dict
        The case, from :func:`convoy_map.app.view.panel_view`.
    selected : str or None
        Feature id that the address asks for.
    on_selected, on_judge : callable
        Called after a selection (its id is in the session state under ``key``)
        and when the person wants to judge what is open.
    """
    _component()(
        key=key,
        data={
            "part": "reader",
            "colours": ITINERARY_COLOURS,
            "view": view,
            "texts": panel_words(),
            "lang": current(),
            "dir": "rtl" if is_right_to_left() else "ltr",
            "selected": selected,
        },
        default={"selected": selected},
        on_selected_change=on_selected,
        on_judge_change=on_judge,
    )


def said(key: str, name: str) -> dict[str, Any] | None:
    """Return the record that a mounted part last said under ``name``, None if none."""
    heard = _heard(key, name)
    return heard if isinstance(heard, dict) else None


def said_text(key: str, name: str) -> str | None:
    """Return the text that a mounted part last said under ``name``, None if none."""
    heard = _heard(key, name)
    return heard if isinstance(heard, str) and heard else None


def said_points(key: str, name: str) -> list[tuple[float, float]]:
    """Return the positions (lon, lat) that a mounted part last said under ``name``."""
    heard = _heard(key, name)
    if not isinstance(heard, list):
        return []
    return [(float(lon), float(lat)) for lon, lat in heard]


def _heard(key: str, name: str) -> object:
    part = st.session_state.get(key)
    return None if part is None else part.get(name)
