"""The command line: results to stdout, progress to stderr, one clear line on error."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from convoy_map import __version__
from convoy_map.cli import cases, gazetteers, reading
from convoy_map.cli.console import fail
from convoy_map.errors import ConvoyMapError

HELP = "From testimony to a map: which way did a journey take, who says so, how sure is it?"


def build_app() -> typer.Typer:
    """The commands of the command line, without the app."""
    app = typer.Typer(
        name="convoy-map",
        help=HELP,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_root)
    cases.register(app)
    reading.register(app)
    app.add_typer(gazetteers.build_app(), name="gazetteer")
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"convoy-map {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in the code it failed.")
    ] = False,
) -> None:
    pass


def run(app: typer.Typer) -> None:
    """Run the command line; an error of our own becomes one line and exit code 2."""
    try:
        app()
    except ConvoyMapError as error:
        if "--debug" in sys.argv:
            raise
        fail(error)
    except BrokenPipeError:
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        typer.echo("stopped", err=True)
        raise SystemExit(130) from None
