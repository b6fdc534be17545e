"""Where the gazetteer files that come with the project lie."""

from __future__ import annotations

from pathlib import Path

from convoy_map.errors import GazetteerError

_ROOM = Path(__file__).resolve().parent


def data_file(name: str) -> Path:
    """Return the path of a file of ``gazetteer/``, installed or in a checkout.

    Raises
    ------
    GazetteerError
        The file is missing.
    """
    for folder in (_ROOM.parent / "_data" / "gazetteer", _ROOM.parents[2] / "gazetteer"):
        if (folder / name).is_file():
            return folder / name
    raise GazetteerError(
        f"the gazetteer file {name!r} is missing from this installation",
        mend="install convoy-map again",
    )
