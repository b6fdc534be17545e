"""The map's files on this machine: Leaflet, its style sheet, our own programs.

The PyPI package ``folium-offline`` carries the texts of everything that folium
would load from a content network. What the map needs of them is written once a
process into a folder of its own, which is declared to Streamlit as a component,
so that it is served from the same address as the page. The hash of each text is
pinned: another text is refused rather than run.
"""

from __future__ import annotations

import ast
import atexit
import hashlib
import shutil
import tempfile
from functools import cache
from importlib.metadata import files
from importlib.resources import files as resources
from pathlib import Path
from typing import Final

import streamlit.components.v1 as components

from convoy_map.errors import LayerError
from convoy_map.maps import MapAssets

COMPONENT: Final = "map_files"
_LEAFLET_JS: Final = "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js"
_LEAFLET_CSS: Final = "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.css"
_PINNED: Final = {
    _LEAFLET_JS: "a7aef147d0d4833c9895c5c20dc8bc51e7383e3c450dda8a0dac1c8713661f9e",
    _LEAFLET_CSS: "1773dea1910a75efc32ceff8df72d3237efbfff8f28b61860cc69b76f1707080",
}
_OWN_SCRIPTS: Final = ("context.js", "pencil.js", "spread.js", "stage.js")


@cache
def carried_texts() -> dict[str, str]:
    """Return what ``folium-offline`` carries, by the address it stands for.

    The package is read, not imported: its modules would bring a second folium
    and seven megabytes of text into memory.

    Raises
    ------
    LayerError
        If the package is missing or a text is not the one that was checked.
    """
    listed = [f for f in files("folium-offline") or [] if str(f).endswith("lium/elements.py")]
    if not listed:
        raise LayerError(
            "folium-offline is not installed whole, so the map has no Leaflet",
            mend="install the project again: pip install convoy-map",
        )
    source = Path(str(listed[0].locate())).read_text(encoding="utf-8")
    return {address: _checked(address, _text_of(source, address)) for address in _PINNED}


def _text_of(source: str, address: str) -> str:
    start = source.find(f"_res['{address}'] = '''")
    end = source.find("\n''' #" + address, start)
    if start < 0 or end < 0:
        raise LayerError(f"folium-offline carries no {address}", mend="install its version 0.20")
    literal = source[source.index("'''", start) : end + len("\n'''")]
    return str(ast.literal_eval(literal))


def _checked(address: str, text: str) -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()
    if digest != _PINNED[address]:
        raise LayerError(
            f"folium-offline carries another {address.rsplit('/', 1)[-1]} (sha256 {digest})",
            where="folium-offline",
            mend="install its version 0.20, or check the new text and pin its hash",
        )
    return text


class MapFiles:
    """A folder of files served to the map's frame, gone when the process ends."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="convoy-map-"))
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        texts = carried_texts()
        own = resources("convoy_map.app").joinpath("assets", "map")
        scripts = {"leaflet.js": texts[_LEAFLET_JS]}
        scripts |= {name: own.joinpath(name).read_text(encoding="utf-8") for name in _OWN_SCRIPTS}
        self._scripts = tuple(
            (name.removesuffix(".js"), self.put(name, text.encode()))
            for name, text in scripts.items()
        )
        self._styles = texts[_LEAFLET_CSS] + own.joinpath("stage.css").read_text(encoding="utf-8")
        self.put("index.html", b"<!doctype html><title>Files of the map</title>")
        self.component = components.declare_component(COMPONENT, path=str(self.folder))

    def put(self, name: str, content: bytes) -> str:
        """Serve ``content`` and return its address as the map's frame sees it."""
        stem, dot, ending = name.rpartition(".")
        digest = hashlib.sha256(content).hexdigest()[:12]
        served = name if name == "index.html" else f"{stem}-{digest}{dot}{ending}"
        path = self.folder / served
        if not path.exists():
            path.write_bytes(content)
        return f"../{__name__}.{COMPONENT}/{served}"

    def assets(self, context: bytes | None = None) -> MapAssets:
        """Return the addresses of everything that the map loads."""
        url = None if context is None else self.put("context.json", context)
        return MapAssets(scripts=self._scripts, styles=self._styles, context_url=url)


@cache
def map_files() -> MapFiles:
    """Return the process's one folder of map files."""
    return MapFiles()
