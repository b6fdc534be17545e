"""Linked Places TSV (LP-TSV 0.5 of the Pelagios network), with a few columns of ours.

Read from the standard: ``id``, ``title``, ``title_source``, ``title_uri``,
``ccodes``, ``variants`` (``name@lang;name``), ``fclasses``, ``parent_name``,
``lon``, ``lat``, ``geowkt``, ``geo_source``, ``geo_id``, ``description``. Ours, all
optional: ``feature_code``, ``variants_former``, ``variants_unverified``,
``population``, ``coordinate_uncertainty_m``, ``licence``, ``status``.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

import shapely

from convoy_map.errors import GazetteerError
from convoy_map.gazetteer.readers.faults import FaultLog
from convoy_map.gazetteer.rows import NameRow, PlaceRow, settlement_radius_m
from convoy_map.model import ToponymKind

REQUIRED = ("id", "title")
_VARIANTS = (
    ("variants", ToponymKind.ALTERNATE),
    ("variants_former", ToponymKind.FORMER),
    ("variants_unverified", ToponymKind.UNVERIFIED),
)
_RADIUS_M = {"A": 50_000.0, "H": 5_000.0, "L": 10_000.0, "T": 10_000.0, "S": 300.0, "R": 5_000.0}


def read_lp_tsv(path: Path, faults: FaultLog, *, prefix: str = "") -> Iterator[PlaceRow]:
    """Stream the places of an LP-TSV file.

    Parameters
    ----------
    path : Path
        UTF-8 file, tab-separated, with a header line.
    faults : FaultLog
        Takes the rows that cannot be used.
    prefix : str
        Put before ids that name no gazetteer of their own.

    Raises
    ------
    GazetteerError
        The header lacks a required column, or the file is not UTF-8 text.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            header = next(lines, [])
            _check_header(header, path)
            for number, cells in enumerate(lines, start=2):
                where = f"{path.name}:{number}"
                row = _read_row(header, cells, where, faults, prefix) if cells else None
                if row is not None and faults.passes(row, where):
                    yield row
    except FileNotFoundError as error:
        raise GazetteerError("there is no such file", where=str(path)) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise GazetteerError(
            f"not UTF-8 text separated by tabs ({error})",
            where=str(path),
            mend="save the file as UTF-8",
        ) from error


def _check_header(header: list[str], path: Path) -> None:
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise GazetteerError(
            f"the header lacks the column {missing[0]!r}; "
            f"it has {', '.join(header[:12]) or 'nothing'}",
            where=f"{path}:1",
            mend="give LP-TSV columns, separated by tabs",
        )


def _read_row(
    header: list[str], cells: list[str], where: str, faults: FaultLog, prefix: str
) -> PlaceRow | None:
    if len(cells) != len(header):
        faults.add(where, f"{len(cells)} columns where the header has {len(header)}")
        return None
    try:
        return row_of_cells(dict(zip(header, cells, strict=True)), prefix)
    except ValueError as error:
        faults.add(where, str(error))
        return None


def row_of_cells(cells: Mapping[str, str], prefix: str = "") -> PlaceRow:
    """Make a row of LP-TSV cells.

    Raises
    ------
    ValueError
        A number or a geometry cannot be read; the message names it.
    """
    lon, lat = number_in(cells, "lon"), number_in(cells, "lat")
    wkb = b""
    if cells.get("geowkt"):
        lon, lat, wkb = _geometry(cells["geowkt"], lon, lat)
    if math.isnan(lon) != math.isnan(lat):
        raise ValueError("only one of longitude and latitude is given")
    population = number_in(cells, "population")
    people = None if math.isnan(population) else int(population)
    feature_class = cells.get("fclasses", "P").split(";")[0] or "P"
    uncertainty = number_in(cells, "coordinate_uncertainty_m")
    if math.isnan(uncertainty):
        uncertainty = default_uncertainty_m(feature_class, people)
    place_id = cells["id"]
    return PlaceRow(
        id=f"{prefix}:{place_id}" if prefix and ":" not in place_id else place_id,
        title=cells["title"],
        lon=lon,
        lat=lat,
        coordinate_uncertainty_m=uncertainty,
        feature_class=feature_class,
        feature_code=cells.get("feature_code", ""),
        names=tuple(_names(cells)),
        admin=tuple(part for part in cells.get("parent_name", "").split(";") if part),
        ccode=cells.get("ccodes", "").split(";")[0],
        population=-1 if people is None else people,
        wkb=wkb,
        source=cells.get("title_source", ""),
        record=cells.get("title_uri", ""),
        licence=cells.get("licence", ""),
        status=cells.get("status") or "verified",
        note=cells.get("description", ""),
    )


def default_uncertainty_m(feature_class: str, population: int | None) -> float:
    """Coordinate uncertainty of a point whose source gives none, by feature class."""
    return _RADIUS_M.get(feature_class, settlement_radius_m(population))


def number_in(cells: Mapping[str, str], column: str | None) -> float:
    """Return the number in a cell, NaN where there is none.

    Raises
    ------
    ValueError
        The text is no finite number; the message names the column.
    """
    text = (cells.get(column) or "").strip() if column else ""
    if not text:
        return math.nan
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{column} {text[:40]!r} is not a number") from None
    if not math.isfinite(value):
        raise ValueError(f"{column} {text[:40]!r} is not a finite number")
    return value


def _geometry(wkt: str, lon: float, lat: float) -> tuple[float, float, bytes]:
    try:
        shape = shapely.from_wkt(wkt)
    except shapely.errors.GEOSException:
        raise ValueError(f"geowkt {wkt[:40]!r} is not WKT") from None
    if math.isnan(lon) and not shape.is_empty:
        line = shape.geom_type == "LineString"
        point = shape.interpolate(0.5, normalized=True) if line else shape.representative_point()
        lon, lat = point.x, point.y
    return lon, lat, b"" if shape.geom_type == "Point" else shapely.to_wkb(shape)


def _names(cells: Mapping[str, str]) -> Iterator[NameRow]:
    for column, kind in _VARIANTS:
        for variant in cells.get(column, "").split(";"):
            text, at, lang = variant.strip().rpartition("@")
            if not at:
                text, lang = lang, ""
            if text:
                yield NameRow(text.strip(), lang.split("-")[0].strip(), kind)
