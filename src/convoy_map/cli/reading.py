"""Commands on documents and names: mentions, resolve, lineage.

The heavy rooms are imported by the command that needs them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from convoy_map.cli.console import clean, progress_bar, tell_findings
from convoy_map.cli.documents import read_files, size_of
from convoy_map.errors import CoordinateError, SourceError
from convoy_map.model import (
    Candidate,
    CandidateSet,
    Finding,
    Gazetteer,
    LineageEdge,
    Mention,
    Parameters,
    Place,
)

_TOGETHER = 300
"""Mentions whose names are weighed together: some pages of text."""


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


def mentions_command(
    files: Annotated[list[Path], typer.Argument(help="Documents to read.")],
    gazetteer: GazetteerOption = None,
    country: CountryOption = None,
    fmt: Annotated[Lines, typer.Option("--format", help="jsonl: one record a line.")] = Lines.JSONL,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of text files that are not UTF-8 (windows-1256).")
    ] = None,
) -> None:
    """List every mention of a place in documents, with its likeliest place."""
    from convoy_map.mentions import read_corpus

    opened = _open(gazetteer)
    told: list[Finding] = []
    offsets: dict[str, Sequence[int] | None] = {}
    with progress_bar("reading", shown=not sys.stdout.isatty()) as tell:
        documents = read_files(files, told, offsets, encoding)
        for document, found in read_corpus(
            documents, opened, countries=country or (), progress=tell, total_chars=size_of(files)
        ):
            sets = _placed(found, opened, country or ())
            for record in _records(found, sets, many=len(files) > 1):
                _to_file_offsets(record, offsets[document.id])
                typer.echo(json.dumps(record, ensure_ascii=False))
    if tell_findings(told):
        raise typer.Exit(1)


def _placed(
    found: Sequence[Mention], opened: Gazetteer, countries: Sequence[str]
) -> dict[str, CandidateSet]:
    """Candidates of the mentions; each name in the light of those told near it in the text."""
    from convoy_map.candidates import find_candidates

    sets: dict[str, CandidateSet] = {}
    for first in range(0, len(found), _TOGETHER):
        near = found[first : first + _TOGETHER]
        for one in find_candidates(
            near, opened, region=None, countries=countries, parameters=Parameters()
        ):
            sets[one.mention] = one
    return sets


def _to_file_offsets(record: dict[str, object], offsets: Sequence[int] | None) -> None:
    """Count from the beginning of the file as it is, not as it was cleaned."""
    if offsets is not None:
        record["start"] = offsets[int(str(record["start"]))]
        record["end"] = offsets[int(str(record["end"])) - 1] + 1


def _records(
    mentions: Sequence[Mention], sets: dict[str, CandidateSet], *, many: bool
) -> Iterator[dict[str, object]]:
    known = {m.id: m for m in mentions}
    for mention in mentions:
        best = _best(mention, known, sets)
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
    mention: Mention, known: dict[str, Mention], sets: dict[str, CandidateSet]
) -> Candidate | None:
    """The likeliest candidate of a mention, or of the mention that it repeats."""
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
        rejected = [_candidate(c) for c in found.rejected[:limit]]
        told = {"candidates": records, "rejected": rejected}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for one in (*found.candidates, *answers):
        place = one.place
        if place is None:
            typer.echo(f"{one.p:6.3f}  none of these  {one.why}")
            continue
        _tell_place(one, place)
    if found.rejected:
        typer.echo("ruled out, with what weighs most against each:")
    for one in found.rejected[:limit]:
        if one.place is not None:
            _tell_place(one, one.place)


def _tell_place(one: Candidate, place: Place) -> None:
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

    told: list[Finding] = []
    documents = tuple(read_files(files, told))
    unread = tell_findings(told)
    lineage = find_lineage(documents)
    origins = sorted({root for _, roots in lineage.origin_of for root in roots})
    if fmt is Format.JSON:
        edges = [_edge(e) for e in lineage.edges]
        typer.echo(json.dumps({"edges": edges, "origins": origins}, ensure_ascii=False, indent=1))
        raise typer.Exit(1 if unread else 0)
    for edge in lineage.edges:
        share = f"{edge.containment:.0%} of its text, {len(edge.passages)} passages"
        typer.echo(clean(f"{edge.source} repeats {edge.origin} ({edge.basis}: {share})"))
        for anchor in edge.attribution[:2]:
            typer.echo(clean(f"    says: “{' '.join(anchor.exact.split())}”"))
    typer.echo(f"{len(origins)} independent origins: {', '.join(origins)}")
    raise typer.Exit(1 if unread else 0)


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
