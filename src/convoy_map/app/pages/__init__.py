"""One module a page; this one lists them and draws the frame around them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from convoy_map.app.frame import frame
from convoy_map.app.language import _
from convoy_map.app.pages import explore

__all__ = ["frame", "page_list", "run"]


def page_list() -> list[Any]:
    """Return the pages in the order of the menu."""
    return [
        st.Page(explore.page, title=_("Explore"), url_path="explore", default=True),
    ]


def run() -> None:
    """Draw the page that the address asks for."""
    st.set_page_config(page_title="convoy-map", page_icon="🧭", layout="wide")
    frame()
    st.navigation(page_list(), position="top").run()
