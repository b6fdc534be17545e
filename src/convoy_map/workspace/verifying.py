"""What is checked about a case: that it was read whole, and that its quotes stand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from convoy_map.errors import CaseError
from convoy_map.model import CaseDefinition, CaseResult, Finding, Severity, SourceDocument
from convoy_map.store.casefile import CASE_FILE, read_case

READ_TRIES = 20


def read_unmoved(path: Path) -> tuple[CaseDefinition, str, tuple[Finding, ...]]:
    """Read ``route.yaml`` with the SHA-256 of the very bytes that were read.

    Somebody may append a judgement meanwhile; it is then read again, so that a
    result is never kept under the hash of another definition.

    Parameters
    ----------
    path : Path
        Folder of the case.

    Returns
    -------
    tuple
        Definition, hash in hexadecimal digits, what was set aside.

    Raises
    ------
    CaseError
        If the case cannot be read, or is written to all the time.
    """
    before = _sha256(path / CASE_FILE)
    for _ in range(READ_TRIES):
        definition, told = read_case(path)
        after = _sha256(path / CASE_FILE)
        if after == before:
            return definition, after, told
        before = after
    raise CaseError(
        "is being written to all the time",
        where=str(path / CASE_FILE),
        mend="close other windows on this case, and try again",
    )


def _sha256(path: Path) -> str:
    """Hash of a file; empty where there is none, which its reader then tells."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def read_features(data: bytes, path: Path) -> dict[str, object]:
    """Read a FeatureCollection that may have been broken on disk.

    Raises
    ------
    CaseError
        If it is not JSON, or not a collection of features with a kind.
    """
    try:
        loaded = json.loads(data)
    except ValueError as error:
        raise CaseError(
            f"{path.name} is not JSON ({error})", where=str(path), mend="build the case again"
        ) from error
    rows = loaded.get("features") if isinstance(loaded, dict) else None
    whole = isinstance(rows, list) and all(
        isinstance(row, dict)
        and isinstance(row.get("properties"), dict)
        and "kind" in row["properties"]
        for row in rows
    )
    if not whole:
        raise CaseError(
            f"{path.name} is not a collection of features, each with its kind",
            where=str(path),
            mend="build the case again",
        )
    return dict(loaded)


def quote_findings(documents: Sequence[SourceDocument], result: CaseResult) -> tuple[Finding, ...]:
    """Quotes that do not stand where they should in the documents at hand."""
    known = {d.id: d for d in documents}
    out = []
    for evidence in result.evidence:
        for quote in evidence.quotes:
            anchor = quote.anchor
            if known[anchor.source].slice(anchor.start, anchor.end) != anchor.exact:
                what = f"the quote “{anchor.exact[:60]}” is not what its source says there"
                out.append(
                    Finding(Severity.ERROR, "quote", what, anchor.target, "build the case again")
                )
    return tuple(out)
