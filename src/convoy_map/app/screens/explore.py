"""Explore: map, text, timeline and table of one case, with one selection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from convoy_map.app import panel
from convoy_map.app.frame import case_header, opened_case, page_of
from convoy_map.app.ground import ground_of
from convoy_map.app.language import _, speaker
from convoy_map.app.session import Opened, features_of, is_built
from convoy_map.app.stage import show_map
from convoy_map.app.view import panel_view
from convoy_map.app.warming import look_again_when_warm, wait_until_warm
from convoy_map.app.work import built

if TYPE_CHECKING:
    from convoy_map.workspace import Workspace

_READER: Final = "panel-reader"


def _selected() -> None:
    """Keep the selection in the address."""
    chosen = panel.said_text(_READER, "selected")
    if chosen:
        st.query_params["at"] = chosen
    elif "at" in st.query_params:
        del st.query_params["at"]


def _judge() -> None:
    """Remember what the person wants to judge; the page turns on the next run."""
    asked = panel.said(_READER, "judge")
    if asked:
        st.session_state["judge"] = asked
        st.session_state["go"] = "review"


@st.fragment
def _text_pane(view: dict[str, Any]) -> None:
    panel.mount_reader(
        view, st.query_params.get("at"), on_selected=_selected, on_judge=_judge, key=_READER
    )
    if st.session_state.get("go"):
        st.rerun(scope="app")


def _download(ws: Workspace) -> None:
    """Offer the derived file as it stands on disk."""
    st.download_button(
        _("Download GeoJSON"),
        data=ws.derived("route.geojson"),
        file_name=f"{ws.definition.id}.geojson",
        mime="application/geo+json",
        on_click="ignore",
    )


@page_of
def page() -> None:
    """Draw the page."""
    case = opened_case()
    if case is None:
        return
    if not is_built(case.ws):
        wait_until_warm(case.warming)
        case_header(case.ws)
        _first_build(case.ws)
        return
    case_header(case.ws, lambda: _download(case.ws))
    _explorer(case)


def _explorer(case: Opened) -> None:
    ws, warm = case.ws, case.warming.is_done(2.0)
    features = features_of(ws)
    stale = warm and ws.stale()
    view = panel_view(ws.definition, ws.documents, features, stale=stale, speak=speaker())
    panel.mount("bar")
    left, right = st.columns([3, 2], gap="small")
    with right:
        _text_pane(view)
    with left:
        ground = ground_of(ws) if warm else None
        # A map that is drawn before its ground is there is drawn anew with it.
        key = f"map-{ws.definition.id}" if warm else f"map-{ws.definition.id}-bare"
        show_map(features, ws.definition.region, context=ground, key=key)
    panel.mount("ledger")
    if not warm:
        look_again_when_warm(case.warming)


def _first_build(ws: Workspace) -> None:
    st.info(_("This case has no map yet. Build it, or first open the Review page."))
    if st.button(_("Build the route"), type="primary", key="first-build"):
        built(ws)
        st.rerun()
