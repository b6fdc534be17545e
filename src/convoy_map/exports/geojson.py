"""The route as GeoJSON (RFC 7946), one feature a line."""

from __future__ import annotations

import json
from typing import Any

from convoy_map.errors import ExportError
from convoy_map.exports.profiles import make_sheet
from convoy_map.exports.sheet import Sheet, SheetFeature
from convoy_map.geo import geojson_geometry
from convoy_map.model import CaseResult


def to_geojson(result: CaseResult, *, profile: str = "full") -> bytes:
    """Write the result as one FeatureCollection.

    WGS 84, longitude first; rings by the right-hand rule; cut at ±180°; a
    readable ``id`` on every feature; ``geometry`` null for the unlocated; the
    evidence in ``properties``, whose ``kind`` is waypoint, area, leg, corridor
    or alternative. One feature a line, so that a difference can be read.

    Parameters
    ----------
    result : CaseResult
        What the pipeline found.
    profile : {"full", "public"}
        See ``exports.profiles``.

    Raises
    ------
    ExportError
        For an unknown profile, or a value that is no number.
    """
    return geojson_bytes(make_sheet(result, profile))


def geojson_bytes(sheet: Sheet) -> bytes:
    """Write a sheet as GeoJSON."""
    head = {
        "type": "FeatureCollection",
        "name": sheet.case["id"],
        "case": sheet.case,
        "profile": sheet.profile,
        "itineraries": sheet.itineraries,
        "attribution": sheet.attribution,
        "n_unreviewed": len(sheet.unreviewed),
    }
    start = dump(head, "the collection")[:-1]
    lines = ",\n".join(dump(feature_record(f), f.id) for f in sheet.features)
    return f'{start},"features":[\n{lines}\n]}}\n'.encode("utf-8", errors="replace")


def feature_record(feature: SheetFeature) -> dict[str, Any]:
    """A feature as a GeoJSON object."""
    return {
        "type": "Feature",
        "id": feature.id,
        "geometry": geojson_geometry(feature.geometry),
        "properties": feature.properties,
    }


def dump(value: object, where: str) -> str:
    """Write compact JSON; a value that is no number is an error, not ``NaN``."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except ValueError as error:
        raise ExportError(
            f"a value cannot be written ({error})",
            where=where,
            mend="look for a length, probability or coordinate that is not a number",
        ) from None
