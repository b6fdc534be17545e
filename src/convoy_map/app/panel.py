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
def _component() -> Any:
    return v2.component(_NAME, css=style_sheet(), js=program())


def mount(part: str, *, key: str | None = None, **data: Any) -> Any:
    """Mount a part of the panel that listens to the others."""
    content = {"part": part, "colours": ITINERARY_COLOURS, **data}
    return _component()(key=key or f"panel-{part}", data=content)


def mount_reader(
    view: dict[str, Any],
    selected: str | None,
    *,
    on_selected: Callable[[], None],
    on_judge: Callable[[], None],
    key: str = "panel-reader",
) -> Any:
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
    return _component()(
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


def state(key: str, name: str) -> Any:
    """Return what a mounted part last said under ``name``, None if nothing."""
    said = st.session_state.get(key)
    return None if said is None else said.get(name)
