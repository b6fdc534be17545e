"""Commands on documents and names: mentions, resolve, lineage.

The heavy rooms are imported by the command that needs them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from convoy_map.cli.console import clean, progress_bar, tell_findings
from convoy_map.errors import CoordinateError, SourceError
from convoy_map.model import (
    Candidate,
    CandidateSet,
    Citation,
    Finding,
    Gazetteer,
    LineageEdge,
    Mention,
    Parameters,
    Passage,
    SourceDocument,
)


class Format(StrEnum):
    """How results are written."""

    TABLE = "table"
    JSON = "json"


class Lines(StrEnum):
    """How mentions are written."""

    JSONL = "jsonl"


GazetteerOption = Annotated[
    list[str] | None,
    typer.Option("--gazetteer", help="Gazetteers to use, first first (default: case, world)."),
]
CountryOption = Annotated[
    list[str] | None, typer.Option("--country", help="Country to look in, as two letters (SY).")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(name="mentions")(mentions_command)
    app.command(name="resolve")(resolve_command)
    app.command(name="lineage")(lineage_command)


def _open(layers: Sequence[str] | None) -> Gazetteer:
    from convoy_map.gazetteer import open_gazetteer
    from convoy_map.workspace.locations import data_root

    with progress_bar("opening the gazetteer") as tell:
        return open_gazetteer(
            tuple(layers or ("case", "world")),
            places_tsv=data_root() / "gazetteer" / "places.tsv",
            progress=tell,
        )


def _read(files: Sequence[Path]) -> tuple[tuple[SourceDocument, ...], tuple[Finding, ...]]:
    from convoy_map.store.readers import read_document
    from convoy_map.store.sources import sha256_text

    documents: list[SourceDocument] = []
    findings: list[Finding] = []
    ids: set[str] = set()
    for file in files:
        read = read_document(file)
        findings.extend(read.findings)
        source_id = file.name if file.name not in ids else str(file)
        ids.add(source_id)
        text = read.text
        documents.append(
            SourceDocument(
                id=source_id,
                lang=read.lang,
                sha256=sha256_text(text),
                length=len(text),
                passages=(Passage(0, len(text), text),),
                citation=Citation(original_file=file.name),
            )
        )
    return tuple(documents), tuple(findings)


def _file_offsets(file: Path, text: str) -> Sequence[int] | None:
    """Offsets into a plain text file's own characters; None where they are the same."""
    from convoy_map.store.offsets import original_offsets
    from convoy_map.store.readers_text import decode

    if file.suffix.lower() not in {"", ".txt", ".text", ".log"}:
        return None
    return original_offsets(decode(file.read_bytes(), file.name, [], None), text)


def mentions_command(
    files: Annotated[list[Path], typer.Argument(help="Documents to read.")],
    gazetteer: GazetteerOption = None,
    country: CountryOption = None,
    fmt: Annotated[Lines, typer.Option("--format", help="jsonl: one record a line.")] = Lines.JSONL,
) -> None:
    """List every mention of a place in documents, with its likeliest place."""
    from convoy_map.candidates import find_candidates
    from convoy_map.mentions import find_mentions

    opened = _open(gazetteer)
    documents, findings = _read(files)
    tell_findings(findings)
    for file, document in zip(files, documents, strict=True):
        offsets = _file_offsets(file, document.passages[0].text)
        found = find_mentions(document, opened, countries=country or ())
        sets = find_candidates(
            found, opened, region=None, countries=country or (), parameters=Parameters()
        )
        for record in _records(found, {c.mention: c for c in sets}, many=len(documents) > 1):
            if offsets is not None:
                record["start"] = offsets[int(str(record["start"]))]
                record["end"] = offsets[int(str(record["end"])) - 1] + 1
            typer.echo(json.dumps(record, ensure_ascii=False))


def _records(
    mentions: Sequence[Mention], sets: dict[str, CandidateSet], *, many: bool
) -> Iterator[dict[str, object]]:
    for mention in mentions:
        best = _best(mention, mentions, sets)
        place = best.place if best is not None else None
        record: dict[str, object] = {
            "text": mention.anchor.exact,
            "start": mention.anchor.start,
            "end": mention.anchor.end,
            "kind": mention.kind.value,
            "role": mention.role.value,
            "lon": place.lon if place is not None else None,
            "lat": place.lat if place is not None else None,
            "place_id": place.id if place is not None else None,
            "p": round(best.p, 4) if best is not None else None,
            "itinerary": mention.itinerary,
        }
        if many:
            record = {"source": mention.anchor.source, **record}
        yield record


def _best(
    mention: Mention, mentions: Sequence[Mention], sets: dict[str, CandidateSet]
) -> Candidate | None:
    """The likeliest candidate of a mention, or of the mention that it repeats."""
    known = {m.id: m for m in mentions}
    seen: set[str] = set()
    current: Mention | None = mention
    while current is not None and current.id not in seen:
        seen.add(current.id)
        if current.id in sets and sets[current.id].candidates:
            return sets[current.id].candidates[0]
        current = known.get(current.refers_to or "")
    return None


