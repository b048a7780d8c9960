"""Results and studies as one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.shell import progress_bar, say, shell

PAGE = "report.html"


@shell.command("report")
def report_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that another command made with --out.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=f"The page to write; else DIR/{PAGE}.")
    ] = None,
) -> None:
    """Write results, and all studies in and below a folder, as one HTML page with charts."""
    from sim.report.gather import write_report

    page = folder / PAGE if out is None else out
    with progress_bar() as progress:
        written = write_report(folder, page, progress)
    charts = sum(path.suffix == ".png" for path in written)
    print(f"Written to {page}.")
    if charts:
        say(f"{charts} {'chart' if charts == 1 else 'charts'} as SVG and PNG in {page.parent / 'charts'}.")
