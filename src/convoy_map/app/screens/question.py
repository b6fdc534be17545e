"""Question it: the map without a witness, a source, a statement, or at another place."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from convoy_map import exports
from convoy_map.app import panel
from convoy_map.app.foreseeing import foresee, stop_foreseeing
from convoy_map.app.frame import case_header, listed, opened_workspace, page_of, plain
from convoy_map.app.ground import ground_of
from convoy_map.app.language import _, speaker
from convoy_map.app.reasons import reason_lines
from convoy_map.app.session import features_of
from convoy_map.app.stage import show_map
from convoy_map.app.view import panel_view
from convoy_map.app.work import evidence_of, shown_progress
from convoy_map.model import CaseResult, Route
from convoy_map.workspace.questions import Comparison, ask

if TYPE_CHECKING:
    from convoy_map.workspace import Workspace


@page_of
def page() -> None:
    """Draw the page."""
    ws = opened_workspace()
    if ws is None:
        return
    case_header(ws)
    plain(_("Leave evidence out, or put a stop elsewhere, and see what the map would be."))
    features = features_of(ws)
    without, places = _asked(ws, features)
    if st.button(_("Ask"), type="primary", disabled=not (without or places), key="ask"):
        st.session_state["asked"] = (ws.definition.id, without, places)
    asked = st.session_state.get("asked")
    if asked and asked[0] == ws.definition.id:
        _answer(ws, asked[1], asked[2])
    else:
        plain(_("Choose at least one thing above, then ask."))
    foresee(evidence_of(ws), ws.inputs())


def _stops(features: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        str(f["id"]): f["properties"]
        for f in features["features"]
        if f["properties"]["kind"] == "waypoint"
    }


def _asked(
    ws: Workspace, features: dict[str, Any]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    stops = _stops(features)
    titles = {i: f"{p['sequence']}. {p['title']} ({p['itinerary']})" for i, p in stops.items()}
    sources = {d.id: d.citation.title or d.id for d in ws.documents}
    quotes = [q for p in stops.values() for q in p.get("quotes") or ()]
    witnesses = sorted({q["witness"] for q in quotes if q.get("witness")})
    one, two, three = st.columns(3)
    with one:
        no_source = st.multiselect(
            _("Without these sources"), list(sources), format_func=sources.__getitem__,
            placeholder=_("Choose"),
        )  # fmt: skip
    with two:
        no_witness = st.multiselect(
            _("Without these witnesses"), witnesses, placeholder=_("Choose")
        )
    with three:
        no_stop = st.multiselect(
            _("Without these stops"), list(titles), format_func=titles.__getitem__,
            placeholder=_("Choose"),
        )  # fmt: skip
    moved = _elsewhere(stops, titles)
    without = (
        *(f"source:{s}" for s in no_source), *(f"witness:{w}" for w in no_witness), *no_stop,
    )  # fmt: skip
    return without, moved


def _elsewhere(
    stops: dict[str, dict[str, Any]], titles: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    """Ask for one stop to be put at another of its candidates."""
    rivals = {
        ident: [
            c for c in p.get("candidates") or ()
            if c.get("place_id") and c["place_id"] != p.get("place_id")
        ]
        for ident, p in stops.items()
    }  # fmt: skip
    movable = [ident for ident, others in rivals.items() if others]
    if not movable:
        return ()
    left, right = st.columns(2)
    with left:
        stop = st.selectbox(
            _("Put this stop elsewhere"), ["", *movable],
            format_func=lambda i: titles.get(i, _("none")),
        )  # fmt: skip
    if not stop:
        return ()
    names = {c["place_id"]: f"{c['title']} · {round(100 * c['p'])} %" for c in rivals[stop]}
    with right:
        place = st.selectbox(_("To"), list(names), format_func=names.__getitem__)
    return ((stop, place),)


def _answer(ws: Workspace, without: tuple[str, ...], places: tuple[tuple[str, str], ...]) -> None:
    with st.container():  # a bar that comes and goes must not move what stands below it
        result = evidence_of(ws)
        comparison = _compared(ws, result, without, places)
    st.subheader(_("What changes"))
    told = [line for said in comparison.summary for line in reason_lines(said, speaker())]
    listed(told)
    _side_by_side(ws, result, comparison)
    plain(
        _(
            "Both maps come from the quick method, so that they differ by the evidence alone. "
            "It is approximate: it overstates what several fragments lose together."
        )
    )


def _compared(
    ws: Workspace,
    result: CaseResult,
    without: tuple[str, ...],
    places: tuple[tuple[str, str], ...],
) -> Comparison:
    kept: dict[Any, Comparison] = st.session_state.setdefault("comparisons", {})
    key = (ws.hashes(), without, places)
    if key not in kept:
        if len(kept) >= 12:
            kept.clear()
        stop_foreseeing()
        with shown_progress(_("Working out the map without it")) as tell:
            kept[key] = ask(result, ws.inputs(), without=without, places=places, progress=tell)
    return kept[key]


def _features_of(result: CaseResult, routes: tuple[Route, ...]) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(exports.to_geojson(replace(result, routes=routes)))
    return loaded


def _side_by_side(ws: Workspace, result: CaseResult, comparison: Comparison) -> None:
    before = _features_of(result, comparison.before)
    after = _features_of(result, comparison.after)
    views = [panel_view(ws.definition, (), f) for f in (before, after)]
    panel.mount("twins", key="panel-twins", views=views)
    titles = (_("With all the evidence"), _("As you asked"))
    shown = enumerate(zip(st.columns(2, gap="small"), titles, (before, after), strict=True))
    for stage, (column, title, features) in shown:
        with column:
            st.subheader(title)
            show_map(
                features,
                ws.definition.region,
                context=ground_of(ws),
                key=f"map-twin-{stage}",
                height=460,
                stage=stage,
                like=before,
            )
