"""A case made whole, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from convoy_map.errors import CaseError
from convoy_map.model import Finding, Progress, Region
from convoy_map.workspace.creation import create_case


def make_case(
    path: Path,
    files: Sequence[Path],
    *,
    title: str,
    question: str,
    countries: Sequence[str],
    region: Region | None,
    cache_dir: Path,
    progress: Progress | None,
) -> tuple[Finding, ...]:
    """Make a case folder; see ``creation.create_case``.

    Raises
    ------
    CaseError
        If no document could be read, or the folder cannot be written. What was
        half made is then taken away.
    """
    was_there = path.exists()
    try:
        return create_case(
            path,
            files,
            title=title,
            question=question,
            countries=countries,
            region=region,
            cache_dir=cache_dir,
            progress=progress,
        )
    except OSError as error:
        if not was_there:
            shutil.rmtree(path, ignore_errors=True)
        raise CaseError(
            f"the case could not be written ({error.strerror})",
            where=str(path),
            mend="free some space on the disk, or choose another folder, and make it again",
        ) from error
