"""What leaves with an export: everything, or what may be shown to anybody.

The public profile codes the names of witnesses wherever they stand (also within
titles and ids), draws positions as coarse polygons, and cuts quotations down to
their anchors. Reasons and written times, which repeat the words, stay behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from convoy_map.errors import ExportError
from convoy_map.exports.sheet import Properties, Sheet, SheetFeature, full_sheet
from convoy_map.model import CaseResult
from convoy_map.text.folding import fold_name

PROFILES = ("full", "public")
PUBLIC_CELL_DEG = 0.1
MAX_CELLS = 1500
_DROPPED = ("why", "candidates", "rejected", "place_id", "hypothesis", "differs_by")
_LATIN_NAME = re.compile(r"^[^\W\d_].{3,}$")


def make_sheet(result: CaseResult, profile: str) -> Sheet:
    """Lay out a result under a profile.

    Raises
    ------
    ExportError
        If the profile is unknown.
    """
    if profile not in PROFILES:
        raise ExportError(
            f"the profile '{profile}' is unknown", mend=f"use one of {', '.join(PROFILES)}"
        )
    sheet = full_sheet(result)
    return sheet if profile == "full" else public_sheet(sheet)


def public_sheet(sheet: Sheet) -> Sheet:
    """Return the sheet as anybody may see it."""
    codes = witness_codes(sheet)
    scrub = _scrubber(codes)
    features = tuple(_public_feature(f, codes, scrub) for f in sheet.features)
    contradictions = tuple(
        {**scrub({k: v for k, v in c.items() if k not in {"why", "quotes"}}),
         "quotes": [_public_quote(q, codes) for q in c["quotes"]]}
        for c in sheet.contradictions
    )  # fmt: skip
    return replace(
        sheet,
        profile="public",
        case=scrub(sheet.case),
        itineraries=tuple(scrub({**i, "travellers": "", "about": ""}) for i in sheet.itineraries),
        features=features,
        contradictions=contradictions,
        notes=(),
    )


def witness_codes(sheet: Sheet) -> dict[str, str]:
    """Name each witness by a number, in the order in which they first speak.

    Examples
    --------
    >>> witness_codes(Sheet("full", {}, (), (), (), (), (), (), {}))
    {}
    """
    codes: dict[str, str] = {}
    records: Iterable[Properties] = (
        *(f.properties for f in sheet.features),
        *sheet.contradictions,
    )
    for record in records:
        for quote in record.get("quotes", ()):
            name = quote.get("witness")
            if name and name not in codes:
                codes[name] = f"Witness {len(codes) + 1}"
    return codes


def _name_parts(name: str) -> list[str]:
    """A witness's name and the parts of it by which people are called, longest first."""
    words = name.split()
    parts = {name}
    if len(words) > 1 and any(w[:1].isupper() or not w.isascii() for w in words):
        runs = {
            " ".join(words[i:j]) for i in range(len(words)) for j in range(i + 2, len(words) + 1)
        }
        parts |= {run for run in runs if run.split()[0][:1].isupper() or not run.isascii()}
        parts |= {w for w in words if _LATIN_NAME.match(w) and (w[0].isupper() or not w.isascii())}
    return sorted(parts, key=lambda p: (-len(p), p))


def _scrubber(codes: dict[str, str]) -> Callable[[Any], Any]:
    """Make a function that replaces the names in every string of nested plain data."""
    swaps: dict[str, str] = {}
    for name, code in codes.items():
        for part in _name_parts(name):
            swaps.setdefault(part, code)
            slug = "-".join(fold_name(part).replace("'", " ").split())
            if slug:
                swaps.setdefault(slug, code.lower().replace(" ", "-"))
    if not swaps:
        return lambda value: value
    ordered = sorted(swaps, key=lambda s: (-len(s), s))
    pattern = re.compile(
        r"(?<![^\W_])(?:" + "|".join(re.escape(s) for s in ordered) + r")(?![^\W_])"
    )

    def scrub(value: Any) -> Any:  # noqa: ANN401 (nested plain data in, the same out)
        if isinstance(value, str):
            return pattern.sub(lambda found: swaps[found.group()], value)
        if isinstance(value, dict):
            return {k: scrub(v) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(scrub(v) for v in value)
        return value

    return scrub


def _public_quote(quote: Properties, codes: dict[str, str]) -> Properties:
    kept = {k: quote[k] for k in ("source", "title", "publisher", "start", "end", "stance")}
    witness = quote["witness"]
    return {**kept, "exact": None, "prefix": None, "suffix": None,
            "witness": codes.get(witness) if witness else None}  # fmt: skip


def _public_feature(
    feature: SheetFeature, codes: dict[str, str], scrub: Callable[[Any], Any]
) -> SheetFeature:
    properties = {k: v for k, v in feature.properties.items() if k not in _DROPPED}
    quotes = properties.pop("quotes", None)
    properties = scrub(properties)
    if quotes is not None:
        properties["quotes"] = [_public_quote(q, codes) for q in quotes]
    if isinstance(properties.get("time"), dict):
        properties["time"] = {**properties["time"], "text": None}
    geometry = None if feature.geometry is None else coarse(feature.geometry)
    return SheetFeature(scrub(feature.id), geometry, properties)


def coarse(geometry: BaseGeometry, cell_deg: float = PUBLIC_CELL_DEG) -> BaseGeometry:
    """Cells of a fixed grid that a geometry touches, joined; large ones get larger cells.

    Parameters
    ----------
    geometry : shapely geometry
        Lon/lat within ±180.
    cell_deg : float
        Edge of a cell in degrees; 0.1° is about 11 km from south to north.

    Examples
    --------
    >>> from shapely.geometry import Point
    >>> [round(v, 1) for v in coarse(Point(39.0965, 36.0089)).bounds]
    [39.0, 36.0, 39.1, 36.1]
    """
    west, south, east, north = geometry.bounds
    while ((east - west) / cell_deg + 1) * ((north - south) / cell_deg + 1) > MAX_CELLS:
        cell_deg *= 2
    # one cell more on every side: a position on a cell's edge may fall to either by rounding
    columns = np.arange(np.floor(west / cell_deg) - 1, np.floor(east / cell_deg) + 2)
    rows = np.arange(np.floor(south / cell_deg) - 1, np.floor(north / cell_deg) + 2)
    x, y = (axis.ravel() for axis in np.meshgrid(columns, rows))
    left, low, right, high = (np.round(v * cell_deg, 9) for v in (x, y, x + 1, y + 1))
    cells = shapely.box(left, low, right, high)
    touched = cells[shapely.intersects(cells, geometry)]
    world = shapely.box(-180.0, -90.0, 180.0, 90.0)
    return unary_union(touched).intersection(world)
