"""What every page shares: direction, width, language, and errors told plainly."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import wraps
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from convoy_map.app.language import LANGUAGES, _, current, is_right_to_left
from convoy_map.app.session import Opened, cases, open_case, opened
from convoy_map.app.warming import wait_until_warm
from convoy_map.errors import ConvoyMapError

if TYPE_CHECKING:
    from convoy_map.workspace import Workspace

_log = logging.getLogger(__name__)
_STYLE = """
<style>
.stApp { direction: %(dir)s; }
.stMainBlockContainer { padding: 4.2rem 1.6rem 2rem; max-width: 1760px; }
h1 { font-size: 1.7rem !important; padding: 0 !important; line-height: 1.25; }
.stHeading, .stHeading * { text-align: start; }
[data-testid="stHeaderActionElements"] { display: none; }
[data-testid="stSidebar"][data-collapsed="true"] { display: none; }
.stHeading h3 { font-size: 1.2rem; padding: .4rem 0 .2rem; }
iframe { display: block; border-radius: 6px; }
button:focus-visible, a:focus-visible { outline: 3px solid; outline-offset: 2px; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding: 4.2rem .8rem 2rem; }
  iframe[title^="streamlit_folium"] { height: 56vh !important; }
}
@media (prefers-reduced-motion: reduce) {
  * { transition: none !important; animation: none !important; } }
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
        width=130,
    )
    if chosen != current():
        st.session_state["language"] = chosen
        st.query_params["lang"] = chosen
        st.rerun()


def words(text: str) -> None:
    """Write words of our own, in the direction of the page."""
    st.html(f'<p style="margin:0">{escape(text)}</p>')


def listed(lines: Iterable[str]) -> None:
    """Write lines of our own as a list."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    st.html(f'<ul style="margin:0;padding-inline-start:1.3rem;line-height:1.6">{items}</ul>')


def plain(text: str, *, tag: str = "p") -> None:
    """Write somebody else's text as text: no markup of it is read.

    Parameters
    ----------
    text : str
        Any text at all.
    tag : str
        The element to write it in.
    """
    style = "margin:0;overflow-wrap:anywhere"
    st.html(f'<{tag} style="{style}"><bdi>{escape(text)}</bdi></{tag}>')


def opened_case() -> Opened | None:
    """Return the open case; without one say what to do, and return None.

    Raises
    ------
    ConvoyMapError
        If the case cannot be read.
    """
    path = open_case()
    if path is None:
        language_choice()
        st.info(_("There is no case here yet. Open “New case” and drop your documents there."))
        if st.button(_("New case"), type="primary", key="to-new-case"):
            st.session_state["go"] = "new-case"
            st.rerun()
        return None
    return opened(path)


def opened_workspace() -> Workspace | None:
    """Return the open case's workspace with everything at hand; None without a case."""
    case = opened_case()
    if case is None:
        return None
    with st.container():
        wait_until_warm(case.warming)
    return case.ws


def case_header(ws: Workspace, extra: Callable[[], None] | None = None) -> None:
    """Draw the title line: the case, the choice of case and of language.

    Parameters
    ----------
    ws : Workspace
        The open case.
    extra : callable, optional
        Draws one more thing in the line.
    """
    title, rest = st.columns([5, 4], vertical_alignment="center")
    with title:
        plain(ws.definition.title, tag="h1")
    with rest, st.container(horizontal=True, horizontal_alignment="right"):
        if extra is not None:
            extra()
        _case_choice()
        language_choice()
    for finding in ws.reading_findings[:8]:
        plain(f"{finding.where}: {finding.what}. {finding.mend}")


def _case_choice(key: str = "case_choice") -> None:
    known, path = list(cases()), open_case()
    if len(known) < 2 or path is None or path.name not in known:
        return
    chosen = st.selectbox(
        _("Case"), known, index=known.index(path.name), key=key,
        label_visibility="collapsed", width=200,
    )  # fmt: skip
    if chosen != path.name:
        st.session_state["case"] = chosen
        st.query_params.clear()
        st.query_params["case"] = chosen
        st.rerun()


def tell(error: ConvoyMapError) -> None:
    """Show an error of ours: what is wrong, where, and how to mend it."""
    rows = [f"<p><strong>{escape(error.what)}</strong></p>"]
    for label, text in ((_("Where"), error.where), (_("To mend"), error.mend)):
        if text:
            rows.append(f"<p><b>{escape(label)}:</b> <bdi>{escape(text)}</bdi></p>")
    st.html(
        '<div role="alert" dir="auto" style="border-inline-start:5px solid #D55E00;'
        f'padding:.4rem 1rem;overflow-wrap:anywhere">{"".join(rows)}</div>'
    )


def _unforeseen(error: Exception) -> ConvoyMapError:
    if isinstance(error, OSError):
        return ConvoyMapError(
            _("this machine could not read or write a file ({why})").format(
                why=error.strerror or type(error).__name__
            ),
            where=str(error.filename or ""),
            mend=_("see that there is space on the disk and that the folder is yours"),
        )
    return ConvoyMapError(
        _("the program has a fault here ({kind})").format(kind=type(error).__name__),
        mend=_(
            "try again; if it comes back, report what stands in the window in which the "
            "program runs. What you recorded is safe in route.yaml."
        ),
    )


def _way_on() -> None:
    """Offer another try and the other cases after an error."""
    with st.container(horizontal=True):
        st.button(_("Try again"), type="primary", key="try-again")
        _case_choice("case_choice_after_error")


def page_of(draw: Callable[[], None]) -> Callable[[], None]:
    """Draw a page so that whatever goes wrong is told, with a way on.

    An error of ours says itself what to do. Anything else is a fault of the program:
    it is logged whole, and named on the page without the texts it may carry.
    """

    @wraps(draw)
    def page() -> None:
        try:
            draw()
        except ConvoyMapError as error:
            tell(error)
        except Exception as error:  # noqa: BLE001 (told, logged, and with a way on)
            _log.exception("a page failed")
            tell(_unforeseen(error))
        else:
            return
        _way_on()

    return page
