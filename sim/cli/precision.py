"""Say how many worlds a run, a comparison or a batch would need."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.asked import AsJson, Out, check_free
from sim.cli.shell import shell
from sim.cli.shown import show


@shell.command("precision")
def precision_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a run, a comparison or a batch.")],
    error: Annotated[
        float, typer.Option("--error", metavar="E", help="The error wanted: of events as a probability.")
    ] = 0.01,
    outcomes: Annotated[
        list[str] | None, typer.Option("--outcome", metavar="NAME", help="Look at this outcome only; may be repeated.")
    ] = None,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Say how sure numbers are, and how many worlds would do."""
    check_free(out)
    from sim.report.studies.precision import precision_document

    show(precision_document(folder, error, outcomes or ()), out, as_json)
