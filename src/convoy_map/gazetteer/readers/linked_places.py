"""Linked Places JSON (LPF v1.x): a FeatureCollection with names, geometries, types."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from convoy_map.gazetteer.readers.faults import FaultLog
from convoy_map.gazetteer.readers.json_stream import stream_features
from convoy_map.gazetteer.readers.lp_tsv import default_uncertainty_m
from convoy_map.gazetteer.rows import NameRow, PlaceRow
from convoy_map.model import ToponymKind


def read_linked_places(path: Path, faults: FaultLog, *, prefix: str) -> Iterator[PlaceRow]:
    """Stream the places of a Linked Places file.

    Parameters
    ----------
    path : Path
        A ``FeatureCollection``, or one feature a line.
    faults : FaultLog
        Takes the features that cannot be used.
    prefix : str
        Put before ids; of an ``@id`` that is a link its last part is kept.
    """
    for where, feature in stream_features(path):
        try:
            row = _row(feature, prefix)
        except (
            KeyError,
            TypeError,
            ValueError,
            AttributeError,
            shapely.errors.ShapelyError,
        ) as error:
            faults.add(where, f"not a Linked Places feature: {type(error).__name__} {error}")
            continue
        if faults.passes(row, where):
            yield row


def _row(feature: dict[str, Any], prefix: str) -> PlaceRow:
    properties = feature["properties"]
    link = str(feature.get("@id") or feature.get("id") or "")
    geometry = position(feature.get("geometry"))
    classes = properties.get("fclasses") or ["P"]
    return PlaceRow(
        id=f"{prefix}:{link.rstrip('/').rsplit('/', 1)[-1]}" if link else "",
        title=properties["title"],
        lon=geometry[0],
        lat=geometry[1],
        coordinate_uncertainty_m=default_uncertainty_m(classes[0], None),
        feature_class=classes[0],
        feature_code="",
        names=tuple(_names(feature.get("names") or [])),
        admin=(),
        ccode=(properties.get("ccodes") or [""])[0],
        wkb=geometry[2],
        source=prefix,
        record=link,
    )


def _names(names: list[dict[str, Any]]) -> Iterator[NameRow]:
    for name in names:
        ended = any("end" in span for span in (name.get("when") or {}).get("timespans", ()))
        kind = ToponymKind.FORMER if ended else ToponymKind.ALTERNATE
        yield NameRow(name["toponym"], name.get("lang") or "", kind)


def position(geometry: dict[str, Any] | None) -> tuple[float, float, bytes]:
    """Longitude, latitude and extent (WKB, empty for a point) of a GeoJSON geometry.

    Examples
    --------
    >>> position({"type": "Point", "coordinates": [39.0, 36.0]})
    (39.0, 36.0, b'')
    >>> position(None)
    (nan, nan, b'')
    """
    if not geometry:
        return math.nan, math.nan, b""
    return position_of(shape(geometry))


def position_of(found: BaseGeometry) -> tuple[float, float, bytes]:
    """Representative point and extent of a geometry in lon/lat."""
    if found.is_empty:
        return math.nan, math.nan, b""
    if isinstance(found, shapely.Point):
        return found.x, found.y, b""
    point = found.representative_point()
    return point.x, point.y, shapely.to_wkb(found)
