"""Say which inputs matter for a scenario's outcomes, and which way."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.asked import AsJson, Changes, Out, Seed, Weeks, Workers, changed, check_free, read_scenario
from sim.cli.shell import command_typed, progress_bar, say, shell
from sim.cli.shown import show

if TYPE_CHECKING:
    from sim.study.sensitivity.study import Plan

INPUTS_IN_HELP = (
    "What to vary: a key, a place (courts), uncertain, dispositions or all; may be repeated. Else what the file calls "
    "uncertain, or all (morris) or dispositions (sobol)."
)


@shell.command("sensitivity")
def sensitivity_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A scenario file, or its name.")],
    outcomes: Annotated[
        list[str] | None,
        typer.Option("--outcome", metavar="NAME", help="An outcome; may be repeated. Else those the file watches."),
    ] = None,
    method: Annotated[
        str,
        typer.Option("--method", metavar="METHOD", help="morris screens many inputs; sobol shares out the variance."),
    ] = "morris",
    inputs: Annotated[list[str] | None, typer.Option("--inputs", metavar="WHICH", help=INPUTS_IN_HELP)] = None,
    points: Annotated[
        int | None,
        typer.Option("--points", metavar="N", help="Trajectories (morris) or base points (sobol, a power of two)."),
    ] = None,
    replicates: Annotated[
        int | None, typer.Option("--replicates", metavar="R", help="Worlds at every point, under shared luck.")
    ] = None,
    worlds: Annotated[
        int | None, typer.Option("--worlds", metavar="N", help="Worlds at each end of one-at-a-time swings; else 500.")
    ] = None,
    changes: Changes = None,
    weeks: Weeks = None,
    seed: Seed = None,
    workers: Workers = 1,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Say which inputs matter for an outcome, and which way."""
    scenario = changed(read_scenario(file), changes or (), weeks=weeks, seed=seed)
    check_free(out)
    from sim.report.studies.sensitivity import sensitivity_document
    from sim.study.executors import local
    from sim.study.sensitivity.study import planned, sensitivity

    plan = planned(
        scenario,
        outcomes or (),
        method=method,
        inputs=inputs or (),
        points=points,
        replicates=replicates,
        worlds=worlds,
    )
    say(_expected(plan, workers))
    began = time.perf_counter()
    with progress_bar() as progress:
        found = sensitivity(plan, executor=local(workers), progress=progress)
    show(sensitivity_document(found, command_typed(), time.perf_counter() - began), out, as_json)


def _expected(plan: Plan, workers: int) -> str:
    from sim.report.words import counted

    seconds = plan.seconds(workers)
    return (
        f"{len(plan.inputs)} inputs, {plan.size.points:,} points of {plan.size.replicates} replicates, at most "
        f"{plan.worlds:,} worlds of {plan.scenario.weeks} weeks: about {counted(max(round(seconds), 1), 'second')}."
    )
