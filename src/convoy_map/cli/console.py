"""What the commands say, and where: results to stdout, everything else to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from convoy_map.errors import ConvoyMapError
from convoy_map.model import Finding, Severity
from convoy_map.model import Progress as Tell

_CONTROLS = {code: None for code in range(32) if code not in {9, 10}} | {127: None}
_CONTROLS |= dict.fromkeys(range(128, 160))


def clean(text: str) -> str:
    """Take control characters out of a text, so that no document drives the terminal."""
    return text.translate(_CONTROLS)


def fail(error: ConvoyMapError) -> None:
    """Tell an error in one line and end with exit code 2."""
    line = " ".join(clean(str(error)).split())
    typer.echo(f"error: {line}", err=True)
    raise SystemExit(2)


def tell_findings(findings: Sequence[Finding]) -> int:
    """Print findings to stderr, errors first; return how many are errors."""
    rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    for one in sorted(findings, key=lambda f: rank[f.severity]):
        where = f"{one.where}: " if one.where else ""
        mend = f" To mend: {one.mend}." if one.mend else ""
        typer.echo(clean(f"{one.severity.value}: {where}{one.what}.{mend}"), err=True)
    return sum(1 for one in findings if one.severity is Severity.ERROR)


@contextmanager
def progress_bar(title: str, *, shown: bool = True) -> Iterator[Tell]:
    """A progress bar on stderr; silent where stderr is not a terminal, or if not ``shown``.

    Results may go to stdout meanwhile: they are not drawn into the bar's console.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(
        *columns,
        console=console,
        transient=True,
        redirect_stdout=False,
        disable=not (shown and sys.stderr.isatty()),
    ) as bars:
        task = bars.add_task(title, total=1.0)

        def tell(share: float, what: str) -> None:
            bars.update(task, completed=share, description=what)

        yield tell


def write_result(data: bytes, output: Path | None) -> None:
    """Write bytes to a file, or to stdout where none is named."""
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise ConvoyMapError(
            f"cannot be written ({error.strerror})",
            where=str(output),
            mend="name a file in a folder of your own",
        ) from error
    typer.echo(f"wrote {output} ({len(data)} bytes)", err=True)
