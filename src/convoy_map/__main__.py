"""The program ``convoy-map``: the command line, with the app as one of its commands.

``cli`` and ``app`` are neighbours that do not know each other; they meet here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from convoy_map.cli import build_app, run


def open_app(
    case: Annotated[
        Path | None, typer.Argument(help="Folder of a case; the first case if left out.")
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1.")] = 8501,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open a browser window.")
    ] = True,
    sources: Annotated[
        Path | None, typer.Option(help="Folder with the whole documents, to show quotes in.")
    ] = None,
) -> None:
    """Open the map in a browser, on this machine only."""
    from convoy_map.app import serve
    from convoy_map.workspace import first_case

    serve(case or first_case(), port=port, browser=browser, sources_dir=sources)


def main() -> None:
    """Run the program; errors of our own become one line and exit code 2."""
    app = build_app()
    app.command(name="app")(open_app)
    run(app)


if __name__ == "__main__":
    main()
