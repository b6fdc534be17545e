"""Imports gazetteers into the user's cache, and tells what is there."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
from geographiclib.geodesic import Geodesic

from convoy_map.errors import GazetteerError
from convoy_map.gazetteer.cache import (
    IndexMeta,
    build_index,
    cache_root,
    open_segments,
    read_meta,
)
from convoy_map.gazetteer.layers import layer
from convoy_map.gazetteer.readers.faults import FaultLog
from convoy_map.gazetteer.readers.geonames import read_geonames
from convoy_map.gazetteer.readers.linked_places import read_linked_places
from convoy_map.gazetteer.readers.lp_tsv import read_lp_tsv
from convoy_map.gazetteer.readers.tables import ColumnMapping, read_csv, read_geojson
from convoy_map.gazetteer.rows import PlaceRow
from convoy_map.gazetteer.segment import Segment
from convoy_map.model import Progress

WORLD_SOURCES = (("GeoNames", "Natural Earth", "Unicode CLDR"), ("CC BY 4.0", "Unicode-3.0"))
FORMATS = ("geonames", "lp-tsv", "linked-places", "geojson", "geopackage", "csv", "osm")
_NAME = re.compile(r"[a-z][a-z0-9-]{1,40}")
_TAKEN = ("case", "world", "geonames", "region")
_BATCH = 20_000
_SAME_PLACE_M = 50_000.0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import brought in and what it set aside (the first thousand, with reasons)."""

    meta: IndexMeta
    faults: FaultLog


