"""Where the project's own data lies, in a checkout and in an installed wheel."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

FIRST_CASE = "raqqa-2017"
CACHE_VARIABLE = "CONVOY_MAP_CACHE"


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


def default_cache_dir() -> Path:
    """The user's cache folder for indexes and results; nothing in it is precious.

    The environment variable ``CONVOY_MAP_CACHE`` names another folder.
    """
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return Path(named)
    return platformdirs.user_cache_path("convoy-map", appauthor=False)
