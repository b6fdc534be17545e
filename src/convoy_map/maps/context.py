"""The ground under the route, as one file that the map fetches from its own server.

Borders, rivers, lakes and roads come from the case's terrain, names of towns from
its gazetteer. They are drawn by the map's own program, which writes names as
text; folium never sees them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from convoy_map.model import Region, Terrain

MAX_LABELS: Final = 600
_TOLERANCE_DEG: Final = 0.0008
_DECIMALS: Final = 4


@dataclass(frozen=True, slots=True)
class ContextLabel:
    """The name of a town for orientation; ``rank`` is higher for larger towns."""

    title: str
    lon: float
    lat: float
    rank: int
    title_ar: str = ""


def context_bytes(
    terrain: Terrain, labels: Iterable[ContextLabel], region: Region, margin_deg: float = 1.0
) -> bytes:
    """Return the context of a region as JSON, the same bytes for the same input.

    Parameters
    ----------
    terrain : Terrain
        Roads, rivers, lakes and borders, lon/lat.
    labels : iterable of ContextLabel
        Names to show; the largest towns are kept if there are too many.
    region : Region
        The case's region; what lies further off than the margin is cut.
    margin_deg : float
        Margin in degrees.

    Returns
    -------
    bytes
        ``{"lines": [{"kind", "xy"}], "areas": […], "labels": […]}`` in UTF-8.
    """
    frame = _frame(region, margin_deg)
    lines: list[dict[str, Any]] = []
    areas: list[dict[str, Any]] = []
    for _, border in terrain.borders:
        _add(lines, areas, "border", border, frame)
    for barrier in terrain.barriers:
        _add(lines, areas, "water", barrier.geometry, frame)
    for road in terrain.roads:
        kind = "road" if road.surface == "main_road" else "minor"
        _add(lines, areas, kind, road.geometry, frame)
    kept = sorted(labels, key=lambda label: (-label.rank, label.title, label.lon))[:MAX_LABELS]
    names = [
        {"t": k.title, "a": k.title_ar, "x": round(k.lon, 5), "y": round(k.lat, 5), "r": k.rank}
        for k in kept
    ]
    content = {"lines": lines, "areas": areas, "labels": names}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _frame(region: Region, margin_deg: float) -> BaseGeometry:
    south, north = region.south - margin_deg, region.north + margin_deg
    if not region.crosses_antimeridian:
        return box(region.west - margin_deg, south, region.east + margin_deg, north)
    west = box(region.west - margin_deg, south, 180.0, north)
    return west.union(box(-180.0, south, region.east + margin_deg, north))


def _add(
    lines: list[dict[str, Any]],
    areas: list[dict[str, Any]],
    kind: str,
    geometry: BaseGeometry,
    frame: BaseGeometry,
) -> None:
    cut = geometry.intersection(frame).simplify(_TOLERANCE_DEG)
    for part in getattr(cut, "geoms", [cut]):
        if part.is_empty:
            continue
        if part.geom_type == "LineString":
            lines.append({"kind": kind, "xy": _pairs(part)})
        elif part.geom_type == "Polygon":
            areas.append({"kind": kind, "xy": _pairs(part.exterior)})


def _pairs(line: BaseGeometry) -> list[list[float]]:
    return [[round(x, _DECIMALS), round(y, _DECIMALS)] for x, y, *_ in line.coords]
