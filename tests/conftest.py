"""Fixtures shared by all rooms."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from convoy_map.gazetteer.cache import cache_root
from convoy_map.workspace.locations import CACHE_VARIABLE

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def project_dir() -> Path:
    """The root of the project."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep results out of the user's cache; the index of the gazetteer, slow to make, is shared."""
    folder = tmp_path_factory.mktemp("cache")
    gazetteer = cache_root()
    gazetteer.mkdir(parents=True, exist_ok=True)
    (folder / "gazetteer").symlink_to(gazetteer, target_is_directory=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(folder))
        yield folder


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The reference material beside the project; absent from a user's clone."""
    path = ROOT.parent / "shared"
    if not (path / "reference").is_dir():
        why = "the reference material (../shared) is not part of the public project"
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must have it: {why}")
        pytest.skip(why)
    return path
