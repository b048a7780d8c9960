"""Which forced acts of a scenario were turning points."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli.asked import AsJson, Changes, Out, Seed, Weeks, Workers, Worlds, changed, check_free, read_scenario
from sim.cli.shell import command_typed, progress_bar, shell
from sim.cli.shown import show


@shell.command("turning-points")
def turning_points_command(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A scenario file, or its name: here, or one that comes along.")
    ],
    then: Annotated[
        str,
        typer.Option(
            "--then",
            metavar="script|agents",
            help="After an act that is left undone: all else as written, or agents decide from that day on.",
        ),
    ] = "script",
    outcomes: Annotated[
        list[str] | None,
        typer.Option("--outcome", metavar="NAME", help="An outcome to look at; may be repeated. Else the usual ones."),
    ] = None,
    worlds: Worlds = None,
    weeks: Weeks = None,
    seed: Seed = None,
    changes: Changes = None,
    out: Out = None,
    as_json: AsJson = False,
    workers: Workers = 1,
) -> None:
    """Find what hung on each forced act of a scenario."""
    scenario = changed(read_scenario(file), changes or (), worlds=worlds, weeks=weeks, seed=seed)
    check_free(out)
    from sim.report.studies.turning_points import turning_points_document
    from sim.study.executors import local
    from sim.study.turning_points import turning_points

    with progress_bar() as progress:
        found = turning_points(scenario, then=then, outcomes=outcomes, executor=local(workers), progress=progress)
    show(turning_points_document(found, command_typed()), out, as_json)
