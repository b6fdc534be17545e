"""Opens a gazetteer, building the indexes that are missing or outdated."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from convoy_map.errors import GazetteerError
from convoy_map.gazetteer.cache import IndexMeta, build_index, open_segments, read_meta
from convoy_map.gazetteer.composite import LayeredGazetteer
from convoy_map.gazetteer.layers import Layer, layer
from convoy_map.gazetteer.segment import Segment
from convoy_map.model import Progress


def open_gazetteer(
    layers: Sequence[str] = ("case", "world"),
    *,
    places_tsv: Path | None = None,
    cache_dir: Path | None = None,
    progress: Progress | None = None,
) -> LayeredGazetteer:
    """Open the gazetteers of a case, the first taking precedence.

    The index of a layer is built on first use and whenever its input changed or
    its files are damaged; ``notes`` of the result tells which and why.

    Parameters
    ----------
    layers : sequence of str
        ``case`` (``places_tsv``, by default the project's own), ``world``
        (GeoNames towns, countries and divisions) or names of imported layers.
    places_tsv : Path, optional
        The case's gazetteer in LP-TSV.
    cache_dir : Path, optional
        Where indexes are kept; the user's cache directory by default.
    progress : callable, optional
        Called with a share and what is being done while an index is built.

    Raises
    ------
    GazetteerError
        A layer is unknown, its file is faulty, or its index cannot be written.
    """
    if isinstance(layers, str) or not layers:
        raise GazetteerError(
            f"no gazetteers to open in {layers!r}", mend="name some, for instance case and world"
        )
    notes: list[str] = []
    opened = []
    for name in dict.fromkeys(layers):
        found = layer(name, places_tsv=places_tsv, cache_dir=cache_dir)
        opened.append((name, found.key, _open(found, notes, progress)))
    return LayeredGazetteer(opened, notes)


def _open(found: Layer, notes: list[str], progress: Progress | None) -> list[Segment]:
    state = read_meta(found.folder)
    if isinstance(state, IndexMeta):
        reason = "" if state.key == found.key else "its input has changed"
    else:
        reason = state
    if not reason:
        try:
            return list(open_segments(found.folder))
        except GazetteerError as error:
            reason = str(error)
    if found.rows is None:
        raise GazetteerError(
            f"the imported gazetteer {found.name!r} cannot be opened: {reason}",
            mend="import it again",
        )
    notes.append(f"the index of gazetteer {found.name!r} was built: {reason}")
    build_index(
        found.rows(),
        found.folder,
        name=found.name,
        key=found.key,
        expected=found.expected,
        progress=progress,
    )
    return list(open_segments(found.folder))
