"""Export: every format there is, after a look at what would become public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from convoy_map import exports
from convoy_map.app.frame import case_header, opened_workspace, page_of, plain, words
from convoy_map.app.language import _, ngettext
from convoy_map.app.reasons import isolated
from convoy_map.app.session import features_of
from convoy_map.app.work import result_of

if TYPE_CHECKING:
    from convoy_map.workspace import Workspace

_FILES: Final = {
    "geojson": (".geojson", "application/geo+json"),
    "lpf": (".lpf.json", "application/ld+json"),
    "annotations": (".annotations.json", "application/ld+json"),
    "kml": (".kml", "application/vnd.google-earth.kml+xml"),
    "gpx": (".gpx", "application/gpx+xml"),
    "gpkg": (".gpkg", "application/geopackage+sqlite3"),
    "csv": (".csv", "text/csv"),
    "html": (".html", "text/html"),
    "report": (".report.html", "text/html"),
    "bundle": (".zip", "application/zip"),
}


def _words() -> dict[str, str]:
    return {
        "geojson": _("GeoJSON: for any mapping program"),
        "lpf": _("Linked Places: for historians' gazetteers"),
        "annotations": _("Web Annotations: the quotes and where they stand"),
        "kml": _("KML: for Google Earth"),
        "gpx": _("GPX: for navigation devices"),
        "gpkg": _("GeoPackage: for QGIS and other desktop programs"),
        "csv": _("CSV: the ordered table, for spreadsheets"),
        "html": _("One page: opens from disk, without a network"),
        "report": _("Report: table and itinerary with quotes, to print"),
        "bundle": _("Bundle: everything, with hashes that prove it"),
    }


@page_of
def page() -> None:
    """Draw the page."""
    ws = opened_workspace()
    if ws is None:
        return
    case_header(ws)
    features = features_of(ws)
    names = {
        "full": _("Full: for colleagues who may see everything"),
        "public": _("Public: witnesses coded, places coarsened, passages left out"),
    }
    profile = st.radio(_("For whom?"), list(names), format_func=names.__getitem__, key="profile")
    _pre_flight(ws, features, profile)
    if ws.stale():
        st.warning(
            _("The map on disk is older than the judgements. Build it on the Review page first.")
        )
    st.subheader(_("Files"))
    labels = _words()
    for fmt in sorted(
        exports.EXPORTS,
        key=lambda f: (f not in labels, list(labels).index(f) if f in labels else 0),
    ):
        _row(ws, fmt, labels.get(fmt, fmt), profile)


def _row(ws: Workspace, fmt: str, label: str, profile: str) -> None:
    ending, mime = _FILES.get(fmt, (f".{fmt}", "application/octet-stream"))
    text, button = st.columns([4, 1.4], vertical_alignment="center")
    with text:
        words(label)
    ready = st.session_state.get(f"export-{fmt}-{profile}-{ws.definition.id}")
    with button:
        if ready is not None and ready[0] == ws.hashes():
            st.download_button(
                _("Save"), ready[1], file_name=f"{ws.definition.id}-{profile}{ending}", mime=mime,
                key=f"save-{fmt}", on_click="ignore", type="primary", width="stretch",
            )  # fmt: skip
        elif st.button(_("Prepare"), key=f"prepare-{fmt}", width="stretch"):
            result_of(ws)
            content = ws.export(fmt, profile=profile)
            st.session_state[f"export-{fmt}-{profile}-{ws.definition.id}"] = (ws.hashes(), content)
            st.rerun()


def _pre_flight(ws: Workspace, features: dict[str, Any], profile: str) -> None:
    """Tell what is unreviewed and what would be public."""
    stops = [f for f in features["features"] if f["properties"]["kind"] == "waypoint"]
    unreviewed = [f for f in stops if f["properties"].get("review") == "unreviewed"]
    witnesses = sorted(
        {
            q["witness"]
            for f in stops
            for q in f["properties"].get("quotes") or ()
            if q.get("witness")
        }
    )
    placed = sum(1 for f in stops if f["geometry"] is not None)
    st.subheader(_("Before it leaves this machine"))
    if unreviewed:
        st.warning(
            ngettext(
                "{n} stop has not been reviewed; it is marked as such in every file.",
                "{n} stops have not been reviewed; they are marked as such in every file.",
                len(unreviewed),
            )
        )
        plain(", ".join(str(f["properties"]["title"]) for f in unreviewed[:40]))
    else:
        st.success(_("Every stop has been reviewed."))
    if profile == "public":
        plain(_("Names of witnesses are coded, coordinates become areas, passages stay here."))
        return
    if witnesses:
        named = ", ".join(isolated(witness) for witness in witnesses)
        words(f"{_('These names of witnesses go into the files:')} {named}")
    plain(
        ngettext(
            "{n} exact position goes into the files.",
            "{n} exact positions go into the files.",
            placed,
        )
    )
