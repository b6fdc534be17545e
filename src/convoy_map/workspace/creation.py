"""Makes a case from documents that nobody has prepared."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from convoy_map.candidates import find_candidates
from convoy_map.errors import CaseError, ConvoyMapError
from convoy_map.gazetteer import open_gazetteer
from convoy_map.mentions import draft_itineraries, find_mentions, link_itineraries
from convoy_map.model import (
    CandidateSet,
    Finding,
    Gazetteer,
    Itinerary,
    Mention,
    Parameters,
    Progress,
    Region,
    Severity,
    SourceDocument,
)
from convoy_map.store.casefile import CASE_FILE
from convoy_map.store.derived import write_atomically
from convoy_map.store.readers import ReadDocument, read_document, source_document
from convoy_map.store.sources import sha256_text
from convoy_map.workspace.local_time import zones_of
from convoy_map.workspace.locations import data_root

MARGIN_SHARE = 0.25
MARGIN_MIN_DEG = 0.5
MAX_SPAN_DEG = 60.0
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """What was read from one document."""

    read: ReadDocument
    document: SourceDocument
    file: Path


def create_case(
    path: Path,
    files: Sequence[Path],
    *,
    title: str = "",
    question: str = "",
    countries: Sequence[str] = (),
    region: Region | None = None,
    cache_dir: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Finding, ...]:
    """Make a case folder with sources and a drafted ``route.yaml``.

    The originals are copied untouched beside their texts. A document that
    cannot be read is set aside with its reason; the rest goes on.

    Raises
    ------
    CaseError
        If the folder exists and is not empty, or no document could be read.
    """
    tell = progress or (lambda _share, _what: None)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise CaseError(
            "there is something in it already", where=str(path), mend="name a new folder"
        )
    drafts, findings = _read_all(files, tell)
    if not drafts:
        told = findings[0].what if findings else "no document was given"
        raise CaseError(
            f"no document could be read ({told})",
            where=str(path),
            mend="give at least one text, Markdown, HTML, Word or PDF file with text in it",
        )
    gazetteer = open_gazetteer(
        ("case", "world"),
        places_tsv=data_root() / "gazetteer" / "places.tsv",
        cache_dir=cache_dir / "gazetteer" if cache_dir is not None else None,
    )
    tell(0.5, "reading the testimony")
    per_document = _mentions(drafts, gazetteer, countries)
    mentions = [m for document in per_document for m in document]
    tell(0.8, "looking names up")
    points = _journey_points(mentions, gazetteer, countries)
    zones = zones_of(points)
    box = region or (bounding_region(points) if points else None)
    if box is None:
        box = Region(-180.0, -85.0, 180.0, 85.0)
        findings.append(
            Finding(
                Severity.WARNING,
                "region",
                "no place of a journey was found, so the region is the whole world "
                "and hours are taken as UTC",
                CASE_FILE,
                "write the region and the time zone of the journey into route.yaml",
            )
        )
    drafted = draft_itineraries(per_document)
    _write(path, drafts, box, zones, drafted, title, question, countries)
    return tuple(findings)


def _read_all(files: Sequence[Path], tell: Progress) -> tuple[list[Draft], list[Finding]]:
    drafts: list[Draft] = []
    findings: list[Finding] = []
    taken: set[str] = set()
    hashes: dict[str, str] = {}
    for number, file in enumerate(files):
        tell(0.5 * number / max(1, len(files)), f"reading {file.name}")
        try:
            read = read_document(file)
        except ConvoyMapError as error:
            findings.append(
                Finding(
                    Severity.ERROR,
                    "unreadable",
                    f"set aside: {error.what}",
                    error.where or file.name,
                    error.mend or "",
                )
            )
            continue
        digest = sha256_text(read.text)
        if digest in hashes:
            what = f"is the same text as {hashes[digest]}; it was taken once"
            findings.append(Finding(Severity.WARNING, "same-text", what, file.name, ""))
            continue
        hashes[digest] = file.name
        findings.extend(read.findings)
        source_id = _unique_slug(file.stem, taken)
        drafts.append(Draft(read, source_document(source_id, read, digest, file), file))
    return drafts, findings


def _unique_slug(text: str, taken: set[str]) -> str:
    base = _SLUG.sub("-", text.casefold()).strip("-")[:60].strip("-") or "source"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    taken.add(slug)
    return slug


def _mentions(
    drafts: Sequence[Draft], gazetteer: Gazetteer, countries: Sequence[str]
) -> Sequence[Sequence[Mention]]:
    return link_itineraries(
        [find_mentions(d.document, gazetteer, countries=countries) for d in drafts]
    )


def _journey_points(
    mentions: Sequence[Mention], gazetteer: Gazetteer, countries: Sequence[str]
) -> list[tuple[float, float]]:
    """Longitude and latitude of the likeliest places of the journeys.

    Only places of a settlement's size count: a country's middle says nothing
    about where a journey went.
    """
    sets = find_candidates(
        mentions, gazetteer, region=None, countries=countries, parameters=Parameters()
    )
    by_mention = {c.mention: c for c in sets}
    wanted = {m.id for m in mentions if m.itinerary and m.role.is_on_route}
    wanted |= {a for m in mentions if m.id in wanted for a in m.anchors_on}
    points = [p for i in sorted(wanted) if (p := _best_point(by_mention.get(i))) is not None]
    if not points:
        points = [p for i in sorted(by_mention) if (p := _best_point(by_mention[i])) is not None]
    return points


def _best_point(known: CandidateSet | None) -> tuple[float, float] | None:
    if known is None or not known.candidates:
        return None
    place = known.candidates[0].place
    if place is None or place.lon is None or place.lat is None:
        return None
    if place.feature_class == "A" and place.feature_code.startswith(("PCL", "ADM1", "TERR")):
        return None
    return place.lon, place.lat


def bounding_region(points: Sequence[tuple[float, float]]) -> Region:
    """Return a box around points, with a margin, across the antimeridian if that is shorter.

    Examples
    --------
    >>> bounding_region([(39.0, 36.0), (41.0, 35.0)])
    Region(west=38.5, south=34.5, east=41.5, north=36.5)
    >>> bounding_region([(179.0, -17.0), (-179.0, -18.0)]).crosses_antimeridian
    True
    """
    lons = sorted({round(lon, 6) for lon, _ in points})
    lats = [lat for _, lat in points]
    gaps = [(b - a, a, b) for a, b in zip(lons, [*lons[1:], lons[0] + 360.0], strict=True)]
    _, before_gap, after_gap = max(gaps)
    west = (after_gap + 180.0) % 360.0 - 180.0
    span = (before_gap - west) % 360.0
    margin_lon = max(MARGIN_MIN_DEG, MARGIN_SHARE * span)
    margin_lat = max(MARGIN_MIN_DEG, MARGIN_SHARE * (max(lats) - min(lats)))
    south, north = max(-85.0, min(lats) - margin_lat), min(85.0, max(lats) + margin_lat)
    if span + 2 * margin_lon >= 360.0:
        return Region(-180.0, south, 180.0, north)
    return Region(
        _wrapped(west - margin_lon),
        round(south, 6),
        _wrapped(west + span + margin_lon),
        round(north, 6),
    )


def _wrapped(lon: float) -> float:
    return round((lon + 180.0) % 360.0 - 180.0, 6)


def _write(
    path: Path,
    drafts: Sequence[Draft],
    region: Region,
    zones: Sequence[str],
    itineraries: Sequence[Itinerary],
    title: str,
    question: str,
    countries: Sequence[str],
) -> None:
    folder = path / "sources"
    originals = path / "originals"
    originals.mkdir(parents=True, exist_ok=True)
    for draft in drafts:
        shutil.copyfile(draft.file, originals / draft.file.name)
        text_file = f"{draft.document.id}.txt"
        write_atomically(folder / text_file, draft.read.text.encode("utf-8"))
        record = _record(draft, text_file)
        data = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
        write_atomically(folder / f"{draft.document.id}.json", data.encode("utf-8"))
    case_id = _unique_slug(path.name, set())
    text = _case_text(case_id, drafts, region, zones, itineraries, title, question, countries)
    write_atomically(path / CASE_FILE, text.encode("utf-8"))


def _record(draft: Draft, text_file: str) -> dict[str, object]:
    document = draft.document
    return {
        "id": document.id,
        "title": None,
        "publisher": None,
        "author": None,
        "published": None,
        "lang": document.lang,
        "original_file": draft.file.name,
        "original_sha256": draft.read.sha256_original,
        "length": document.length,
        "sha256": document.sha256,
        "rights": None,
        "text_file": text_file,
    }


def _case_text(
    case_id: str,
    drafts: Sequence[Draft],
    region: Region,
    zones: Sequence[str],
    itineraries: Sequence[Itinerary],
    title: str,
    question: str,
    countries: Sequence[str],
) -> str:
    lines = [
        "# Drafted by the machine; everything in it is to be looked at.",
        "# Add judgements at the end, one a line; never change a line that stands.",
        "format: convoy-map case 1",
        f"id: {case_id}",
        f"title: {_quoted(title or path_title(case_id))}",
        f"question: {_quoted(question or 'Which way did the journey take?')}",
        f"region: {{west: {region.west}, south: {region.south}, "
        f"east: {region.east}, north: {region.north}}}",
        _zone_line(zones),
        f"countries: [{', '.join(countries)}]",
        f"sources: [{', '.join(d.document.id for d in drafts)}]",
        "gazetteers: [case, world]",
        "layers: []",
        "parameters: {}",
        "",
        "itineraries:" if itineraries else "itineraries: []",
    ]
    for one in itineraries:
        lines += [
            f"  - id: {one.id}",
            f"    title: {_quoted(one.title)}",
            f"    status: {one.status.value}",
            f"    travellers: {_quoted(one.travellers)}",
        ]
    return "\n".join([*lines, "", "judgements:", ""])


def _zone_line(zones: Sequence[str]) -> str:
    """The line of ``route.yaml`` that says in whose local time hours are told.

    Examples
    --------
    >>> _zone_line(["Asia/Damascus", "Europe/London"])
    'timezone: Asia/Damascus # local time of most places of the journeys; others: Europe/London'
    >>> _zone_line([])
    'timezone: UTC # no place of a journey was found'
    """
    if not zones:
        return "timezone: UTC # no place of a journey was found"
    others = f"; others: {', '.join(zones[1:5])}" if len(zones) > 1 else ""
    return f"timezone: {zones[0]} # local time of most places of the journeys{others}"


def path_title(slug: str) -> str:
    """A readable title for a slug.

    Examples
    --------
    >>> path_title("two-lorries")
    'Two lorries'
    """
    return slug.replace("-", " ").replace("_", " ").strip().capitalize()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=True)
