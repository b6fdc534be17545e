"""Where the project's own data lies, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

from convoy_map.gazetteer.cache import CACHE_VARIABLE, default_cache_dir

__all__ = [
    "CACHE_VARIABLE",
    "FIRST_CASE",
    "data_root",
    "default_cache_dir",
    "first_case",
]

FIRST_CASE = "raqqa-2017"


def data_root() -> Path:
    """Folder that holds ``gazetteer/``, ``routes/`` and ``seeds/``.

    In an installed wheel they travel inside the package; in a checkout they are
    the top level of the project.
    """
    package = Path(__file__).resolve().parent.parent
    packed = package / "_data"
    return packed if packed.is_dir() else package.parent.parent


def first_case() -> Path:
    """The case that opens when none is named."""
    return data_root() / "routes" / FIRST_CASE
