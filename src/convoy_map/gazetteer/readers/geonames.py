"""GeoNames dumps: ``XX.txt`` or ``allCountries.txt``, with ``alternateNamesV2.txt``.

Columns after the readme of the GeoNames export. Alternate names come in an order
of their own; they are joined by parting both files into buckets on disk, so that
memory stays flat.
"""

from __future__ import annotations

import io
import math
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from convoy_map.errors import GazetteerError
from convoy_map.gazetteer.readers.faults import FaultLog
from convoy_map.gazetteer.readers.lp_tsv import default_uncertainty_m
from convoy_map.gazetteer.rows import NameRow, PlaceRow
from convoy_map.model import ToponymKind

COLUMNS = 19
_BUCKETS = 64
_NOT_NAMES = frozenset("post link iata icao faac fr_1793 wkdt unlc abbr phon piny tcid".split())


def read_geonames(
    path: Path, faults: FaultLog, *, alternates: Path | None = None
) -> Iterator[PlaceRow]:
    """Stream the places of a GeoNames dump, zipped or not.

    Parameters
    ----------
    path : Path
        Tab-separated dump of 19 columns, or a zip archive that holds one.
    faults : FaultLog
        Takes the rows that cannot be used.
    alternates : Path, optional
        ``alternateNamesV2.txt`` (or its zip): gives the names a language and
        marks former and colloquial ones.

    Raises
    ------
    GazetteerError
        The archive is truncated, or the file is no GeoNames dump.
    """
    if alternates is None:
        for where, line in _lines(path):
            row = _place(line, where, faults, ())
            if row is not None:
                yield row
        return
    with tempfile.TemporaryDirectory(prefix="convoy-map-") as scratch, ExitStack() as stack:
        places = _part(path, Path(scratch), "places", 0, stack)
        names = _part(alternates, Path(scratch), "names", 1, stack)
        for place_bucket, name_bucket in zip(places, names, strict=True):
            yield from _joined(place_bucket, name_bucket, faults)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file, or the first text file inside a zip archive.

    Raises
    ------
    GazetteerError
        There is no such file, or the archive is truncated or holds no text file.
    """
    try:
        if path.suffix.lower() != ".zip":
            with path.open("rb") as file:
                yield file
            return
        with zipfile.ZipFile(path) as archive:
            texts = [n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n]
            if not texts:
                raise GazetteerError(
                    "the archive holds no .txt file", where=str(path), mend="give a GeoNames export"
                )
            with archive.open(texts[0]) as member:
                yield io.BufferedReader(member)  # type: ignore[type-var]
    except (zipfile.BadZipFile, EOFError) as error:
        raise GazetteerError(
            f"the archive is damaged or truncated ({error})",
            where=str(path),
            mend="download it again",
        ) from error
    except FileNotFoundError as error:
        raise GazetteerError("there is no such file", where=str(path)) from error


def _lines(path: Path) -> Iterator[tuple[str, bytes]]:
    with opened(path) as file:
        for number, line in enumerate(file, start=1):
            tabs = line.count(b"\t")
            if number == 1 and tabs < 3:
                raise GazetteerError(
                    f"the first line has {tabs + 1} columns, not {COLUMNS}",
                    where=f"{path.name}:1",
                    mend="give a GeoNames dump, or import it as csv with a column mapping",
                )
            if line.strip():
                yield f"{path.name}:{number}", line


def _place(
    line: bytes, where: str, faults: FaultLog, names: tuple[NameRow, ...]
) -> PlaceRow | None:
    try:
        cells = line.decode().rstrip("\r\n").split("\t")
        row = _row(cells, names)
    except UnicodeDecodeError:
        faults.add(where, "not UTF-8 text")
        return None
    except ValueError as error:
        faults.add(where, str(error))
        return None
    return row if faults.passes(row, where) else None


def _row(cells: list[str], names: tuple[NameRow, ...]) -> PlaceRow:
    if len(cells) != COLUMNS:
        raise ValueError(f"{len(cells)} columns where a GeoNames dump has {COLUMNS}")
    lat, lon = float(cells[4]), float(cells[5])
    if not (math.isfinite(lat) and math.isfinite(lon)):
        raise ValueError(f"coordinates {cells[5]}, {cells[4]} are not finite numbers")
    people = int(cells[14]) if cells[14] not in ("", "0") else None
    if not names:
        names = tuple(NameRow(text) for text in cells[3].split(",") if text)
    return PlaceRow(
        id=f"geonames:{cells[0]}",
        title=cells[1],
        lon=lon,
        lat=lat,
        coordinate_uncertainty_m=default_uncertainty_m(cells[6], people),
        feature_class=cells[6],
        feature_code=cells[7],
        names=names,
        ccode=cells[8],
        population=-1 if people is None else people,
        source="GeoNames",
        licence="CC BY 4.0",
    )


def _part(path: Path, scratch: Path, name: str, column: int, stack: ExitStack) -> list[Path]:
    """Part a file into buckets by the GeoNames id in a column; each line keeps its number."""
    paths = [scratch / f"{name}-{number}" for number in range(_BUCKETS)]
    files = [stack.enter_context(bucket.open("wb")) for bucket in paths]
    for where, line in _lines(path):
        cells = line.split(b"\t", column + 1)
        key = cells[column] if len(cells) > column else b""
        bucket = int(key) % _BUCKETS if key.isdigit() else 0
        files[bucket].write(where.encode() + b"\t" + line.rstrip(b"\r\n") + b"\n")
    for file in files:
        file.close()
    return paths


def _joined(places: Path, names: Path, faults: FaultLog) -> Iterator[PlaceRow]:
    known: dict[bytes, list[NameRow]] = defaultdict(list)
    with names.open("rb") as file:
        for line in file:
            where, *cells = line.rstrip(b"\n").split(b"\t")
            name = _alternate(cells, where.decode(), faults)
            if name is not None:
                known[cells[1]].append(name)
    with places.open("rb") as file:
        for line in file:
            raw_where, _, rest = line.partition(b"\t")
            own = tuple(known.get(rest.split(b"\t", 1)[0], ()))
            row = _place(rest, raw_where.decode(), faults, own)
            if row is not None:
                yield row


def _alternate(cells: list[bytes], where: str, faults: FaultLog) -> NameRow | None:
    try:
        texts = [cell.decode() for cell in cells]
    except UnicodeDecodeError:
        faults.add(where, "not UTF-8 text")
        return None
    if len(texts) < 4 or not texts[1].isdigit():
        faults.add(where, f"{len(texts)} columns where alternate names have 10")
        return None
    if texts[2] in _NOT_NAMES or not texts[3]:
        return None
    historic = len(texts) > 7 and texts[7] == "1"
    colloquial = len(texts) > 6 and texts[6] == "1"
    kind = ToponymKind.ALTERNATE
    if historic:
        kind = ToponymKind.FORMER
    elif colloquial:
        kind = ToponymKind.LOCAL
    return NameRow(texts[3], texts[2], kind)
