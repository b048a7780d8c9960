"""Run one scenario, or compare several."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.asked import AsJson, Changes, Out, Seed, Weeks, Workers, Worlds, changed, check_free, read_scenario
from sim.cli.shell import EXPECTATION_FAILED, command_typed, progress_bar, say, shell, terminal
from sim.kernel.errors import SimError

if TYPE_CHECKING:
    from sim.kernel.worlds import Worlds as WhichWorlds
    from sim.results import Results
    from sim.scenario.scenario import Scenario

UntilError = Annotated[
    float | None,
    typer.Option("--until-error", metavar="E", help="Play more worlds until every error is at most this, as 0.01."),
]
Draws = Annotated[
    bool,
    typer.Option("--draws", help="Another draw of the fitted parameters in every world, instead of their middle."),
]
ErrorOutcomes = Annotated[
    list[str] | None,
    typer.Option("--outcome", metavar="NAME", help="Outcomes whose error counts; else those watched."),
]


@shell.command("run")
def run_command(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A scenario file, or its name: here, or one that comes along.")
    ],
    worlds: Worlds = None,
    weeks: Weeks = None,
    seed: Seed = None,
    changes: Changes = None,
    out: Out = None,
    as_json: AsJson = False,
    workers: Workers = 1,
    until_error: UntilError = None,
    outcomes: ErrorOutcomes = None,
    draws: Draws = False,
) -> None:
    """Run one scenario and print its outcomes."""
    written = read_scenario(file)
    scenario = changed(written, changes or (), worlds=worlds, weeks=weeks, seed=seed)
    check_free(out)
    from sim.kernel.plain import to_json
    from sim.report.enough import worlds_needed
    from sim.report.expectations import as_written, check_expectations
    from sim.report.files import write_results
    from sim.report.plain import run_object
    from sim.report.tables import run_report
    from sim.study.precision import WANTED, precision_of

    began = time.perf_counter()
    results = _play(scenario, until_error, outcomes or (), workers, draws)
    checked, tested = check_expectations(results), as_written(results, written)
    if out is not None:
        write_results(results, out, command_typed(), time.perf_counter() - began, written)
        say(f"Written to {out}.")
    if as_json:
        print(to_json(run_object(results, written)))
    else:
        paper = terminal()
        paper.print(run_report(results, checked, paper.width, tested))
        paper.print(worlds_needed(precision_of(results, until_error or WANTED, outcomes or ())))
    failed = [check.expectation.outcome for check in checked if tested and not check.holds]
    if failed:
        say(f"The scenario's expectations do not hold: {', '.join(failed)}.")
        raise typer.Exit(EXPECTATION_FAILED)


def _play(
    scenario: Scenario, until_error: float | None, outcomes: Sequence[str], workers: int, draws: bool
) -> Results:
    """Run a scenario with its worlds, or with as many as an error takes; the latter is told on standard error."""
    from sim.engine.run import run

    if until_error is None:
        if outcomes:
            raise SimError("--outcome names what --until-error looks at. Add for example --until-error 0.01.")
        with progress_bar() as progress:
            which = _drawn(scenario) if draws else None
            return run(scenario, worlds=which, workers=workers, progress=progress)
    if draws:
        raise SimError("--draws and --until-error cannot be combined. Write --worlds N instead of --until-error.")
    from sim.report.enough import next_round, rounds_done
    from sim.study.until import run_until

    with progress_bar() as progress:
        found = run_until(
            scenario,
            until_error,
            outcomes,
            workers=workers,
            progress=progress,
            told=lambda *round_: say(next_round(*round_)),
        )
    say(rounds_done(found.precision, found.worlds))
    return found.results


def _drawn(scenario: Scenario, *others: Scenario) -> WhichWorlds:
    """The worlds of a scenario, each with its own draw of the fitted parameters."""
    from sim.data.fitted import fitted
    from sim.scenario.sample import worlds_drawn

    found = fitted()
    which = worlds_drawn(found, scenario, *others)
    if not which.given.keys() & found.values.keys():
        raise SimError(
            f"--draws: '{scenario.title}' leaves no parameter as it was fitted. Write fitted: shipped in its file, or "
            "run it without --draws."
        )
    return which


@shell.command("compare")
def compare_command(
    files: Annotated[list[str], typer.Argument(metavar="FILE_A FILE_B...", help="The baseline, then the others.")],
    worlds: Worlds = None,
    weeks: Weeks = None,
    seed: Seed = None,
    changes: Changes = None,
    out: Out = None,
    as_json: AsJson = False,
    workers: Workers = 1,
    draws: Draws = False,
) -> None:
    """Print how scenarios differ from the first one."""
    if len(files) < 2:
        raise typer.BadParameter("name two files or more: the baseline first, then what to compare with it.")
    written = [read_scenario(file) for file in files]
    baseline, *arms = [changed(own, changes or (), worlds=worlds, weeks=weeks, seed=seed) for own in written]
    check_free(out)
    from sim.engine.run import compare
    from sim.kernel.plain import to_json
    from sim.report.conditions import conditions_of
    from sim.report.enough import differences_needed
    from sim.report.files import write_comparison
    from sim.report.plain import comparison_object
    from sim.report.tables import comparison_report
    from sim.study.precision import precision_of_comparison

    began = time.perf_counter()
    with progress_bar() as progress:
        which = _drawn(baseline, *arms) if draws else None
        comparison = compare(baseline, *arms, worlds=which, workers=workers, progress=progress)
    conditions = conditions_of(comparison, arms)
    if out is not None:
        write_comparison(comparison, out, command_typed(), time.perf_counter() - began, conditions, written)
        say(f"Written to {out}.")
    if as_json:
        print(to_json(comparison_object(comparison, conditions, written[0])))
    else:
        paper = terminal()
        paper.print(comparison_report(comparison, paper.width, conditions))
        paper.print(differences_needed(precision_of_comparison(comparison)))
