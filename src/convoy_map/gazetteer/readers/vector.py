"""GeoPackage and OpenStreetMap extracts, through GDAL (pyogrio), batch by batch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyogrio
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from convoy_map.errors import GazetteerError
from convoy_map.gazetteer.readers.faults import FaultLog
from convoy_map.gazetteer.readers.linked_places import position_of
from convoy_map.gazetteer.readers.tables import ColumnMapping, row_of_table
from convoy_map.gazetteer.rows import NameRow, PlaceRow
from convoy_map.model import ToponymKind

_BATCH = 20_000
_OSM_LAYERS = ("points", "multipolygons")
_TAG = re.compile(
    r'"((?:name|alt_name|old_name|int_name|official_name)[^"]*)"=>"((?:[^"\\]|\\.)*)"'
)
_PLACES = {
    "city": ("P", "PPLA"), "town": ("P", "PPL"), "village": ("P", "PPL"), "hamlet": ("P", "PPL"),
    "isolated_dwelling": ("P", "PPL"), "locality": ("L", "LCTY"), "suburb": ("P", "PPLX"),
    "neighbourhood": ("P", "PPLX"), "farm": ("S", "FRM"), "island": ("T", "ISL"),
    "state": ("A", "ADM1"), "country": ("A", "PCLI"), "region": ("L", "RGN"),
}  # fmt: skip


def read_geopackage(
    path: Path,
    faults: FaultLog,
    *,
    prefix: str,
    mapping: ColumnMapping,
    layer: str | None = None,
    source: str = "",
) -> Iterator[PlaceRow]:
    """Stream the places of a GeoPackage (or any vector file that GDAL reads).

    Coordinates are brought to WGS 84; the file must say what they are in.

    Raises
    ------
    GazetteerError
        The file or layer cannot be read, has no coordinate reference system, or
        lacks a mapped column.
    """
    info = _info(path, layer)
    missing = [c for c in mapping.columns() if c not in info["fields"]]
    if missing:
        raise GazetteerError(
            f"there is no column {missing[0]!r}; there are {', '.join(info['fields'][:15])}",
            where=str(path),
            mend="map the fields to columns that are there",
        )
    to_wgs84 = _to_wgs84(info["crs"], path)
    for number, cells, geometry in _records(path, layer or info["layer_name"], None):
        where = f"{path.name}: record {number}"
        try:
            if geometry is None:
                raise ValueError("it has no geometry")
            found = position_of(_moved(geometry, to_wgs84))
            row = row_of_table(cells, found, where, prefix, mapping, source)
        except ValueError as error:
            faults.add(where, str(error))
            continue
        if faults.passes(row, where):
            yield row


def read_osm(path: Path, faults: FaultLog, *, prefix: str = "osm") -> Iterator[PlaceRow]:
    """Stream the named places of an OpenStreetMap extract (``.osm.pbf``, ``.osm``).

    Every element with a ``place`` tag and a name; names in all languages,
    ``old_name`` as former, ``alt_name`` as alternate ones. ODbL.

    Raises
    ------
    GazetteerError
        The file is no OpenStreetMap extract.
    """
    _info(path, "points")
    for layer in _OSM_LAYERS:
        for number, cells, geometry in _records(path, layer, "name IS NOT NULL"):
            where = f"{path.name}: {layer} {number}"
            place = cells.get("place") or _tag(cells.get("other_tags", ""), "place")
            if not place or geometry is None:
                continue
            row = _osm_row(cells, place, position_of(geometry), layer, prefix)
            if faults.passes(row, where):
                yield row


def _to_wgs84(crs: str | None, path: Path) -> pyproj.Transformer:
    try:
        return pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    except (pyproj.exceptions.ProjError, TypeError) as error:
        raise GazetteerError(
            "the layer does not say what its coordinates are in",
            where=str(path),
            mend="set its coordinate reference system",
        ) from error


def _moved(geometry: BaseGeometry, to_wgs84: pyproj.Transformer) -> BaseGeometry:
    def move(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(to_wgs84.transform(points[:, 0], points[:, 1]))

    moved: BaseGeometry = shapely.transform(geometry, move)
    return moved


def _osm_row(
    cells: dict[str, str], place: str, found: tuple[float, float, bytes], layer: str, prefix: str
) -> PlaceRow:
    tags = cells.get("other_tags", "")
    feature_class, feature_code = _PLACES.get(place, ("L", "LCTY"))
    kind = "node" if layer == "points" else ("way" if cells.get("osm_way_id") else "relation")
    number = cells.get("osm_id") or cells.get("osm_way_id", "")
    people = _tag(tags, "population")
    population = int(people) if people.isdigit() else -1
    return PlaceRow(
        id=f"{prefix}:{kind}-{number}",
        title=cells["name"],
        lon=found[0],
        lat=found[1],
        coordinate_uncertainty_m=_osm_radius_m(place),
        feature_class=feature_class,
        feature_code=feature_code,
        names=tuple(_osm_names(tags)),
        population=population,
        wkb=found[2],
        source="OpenStreetMap",
        record=f"{kind}/{number}",
        licence="ODbL 1.0",
    )


def _osm_radius_m(place: str) -> float:
    return {"city": 8000.0, "town": 3000.0, "village": 1500.0}.get(place, 1000.0)


def _osm_names(tags: str) -> Iterator[NameRow]:
    for key, value in _TAG.findall(tags):
        base, _, lang = key.partition(":")
        kind = ToponymKind.FORMER if base == "old_name" else ToponymKind.ALTERNATE
        for text in re.sub(r"\\(.)", r"\1", value).split(";"):
            if text.strip():
                yield NameRow(text.strip(), lang, kind)


def _tag(tags: str, name: str) -> str:
    found = re.search(rf'"{name}"=>"([^"]*)"', tags)
    return found.group(1) if found else ""


def _info(path: Path, layer: str | None) -> dict[str, Any]:
    if not path.is_file():
        raise GazetteerError("there is no such file", where=str(path))
    try:
        info: dict[str, Any] = pyogrio.read_info(path, layer=layer)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise GazetteerError(
            f"GDAL cannot read it ({str(error).splitlines()[0][:120]})",
            where=str(path),
            mend="check that the file is whole and the layer's name right",
        ) from error
    info["fields"] = [str(field) for field in info["fields"]]
    return info


def _records(
    path: Path, layer: str, where: str | None
) -> Iterator[tuple[int, dict[str, str], BaseGeometry | None]]:
    """Number, cells and geometry of every record, a batch in memory at a time."""
    number = 0
    options: dict[str, Any] = {"layer": layer, "where": where, "batch_size": _BATCH}
    with pyogrio.raw.open_arrow(path, use_pyarrow=True, **options) as (meta, reader):
        geometry_name = meta["geometry_name"] or "wkb_geometry"
        for batch in reader:
            columns = {name: batch.column(name).to_pylist() for name in batch.schema.names}
            shapes = columns.pop(geometry_name)
            for i, wkb in enumerate(shapes):
                number += 1
                cells = {k: "" if v[i] is None else str(v[i]) for k, v in columns.items()}
                yield number, cells, shapely.from_wkb(wkb) if wkb else None
