"""Model objects as JSON records: short, sorted, rounded, one a line.

Fields that are empty are left out, enums are their values, times are ISO 8601,
geometries are GeoJSON with five decimals, and places are named by id with their
position: a whole polygon of a country does not belong in every line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from convoy_map.model import Place

DECIMALS_DEG = 5
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def to_json(value: object) -> Json:
    """Turn a model object into plain JSON values.

    Examples
    --------
    >>> from convoy_map.model import TextAnchor
    >>> to_json(TextAnchor("bbc", 10, 15, "Raqqa"))
    {'source': 'bbc', 'start': 10, 'end': 15, 'exact': 'Raqqa'}
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return round(value, 6) + 0.0
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Place):
        return _place(value)
    if isinstance(value, BaseGeometry):
        return _geometry(value)
    if isinstance(value, dict):
        return {str(k): to_json(v) for k, v in sorted(value.items())}
    if isinstance(value, list | tuple):
        return [to_json(v) for v in value]
    if is_dataclass(value) and not isinstance(value, type):
        return _record(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _record(value: object) -> dict[str, Json]:
    out: dict[str, Json] = {}
    for field in fields(value):  # type: ignore[arg-type]
        one = getattr(value, field.name)
        if one is None or one == () or one == "" or one is False:
            continue
        out[field.name] = to_json(one)
    kind = type(value).__name__
    if kind in _TAGGED:
        return {"type": kind, **out}
    return out


_TAGGED = frozenset(
    "At Near Direction Between Along Within Beyond Crossing Turn AllOf Unlocated".split()
)


def _place(place: Place) -> dict[str, Json]:
    out: dict[str, Json] = {"id": place.id, "title": place.title}
    if place.lon is not None and place.lat is not None:
        out["lon"] = round(place.lon, DECIMALS_DEG) + 0.0
        out["lat"] = round(place.lat, DECIMALS_DEG) + 0.0
    if place.ccode:
        out["ccode"] = place.ccode
    return out


def _geometry(geometry: BaseGeometry) -> Json:
    rounded = shapely.set_precision(geometry, 10**-DECIMALS_DEG, mode="pointwise")
    return _lists(mapping(rounded))


def _lists(value: object) -> Json:
    if isinstance(value, dict):
        return {str(k): _lists(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_lists(v) for v in value]
    if isinstance(value, float):
        return round(value, DECIMALS_DEG) + 0.0
    return str(value)


def dump_line(value: object) -> str:
    """One record on one line."""
    return json.dumps(to_json(value), ensure_ascii=False, separators=(", ", ": "))


def dump_lines(values: Iterable[object]) -> bytes:
    """Records as JSON lines, in the order given."""
    return "".join(f"{dump_line(value)}\n" for value in values).encode("utf-8")


def dump_document(value: object) -> bytes:
    """A whole JSON document, one entry of each list or record a line."""
    return (json.dumps(to_json(value), ensure_ascii=False, indent=1) + "\n").encode("utf-8")
