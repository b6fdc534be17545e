"""Commands on gazetteers: import, list, sources."""

from __future__ import annotations

import typer

from convoy_map.gazetteer import open_gazetteer


def build_app() -> typer.Typer:
    """The commands under ``convoy-map gazetteer``."""
    app = typer.Typer(help="Gazetteers: bring one in, list them, show their licences.")
    app.command(name="list")(list_command)
    return app


def list_command() -> None:
    """List the gazetteers that can be used."""
    typer.echo(open_gazetteer().version)
