"""What every page shares: direction, width, language, and errors told plainly."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from html import escape

import streamlit as st

from convoy_map.app.language import LANGUAGES, _, current, is_right_to_left
from convoy_map.errors import ConvoyMapError

_STYLE = """
<style>
.stApp { direction: %(dir)s; }
.stMainBlockContainer { padding: 3.6rem 1.6rem 2rem; max-width: 1760px; }
iframe { display: block; border-radius: 6px; }
button:focus-visible, a:focus-visible { outline: 3px solid; outline-offset: 2px; }
@media (max-width: 640px) { .stMainBlockContainer { padding: 3.6rem .8rem 2rem; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
</style>
"""


def frame() -> None:
    """Set the direction of writing and the width of the page."""
    st.html(_STYLE % {"dir": "rtl" if is_right_to_left() else "ltr"})


def language_choice() -> None:
    """Offer the languages of the interface."""
    names = list(LANGUAGES)
    chosen = st.selectbox(
        _("Language"),
        names,
        index=names.index(current()),
        format_func=LANGUAGES.__getitem__,
        key="language_choice",
        label_visibility="collapsed",
    )
    if chosen != current():
        st.session_state["language"] = chosen
        st.query_params["lang"] = chosen
        st.rerun()


def plain(text: str, *, tag: str = "p") -> None:
    """Write somebody else's text as text: no markup of it is read.

    Parameters
    ----------
    text : str
        Any text at all.
    tag : str
        The element to write it in.
    """
    st.html(f'<{tag} dir="auto" style="margin:0;overflow-wrap:anywhere">{escape(text)}</{tag}>')


def tell(error: ConvoyMapError) -> None:
    """Show an error of ours: what is wrong, where, and how to mend it."""
    where = (
        f"<p><b>{escape(_('Where'))}:</b> <bdi>{escape(error.where)}</bdi></p>"
        if error.where
        else ""
    )
    mend = (
        f"<p><b>{escape(_('To mend'))}:</b> <bdi>{escape(error.mend)}</bdi></p>"
        if error.mend
        else ""
    )
    st.html(
        '<div role="alert" dir="auto" style="border-inline-start:5px solid #D55E00;'
        'padding:.4rem 1rem;overflow-wrap:anywhere">'
        f"<p><strong>{escape(error.what)}</strong></p>{where}{mend}</div>"
    )


def page_of(draw: Callable[[], None]) -> Callable[[], None]:
    """Draw a page so that an error of ours is told and the rest of the app goes on."""

    @wraps(draw)
    def page() -> None:
        try:
            draw()
        except ConvoyMapError as error:
            tell(error)

    return page
