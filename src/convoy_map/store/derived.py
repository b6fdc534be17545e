"""The files under ``derived/``: built, never edited, compared byte for byte."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from convoy_map.model import CaseResult, Finding, ReviewedMention, Severity
from convoy_map.store.records import Json, dump_document, dump_lines, to_json

DERIVED = "derived"
ROUTE_FILE = "route.geojson"


def render_stages(result: CaseResult) -> dict[str, bytes]:
    """Every derived file but the route, as bytes by name."""
    mentions = sorted(result.mentions, key=lambda m: (m.mention.anchor.source, *_span(m)))
    candidates = sorted(result.candidates, key=lambda c: c.mention)
    evidence = sorted(result.evidence, key=lambda e: e.id)
    legs = sorted(result.legs, key=lambda e: e.id)
    return {
        "1-mentions.jsonl": dump_lines(_reviewed(m) for m in mentions),
        "2-candidates.jsonl": dump_lines(candidates),
        "3-evidence.jsonl": dump_lines([*evidence, *legs]),
        "4-ordering.json": dump_document([to_json(o) for o in result.orderings]),
        "run.json": dump_document(_run(result)),
    }


def _span(one: ReviewedMention) -> tuple[int, int]:
    return one.mention.anchor.start, one.mention.anchor.end


def _reviewed(one: ReviewedMention) -> dict[str, Json]:
    record = to_json(one)
    if not isinstance(record, dict):
        raise TypeError("a reviewed mention is a record")
    mention = record.pop("mention")
    if not isinstance(mention, dict):
        raise TypeError("a mention is a record")
    return {**mention, **record}


def _run(result: CaseResult) -> dict[str, Json]:
    run = result.run
    return {
        "version": run.version,
        "case": result.definition.id,
        "inputs": dict(run.inputs),
        "parameters": dict(run.parameters),
        "lineage": {
            "edges": to_json(result.lineage.edges),
            "origins": {source: list(roots) for source, roots in result.lineage.origin_of},
        },
        "findings": to_json(run.findings),
    }


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that readers see the old bytes or the new, never half.

    The temporary file is removed if anything fails.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_derived(case_dir: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write the derived files that changed; return their paths."""
    written = []
    for name, data in sorted(files.items()):
        path = case_dir / DERIVED / name
        if not path.is_file() or path.read_bytes() != data:
            write_atomically(path, data)
            written.append(path)
    return tuple(written)


def compare_derived(case_dir: Path, files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Name every derived file that is missing or differs, with its first line that does."""
    findings = []
    for name, data in sorted(files.items()):
        path = case_dir / DERIVED / name
        if not path.is_file():
            what = f"{DERIVED}/{name} has not been built"
            findings.append(_stale(what, name))
            continue
        old = path.read_bytes()
        if old != data:
            pairs = zip(old.split(b"\n"), data.split(b"\n"), strict=False)
            same = next((n for n, (a, b) in enumerate(pairs, 1) if a != b), 0)
            findings.append(
                _stale(f"{DERIVED}/{name} is not what its inputs give", f"{name}:{same}")
            )
    return tuple(findings)


def _stale(what: str, where: str) -> Finding:
    return Finding(Severity.ERROR, "stale", what, where, "run 'convoy-map build' on the case")
