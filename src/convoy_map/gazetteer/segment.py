"""Reads a segment: memory-mapped columns and tries."""

from __future__ import annotations

import json
import math
import mmap
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
import numpy.typing as npt
import shapely

from convoy_map.gazetteer.rows import KINDS
from convoy_map.model import Place, Region, Toponym
from convoy_map.text.skeleton import is_arabic

Rows = npt.NDArray[np.uint32]
Column = npt.NDArray[Any]
BLOBS = ("id", "shape", "name", "sound")
_NO_ROWS: Rows = np.empty(0, dtype=np.uint32)


def _mapped(path: Path) -> mmap.mmap | bytes:
    if path.stat().st_size == 0:
        return b""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class KeyIndex:
    """A trie of keys, and for each key the rows that have it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.trie = marisa_trie.Trie()
        self.trie.mmap(str(folder / f"{name}.marisa"))
        self._rows = np.load(folder / f"{name}_rows.npy", mmap_mode="r").view(np.ndarray)
        self._starts = np.load(folder / f"{name}_ptr.npy", mmap_mode="r").view(np.ndarray)

    def rows(self, key: str) -> Rows:
        """Rows with this key, none if there are none."""
        number = self.trie.get(key)
        if number is None:
            return _NO_ROWS
        starts = self._starts
        found: Rows = self._rows[starts[number] : starts[number + 1]]
        return found


class Segment:
    """One memory-mapped piece of a gazetteer. Rows are numbers within it."""

    def __init__(self, folder: Path) -> None:
        def column(name: str) -> Column:
            mapped: Column = np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray)
            return mapped

        self.lon, self.lat = column("lon"), column("lat")
        self.population, self._uncertainty = column("population"), column("uncertainty")
        self.name_place, self.name_kind = column("name_place"), column("name_kind")
        self.first_name, self._name_lang = column("first_name"), column("name_lang")
        self._codes = {
            name: column(name)
            for name in ("feature", "ccode", "admin", "origin", "note", "status", "record")
        }
        self.ccode = self._codes["ccode"]
        self._starts = {name: column(f"{name}_start") for name in BLOBS}
        self._blobs = {name: _mapped(folder / f"{name}s.bin") for name in BLOBS}
        self.strings: list[str] = json.loads((folder / "strings.json").read_text("utf-8"))
        self.keys, self.bare = KeyIndex(folder, "key"), KeyIndex(folder, "bare")
        self.skeletons, self.ids = KeyIndex(folder, "skeleton"), KeyIndex(folder, "id")
        self.place = lru_cache(maxsize=20_000)(self._place)

    def __len__(self) -> int:
        return len(self.lon)

    @cached_property
    def countries(self) -> dict[str, int]:
        """Number that stands for each country's code in ``ccode``; "" for places of none."""
        return {self.strings[int(number)]: int(number) for number in np.unique(self.ccode)}

    def _bytes(self, blob: str, row: int) -> bytes:
        starts = self._starts[blob]
        return bytes(self._blobs[blob][int(starts[row]) : int(starts[row + 1])])

    def name_text(self, name_row: int) -> str:
        """Text of a toponym as it was given."""
        return self._bytes("name", name_row).decode()

    def sounds(self, name_row: int) -> str:
        """Phonetic form of a toponym."""
        return self._bytes("sound", name_row).decode()

    def toponym(self, name_row: int) -> Toponym:
        """Return a toponym with its language, script and kind."""
        text = self.name_text(name_row)
        lang = self.strings[int(self._name_lang[name_row])] or None
        return Toponym(text, lang, script_of(text), KINDS[int(self.name_kind[name_row])])

    def place_id(self, row: int) -> str:
        """Id of a place."""
        return self._bytes("id", row).decode()

    def _code(self, column: str, row: int) -> str:
        return self.strings[int(self._codes[column][row])]

    def _place(self, row: int) -> Place:
        feature_class, _, feature_code = self._code("feature", row).partition("|")
        source, _, licence = self._code("origin", row).partition("\t")
        names = range(int(self.first_name[row]), int(self.first_name[row + 1]))
        toponyms = tuple(self.toponym(name) for name in names)
        lon, population = float(self.lon[row]), int(self.population[row])
        wkb = self._bytes("shape", row)
        admin = self._code("admin", row)
        return Place(
            id=self.place_id(row),
            title=toponyms[0].text,
            lon=None if math.isnan(lon) else lon,
            lat=None if math.isnan(lon) else float(self.lat[row]),
            coordinate_uncertainty_m=round(float(self._uncertainty[row]), 1),
            feature_class=feature_class,
            feature_code=feature_code,
            toponyms=toponyms,
            admin=tuple(admin.split("|")) if admin else (),
            ccode=self._code("ccode", row) or None,
            population=None if population < 0 else population,
            geometry=shapely.from_wkb(wkb) if wkb else None,
            source=source,
            record=self._code("record", row),
            licence=licence,
            status=self._code("status", row),
            note=self._code("note", row),
        )

    def row_of(self, place_id: str) -> int | None:
        """Row of the place with this id."""
        rows = self.ids.rows(place_id)
        return int(rows[0]) if len(rows) else None

    def rows_within(self, region: Region) -> Rows:
        """Rows of the places in a region."""
        inside = (self.lat >= region.south) & (self.lat <= region.north)
        if region.crosses_antimeridian:
            inside &= (self.lon >= region.west) | (self.lon <= region.east)
        else:
            inside &= (self.lon >= region.west) & (self.lon <= region.east)
        return np.flatnonzero(inside).astype(np.uint32)


def script_of(text: str) -> str | None:
    """ISO 15924 code of the scripts that matter here, None for others.

    Examples
    --------
    >>> script_of("Raqqa"), script_of("الرقة"), script_of("Ракка"), script_of("ラッカ")
    ('Latn', 'Arab', 'Cyrl', None)
    """
    if is_arabic(text):
        return "Arab"
    for char in text:
        if char.isalpha():
            code = ord(char)
            if code < 0x0250 or 0x1E00 <= code < 0x1F00:
                return "Latn"
            if 0x0400 <= code < 0x0530:
                return "Cyrl"
            return None
    return None
