"""The reading against annotated texts: `python benchmarks/mentions.py`.

Three tables. The five reports of the first case against their hand annotation
(exact spans of names, traps, relational phrases, waypoint or incidental,
itinerary), without any judgement. GeoVirus (Gritta et al. 2018): names found,
and names found and placed within 161 km. And flashgeotext and geotext beside
them on the same texts in the same run, where they are installed (they are not
needed for anything else): quality and speed.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from convoy_map.candidates import find_candidates
from convoy_map.gazetteer import open_gazetteer
from convoy_map.mentions import find_mentions
from convoy_map.model import (
    Citation,
    Gazetteer,
    Mention,
    MentionKind,
    Parameters,
    Passage,
    SourceDocument,
)
from convoy_map.text.language import detect_language

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
ON_ROUTE = {"origin", "waypoint", "destination", "planned", "area"}
Span = tuple[int, int]


def document(name: str, text: str, published: str | None = None) -> SourceDocument:
    """A whole text as a source document."""
    digest = sha256(text.encode()).hexdigest()
    passages = (Passage(0, len(text), text),)
    return SourceDocument(
        name, detect_language(text), digest, len(text), passages, Citation(published=published)
    )


def f1(hit: float, found: float, true: float) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    p, r = hit / max(1, found), hit / max(1, true)
    return p, r, 2 * p * r / max(1e-9, p + r)


def line(name: str, hit: float, found: float, true: float) -> None:
    p, r, f = f1(hit, found, true)
    print(f"  {name:44} P {p:.3f}  R {r:.3f}  F1 {f:.3f}   ({hit:.0f} of {found:.0f} / {true:.0f})")


def overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def read_reports(gazetteer: Gazetteer) -> dict[str, tuple[str, tuple[Mention, ...]]]:
    """Text and mentions of the five reports by number."""
    read = {}
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        name = path.name[:3]
        read[name] = (text, find_mentions(document(name, text, "2017-11-13"), gazetteer))
    return read


def gold_rows(file: str) -> list[dict[str, Any]]:
    path = SHARED / "reference" / file
    return [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]


def reports(gazetteer: Gazetteer, verbose: bool) -> None:
    """The first table."""
    read = read_reports(gazetteer)
    gold = gold_rows("gold_mentions.jsonl")
    traps = gold_rows("gold_traps.jsonl")
    print("five reports, whole, no judgement")
    found = {
        (d, m.anchor.start, m.anchor.end)
        for d, (_, mentions) in read.items()
        for m in mentions
        if m.kind is MentionKind.TOPONYM
    }
    named = {(g["doc"], g["start"], g["end"]) for g in gold if g["form"] == "toponym"}
    line("named toponyms, exact span", len(found & named), len(found), len(named))
    hits = sum(
        any(d == t["doc"] and overlap((s, e), (t["start"], t["end"])) for d, s, e in found)
        for t in traps
    )
    print(f"  traps taken for a place: {hits} of {len(traps)}")
    relational(read, gold, verbose)
    roles(read, gold, verbose)
    itineraries(read, gold, verbose)


def relational(read: dict[str, Any], gold: list[dict[str, Any]], verbose: bool) -> None:
    """Relational phrases: overlap, and the anchors that the annotation gives them."""
    children: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in gold:
        if row.get("parent"):
            children[row["parent"]].append(row)
    rows = [g for g in gold if g["form"] == "relational"]
    hit, used = 0, set()
    typed: Counter[bool] = Counter()
    for row in rows:
        span = (row["start"], row["end"])
        wanted = {(c["start"], c["end"]) for c in children[row["id"]]}
        best = None
        for m in read[row["doc"]][1]:
            if m.kind is not MentionKind.RELATIONAL or m.id in used:
                continue
            if not overlap(span, (m.anchor.start, m.anchor.end)):
                continue
            mine = {tuple(map(int, a.split(":")[1].split("-"))) for a in m.anchors_on}
            right = all(any(overlap(w, x) for x in mine) for w in wanted)
            size = min(span[1], m.anchor.end) - max(span[0], m.anchor.start)
            score = (right, size / (max(span[1], m.anchor.end) - min(span[0], m.anchor.start)))
            if best is None or score > best[0]:
                best = (score, m)
        if best is not None and best[0][0]:
            hit += 1
            used.add(best[1].id)
            wanted_type, found = plain_type(row["text"]), best[1].relation
            if wanted_type and found is not None:
                right = found.kind.value in wanted_type
                typed[right] += 1
                if verbose and not right:
                    print("    type:", repr(row["text"]), found.kind.value, "not", wanted_type)
        elif verbose:
            print("    missed:", row["doc"], repr(row["text"]), best and best[1].anchor.exact)
    mine_all = [m for _, ms in read.values() for m in ms if m.kind is MentionKind.RELATIONAL]
    if verbose:
        for m in mine_all:
            if m.id not in used:
                print(
                    "    extra:", m.id, repr(m.anchor.exact), m.relation and m.relation.kind.value
                )
    line("relational phrases, overlap and anchors", hit, len(mine_all), len(rows))
    told = sum(typed.values())
    print(f"  of the {told} found whose words leave no doubt, right type: {typed[True]}")


PLAIN_TYPES = (
    (r"\b(?:border|frontier)\b", {"border"}),
    (r"\b(?:midway|half-?way)\b", {"midway"}),
    (r"\bbetween\b", {"between", "midway"}),
    (r"\b(?:km|kilomet\w+|miles?|hours?)\b", {"distance", "direction", "beyond"}),
    (r"\b(?:north|south|east|west|(?:north|south)-?(?:east|west))\w* of\b", {"direction"}),
    (r"^(?:the )?(?:north|south|east|west)\w*ern\b", {"part_of", "within"}),
    (r"\b(?:near|nearby|close to|not far from|outskirts of|outside)\b", {"near"}),
    (r"\b(?:beyond|further)\b", {"beyond", "further"}),
)


def plain_type(words: str) -> set[str]:
    """Types that the words of a phrase allow, where they leave no doubt; else none.

    The annotation has no types: these follow from the words alone, never from ours.
    """
    found = [types for pattern, types in PLAIN_TYPES if re.search(pattern, words.lower())]
    return found[0] if len(found) == 1 else set()


def _pairs(
    read: dict[str, Any], gold: list[dict[str, Any]], forms: Iterable[str]
) -> list[tuple[dict[str, Any], Mention | None]]:
    """Gold mentions with the mention of the same span, or the one that overlaps most."""
    paired = []
    for row in gold:
        if row["form"] not in forms:
            continue
        span = (row["start"], row["end"])
        best: tuple[float, Mention] | None = None
        for m in read[row["doc"]][1]:
            if m.kind is MentionKind.LEG or not overlap(span, (m.anchor.start, m.anchor.end)):
                continue
            inner = min(span[1], m.anchor.end) - max(span[0], m.anchor.start)
            share = inner / (max(span[1], m.anchor.end) - min(span[0], m.anchor.start))
            if best is None or share > best[0]:
                best = (share, m)
        paired.append((row, best[1] if best is not None and best[0] > 0.5 else None))
    return paired


def roles(read: dict[str, Any], gold: list[dict[str, Any]], verbose: bool) -> None:
    """Waypoint or incidental."""
    for name, forms in (
        ("waypoint or incidental: named", ("toponym",)),
        ("waypoint or incidental: named, relational", ("toponym", "relational")),
        ("waypoint or incidental: all", ("toponym", "relational", "nominal")),
    ):
        counts: Counter[str] = Counter()
        for row, m in _pairs(read, gold, forms):
            true = row["cls"] in ON_ROUTE
            mine = m is not None and m.role.is_on_route
            counts["hit"] += true and mine
            counts["found"] += mine
            counts["true"] += true
            counts["same"] += true == mine
            counts["n"] += 1
            if verbose and true != mine and forms == ("toponym", "relational", "nominal"):
                text = read[row["doc"]][0]
                around = text[max(0, row["start"] - 60) : row["end"] + 30].replace("\n", " ")
                print(
                    "    gold" if true else "    mine",
                    row["doc"],
                    row["start"],
                    repr(row["text"]),
                    row["cls"],
                    row["itinerary"],
                    "|",
                    m and (m.role.value, m.itinerary),
                    around,
                )
        line(name, counts["hit"], counts["found"], counts["true"])
        print(f"  {'':44} agreement {counts['same'] / counts['n']:.3f}")


def itineraries(read: dict[str, Any], gold: list[dict[str, Any]], verbose: bool) -> None:
    """Itinerary of the route mentions, each of ours named by the known one it meets most."""
    meets: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    rows = [
        (row, m)
        for row, m in _pairs(read, gold, ("toponym", "relational", "nominal"))
        if row["itinerary"] and m is not None and m.itinerary and row["cls"] != "context"
    ]
    for row, m in rows:
        meets[(row["doc"], str(m.itinerary))][row["itinerary"]] += 1
    right = sum(
        meets[(row["doc"], str(m.itinerary))].most_common(1)[0][0] == row["itinerary"]
        for row, m in rows
    )
    print(
        f"  itinerary of route mentions: {right} of {len(rows)} = {right / max(1, len(rows)):.3f}"
    )
    if verbose:
        for key, counter in sorted(meets.items()):
            print("   ", key, dict(counter))


def geovirus() -> list[tuple[str, list[tuple[int, int, float, float]]]]:
    """Articles of GeoVirus: text and (start, end, lon, lat) of its places."""
    tree = ElementTree.parse(SHARED / "corpora" / "GeoVirus.xml")
    articles = []
    for article in tree.getroot():
        text = article.findtext("text") or ""
        places = []
        for place in article.findall("locations/location"):
            start = aligned(text, place.findtext("name") or "", int(place.findtext("start") or 0))
            at = (float(place.findtext("lon") or 0), float(place.findtext("lat") or 0))
            places.append((start, start + len(place.findtext("name") or ""), *at))
        articles.append((text, places))
    return articles


def aligned(text: str, name: str, start: int) -> int:
    """GeoVirus counts from 1, and not always: the nearest place where the name stands."""
    for shift in (0, -1, 1, -2, 2, -3, 3):
        if text[start + shift : start + shift + len(name)] == name:
            return start + shift
    return start


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance; enough for a threshold of 161 km."""
    from math import asin, cos, radians, sin, sqrt

    lon1, lat1, lon2, lat2 = map(radians, (*a, *b))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, h)))


