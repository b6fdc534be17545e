"""Commands on a case: new, build, check, review, export, verify, explain.

The heavy rooms are imported by the command that needs them, so that ``--help``
and an error answer at once.
"""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from convoy_map.cli.console import progress_bar, tell_findings, write_result
from convoy_map.model import Stage

if TYPE_CHECKING:
    from convoy_map.review import ReviewItem

CaseArgument = Annotated[
    Path, typer.Argument(help="Folder of a case, for instance routes/raqqa-2017.")
]
SourcesOption = Annotated[
    Path | None,
    typer.Option("--sources", help="Folder with the whole documents, to verify quotes in."),
]
ProcessesOption = Annotated[
    int,
    typer.Option(min=1, max=64, help="Processes to use; the result does not depend on it."),
]
ALL_CORES = min(os.cpu_count() or 1, 8)


class Profile(StrEnum):
    """What leaves with an export."""

    FULL = "full"
    PUBLIC = "public"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (new, build, check, review, export, verify, explain_command):
        app.command(name=command.__name__.removesuffix("_command"))(command)


def new(
    case: Annotated[Path, typer.Argument(help="Folder to make; its name becomes the case's id.")],
    source: Annotated[
        list[Path],
        typer.Option("--source", help="A document (txt, md, html, docx, pdf); give it repeatedly."),
    ],
    title: Annotated[str, typer.Option(help="What the case is called.")] = "",
    question: Annotated[str, typer.Option(help="The question it shall answer.")] = "",
    country: Annotated[
        list[str] | None,
        typer.Option("--country", help="Country the journey is in, as two letters (SY)."),
    ] = None,
) -> None:
    """Make a case from documents: a drafted route to look at and correct."""
    from convoy_map.workspace import Workspace

    with progress_bar("reading the documents") as tell:
        made, findings = Workspace.create(
            case, source, title=title, question=question, countries=country or [], progress=tell
        )
    tell_findings(findings)
    typer.echo(f"made {case} from {len(made.definition.sources)} sources")
    typer.echo(f"next: convoy-map build {case}; convoy-map review {case}; convoy-map app {case}")


def build(
    case: CaseArgument,
    until: Annotated[Stage, typer.Option(help="Stop after this stage.")] = Stage.ROUTE,
    sources: SourcesOption = None,
    processes: ProcessesOption = ALL_CORES,
) -> None:
    """Work out the route and write it to the case's folder derived/."""
    from convoy_map.workspace import Workspace

    workspace = Workspace.open(case, sources_dir=sources)
    with progress_bar("building") as tell:
        result = workspace.build(until=until, processes=processes, progress=tell)
    errors = tell_findings(result.run.findings)
    waypoints = sum(len(route.waypoints) for route in result.routes)
    typer.echo(
        f"built {case}: mentions {len(result.mentions)}, fragments {len(result.evidence)}, "
        f"waypoints {waypoints}, itineraries {len(result.routes)}"
    )
    if errors:
        raise typer.Exit(1)


def check(
    case: CaseArgument,
    sources: SourcesOption = None,
    processes: ProcessesOption = ALL_CORES,
) -> None:
    """Build again and compare byte for byte; verify every quote. Exit 1 if anything is off."""
    from convoy_map.workspace import Workspace

    workspace = Workspace.open(case, sources_dir=sources)
    with progress_bar("checking") as tell:
        findings = workspace.check(processes=processes, progress=tell)
    errors = tell_findings(findings)
    whole = sum(1 for s in workspace.sources if s.whole is not None)
    typer.echo(
        f"checked {case}: {errors} errors; quotes verified in {whole} whole documents and "
        f"{len(workspace.sources) - whole} sets of passages"
    )
    if errors:
        raise typer.Exit(1)


def review(
    case: CaseArgument,
    limit: Annotated[int, typer.Option(min=1, help="How many questions to show.")] = 20,
) -> None:
    """List what most needs a person, as judgement lines to fill in."""
    from convoy_map.workspace import Workspace

    workspace = Workspace.open(case)
    with progress_bar("looking for open questions") as tell:
        result = workspace.result(processes=ALL_CORES, progress=tell)
    tell_findings(result.run.findings)
    queue = workspace.review_queue(result)
    for item in queue[:limit]:
        typer.echo(f"# {item.question} ({item.why})")
        for place_id, title, p in item.options[:4]:
            typer.echo(f"#   {p:.2f} {title} ({place_id})")
        typer.echo(item.line)
        if len(item.options) > 1:
            typer.echo(f"#   or, to keep several open: {_several(item)}")
    typer.echo(f"{len(queue)} open questions", err=True)


def _several(item: ReviewItem) -> str:
    """A line to fill in that keeps the likeliest places open, each with its weight."""
    places = "; ".join(f"{place_id} {max(p, 0.01):.2f}" for place_id, _, p in item.options[:4])
    return (
        f'- {{id: j___, about: "{item.about}", verdict: several, places: "{places}", '
        'by: ___, on: ____-__-__, why: "___"}'
    )


def export(
    case: CaseArgument,
    fmt: Annotated[
        str,
        typer.Option(
            "--format",
            help="geojson, lpf, annotations, kml, gpx, gpkg, csv, html, report or bundle.",
        ),
    ] = "geojson",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; stdout if left out.")
    ] = None,
    profile: Annotated[
        Profile, typer.Option(help="full, or public: coded witnesses, coarse places, no passages.")
    ] = Profile.FULL,
) -> None:
    """Write the route in a format that other programs read."""
    from convoy_map.workspace import Workspace

    workspace = Workspace.open(case)
    with progress_bar("working out the route") as tell:
        workspace.result(processes=ALL_CORES, progress=tell)
    write_result(workspace.export(fmt, profile=profile.value), output)


def verify(
    bundle: Annotated[Path, typer.Argument(help="A bundle made by 'export --format bundle'.")],
) -> None:
    """Prove that a bundle is whole and unaltered. Exit 1 if it is not."""
    from convoy_map.exports import verify_bundle

    findings = verify_bundle(bundle)
    if tell_findings(findings):
        typer.echo(f"{bundle}: altered")
        raise typer.Exit(1)
    typer.echo(f"{bundle}: whole and unaltered")


def explain_command(
    case: CaseArgument,
    what: Annotated[
        str | None, typer.Argument(help="Id of a waypoint or leg; everything if left out.")
    ] = None,
) -> None:
    """Tell in plain words why the route runs where it runs."""
    from convoy_map.workspace import Workspace, explain

    workspace = Workspace.open(case)
    with progress_bar("working out the route") as tell:
        result = workspace.result(processes=ALL_CORES, progress=tell)
    for line in explain(result, what):
        typer.echo(line)
