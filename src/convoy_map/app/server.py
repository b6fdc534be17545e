"""Start the pages through Streamlit's own ASGI application, behind our middleware."""

from __future__ import annotations

import os
import socket
import threading
import time
import webbrowser
from importlib import import_module
from pathlib import Path
from typing import Final

import streamlit as st
from starlette.middleware import Middleware

from convoy_map.app.guard import HostGuard, PolicyHeaders
from convoy_map.app.session import CASE_VARIABLE, SOURCES_VARIABLE
from convoy_map.app.settings import ADDRESS, DEFAULT_PORT, PINNED
from convoy_map.errors import CaseError

_SCRIPT: Final = Path(__file__).resolve().parent / "script.py"


def application() -> st.App:
    """Return the app as an ASGI application with the guards in front of it."""
    index = Path(st.__file__).resolve().parent / "static" / "index.html"
    return st.App(
        _SCRIPT,
        middleware=[
            Middleware(HostGuard),
            Middleware(PolicyHeaders, index_html=index.read_text(encoding="utf-8")),
        ],
    )


def serve(
    case: Path | None = None,
    *,
    port: int = DEFAULT_PORT,
    browser: bool = True,
    sources_dir: Path | None = None,
) -> None:
    """Serve the app on 127.0.0.1 until it is stopped (Ctrl-C).

    Parameters
    ----------
    case : Path, optional
        Folder of a case, or a folder in which cases are to be made. Without it,
        the project's first case.
    port : int
        Port to listen on.
    browser : bool
        Open the page in the default browser.
    sources_dir : Path, optional
        Where whole documents are, if not in ``seeds/full``.

    Raises
    ------
    CaseError
        If the folder does not exist or the port is taken.
    """
    if case is not None:
        if not case.is_dir():
            raise CaseError(f"no folder {str(case)!r}", mend="name the folder of a case")
        os.environ[CASE_VARIABLE] = str(case.resolve())
    if sources_dir is not None:
        os.environ[SOURCES_VARIABLE] = str(sources_dir.resolve())
    if not _is_free(port):
        raise CaseError(
            f"port {port} is taken by another program",
            mend=f"choose another: --port {port + 1}",
        )
    _import_everything()
    if browser:
        threading.Thread(target=_open_when_up, args=(port,), daemon=True).start()
    application().run(config={**PINNED, "server.port": port})


def _import_everything() -> None:
    """Import what the pages need before the first one is asked for.

    Not ``streamlit_folium`` or the pages: a component that is declared before the
    server runs is not served by it.
    """
    for name in ("convoy_map.workspace", "convoy_map.maps"):
        import_module(name)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((ADDRESS, port)) != 0


def _open_when_up(port: int) -> None:
    for _ in range(100):
        if not _is_free(port):
            webbrowser.open(f"http://{ADDRESS}:{port}")
            return
        time.sleep(0.1)
