"""Fixtures shared by all rooms."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def project_dir() -> Path:
    """The root of the project."""
    return ROOT


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
