"""Show the week's game of one world as game theory writes it, for a class and for Gambit."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.asked import AsJson, Changes, Seed, changed, read_scenario
from sim.cli.shell import command_typed, say, shell
from sim.cli.shown import show
from sim.kernel.errors import RunError

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario
    from sim.study.game_form.week_game import WeekGame

STANDARD_OUTPUT = Path("-")


@shell.command("game-form")
def game_form_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A scenario file, or its name.")],
    week: Annotated[
        str, typer.Option("--week", metavar="N|DATE", help="The week (the first is 0) or a day in it, as 2019-08-22.")
    ],
    world: Annotated[int, typer.Option("--world", metavar="K", help="Which world of the run; the first is 0.")] = 0,
    levers: Annotated[
        int | None,
        typer.Option("--levers", metavar="M", help="Levers of each government, holding among them; else at most 4."),
    ] = None,
    known: Annotated[bool, typer.Option("--known", help="As if everybody knew everybody's type.")] = False,
    seed: Seed = None,
    changes: Changes = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.nfg", help="Write the game for Gambit; - prints that and nothing else."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show one week of one world as a game: payoffs, equilibria."""
    _check_out(out, as_json)
    scenario = changed(read_scenario(file), changes or (), seed=seed)
    from sim.report.game_form import game_form_document
    from sim.study.game_form.moment import moment
    from sim.study.game_form.week_game import week_game

    found = week_game(moment(scenario, _week(scenario, week), world), levers, known)
    if out == STANDARD_OUTPUT:
        print(_gambit(found), end="")
        return
    if out is not None:
        from sim.kernel.whole_files import put_whole

        put_whole(out, _gambit(found).encode())
        say(f"Written to {out}, which Gambit reads.")
    show(game_form_document(found, command_typed()), None, as_json)


def _gambit(found: WeekGame) -> str:
    from sim.study.game_form.gambit_file import gambit_text

    at = found.moment
    title = f"{at.scenario.title}: week of {at.day}, world {at.world}, seed {at.scenario.seed}"
    return gambit_text(found.form, title, "Payoffs in pp times precision; logit equilibrium at lambda 1.")


def _check_out(out: Path | None, as_json: bool) -> None:
    if out is None:
        return
    if out == STANDARD_OUTPUT and as_json:
        raise RunError("--out - and --json both want standard output. Write one of them, or --out week.nfg.")
    if out != STANDARD_OUTPUT and (out.suffix != ".nfg" or out.is_dir()):
        raise RunError(f"--out {out}: Gambit knows these files by the ending .nfg. Write for example --out week.nfg.")


def _week(scenario: Scenario, words: str) -> int:
    """The number of the week that is meant."""
    from sim.study.choice.alternatives import decision_week

    if words.lstrip("-").isdecimal():
        return int(words)
    try:
        day = date.fromisoformat(words)
    except ValueError:
        raise RunError(
            f"--week {words}: it is neither a number nor a date. Write for example --week 42 or --week 2019-08-22."
        ) from None
    return decision_week(scenario, day, 1, "--week")
