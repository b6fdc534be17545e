"""One module a page; this one lists them and draws the frame around them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from convoy_map.app.frame import frame
from convoy_map.app.language import _
from convoy_map.app.screens import explore, export, new_case, question, review

__all__ = ["frame", "page_list", "run"]


def page_list() -> list[Any]:
    """Return the pages in the order of the menu."""
    return [
        st.Page(explore.page, title=_("Explore"), url_path="explore", default=True),
        st.Page(review.page, title=_("Review"), url_path="review"),
        st.Page(question.page, title=_("Question it"), url_path="question"),
        st.Page(export.page, title=_("Export"), url_path="export"),
        st.Page(new_case.page, title=_("New case"), url_path="new-case"),
    ]


def run() -> None:
    """Draw the page that the address asks for."""
    st.set_page_config(page_title="convoy-map", page_icon="🧭", layout="wide")
    frame()
    pages = page_list()
    chosen = st.navigation(pages, position="top")
    wanted = st.session_state.pop("go", None)
    if wanted and chosen.url_path != wanted:
        st.switch_page(next(p for p in pages if p.url_path == wanted), query_params=_kept())
    chosen.run()


def _kept() -> dict[str, str]:
    """Address parts that go along from page to page."""
    return {k: st.query_params[k] for k in ("case", "lang", "at") if k in st.query_params}