def _position(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError as error:
        raise CoordinateError(
            f"'{text}' is not a position", mend="write longitude,latitude: 39.0,35.9"
        ) from error
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise CoordinateError(
            f"'{text}' is no position on Earth",
            mend="longitude comes first: from -180 to 180, then latitude from -90 to 90",
        )
    return lon, lat


def resolve_command(
    name: Annotated[str, typer.Argument(help="A name as somebody spelled it.")],
    near: Annotated[
        str | None, typer.Option(help="Longitude,latitude that it should be near.")
    ] = None,
    country: CountryOption = None,
    gazetteer: GazetteerOption = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many to show.")] = 10,
    fmt: Annotated[Format, typer.Option("--format", help="table or json.")] = Format.TABLE,
    online: Annotated[
        str | None,
        typer.Option(help="Also ask nominatim, photon or geonames: the name leaves this machine."),
    ] = None,
    username: Annotated[str | None, typer.Option(help="Account that geonames wants.")] = None,
) -> None:
    """Say which places a name may mean, and why."""
    from convoy_map.candidates import resolve

    if not name.strip():
        raise SourceError("the name is empty", mend="write a name, for instance Shanine")
    found = resolve(
        name,
        _open(gazetteer),
        near=_position(near),
        region=None,
        ccodes=tuple(country or ()),
        limit=limit,
    )
    answers = _ask_online(name, online, username) if online is not None else ()
    if fmt is Format.JSON:
        records = [_candidate(c) for c in (*found.candidates, *answers)]
        typer.echo(json.dumps({"candidates": records}, ensure_ascii=False, indent=1))
        return
    for one in (*found.candidates, *answers):
        place = one.place
        if place is None:
            typer.echo(f"{one.p:6.3f}  none of these  {one.why}")
            continue
        at = f"{place.lon}, {place.lat}" if place.lon is not None else "no coordinates"
        typer.echo(clean(f"{one.p:6.3f}  {place.title}  ({place.id}; {at})"))
        typer.echo(clean(f"        {one.why}"))


def _ask_online(name: str, service: str, username: str | None) -> tuple[Candidate, ...]:
    """Places that an online service gives; unweighed, and marked as coming from there."""
    from convoy_map.gazetteer import OnlineLookup

    lookup = OnlineLookup(service, allowed=True, username=username)
    typer.echo(lookup.notice, err=True)
    answer = lookup.look_up(name)
    why = f"{answer.service}, asked {answer.asked_utc}{' (kept answer)' if answer.cached else ''}"
    return tuple(
        Candidate(place, 0.0, why=f"online, not weighed: {why}") for place in answer.places
    )


def _candidate(one: Candidate) -> dict[str, object]:
    place = one.place
    return {
        "place_id": place.id if place is not None else None,
        "title": place.title if place is not None else "none of these",
        "lon": place.lon if place is not None else None,
        "lat": place.lat if place is not None else None,
        "p": round(one.p, 6),
        "why": one.why,
    }


def lineage_command(
    files: Annotated[list[Path], typer.Argument(help="Documents to compare.")],
    fmt: Annotated[Format, typer.Option("--format", help="table or json.")] = Format.TABLE,
) -> None:
    """Say which documents repeat which, and how many independent origins there are."""
    from convoy_map.lineage import find_lineage

    documents, findings = _read(files)
    tell_findings(findings)
    lineage = find_lineage(documents)
    origins = sorted({root for _, roots in lineage.origin_of for root in roots})
    if fmt is Format.JSON:
        edges = [_edge(e) for e in lineage.edges]
        typer.echo(json.dumps({"edges": edges, "origins": origins}, ensure_ascii=False, indent=1))
        return
    for edge in lineage.edges:
        share = f"{edge.containment:.0%} of its text, {len(edge.passages)} passages"
        typer.echo(clean(f"{edge.source} repeats {edge.origin} ({edge.basis}: {share})"))
        for anchor in edge.attribution[:2]:
            typer.echo(clean(f"    says: “{' '.join(anchor.exact.split())}”"))
    typer.echo(f"{len(origins)} independent origins: {', '.join(origins)}")


def _edge(edge: LineageEdge) -> dict[str, object]:
    return {
        "source": edge.source,
        "origin": edge.origin,
        "basis": edge.basis,
        "containment": round(edge.containment, 4),
        "passages": [
            {"source": [a.start, a.end], "origin": [b.start, b.end], "exact": a.exact}
            for a, b in edge.passages
        ],
        "attribution": [
            {"start": a.start, "end": a.end, "exact": a.exact} for a in edge.attribution
        ],
    }
