"""Commands on gazetteers: import, list, sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from convoy_map.cli.console import clean, progress_bar
from convoy_map.errors import GazetteerError

if TYPE_CHECKING:
    from convoy_map.gazetteer import ImportReport


def build_app() -> typer.Typer:
    """The commands under ``convoy-map gazetteer``."""
    app = typer.Typer(
        help="Gazetteers: bring one in, list them, show their sources and licences.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    app.command(name="import")(import_command)
    app.command(name="list")(list_command)
    app.command(name="sources")(sources_command)
    return app


def import_command(
    path: Annotated[Path, typer.Argument(help="GeoNames dump, LP-TSV, Linked Places, …")],
    name: Annotated[
        str | None, typer.Option(help="Name of the gazetteer; from the file's name if left out.")
    ] = None,
    fmt: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="geonames, lp-tsv, linked-places, geojson, geopackage, csv or osm; "
            "told from the file if left out.",
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            help="Which column holds what: title=NAME_EN, lon=X, names=NAME_AR@ar, ….",
        ),
    ] = None,
    alternates: Annotated[
        Path | None, typer.Option(help="GeoNames' alternateNamesV2.txt, zipped or not.")
    ] = None,
    source: Annotated[str, typer.Option(help="Where it comes from.")] = "",
    licence: Annotated[str, typer.Option(help="Under what licence.")] = "",
) -> None:
    """Bring a gazetteer in; faulty records are set aside with line and reason."""
    from convoy_map.gazetteer import ColumnMapping, import_gazetteer

    mapping = ColumnMapping.parse(_pairs(column)) if column else None
    with progress_bar("importing") as tell:
        report = import_gazetteer(
            path,
            name or _default_name(path),
            fmt=fmt,
            mapping=mapping,
            alternates=alternates,
            source=source,
            licence=licence,
            progress=tell,
        )
    _tell_import(report)


def _tell_import(report: ImportReport) -> None:
    """Say what was brought in, and what was set aside and why."""
    for fault in report.faults.kept[:20]:
        typer.echo(clean(f"set aside: {fault.where}: {fault.reason}"), err=True)
    if report.faults.count > 20:
        typer.echo(f"… and {report.faults.count - 20} more", err=True)
    meta = report.meta
    typer.echo(
        f"imported '{meta.name}': {meta.n_places} places with {meta.n_names} names, "
        f"{report.faults.count} records set aside"
    )
    typer.echo(f"use it in a case: gazetteers: [case, {meta.name}, world]")


def _pairs(columns: list[str]) -> dict[str, str]:
    out = {}
    for one in columns:
        field, equals, column = one.partition("=")
        if not equals:
            raise GazetteerError(f"'{one}' is no mapping", mend="write field=column, title=NAME_EN")
        out[field.strip()] = column.strip()
    return out


def _default_name(path: Path) -> str:
    stem = path.name.split(".")[0].casefold()
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in stem).strip("-")
    return kept if kept[:1].isalpha() else f"g-{kept}"


def list_command() -> None:
    """List the gazetteers that can be used, and what is in them."""
    from convoy_map.gazetteer import list_gazetteers

    for one in list_gazetteers():
        aside = f", {one.n_set_aside} set aside" if one.n_set_aside else ""
        size = f"{one.n_places} places, {one.n_names} names{aside}" if one.n_places else one.state
        typer.echo(clean(f"{one.name}: {size}"))


def sources_command() -> None:
    """Show where each gazetteer comes from and under what licence."""
    from convoy_map.gazetteer import list_gazetteers

    for one in list_gazetteers():
        typer.echo(clean(f"{one.name}:"))
        for source in one.sources:
            typer.echo(clean(f"  from {source}"))
        for licence in one.licences:
            typer.echo(clean(f"  licence: {licence}"))
