"""Borders, rivers and lakes for the background of a drawn map."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from convoy_map.errors import ExportError

_PACKAGE = Path(__file__).resolve().parent.parent
_LAYERS = ("borders", "world_borders", "rivers", "lakes", "roads")


@dataclass(frozen=True, slots=True)
class GroundLayer:
    """One background layer: what it covers, and its shapes, in lon/lat."""

    coverage: BaseGeometry
    shapes: tuple[BaseGeometry, ...]


@lru_cache(maxsize=1)
def ground_layers() -> dict[str, GroundLayer]:
    """Read the project's own layers once.

    Raises
    ------
    ExportError
        If a layer is missing from this installation or broken.
    """
    return {name: _read(_path(name)) for name in _LAYERS}


def _path(name: str) -> Path:
    for root in (_PACKAGE / "_data" / "gazetteer", _PACKAGE.parents[1] / "gazetteer"):
        path = root / "layers" / f"{name}.geojson"
        if path.is_file():
            return path
    raise ExportError(
        f"the map layer '{name}' is missing from this installation",
        mend="install convoy-map again, or run gazetteer/build_layers.py",
    )


def _read(path: Path) -> GroundLayer:
    try:
        data = json.loads(path.read_bytes())
        shapes = tuple(shapely.geometry.shape(f["geometry"]) for f in data["features"])
        return GroundLayer(shapely.box(*data["coverage"]), shapes)
    except (ValueError, KeyError, TypeError) as error:
        raise ExportError(
            f"the map layer cannot be read ({type(error).__name__}: {error})",
            where=str(path),
            mend="run gazetteer/build_layers.py to build it anew",
        ) from None


def background(window: BaseGeometry) -> dict[str, tuple[BaseGeometry, ...]]:
    """Layers cut to a window in lon/lat; detailed borders where they cover it all."""
    layers = ground_layers()
    out: dict[str, tuple[BaseGeometry, ...]] = {}
    for name in ("lakes", "rivers", "roads"):
        out[name] = _cut(layers[name], window)
    detailed = layers["borders"].coverage.covers(window)
    out["borders"] = _cut(layers["borders" if detailed else "world_borders"], window)
    return out


def _cut(layer: GroundLayer, window: BaseGeometry) -> tuple[BaseGeometry, ...]:
    cut = (shape.intersection(window) for shape in layer.shapes if shape.intersects(window))
    return tuple(c for c in cut if not c.is_empty)
