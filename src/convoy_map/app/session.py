"""Which case is open, and the workspace that a page reads it through."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from convoy_map.app.warming import Warming
from convoy_map.errors import CaseError

if TYPE_CHECKING:
    from convoy_map.workspace import Workspace

CASE_VARIABLE: Final = "CONVOY_MAP_CASE"
SOURCES_VARIABLE: Final = "CONVOY_MAP_SOURCES"
_FIRST_CASE: Final = "raqqa-2017"


def start_case() -> Path:
    """Return the case that the app was started on: a folder, perhaps without a case yet.

    It is what ``convoy-map app CASE`` named; else the first case of the project
    or of the installed package.

    Raises
    ------
    CaseError
        If there is no such folder.
    """
    named = os.environ.get(CASE_VARIABLE)
    if named:
        return Path(named)
    here = Path(__file__).resolve().parent
    for root in (here.parents[2], here.parent / "_data"):
        if (root / "routes" / _FIRST_CASE).is_dir():
            return root / "routes" / _FIRST_CASE
    raise CaseError("no case to open", mend="name one: convoy-map app CASE")


def cases() -> dict[str, Path]:
    """Return the cases beside the one the app was started on, by folder name."""
    start = start_case()
    folder = start.parent if (start / "route.yaml").is_file() else start
    found = {path.parent.name: path.parent for path in sorted(folder.glob("*/route.yaml"))}
    if (start / "route.yaml").is_file():
        found.setdefault(start.name, start)
    return found


def new_case_folder() -> Path:
    """Return the folder in which new cases are made."""
    start = start_case()
    return start.parent if (start / "route.yaml").is_file() else start


def open_case() -> Path | None:
    """Return the case of this session: the link's, the person's choice, or the first."""
    known = cases()
    asked = st.query_params.get("case") or st.session_state.get("case")
    if asked in known:
        st.session_state["case"] = asked
        return known[asked]
    start = start_case()
    return start if (start / "route.yaml").is_file() else next(iter(known.values()), None)


@dataclass(slots=True)
class Opened:
    """A case that is open in this process, shared by its sessions."""

    ws: Workspace
    warming: Warming
    stamp: float
    lock: Lock


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(path: str, sources: str | None) -> Opened:
    from convoy_map.workspace import Workspace

    stamp = _stamp(Path(path))
    ws = Workspace.open(Path(path), sources_dir=Path(sources) if sources else None)
    return Opened(ws, Warming(ws), stamp, Lock())


def _stamp(path: Path) -> float:
    try:
        return (path / "route.yaml").stat().st_mtime
    except OSError as error:
        raise CaseError(
            f"{path.name}/route.yaml cannot be read ({error.strerror})",
            mend="put the file back, or open another case",
        ) from error


def opened(path: Path) -> Opened:
    """Return an open case, read again when its ``route.yaml`` changed on disk.

    Raises
    ------
    ConvoyMapError
        If the case cannot be read.
    """
    stamp = _stamp(path)
    case = _opened(str(path), os.environ.get(SOURCES_VARIABLE))
    with case.lock:
        if case.stamp != stamp:
            case.ws.reload()
            case.stamp = stamp
    return case


def features_of(ws: Workspace) -> dict[str, Any]:
    """Return the case's FeatureCollection; an empty one while the case has no map."""
    if not is_built(ws):
        return {"type": "FeatureCollection", "features": []}
    features: dict[str, Any] = ws.features()
    return features


def is_built(ws: Workspace) -> bool:
    """Whether the case has a map on disk."""
    return (ws.path / "derived" / "route.geojson").is_file()
