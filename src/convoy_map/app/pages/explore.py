"""Explore: map, text, timeline and table of one case, with one selection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from convoy_map.app import panel
from convoy_map.app.frame import language_choice, page_of, plain
from convoy_map.app.ground import ground_of
from convoy_map.app.language import _
from convoy_map.app.session import open_case, workspace
from convoy_map.app.stage import show_map
from convoy_map.app.view import panel_view

if TYPE_CHECKING:
    from convoy_map.workspace import Workspace

_READER: Final = "panel-reader"


def _selected() -> None:
    """Keep the selection in the address."""
    chosen = panel.state(_READER, "selected")
    if chosen:
        st.query_params["at"] = chosen
    elif "at" in st.query_params:
        del st.query_params["at"]


def _judge() -> None:
    """Remember what the person wants to judge; the page turns on the next run."""
    st.session_state["judge"] = panel.state(_READER, "judge")


@st.fragment
def _text_pane(view: dict[str, Any]) -> None:
    panel.mount_reader(
        view, st.query_params.get("at"), on_selected=_selected, on_judge=_judge, key=_READER
    )
    if st.session_state.get("judge"):
        st.rerun(scope="app")


def _header(ws: Workspace) -> None:
    title, download, language = st.columns([6, 2, 1.2], vertical_alignment="center")
    with title:
        plain(ws.definition.title, tag="h1")
    with download:
        st.download_button(
            _("Download GeoJSON"),
            data=ws.export("geojson"),
            file_name=f"{ws.definition.id}.geojson",
            mime="application/geo+json",
            on_click="ignore",
            width="stretch",
        )
    with language:
        language_choice()


@page_of
def page() -> None:
    """Draw the page."""
    path = open_case()
    if path is None:
        st.info(_("There is no case here yet. Open “New case” and drop your documents there."))
        return
    ws = workspace(path)
    features: dict[str, Any] = ws.features()
    view = panel_view(ws.definition, ws.documents, features, stale=bool(ws.stale()))
    _header(ws)
    panel.mount("bar")
    left, right = st.columns([3, 2], gap="small")
    with right:
        _text_pane(view)
    with left:
        show_map(features, ws.definition.region, context=ground_of(ws), key=f"map-{path.name}")
    panel.mount("ledger")
