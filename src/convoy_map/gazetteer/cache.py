"""Builds an index once, atomically, into the user's cache directory; opens it by mapping."""

from __future__ import annotations

import contextlib
import errno
import gc
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from convoy_map.errors import GazetteerError
from convoy_map.gazetteer.readers.faults import FaultLog
from convoy_map.gazetteer.rows import PlaceRow
from convoy_map.gazetteer.segment import Segment
from convoy_map.gazetteer.segment_writer import FORMAT, SegmentWriter
from convoy_map.model import Progress

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


def cache_root(cache_dir: Path | None = None) -> Path:
    """Directory of the indexes: the given one, or the user's cache directory."""
    return cache_dir or Path(platformdirs.user_cache_dir("convoy-map")) / "gazetteer"


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
    n_places = n_names = n_segments = 0
    origins: set[tuple[str, str]] = set()
    writer, said = SegmentWriter(), f"indexing gazetteer {name}"

    def finish(writer: SegmentWriter) -> None:
        nonlocal n_segments, n_names
        target = scratch / f"segment-{n_segments:03d}"
        target.mkdir()
        low = 0.3 if expected else n_segments / (n_segments + 1)
        high = 1.0 if expected else (n_segments + 1) / (n_segments + 2)
        writer.write(target, lambda share: progress(low + (high - low) * share, said))
        n_segments += 1
        n_names += len(writer.folded)

    for row in rows:
        if writer.is_full:
            finish(writer)
            writer = SegmentWriter()
        writer.add(row)
        origins.add((row.source, row.licence))
        n_places += 1
        if expected and n_places % 20_000 == 0:
            progress(min(0.3, 0.3 * n_places / expected), said)
    finish(writer)
    meta = IndexMeta(
        name,
        key,
        n_places,
        n_names,
        tuple(sorted({source for source, _ in origins})),
        tuple(sorted({licence for _, licence in origins if licence})),
        faults.count,
    )
    files = {
        path.relative_to(scratch).as_posix(): path.stat().st_size
        for path in sorted(scratch.rglob("*"))
        if path.is_file()
    }
    about = {"format": FORMAT, "files": files, "n_segments": n_segments, **_as_dict(meta)}
    (scratch / _META).write_text(json.dumps(about, ensure_ascii=False, indent=1), "utf-8")
    progress(1.0, said)
    return meta


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
