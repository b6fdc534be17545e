"""Tables (CSV, GeoJSON, GeoPackage, OpenStreetMap) read with a column mapping."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import shapely

from convoy_map.errors import GazetteerError
from convoy_map.gazetteer.readers.faults import FaultLog
from convoy_map.gazetteer.readers.json_stream import stream_features
from convoy_map.gazetteer.readers.linked_places import position
from convoy_map.gazetteer.readers.lp_tsv import default_uncertainty_m, number_in
from convoy_map.gazetteer.rows import NameRow, PlaceRow

csv.field_size_limit(1 << 24)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column holds what; None where there is none.

    ``names`` are further columns with alternate names, as ``column`` or
    ``column@lang``; several names in one cell stand apart by ``;``.
    """

    title: str = "name"
    id: str | None = None
    lon: str | None = "lon"
    lat: str | None = "lat"
    names: tuple[str, ...] = ()
    ccode: str | None = None
    admin: str | None = None
    population: str | None = None
    feature_class: str | None = None
    feature_code: str | None = None

    @classmethod
    def parse(cls, pairs: Mapping[str, str]) -> ColumnMapping:
        """Read a mapping as a person gives it: ``{"title": "NAME_EN", ...}``.

        Raises
        ------
        GazetteerError
            A field is unknown.

        Examples
        --------
        >>> ColumnMapping.parse({"title": "NAME_EN", "names": "NAME_AR@ar"}).names
        ('NAME_AR@ar',)
        """
        known = {field.name for field in fields(cls)}
        for name in pairs:
            if name not in known:
                raise GazetteerError(
                    f"the column mapping has no field {name!r}",
                    mend=f"the fields are {', '.join(sorted(known))}",
                )
        values: dict[str, Any] = dict(pairs)
        if "names" in values:
            values["names"] = tuple(name for name in values["names"].split(",") if name)
        return cls(**values)

    def columns(self) -> list[str]:
        """Return the columns that must be there."""
        plain = [self.title, self.id, self.ccode, self.admin, self.population]
        plain += [self.feature_class, self.feature_code]
        return [c for c in plain if c] + [name.partition("@")[0] for name in self.names]


def read_csv(
    path: Path, faults: FaultLog, *, prefix: str, mapping: ColumnMapping, source: str = ""
) -> Iterator[PlaceRow]:
    """Stream the places of a CSV file (comma, semicolon or tab).

    Raises
    ------
    GazetteerError
        There is no such file, or a mapped column is not in its header.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            header = file.readline()
            delimiter = max("\t;,", key=header.count)
            file.seek(0)
            table = csv.DictReader(file, delimiter=delimiter)
            positions = [c for c in (mapping.lon, mapping.lat) if c]
            _check_columns(mapping.columns() + positions, table.fieldnames or [], path)
            for cells in table:
                where = f"{path.name}:{table.line_num}"
                if None in cells or None in cells.values():
                    faults.add(where, "more or fewer columns than the header")
                    continue
                yield from _checked(cells, None, where, faults, prefix, mapping, source)
    except FileNotFoundError as error:
        raise GazetteerError("there is no such file", where=str(path)) from error


def read_geojson(
    path: Path, faults: FaultLog, *, prefix: str, mapping: ColumnMapping, source: str = ""
) -> Iterator[PlaceRow]:
    """Stream the places of a GeoJSON file; names are in the properties."""
    for where, feature in stream_features(path):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            faults.add(where, "not a GeoJSON feature with properties")
            continue
        try:
            found = position(feature.get("geometry"))
        except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError):
            faults.add(where, "its geometry cannot be read")
            continue
        cells = {str(k): "" if v is None else str(v) for k, v in feature["properties"].items()}
        if mapping.id is None and feature.get("id") is not None:
            cells["id"] = str(feature["id"])
        yield from _checked(cells, found, where, faults, prefix, mapping, source)


def _check_columns(wanted: list[str], header: Iterable[str], path: Path) -> None:
    for column in wanted:
        if column not in header:
            raise GazetteerError(
                f"there is no column {column!r}; the header has {', '.join(list(header)[:15])}",
                where=f"{path}:1",
                mend="map the fields to columns that are there, for instance title=NAME",
            )


def _checked(
    cells: Mapping[str, str],
    found: tuple[float, float, bytes] | None,
    where: str,
    faults: FaultLog,
    prefix: str,
    mapping: ColumnMapping,
    source: str,
) -> Iterator[PlaceRow]:
    try:
        row = row_of_table(cells, found, where, prefix, mapping, source)
    except ValueError as error:
        faults.add(where, str(error))
        return
    if faults.passes(row, where):
        yield row


def row_of_table(
    cells: Mapping[str, str],
    found: tuple[float, float, bytes] | None,
    where: str,
    prefix: str,
    mapping: ColumnMapping,
    source: str,
) -> PlaceRow:
    """Make a row of the cells of one record.

    Raises
    ------
    ValueError
        A number cannot be read; the message names it.
    """

    def cell(column: str | None) -> str:
        return (cells.get(column) or "").strip() if column else ""

    lon, lat, wkb = found or (number_in(cells, mapping.lon), number_in(cells, mapping.lat), b"")
    people = number_in(cells, mapping.population)
    feature_class = cell(mapping.feature_class) or "P"
    population = None if math.isnan(people) else int(people)
    own_id = cell(mapping.id) or cells.get("id", "") or where.rpartition(":")[2].split()[-1]
    return PlaceRow(
        id=f"{prefix}:{own_id}",
        title=cell(mapping.title),
        lon=lon,
        lat=lat,
        coordinate_uncertainty_m=default_uncertainty_m(feature_class, population),
        feature_class=feature_class,
        feature_code=cell(mapping.feature_code),
        names=tuple(_names(cells, mapping)),
        admin=tuple(filter(None, [cell(mapping.admin)])),
        ccode=cell(mapping.ccode),
        population=-1 if population is None else population,
        wkb=wkb,
        source=source or prefix,
        record=own_id,
    )


def _names(cells: Mapping[str, str], mapping: ColumnMapping) -> Iterator[NameRow]:
    for column in mapping.names:
        name, _, lang = column.partition("@")
        for text in (cells.get(name) or "").split(";"):
            if text.strip():
                yield NameRow(text.strip(), lang)