def geovirus_table(gazetteer: Gazetteer, verbose: bool, part: str) -> None:
    """The second table. ``part``: all, even or odd articles (one half is never tuned on)."""
    counts: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for number, (text, places) in enumerate(geovirus()):
        if part != "all" and number % 2 != (part == "odd"):
            continue
        mentions = find_mentions(document("g", text), gazetteer)
        names = [m for m in mentions if m.kind is MentionKind.TOPONYM]
        found = {(m.anchor.start, m.anchor.end) for m in names}
        true = {(s, e) for s, e, _, _ in places}
        counts["hit"] += len(found & true)
        counts["found"] += len(found)
        counts["true"] += len(true)
        wrong.update(
            text[max(0, s - 12) : e + 14].replace("\n", " ") + " «" + text[s:e] + "»"
            for s, e in found - true
        )
        missed.update(
            text[max(0, s - 12) : e + 14].replace("\n", " ") + " «" + text[s:e] + "»"
            for s, e in true - found
        )
        placed = _placed(names, gazetteer)
        for s, e, lon, lat in places:
            counts["placed"] += any(
                overlap((s, e), span) and kilometres((lon, lat), at) <= 161
                for span, at in placed.items()
            )
        counts["placed_found"] += len(placed)
    print(f"GeoVirus ({part})")
    line("names, exact span", counts["hit"], counts["found"], counts["true"])
    line(
        "names found and placed within 161 km",
        counts["placed"],
        counts["placed_found"],
        counts["true"],
    )
    if verbose:
        for title, counter in (("wrong", wrong), ("missed", missed)):
            print(title, sum(counter.values()))
            for text, n in counter.most_common(150):
                print("   ", n, text)


def _placed(names: list[Mention], gazetteer: Gazetteer) -> dict[Span, tuple[float, float]]:
    sets = find_candidates(names, gazetteer, region=None, countries=(), parameters=Parameters())
    by_id = {m.id: m for m in names}
    placed = {}
    for one in sets:
        best = next((c.place for c in one.candidates if c.place is not None), None)
        if best is not None and best.lon is not None and best.lat is not None:
            anchor = by_id[one.mention].anchor
            placed[(anchor.start, anchor.end)] = (best.lon, best.lat)
    return placed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("reports", "geovirus", "peers"))
    parser.add_argument("--part", choices=("all", "even", "odd"), default="all")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    gazetteer = open_gazetteer(("world",), places_tsv=None)
    if arguments.only in {None, "reports"}:
        reports(gazetteer, arguments.verbose)
    if arguments.only in {None, "geovirus"}:
        geovirus_table(gazetteer, arguments.verbose, arguments.part)
    if arguments.only in {None, "peers"}:
        from mentions_peers import peers

        peers(gazetteer)


if __name__ == "__main__":
    main()
