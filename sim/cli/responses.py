"""How capitals answer each other's steps on a day.

A command of its own, for its question and its runs are others than those of `regret`: every lever of one capital
against every lever of another, not one capital against what is unknown.
"""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli.asked import AsJson, Changes, Out, Seed, Weeks, Workers, check_free
from sim.cli.regret import At, File, Horizon, Replicates, States, WeightWords, setting_asked, weights_asked
from sim.cli.shell import command_typed, progress_bar, shell
from sim.cli.shown import show


@shell.command("responses")
def responses_command(
    file: File,
    pair: Annotated[
        tuple[str, str], typer.Option("--pair", metavar="ONE OTHER", help="The two capitals of the full table.")
    ] = ("seoul", "tokyo"),
    at: At = None,
    horizon: Horizon = None,
    states: States = 32,
    replicates: Replicates = 16,
    weights: WeightWords = None,
    weeks: Weeks = None,
    seed: Seed = None,
    changes: Changes = None,
    out: Out = None,
    as_json: AsJson = False,
    workers: Workers = 1,
) -> None:
    """Find how capitals best answer each other's steps on a day."""
    from sim.report.studies.responses import responses_document
    from sim.study.choice.responses import respond
    from sim.study.executors import local

    written = weights_asked(weights or ())
    check_free(out)
    setting = setting_asked(file, changes or (), weeks, at, horizon, states, replicates, seed)
    with progress_bar() as progress:
        found = respond(setting, pair, weights=written, executor=local(workers), progress=progress)
    show(responses_document(found, command_typed()), out, as_json)
