"""A small copy of the first case that builds in a moment."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def quick_case(tmp_path: Path, project_dir: Path) -> Path:
    """The first case, its judgements untouched, at a coarse resolution."""
    shutil.copytree(project_dir / "seeds", tmp_path / "seeds")
    case = tmp_path / "routes" / "raqqa-2017"
    case.mkdir(parents=True)
    text = (project_dir / "routes" / "raqqa-2017" / "route.yaml").read_text(encoding="utf-8")
    slow = "parameters: {use_drafts: false}"
    quick = "parameters: {use_drafts: false, cell_size_m: 4000, n_surfaces: 2, n_particles: 12}"
    assert slow in text
    (case / "route.yaml").write_text(text.replace(slow, quick), encoding="utf-8")
    return case
