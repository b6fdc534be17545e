"""Journeys drafted end to end, from raw documents to ordered evidence.

Used by ``python benchmarks/mentions_journeys.py --cases``. Every text goes through
``convoy-map new`` (``Workspace.create``) as a person would give it, without any
judgement; the evidence of each drafted itinerary, in the order found most likely, is
then compared with the known stops.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from convoy_map.model import (
    CaseResult,
    Evidence,
    Mention,
    MentionKind,
    RelationKind,
    Role,
    Stage,
    Stance,
)
from convoy_map.text.folding import fold_name
from convoy_map.workspace import Workspace

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def run_case(files: list[Path], cache_dir: Path) -> CaseResult:
    """Draft a case from raw documents and run it to its ordering."""
    with tempfile.TemporaryDirectory() as folder:
        workspace, _ = Workspace.create(Path(folder) / "case", files, cache_dir=cache_dir)
        return workspace.run(until=Stage.ORDERING)


def ordered(result: CaseResult, itinerary: str) -> list[Evidence]:
    """Evidence of one itinerary in its likeliest order."""
    by_id = {e.id: e for e in result.evidence if e.itinerary == itinerary}
    for ordering in result.orderings:
        if ordering.itinerary == itinerary and ordering.sequences:
            return [by_id[i] for i in ordering.sequences[0].evidence if i in by_id]
    return list(by_id.values())


def stop_name(one: Evidence, mentions: dict[str, Mention]) -> str | None:
    """The name of a stop: its own, or that of the one place it is near, at or within."""
    for quote in one.quotes:
        mention = mentions.get(quote.anchor.target)
        for _ in range(4):
            if mention is None or mention.kind is MentionKind.TOPONYM:
                break
            relation = mention.relation
            near = relation is not None and len(mention.anchors_on) == 1
            if mention.refers_to is not None:
                mention = mentions.get(mention.refers_to)
            elif near and relation is not None and relation.kind is RelationKind.NEAR:
                mention = mentions.get(mention.anchors_on[0])
            else:
                mention = None
        if mention is not None:
            return fold_name(mention.anchor.exact)
    return None


def drafted_stops(result: CaseResult) -> dict[str, list[str]]:
    """Ordered named stops of every drafted itinerary, planned ones left out."""
    mentions = {m.mention.id: m.mention for m in result.mentions}
    stops: dict[str, list[str]] = {}
    for itinerary in sorted({e.itinerary for e in result.evidence}):
        line: list[str] = []
        for one in ordered(result, itinerary):
            travelled = any(q.stance is Stance.STATED for q in one.quotes)
            if one.role is Role.PLANNED or not travelled:
                continue
            name = stop_name(one, mentions)
            if name is not None and line[-1:] != [name]:
                line.append(name)
        if line:
            stops[itinerary] = line
    return stops


def journeys_as_cases(
    texts: Iterable[tuple[str, Path]], cache_dir: Path
) -> dict[str, dict[str, list[str]]]:
    """Drafted stops of every text, each made into a case of its own."""
    return {name: drafted_stops(run_case([path], cache_dir)) for name, path in texts}


def report_stops() -> list[tuple[str, set[tuple[str, int, int]]]]:
    """The convoy's known stops in order: a label, and the annotated spans of each.

    From the annotation of the five reports: the origin, then the numbered waypoints in
    the order of the telling; unnumbered repeats belong to the stop they repeat.
    """
    path = SHARED / "reference" / "gold_mentions.jsonl"
    rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
    rows = [r for r in rows if r["itinerary"] == "convoy" and r["cls"] not in {"context", "area"}]
    fullest, _ = Counter(r["doc"] for r in rows).most_common(1)[0]
    order = {"origin": 0, "destination": 2}
    stops: dict[str, set[tuple[str, int, int]]] = {}
    rows.sort(key=lambda r: (order.get(r["cls"], 1), r["doc"] != fullest, r["start"]))
    for row in rows:
        stops.setdefault(_label(row), set()).add((row["doc"], row["start"], row["end"]))
    return list(stops.items())


def _label(row: dict[str, Any]) -> str:
    """What a row of the annotation resolves to; every origin is one stop."""
    return "origin" if row["cls"] == "origin" else str(row["resolves_to"] or row["text"])


def named_report_stops() -> list[str]:
    """The convoy's known stops that have a name, in order."""
    path = SHARED / "reference" / "gold_mentions.jsonl"
    rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
    on_way = {"origin": 0, "waypoint": 1, "destination": 2}
    named = [
        r for r in rows
        if r["itinerary"] == "convoy" and r["form"] == "toponym" and r["cls"] in on_way
    ]  # fmt: skip
    named.sort(key=lambda r: (on_way[r["cls"]], r["doc"], r["start"]))
    return list(dict.fromkeys(fold_name(r["text"]) for r in named))


def reports_as_case(
    cache_dir: Path,
) -> tuple[Counter[str], list[str], list[str], Counter[str], list[str]]:
    """Counts, known and drafted order of the convoy of the five reports: all, then named."""
    files = sorted((SHARED / "seeds").glob("*.txt"))
    known = report_stops()
    result = run_case(files, cache_dir)
    prefixes = {d.id: d.id[:3] for d in result.documents}
    itinerary = max(
        sorted({e.itinerary for e in result.evidence}),
        key=lambda i: sum(len(e.quotes) for e in result.evidence if e.itinerary == i),
    )
    line: list[str] = []
    for one in ordered(result, itinerary):
        spans = [(prefixes[q.anchor.source], q.anchor.start, q.anchor.end) for q in one.quotes]
        label = next((n for n, own in known if any(_meets(s, own) for s in spans)), one.title)
        if line[-1:] != [label]:
            line.append(label)
    named = drafted_stops(result).get(itinerary, [])
    all_known = [name for name, _ in known]
    return _count(line, all_known), all_known, line, _count(named, named_report_stops()), named


def _meets(span: tuple[str, int, int], own: set[tuple[str, int, int]]) -> bool:
    return any(span[0] == d and span[1] < e and s < span[2] for d, s, e in own)


def _count(line: list[str], known: list[str]) -> Counter[str]:
    pairs, true_pairs = Counter(pairwise(line)), Counter(pairwise(known))
    return Counter(
        node_hit=sum((Counter(line) & Counter(known)).values()), node_found=len(line),
        node_true=len(known), pair_hit=sum((pairs & true_pairs).values()),
        pair_found=max(0, len(line) - 1), pair_true=len(known) - 1,
    )  # fmt: skip
