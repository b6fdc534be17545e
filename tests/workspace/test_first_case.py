"""The committed first case is what its inputs give, wherever and however it is built."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def test_another_clone_gives_the_same_bytes(tmp_path: Path, project_dir: Path) -> None:
    shutil.copytree(project_dir / "seeds", tmp_path / "seeds")
    case = tmp_path / "routes" / "raqqa-2017"
    shutil.copytree(project_dir / "routes" / "raqqa-2017", case)
    done = subprocess.run(
        [sys.executable, "-m", "convoy_map", "check", str(case), "--processes", "2"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONHASHSEED": "4711"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "0 errors" in done.stdout
