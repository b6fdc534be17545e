"""Open the gazetteer and the layers beside the page, so that the map need not wait.

The index of a million names is built once on a machine; until it is there, the
page shows the map without the names of towns.
"""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING

import streamlit as st

from convoy_map.app.language import _
from convoy_map.errors import ConvoyMapError

if TYPE_CHECKING:
    from convoy_map.workspace import Workspace


class Warming:
    """Opens what a case needs, in a thread of its own.

    Parameters
    ----------
    ws : Workspace
        The case.
    """

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._done = Event()
        self._error: ConvoyMapError | None = None
        Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        try:
            self._ws.hashes()
        except ConvoyMapError as error:
            self._error = error
        finally:
            self._done.set()

    def is_done(self, wait_s: float = 0.0) -> bool:
        """Whether everything is open, after waiting ``wait_s`` seconds at most.

        Raises
        ------
        ConvoyMapError
            If a layer or the gazetteer cannot be opened.
        """
        done = self._done.wait(wait_s)
        if self._error is not None:
            raise self._error
        return done


def wait_until_warm(warming: Warming) -> None:
    """Wait, and say what for."""
    if warming.is_done(0.2):
        return
    with st.spinner(_("Making the index of place names. It is done once on this machine.")):
        while not warming.is_done(0.5):
            pass


@st.fragment(run_every=1.5)
def look_again_when_warm(warming: Warming) -> None:
    """Draw the page again as soon as everything is open."""
    if warming.is_done():
        st.rerun(scope="app")
