"""A FeatureCollection as numbers and geometry, without a word of text.

Whatever a document, a gazetteer or a person wrote stays out of the map's program.
Each feature becomes its position in the collection (``n``) and small integers
that index the tuples below; the page knows which ``n`` is which id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from convoy_map.errors import ExportError

KINDS: Final = ("waypoint", "area", "leg", "corridor", "alternative")
SUPPORTS: Final = ("attested", "inferred", "gap", "unlocated")
STATUSES: Final = ("travelled", "planned", "attempted", "reported")
BASES: Final = ("stated", "posterior")
MANY_WAYPOINTS: Final = 400

Bounds = tuple[float, float, float, float]
Nested = Any
"""A geometry, or a list of lists of coordinates."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the map shows of a FeatureCollection.

    Parameters
    ----------
    by_kind : dict
        For each of ``KINDS`` a GeoJSON FeatureCollection whose properties are
        numbers only: ``n`` position in the collection, ``k`` kind, ``i`` itinerary
        (position in ``itineraries``), ``s`` support, ``t`` status, ``b`` basis,
        ``q`` sequence, ``p`` probability mass, ``w`` position of the waypoint
        that an area belongs to, ``m`` 1 where many waypoints share one canvas.
    itineraries : tuple of str
        Ids of the itineraries in the order of their first feature.
    bounds : (west, south, east, north) or None
        What to look at first, degrees; ``east`` may exceed 180 where the case
        spans the antimeridian.
        None if nothing has a geometry.
    n_waypoints : int
        How many waypoints have a position.
    """

    by_kind: dict[str, dict[str, Any]]
    itineraries: tuple[str, ...]
    bounds: Bounds | None
    n_waypoints: int


def draw(features: Mapping[str, Any]) -> Drawing:
    """Reduce a FeatureCollection to what may be drawn.

    Parameters
    ----------
    features : mapping
        A FeatureCollection as ``route.geojson`` holds it (WGS 84, lon/lat).

    Returns
    -------
    Drawing

    Raises
    ------
    ExportError
        If it is no FeatureCollection, or a feature is of no known kind.

    Examples
    --------
    >>> here = {"type": "Point", "coordinates": [39.0, 36.0]}
    >>> feature = {"type": "Feature", "id": "a/{{7*7}}", "geometry": here,
    ...            "properties": {"kind": "waypoint", "itinerary": "a"}}
    >>> drawing = draw({"type": "FeatureCollection", "features": [feature]})
    >>> drawing.by_kind["waypoint"]["features"][0]["properties"]
    {'n': 0, 'k': 0, 'i': 0, 's': 1, 't': 3, 'b': 0, 'q': 0, 'p': 1.0, 'w': -1, 'm': 0}
    >>> drawing.bounds
    (39.0, 36.0, 39.0, 36.0)
    """
    if features.get("type") != "FeatureCollection" or not isinstance(
        features.get("features"), Sequence
    ):
        raise ExportError(
            f"not a FeatureCollection but {features.get('type')!r}",
            mend="rebuild the case: convoy-map build CASE",
        )
    rows: Sequence[Mapping[str, Any]] = features["features"]
    itineraries = tuple(dict.fromkeys(_itineraries(rows)))
    positions = {str(row.get("id")): n for n, row in enumerate(rows)}
    east_of_180 = _spans_antimeridian(rows)
    by_kind: dict[str, dict[str, Any]] = {
        kind: {"type": "FeatureCollection", "features": []} for kind in KINDS
    }
    for n, row in enumerate(rows):
        kind = _kind(row, n)
        if row.get("geometry") is None:
            continue
        by_kind[kind]["features"].append(
            {
                "type": "Feature",
                "properties": _numbers(row["properties"], n, itineraries, positions),
                "geometry": _shift(row["geometry"]) if east_of_180 else row["geometry"],
            }
        )
    waypoints = by_kind["waypoint"]["features"]
    if len(waypoints) >= MANY_WAYPOINTS:
        for feature in waypoints:
            feature["properties"]["m"] = 1
    return Drawing(by_kind, itineraries, _bounds(by_kind), len(waypoints))


def _kind(row: Mapping[str, Any], n: int) -> str:
    kind = row.get("properties", {}).get("kind")
    if kind not in KINDS:
        raise ExportError(
            f"feature of kind {kind!r}",
            where=f"features[{n}]",
            mend=f"kinds are {', '.join(KINDS)}",
        )
    return str(kind)


def _itineraries(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        itinerary = row.get("properties", {}).get("itinerary")
        if itinerary is not None:
            yield str(itinerary)


def _numbers(
    properties: Mapping[str, Any],
    n: int,
    itineraries: tuple[str, ...],
    positions: Mapping[str, int],
) -> dict[str, float]:
    owner = str(properties.get("waypoint", ""))
    itinerary = str(properties.get("itinerary", owner.partition("/")[0]))
    mass = properties.get("p_mass", properties.get("p", 1.0))
    sequence = properties.get("sequence")
    return {
        "n": n,
        "k": KINDS.index(properties["kind"]),
        "i": itineraries.index(itinerary) if itinerary in itineraries else 0,
        "s": _index(SUPPORTS, properties.get("support"), 1),
        "t": _index(STATUSES, properties.get("status"), 3),
        "b": _index(BASES, properties.get("basis"), 0),
        "q": sequence if isinstance(sequence, int) else 0,
        "p": float(mass) if isinstance(mass, int | float) else 1.0,
        "w": positions.get(owner, -1) if owner else -1,
        "m": 0,
    }


def _index(names: tuple[str, ...], value: object, otherwise: int) -> int:
    return names.index(str(value)) if value in names else otherwise


def _coordinates(value: Nested) -> Iterator[tuple[float, float]]:
    if isinstance(value, Mapping):
        for part in value.get("geometries", ()):
            yield from _coordinates(part)
        yield from _coordinates(value.get("coordinates", ()))
    elif value and isinstance(value[0], int | float):
        yield float(value[0]), float(value[1])
    else:
        for part in value:
            yield from _coordinates(part)


def _spans_antimeridian(rows: Sequence[Mapping[str, Any]]) -> bool:
    lons = [
        lon
        for row in rows
        if row.get("geometry") is not None
        for lon, _ in _coordinates(row["geometry"])
    ]
    return bool(lons) and max(lons) - min(lons) > 180.0


def _shift(geometry: Nested) -> Nested:
    """Add 360° to western longitudes, so that a case over the 180th meridian is one piece."""
    if isinstance(geometry, Mapping):
        return {
            key: _shift(value) if key in {"coordinates", "geometries"} else value
            for key, value in geometry.items()
        }
    if geometry and isinstance(geometry[0], int | float):
        lon = geometry[0]
        return [lon + 360.0 if lon < 0 else lon, *geometry[1:]]
    return [_shift(part) for part in geometry]


def _bounds(by_kind: Mapping[str, Mapping[str, Any]]) -> Bounds | None:
    """Return what to look at first: what was travelled, else any stop or way, else anything.

    Areas and corridors count last: that of a whole country would make the rest a dot.
    """
    stops = [f for kind in ("waypoint", "leg") for f in by_kind[kind]["features"]]
    travelled = [f for f in stops if f["properties"]["t"] == STATUSES.index("travelled")]
    everything = [f for collection in by_kind.values() for f in collection["features"]]
    chosen = travelled or stops or everything
    points = [point for f in chosen for point in _coordinates(f["geometry"])]
    if not points:
        return None
    lons, lats = zip(*points, strict=True)
    return min(lons), min(lats), max(lons), max(lats)
