"""Long work from a page: progress that is seen, and that can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from convoy_map.app.language import _, speaker
from convoy_map.app.memory import give_memory_back
from convoy_map.app.reasons import reason_lines

if TYPE_CHECKING:
    from convoy_map.model import CaseResult
    from convoy_map.workspace import Workspace


@contextmanager
def shown_progress(what: str) -> Iterator[Callable[[float, str], None]]:
    """Show a bar while work goes on.

    The bar is drawn at every step, which is also where Streamlit stops a run
    whose page was left or whose Stop button was pressed.

    Parameters
    ----------
    what : str
        What is being done.

    Yields
    ------
    callable
        To be given as ``progress``: share from 0 to 1, and the step.
    """
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, text=what)
        st.button(_("Stop"), key=f"stop-{what}")

    def tell(share: float, step: str) -> None:
        told = " ".join(reason_lines(step, speaker()))
        bar.progress(min(max(share, 0.0), 1.0), text=f"{what} — {told}")

    try:
        yield tell
    finally:
        place.empty()
        give_memory_back()


def built(ws: Workspace) -> CaseResult:
    """Build the case with a bar, and return the result.

    Raises
    ------
    ConvoyMapError
        If the case cannot be built or written.
    """
    with shown_progress(_("Building the route")) as tell:
        return ws.build(progress=tell)


def evidence_of(ws: Workspace) -> CaseResult:
    """Return the result up to the order of the evidence, with routes if they are known."""
    with shown_progress(_("Reading the evidence")) as tell:
        return ws.evidence(progress=tell)


def result_of(ws: Workspace) -> CaseResult:
    """Return the full result, from the cache if nothing changed, else with a bar."""
    with shown_progress(_("Working the route out")) as tell:
        return ws.result(progress=tell)
