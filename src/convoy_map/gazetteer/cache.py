"""Builds an index once, atomically, into the user's cache directory; opens it by mapping."""

from __future__ import annotations

import contextlib
import errno
import gc
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from convoy_map.errors import GazetteerError
from convoy_map.gazetteer.readers.faults import FaultLog
from convoy_map.gazetteer.rows import PlaceRow
from convoy_map.gazetteer.segment import Segment
from convoy_map.gazetteer.segment_writer import FORMAT, SegmentWriter
from convoy_map.model import Progress

CACHE_VARIABLE = "CONVOY_MAP_CACHE"
_META = "index.json"


@dataclass(frozen=True, slots=True)
class IndexMeta:
    """What an index was built from, and how much is in it."""

    name: str
    key: str
    n_places: int
    n_names: int
    sources: tuple[str, ...]
    licences: tuple[str, ...]
    n_set_aside: int = 0


def default_cache_dir() -> Path:
    """The user's cache folder for indexes and results; nothing in it is precious.

    The environment variable ``CONVOY_MAP_CACHE`` names another folder. This is the
    one place that knows.
    """
    named = os.environ.get(CACHE_VARIABLE)
    return Path(named) if named else platformdirs.user_cache_path("convoy-map", appauthor=False)


def cache_root(cache_dir: Path | None = None) -> Path:
    """Directory of the indexes: the given one, or that in the user's cache folder."""
    return cache_dir or default_cache_dir() / "gazetteer"


def _silent(share: float, what: str) -> None:
    """Report progress to nobody."""


def build_index(
    rows: Iterable[PlaceRow],
    folder: Path,
    *,
    name: str,
    key: str,
    expected: int = 0,
    progress: Progress | None = None,
    faults: FaultLog | None = None,
) -> IndexMeta:
    """Build an index beside its place and move it there in one step.

    Until that step the previous index stays as it was. Rows are expected to be
    checked already (``rows.checked``).

    Raises
    ------
    GazetteerError
        The directory is not writable or the disk is full.
    """
    scratch = _scratch(folder, name)
    collecting = gc.isenabled()
    gc.disable()  # millions of short-lived rows, no cycles: collecting costs a third of the time
    try:
        meta = _write(rows, scratch, name, key, expected, progress or _silent, faults or FaultLog())
        _swap(scratch, folder)
    except OSError as error:
        raise _not_written(name, folder, error) from error
    finally:
        if collecting:
            gc.enable()
        shutil.rmtree(scratch, ignore_errors=True)
    return meta


def _scratch(folder: Path, name: str) -> Path:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise _not_written(name, folder, error) from error


def _not_written(name: str, folder: Path, error: OSError) -> GazetteerError:
    return GazetteerError(
        f"the index of gazetteer {name!r} could not be written: {error.strerror or error}",
        where=str(folder),
        mend="free some disk space or name another cache directory; "
        "the previous index is untouched",
    )


def _swap(scratch: Path, folder: Path) -> None:
    """Put the new index in place of the old; another process may do the same just now."""
    for _ in range(5):
        try:
            scratch.replace(folder)
            return
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
        old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
        with contextlib.suppress(FileNotFoundError):
            folder.replace(old / "index")
        shutil.rmtree(old, ignore_errors=True)
    raise OSError(errno.EBUSY, "another process keeps writing the same index")


def _write(
    rows: Iterable[PlaceRow],
    scratch: Path,
    name: str,
    key: str,
    expected: int,
    progress: Progress,
    faults: FaultLog,
) -> IndexMeta:
    places = _Counted(rows, progress, f"indexing gazetteer {name}", expected)
    n_names = n_segments = 0
    for writer in _filled(places):
        target = scratch / f"segment-{n_segments:03d}"
        target.mkdir()
        writer.write(target, places.share_of_writing(n_segments))
        n_segments += 1
        n_names += len(writer.folded)
    meta = IndexMeta(
        name,
        key,
        places.count,
        n_names,
        tuple(sorted({source for source, _ in places.origins})),
        tuple(sorted({licence for _, licence in places.origins if licence})),
        faults.count,
    )
    _describe(scratch, meta, n_segments)
    progress(1.0, places.said)
    return meta


class _Counted:
    """The rows of an index on their way in: counted, with their sources, told as progress."""

    def __init__(
        self, rows: Iterable[PlaceRow], progress: Progress, said: str, expected: int
    ) -> None:
        self._rows, self._progress, self._expected = rows, progress, expected
        self.said, self.count = said, 0
        self.origins: set[tuple[str, str]] = set()

    def __iter__(self) -> Iterator[PlaceRow]:
        for row in self._rows:
            yield row
            self.origins.add((row.source, row.licence))
            self.count += 1
            if self._expected and self.count % 20_000 == 0:
                self._progress(min(0.3, 0.3 * self.count / self._expected), self.said)

    def share_of_writing(self, number: int) -> Callable[[float], None]:
        """Progress of writing segment ``number``; how many follow is not always known."""
        low = 0.3 if self._expected else number / (number + 1)
        high = 1.0 if self._expected else (number + 1) / (number + 2)
        return lambda share: self._progress(low + (high - low) * share, self.said)


def _filled(rows: Iterable[PlaceRow]) -> Iterator[SegmentWriter]:
    """Yield writers, each as full as a segment may be; the last one with the rest."""
    writer = SegmentWriter()
    for row in rows:
        if writer.is_full:
            yield writer
            writer = SegmentWriter()
        writer.add(row)
    yield writer


def _describe(scratch: Path, meta: IndexMeta, n_segments: int) -> None:
    """Write the description of an index: every file with its size, and what it was built from."""
    files = {
        path.relative_to(scratch).as_posix(): path.stat().st_size
        for path in sorted(scratch.rglob("*"))
        if path.is_file()
    }
    about = {"format": FORMAT, "files": files, "n_segments": n_segments, **_as_dict(meta)}
    (scratch / _META).write_text(json.dumps(about, ensure_ascii=False, indent=1), "utf-8")


def _as_dict(meta: IndexMeta) -> dict[str, object]:
    return {name: getattr(meta, name) for name in IndexMeta.__slots__}


def read_meta(folder: Path) -> IndexMeta | str:
    """Read what an index was built from, or say why it cannot be used.

    Every file is there with its size, or the index is called broken.
    """
    try:
        about = json.loads((folder / _META).read_text("utf-8"))
    except FileNotFoundError:
        return "there is none yet"
    except (OSError, ValueError):
        return "its description is unreadable"
    if about.get("format") != FORMAT:
        return "it is of an older format"
    for name, size in about["files"].items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            return f"its file {name} is damaged"
    fields = {name: about[name] for name in IndexMeta.__slots__}
    fields["sources"], fields["licences"] = tuple(about["sources"]), tuple(about["licences"])
    return IndexMeta(**fields)


def open_segments(folder: Path) -> Iterator[Segment]:
    """Map the segments of an index.

    Raises
    ------
    GazetteerError
        A file is damaged in a way that its size does not tell.
    """
    for path in sorted(folder.glob("segment-*")):
        try:
            yield Segment(path)
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise GazetteerError(
                f"the index is damaged: {error}", where=str(path), mend="delete it; it is rebuilt"
            ) from error
