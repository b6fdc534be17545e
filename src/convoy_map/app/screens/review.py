"""Review: what needs a person, most consequential first; every decision is one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from convoy_map.app import panel
from convoy_map.app.decisions import decisions_made
from convoy_map.app.drafts import Target, target_of
from convoy_map.app.frame import case_header, opened_workspace, page_of, plain, tell
from convoy_map.app.ground import ground_of
from convoy_map.app.judging import judging_form, tell_outcome
from convoy_map.app.language import _, current, is_right_to_left, ngettext, speaker
from convoy_map.app.session import features_of
from convoy_map.app.stage import show_map
from convoy_map.app.view import panel_view
from convoy_map.app.waiting import Waiting, waiting_of
from convoy_map.app.words import panel_words
from convoy_map.app.work import built
from convoy_map.errors import JudgementError
from convoy_map.maps import ITINERARY_COLOURS

if TYPE_CHECKING:
    from convoy_map.workspace import Workspace

_QUEUE: Final = "panel-queue"
_SOURCE: Final = "panel-source"


_WORDS: Final = "words"


def _asked() -> dict[str, Any]:
    """What the person wants to judge: clicked in this session, or named by the address.

    It stands in the address too, so that a page that lost its program for a while
    comes back to the same words.
    """
    asked: dict[str, Any] = st.session_state.get("judge") or {}
    linked = st.query_params.get(_WORDS)
    if not asked and linked and "open_item" not in st.session_state:
        asked = st.session_state["judge"] = {"about": linked}
    if asked.get("about"):
        st.query_params[_WORDS] = asked["about"]
    elif linked:
        del st.query_params[_WORDS]
    return asked


def _open_item() -> None:
    st.session_state["open_item"] = panel.said_text(_QUEUE, "open")
    st.session_state.pop("judge", None)


def _marked() -> None:
    chosen = panel.said(_SOURCE, "marked")
    if chosen:
        about = f"{chosen['source']}:{int(chosen['start'])}-{int(chosen['end'])}"
        st.session_state["judge"] = {"about": about}


def _other() -> None:
    """Go to another stop whose words were clicked in the source."""
    chosen = panel.said_text(_SOURCE, "other")
    if chosen:
        st.query_params["at"] = chosen
        st.session_state["go"] = "explore"


def _source() -> None:
    chosen = panel.said_text(_SOURCE, "source")
    if chosen:
        st.session_state["judge"] = {"source": chosen}


@page_of
def page() -> None:
    """Draw the page."""
    ws = opened_workspace()
    if ws is None:
        return
    case_header(ws)
    _status(ws)
    with st.container():  # a bar that comes and goes must not move the fields below it
        waiting = waiting_of(ws)
    features = features_of(ws)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        opened = _queue(waiting)
    with right:
        _desk(ws, opened, features)
    decisions_made(ws)


def _status(ws: Workspace) -> None:
    text, button = st.columns([4, 1.4], vertical_alignment="center")
    stale = ws.stale()
    with text:
        n = len(ws.definition.judgements)
        said = ngettext("{n} decision so far.", "{n} decisions so far.", n)
        now = _("The map shows them all.")
        later = _("The map does not show the latest ones yet: build the route again.")
        plain(f"{said} {later if stale else now}")
    with button, st.container(horizontal=True, horizontal_alignment="right"):
        if st.button(
            _("Build the route again"), type="primary" if stale else "secondary", key="build"
        ):
            built(ws)
            st.rerun()


def _queue(waiting: list[Waiting]) -> Waiting | None:
    st.subheader(ngettext("{n} open question", "{n} open questions", len(waiting)))
    asked = st.session_state.get("open_item")
    opened = next((w for w in waiting if w.id == asked), waiting[0] if waiting else None)
    if _asked():
        opened = None
    panel.mount(
        "queue",
        key=_QUEUE,
        on_open_change=_open_item,
        items=[w.shown() for w in waiting[:60]],
        open=opened.id if opened else None,
    )
    return opened


def _target(ws: Workspace, opened: Waiting | None) -> Target | None:
    asked = _asked()
    if asked.get("about"):
        return target_of(asked["about"], ws.documents)
    source = asked.get("source")
    documents = [d for d in ws.documents if source is None or d.id == source]
    if opened is not None and source is None and opened.about:
        return target_of(opened.about, ws.documents)
    if not documents or not documents[0].passages:
        return None
    start = documents[0].passages[0].start
    return Target(documents[0].id, start, start, "")


def _desk(ws: Workspace, opened: Waiting | None, features: dict[str, Any]) -> None:
    try:
        target = _target(ws, opened)
    except JudgementError as error:
        tell(error)
        return
    if target is None:
        plain(_("This case has no text to judge. Make a new case with your documents."))
        return
    st.subheader(_("The words in their source"))
    view = panel_view(ws.definition, ws.documents, features, speak=speaker())
    panel.mount(
        "source",
        key=_SOURCE,
        view=view,
        texts=panel_words(),
        lang=current(),
        dir="rtl" if is_right_to_left() else "ltr",
        colours=ITINERARY_COLOURS,
        about={"source": target.source, "start": target.start, "end": target.end,
               "exact": target.exact},
        on_marked_change=_marked,
        on_source_change=_source,
        on_other_change=_other,
    )  # fmt: skip
    if not target.exact:
        plain(_("Select words above to judge them."))
        tell_outcome()
        return
    show_map(features, ws.definition.region, context=ground_of(ws), key="map-review", height=320)
    guess = opened.guess() if opened else {}
    judging_form(ws, target, opened.places() if opened else _places_at(target, features), guess)


def _places_at(target: Target, features: dict[str, Any]) -> list[tuple[str, str]]:
    """Candidates of the stop that rests on these words."""
    for feature in features["features"]:
        properties = feature["properties"]
        for quote in properties.get("quotes") or ():
            if (quote["source"], quote["start"], quote["end"]) == (
                target.source, target.start, target.end,
            ):  # fmt: skip
                return [
                    (c["place_id"], c["title"])
                    for c in properties.get("candidates") or ()
                    if c.get("place_id")
                ]
    return []
