"""Writes a segment: columns and tries on disk that can be memory-mapped."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

import marisa_trie
import numpy as np
import numpy.typing as npt

from convoy_map.gazetteer.rows import KINDS, PlaceRow
from convoy_map.text.folding import fold_name
from convoy_map.text.skeleton import (
    phonetic,
    skeleton_of_sounds,
    sounds_of,
    without_articles,
)

FORMAT = 2
PLACES_A_SEGMENT = 400_000
NAMES_A_SEGMENT = 1_600_000
_KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS)}


def bare_key(folded: str) -> str:
    """Fold further: no Arabic articles, no spaces.

    Examples
    --------
    >>> bare_key("dayr az zawr"), bare_key("deirezzor")
    ('dayrzawr', 'deirezzor')
    """
    return without_articles(folded).replace(" ", "").replace("'", "")


class _Strings:
    """Distinct strings, numbered."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {"": 0}

    def __getitem__(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))


class _Blob:
    """Byte strings one after the other, and where each begins."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.starts = array("Q", [0])

    def append(self, value: bytes) -> None:
        self.data += value
        self.starts.append(len(self.data))


class SegmentWriter:
    """Collects rows and writes them as one segment.

    A segment holds at most 400,000 places or 1.6 million names, so that memory
    stays flat however long a gazetteer is; a longer one has several segments.
    """

    def __init__(self) -> None:
        self.lon, self.lat, self.uncertainty = array("d"), array("d"), array("f")
        self.population = array("q")
        self.codes = {
            name: array("I")
            for name in ("feature", "ccode", "admin", "origin", "note", "status", "record")
        }
        self._code_columns = [self.codes[name] for name in list(self.codes)[:-1]]
        self._known_codes: dict[tuple[object, ...], tuple[int, ...]] = {}
        self.strings = _Strings()
        self.ids: list[str] = []
        self.names, self.shapes = _Blob(), _Blob()
        self.name_place, self.name_kind, self.name_lang = array("I"), array("B"), array("H")
        self.first_name = array("I", [0])
        self.folded: list[str] = []

    @property
    def is_full(self) -> bool:
        """Whether the next row should go to a new segment."""
        return len(self.lon) >= PLACES_A_SEGMENT or len(self.folded) >= NAMES_A_SEGMENT

    def __len__(self) -> int:
        return len(self.lon)

    def add(self, row: PlaceRow) -> None:
        """Add a row; its title becomes the first, preferred name."""
        place = len(self.lon)
        self.lon.append(row.lon)
        self.lat.append(row.lat)
        self.uncertainty.append(row.coordinate_uncertainty_m)
        self.population.append(row.population)
        self._add_codes(row)
        self.ids.append(row.id)
        self.shapes.append(row.wkb)
        lang = next((n.lang for n in row.names if n.text == row.title), "")
        seen = {row.title, ""}
        self._add_name(place, row.title, 0, lang)
        for text, lang, kind in row.names:
            if text not in seen:
                seen.add(text)
                self._add_name(place, text, _KIND_NUMBER[kind], lang)
        self.first_name.append(len(self.name_place))

    def _add_name(self, place: int, text: str, kind: int, lang: str) -> None:
        self.names.append(text.encode())
        self.name_place.append(place)
        self.name_kind.append(kind)
        self.name_lang.append(self.strings[lang])
        self.folded.append(fold_name(text))

    def _add_codes(self, row: PlaceRow) -> None:
        key = (*row[5:7], *row[8:10], *row[12:13], *row[14:17])
        numbers = self._known_codes.get(key)
        if numbers is None:
            texts = (
                f"{row.feature_class}|{row.feature_code}",
                row.ccode,
                "|".join(row.admin),
                f"{row.source}\t{row.licence}",
                row.note,
                row.status,
            )
            numbers = tuple(self.strings[text] for text in texts)
            if len(self._known_codes) < 100_000:
                self._known_codes[key] = numbers
        for column, number in zip(self._code_columns, numbers, strict=True):
            column.append(number)
        self.codes["record"].append(self.strings[row.record] if row.record else 0)

    def write(self, folder: Path, tick: Callable[[float], None] = lambda share: None) -> None:
        """Write the segment into an existing, empty folder.

        Raises
        ------
        OSError
            The disk is full or not writable.
        """
        ids = _Blob()
        for place_id in self.ids:
            ids.append(place_id.encode())
        columns: dict[str, npt.NDArray[np.generic]] = {
            "lon": np.frombuffer(self.lon, "f8"),
            "lat": np.frombuffer(self.lat, "f8"),
            "uncertainty": np.frombuffer(self.uncertainty, "f4"),
            "population": np.frombuffer(self.population, "i8"),
            "id_start": np.frombuffer(ids.starts, "u8"),
            "shape_start": np.frombuffer(self.shapes.starts, "u8"),
            "name_start": np.frombuffer(self.names.starts, "u8"),
            "name_place": np.frombuffer(self.name_place, "u4"),
            "name_kind": np.frombuffer(self.name_kind, "u1"),
            "name_lang": np.frombuffer(self.name_lang, "u2"),
            "first_name": np.frombuffer(self.first_name, "u4"),
        }
        columns |= {name: np.frombuffer(codes, "u4") for name, codes in self.codes.items()}
        for name, column in columns.items():
            np.save(folder / f"{name}.npy", column)
        for name, blob in (("ids", ids), ("names", self.names), ("shapes", self.shapes)):
            (folder / f"{name}.bin").write_bytes(blob.data)
        strings = sorted(self.strings.numbers, key=self.strings.numbers.__getitem__)
        (folder / "strings.json").write_text(json.dumps(strings, ensure_ascii=False), "utf-8")
        tick(0.1)
        self._write_tries(folder, tick)

    def _write_tries(self, folder: Path, tick: Callable[[float], None]) -> None:
        rows = np.arange(len(self.folded), dtype="u4")
        _write_index(folder, "key", self.folded, rows)
        tick(0.3)
        bare = [bare_key(key) for key in self.folded]
        differs = [i for i, key in enumerate(bare) if key and key != self.folded[i]]
        _write_index(folder, "bare", [bare[i] for i in differs], rows[differs])
        del bare
        tick(0.45)
        sounds, skeletons = _Blob(), []
        names, starts = self.names.data, self.names.starts
        for i in range(len(rows)):
            text = names[starts[i] : starts[i + 1]]
            heard = sounds_of(self.folded[i]) if text.isascii() else phonetic(text.decode())
            sounds.append(heard.encode())
            skeletons.append(skeleton_of_sounds(heard))
        (folder / "sounds.bin").write_bytes(sounds.data)
        np.save(folder / "sound_start.npy", np.frombuffer(sounds.starts, "u8"))
        kept = [i for i, key in enumerate(skeletons) if key]
        tick(0.85)
        _write_index(folder, "skeleton", [skeletons[i] for i in kept], rows[kept])
        _write_index(folder, "id", self.ids, np.arange(len(self.ids), dtype="u4"))
        tick(1.0)


def _write_index(
    folder: Path, name: str, keys: Sequence[str], rows: npt.NDArray[np.uint32]
) -> None:
    """Write a trie of the keys, and for each key the rows that have it."""
    trie = marisa_trie.Trie(keys)
    trie.save(str(folder / f"{name}.marisa"))
    numbers = np.fromiter(map(trie.__getitem__, keys), "u4", len(keys))
    order = np.argsort(numbers, kind="stable")
    starts = np.zeros(len(trie) + 1, "u4")
    np.cumsum(np.bincount(numbers, minlength=len(trie)), out=starts[1:])
    np.save(folder / f"{name}_rows.npy", rows[order])
    np.save(folder / f"{name}_ptr.npy", starts)
