"""Drafted journeys against known stops: `python benchmarks/mentions_journeys.py`.

Reads the short journeys of ``benchmarks/journeys`` (written for this purpose)
with the world gazetteer and compares the ordered named stops of each drafted
itinerary with the known ones: precision and recall of the stops and of the
consecutive pairs. On ``tuning`` texts the grammar was tuned, on ``fitted`` ones only
the weights of stops were fitted, and nothing on the ``held-out`` ones. ``--cases``
drafts a case from every raw text, and one from the five reports, as ``convoy-map
new`` does, and compares the ordered evidence.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from convoy_map.gazetteer import open_gazetteer
from convoy_map.mentions import find_mentions
from convoy_map.model import (
    Citation,
    Gazetteer,
    Mention,
    MentionKind,
    Passage,
    RelationKind,
    Role,
    SourceDocument,
    Stance,
)
from convoy_map.text.folding import fold_name
from convoy_map.text.language import detect_language
from mentions_cases import SHARED, journeys_as_cases, reports_as_case

HERE = Path(__file__).resolve().parent / "journeys"
HALVES = ("tuning", "fitted", "held-out")


def document(name: str, text: str, published: str | None) -> SourceDocument:
    """A whole text as a source document."""
    digest = sha256(text.encode()).hexdigest()
    passages = (Passage(0, len(text), text),)
    return SourceDocument(
        name, detect_language(text), digest, len(text), passages, Citation(published=published)
    )


def named_stop(mention: Mention, by_id: dict[str, Mention]) -> str | None:
    """Name of a stop; "near X" counts as X, other relations to X don't."""
    root = mention
    while root.refers_to is not None:
        root = by_id[root.refers_to]
    relation = root.relation
    if relation is not None and relation.kind is RelationKind.NEAR and len(root.anchors_on) == 1:
        root = by_id[root.anchors_on[0]]
    return fold_name(root.anchor.exact) if root.kind is MentionKind.TOPONYM else None


def drafted(mentions: tuple[Mention, ...]) -> dict[str, list[str]]:
    """Ordered named stops of each itinerary: narrative order, repeats joined."""
    stops: dict[str, list[str]] = {}
    by_id = {m.id: m for m in mentions}
    for mention in sorted(mentions, key=told):
        if mention.itinerary is None or not mention.role.is_on_route:
            continue
        if mention.role is Role.PLANNED or mention.stance is not Stance.STATED:
            continue
        name = named_stop(mention, by_id)
        if name is None:
            continue
        line = stops.setdefault(mention.itinerary, [])
        if line and line[-1] == name:
            continue
        if name in line and mention.visit == 0:
            continue
        line.append(name)
    return {slug: line for slug, line in stops.items() if line}


def told(mention: Mention) -> tuple[int, int]:
    """Order of the telling."""
    at = mention.anchor.start if mention.told_at is None else mention.told_at
    return at, mention.anchor.start


def pairs(line: list[str]) -> Counter[tuple[str, str]]:
    return Counter(pairwise(line))


def score(
    found: dict[str, list[str]], journeys: list[list[str]]
) -> tuple[Counter[str], list[tuple[list[str], list[str]]]]:
    """Counts over the best pairing of drafted with known journeys."""
    counts: Counter[str] = Counter()
    rest = dict(found)
    matched = []
    for journey in sorted(([fold_name(s) for s in j] for j in journeys), key=len, reverse=True):
        best = max(
            sorted(rest),
            key=lambda s: sum((Counter(rest[s]) & Counter(journey)).values()),
            default=None,
        )
        line = rest.pop(best) if best is not None else []
        matched.append((journey, line))
        counts["node_hit"] += sum((Counter(line) & Counter(journey)).values())
        counts["pair_hit"] += sum((pairs(line) & pairs(journey)).values())
        counts["node_found"] += len(line)
        counts["pair_found"] += max(0, len(line) - 1)
        counts["node_true"] += len(journey)
        counts["pair_true"] += len(journey) - 1
    for line in rest.values():
        counts["node_found"] += len(line)
        counts["pair_found"] += max(0, len(line) - 1)
    return counts, matched


def rates(counts: Counter[str]) -> str:
    cells = []
    for what in ("node", "pair"):
        hit, found, true = (counts[f"{what}_{k}"] for k in ("hit", "found", "true"))
        cells.append(f"{what} P {hit / max(1, found):.2f} R {hit / max(1, true):.2f}")
    return "  ".join(cells)


def run(gazetteer: Gazetteer, half: str, verbose: bool, names: str = "") -> Counter[str]:
    gold = json.loads((HERE / "gold.json").read_text(encoding="utf-8"))
    total: Counter[str] = Counter()
    for name, known in sorted(gold.items()):
        if known["half"] != half or not name.startswith(tuple(names.split(","))):
            continue
        text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
        found = drafted(find_mentions(document(name, text, known["published"]), gazetteer))
        counts, matched = score(found, known["journeys"])
        wrong = {n for line in found.values() for n in line} & {fold_name(o) for o in known["off"]}
        counts["off"] = len(wrong)
        total += counts
        print(f"{name:16} {rates(counts)}  off-route taken: {sorted(wrong)}")
        if verbose:
            for journey, line in matched:
                print("    known  ", " > ".join(journey))
                print("    drafted", " > ".join(line))
            print("    all    ", found)
    print(f"{half:16} {rates(total)}  off-route taken: {total['off']}")
    return total


def cases(names: str) -> None:
    """The same texts, and the five reports, through ``convoy-map new``; prints a table."""
    gold = json.loads((HERE / "gold.json").read_text(encoding="utf-8"))
    chosen = [n for n in sorted(gold) if n.startswith(tuple(names.split(",")))]
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        found = journeys_as_cases([(n, HERE / f"{n}.txt") for n in chosen], Path(folder))
        for name in chosen:
            counts, _ = score(found[name], gold[name]["journeys"])
            total += counts
            print(f"{name:16} {rates(counts)}")
        print(f"{'all journeys':16} {rates(total)}")
        if (SHARED / "seeds").is_dir():
            counts, known, line, named, stops = reports_as_case(Path(folder))
            print(f"{'reports, named':16} {rates(named)}  {' > '.join(stops)}")
            print(f"{'reports, all':16} {rates(counts)}")
            print("    known  ", " > ".join(known))
            print("    drafted", " > ".join(line))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", action="store_true", help="end to end, from raw documents")
    parser.add_argument("--names", default="", help="only texts whose name begins so: b01,b02")
    parser.add_argument("--half", choices=(*HALVES, "all"), default="all")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    if arguments.cases:
        cases(arguments.names)
        return
    gazetteer = open_gazetteer(("world",), places_tsv=None)
    for half in HALVES if arguments.half == "all" else (arguments.half,):
        run(gazetteer, half, arguments.verbose and half != "held-out", arguments.names)


if __name__ == "__main__":
    main()