def import_gazetteer(
    path: Path,
    name: str,
    *,
    fmt: str | None = None,
    mapping: ColumnMapping | None = None,
    alternates: Path | None = None,
    source: str = "",
    licence: str = "",
    cache_dir: Path | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Import a gazetteer as a layer of its own.

    Memory stays flat whatever the size; a record that cannot be used is set
    aside with its line and reason. Until all is written, a gazetteer of this
    name that was imported before stays as it is.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        Name of the layer: small letters, figures and hyphens.
    fmt : str, optional
        One of ``FORMATS``; told from the file's name by default.
    mapping : ColumnMapping, optional
        For csv, geojson and geopackage: which column holds what.
    alternates : Path, optional
        GeoNames' ``alternateNamesV2.txt``.
    source, licence : str
        Where it comes from and under what licence, where the format doesn't say.

    Raises
    ------
    GazetteerError
        The name is taken or impossible, the format unknown, the file unreadable,
        no record usable, or the disk full.
    """
    _check_name(name)
    path = Path(path)
    fmt = fmt or guess_format(path)
    faults = FaultLog()
    rows = _rows(path, name, fmt, mapping or ColumnMapping(), alternates, source, faults)
    if licence:
        rows = (row._replace(licence=licence) for row in rows)
    first = list(islice(rows, 1))
    if not first:
        raise GazetteerError(
            f"no usable place among {faults.count} records"
            + (f"; the first fault: {faults.kept[0].reason}" if faults.kept else ""),
            where=str(path),
            mend="check the format and the column mapping",
        )
    unique = _without_doubles(_chain(first, rows), faults)
    if fmt != "geonames":
        unique = _without_collisions(unique, name, cache_dir, faults)
    meta = build_index(
        unique,
        cache_root(cache_dir) / "imported" / name,
        name=name,
        key=f"{path.name} {_fingerprint(path)}",
        progress=progress,
        faults=faults,
    )
    return ImportReport(meta, faults)


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name) or name in _TAKEN:
        why = "is taken" if name in _TAKEN else "is no name for a gazetteer"
        raise GazetteerError(
            f"{name[:50]!r} {why}",
            mend="use small letters, figures and hyphens, for instance syria-2017",
        )


def guess_format(path: Path) -> str:
    """Tell the format from a file's name.

    Raises
    ------
    GazetteerError
        The name says nothing.

    Examples
    --------
    >>> guess_format(Path("SY.zip")), guess_format(Path("syria-latest.osm.pbf"))
    ('geonames', 'osm')
    """
    name = path.name.lower()
    endings = {
        ".osm.pbf": "osm", ".osm": "osm", ".gpkg": "geopackage", ".geojson": "geojson",
        ".csv": "csv", ".tsv": "lp-tsv", ".txt": "geonames", ".zip": "geonames",
        ".json": "linked-places", ".jsonl": "linked-places", ".jsonld": "linked-places",
    }  # fmt: skip
    for ending, fmt in endings.items():
        if name.endswith(ending):
            return fmt
    raise GazetteerError(
        f"the format of {path.name!r} cannot be told from its name",
        mend=f"name it; the formats are {', '.join(FORMATS)}",
    )


def _rows(
    path: Path,
    name: str,
    fmt: str,
    mapping: ColumnMapping,
    alternates: Path | None,
    source: str,
    faults: FaultLog,
) -> Iterator[PlaceRow]:
    if fmt == "geonames":
        return read_geonames(path, faults, alternates=alternates)
    if fmt == "lp-tsv":
        return read_lp_tsv(path, faults, prefix=name)
    if fmt == "linked-places":
        return read_linked_places(path, faults, prefix=name)
    if fmt == "geojson":
        return read_geojson(path, faults, prefix=name, mapping=mapping, source=source)
    if fmt == "csv":
        return read_csv(path, faults, prefix=name, mapping=mapping, source=source)
    from convoy_map.gazetteer.readers.vector import (  # GDAL takes a second to load
        read_geopackage,
        read_osm,
    )

    if fmt == "geopackage":
        return read_geopackage(path, faults, prefix=name, mapping=mapping, source=source)
    if fmt == "osm":
        return read_osm(path, faults, prefix=name)
    raise GazetteerError(
        f"there is no gazetteer format {fmt!r}", mend=f"the formats are {', '.join(FORMATS)}"
    )


def _chain(first: list[PlaceRow], rest: Iterable[PlaceRow]) -> Iterator[PlaceRow]:
    yield from first
    yield from rest


def _without_doubles(rows: Iterator[PlaceRow], faults: FaultLog) -> Iterator[PlaceRow]:
    """Set aside rows whose id was there before; eight bytes of memory an id."""
    seen: list[npt.NDArray[np.uint64]] = []
    while batch := list(islice(rows, _BATCH)):
        marks = np.fromiter((_mark(row.id) for row in batch), np.uint64, len(batch))
        doubled = np.zeros(len(batch), dtype=bool)
        for earlier in seen:
            at = np.minimum(np.searchsorted(earlier, marks), len(earlier) - 1)
            doubled |= earlier[at] == marks
        first_at = np.unique(marks, return_index=True)[1]
        repeated = np.ones(len(batch), dtype=bool)
        repeated[first_at] = False
        for row, twice in zip(batch, (doubled | repeated).tolist(), strict=True):
            if twice:
                faults.add(row.id, f"the id {row.id!r} is given twice ({row.title[:40]!r})")
            else:
                yield row
        seen.append(np.sort(marks))
        if len(seen) > 16:
            seen = [np.sort(np.concatenate(seen))]


def _without_collisions(
    rows: Iterator[PlaceRow], name: str, cache_dir: Path | None, faults: FaultLog
) -> Iterator[PlaceRow]:
    """Set aside rows under another gazetteer's id that lie elsewhere than its place."""
    others = list(_other_segments(name, cache_dir))
    for row in rows:
        if not row.id.startswith(f"{name}:"):
            where = next((w for w in (_elsewhere(row, *other) for other in others) if w), None)
            if where is not None:
                faults.add(row.id, where)
                continue
        yield row


def _other_segments(name: str, cache_dir: Path | None) -> Iterator[tuple[str, Segment]]:
    for info in list_gazetteers(cache_dir):
        if info.state == "ready" and info.name != name:
            found = layer(info.name, places_tsv=None, cache_dir=cache_dir)
            for segment in open_segments(found.folder):
                yield info.name, segment


def _elsewhere(row: PlaceRow, other: str, segment: Segment) -> str | None:
    known = segment.row_of(row.id)
    if known is None:
        return None
    place = segment.place(known)
    if place.lon is None or place.lat is None or math.isnan(row.lon):
        return None
    line = Geodesic.WGS84.Inverse(place.lat, place.lon, row.lat, row.lon, Geodesic.DISTANCE)
    distance_m = float(line["s12"])
    if distance_m <= _SAME_PLACE_M:
        return None
    return (
        f"the id {row.id!r} is that of {place.title!r} in gazetteer {other!r}, "
        f"{distance_m / 1000:,.0f} km away"
    )


def _mark(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def _fingerprint(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class GazetteerInfo:
    """A gazetteer that can be used, and its state."""

    name: str
    state: str
    n_places: int
    n_names: int
    n_set_aside: int
    sources: tuple[str, ...]
    licences: tuple[str, ...]


def list_gazetteers(cache_dir: Path | None = None) -> list[GazetteerInfo]:
    """List the gazetteers: the case's, the world's, then the imported by name."""
    imported = sorted(
        path.name for path in (cache_root(cache_dir) / "imported").glob("[!.]*") if path.is_dir()
    )
    return [_info(name, cache_dir) for name in ("case", "world", *imported)]


def _info(name: str, cache_dir: Path | None) -> GazetteerInfo:
    if name in ("case", "world"):
        folder = layer(name, places_tsv=None, cache_dir=cache_dir).folder
    else:
        folder = cache_root(cache_dir) / "imported" / name
    meta = read_meta(folder)
    if isinstance(meta, str):
        state = "to be built on first use" if name in ("case", "world") else f"unusable: {meta}"
        known = WORLD_SOURCES if name == "world" else ((), ())
        return GazetteerInfo(name, state, 0, 0, 0, *known)
    return GazetteerInfo(
        name, "ready", meta.n_places, meta.n_names, meta.n_set_aside, meta.sources, meta.licences
    )
