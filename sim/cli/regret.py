"""What capitals would least regret on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.asked import AsJson, Changes, Out, Seed, Weeks, Workers, changed, check_free, read_scenario
from sim.cli.shell import command_typed, progress_bar, shell
from sim.cli.shown import show
from sim.kernel.errors import RunError

if TYPE_CHECKING:
    from sim.study.choice.play import Setting

File = Annotated[
    str, typer.Argument(metavar="FILE", help="A scenario file, or its name: here, or one that comes along.")
]
At = Annotated[
    datetime | None,
    typer.Option(
        "--at",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        help="The day of the decision; else the day agents begin to decide.",
    ),
]
Horizon = Annotated[
    int | None,
    typer.Option("--horizon", metavar="WEEKS", help="Weeks looked at from that day on; else 26, or what is left."),
]
States = Annotated[int, typer.Option("--states", metavar="N", help="States of what is unknown.")]
Replicates = Annotated[int, typer.Option("--replicates", metavar="R", help="How often each state is played.")]
WeightWords = Annotated[
    list[str] | None,
    typer.Option(
        "--weight",
        metavar="OUTCOME=W",
        help="A weight from -1 to 1, as p_lapse=0.3, or seoul.p_lapse=0.3 for one capital; may be repeated.",
    ),
]
USUAL_HORIZON = 26


@shell.command("regret")
def regret_command(
    file: File,
    capitals: Annotated[
        list[str] | None,
        typer.Option("--capital", metavar="NAME", help="seoul, tokyo or washington; may be repeated. Else all three."),
    ] = None,
    at: At = None,
    horizon: Horizon = None,
    states: States = 64,
    replicates: Replicates = 24,
    depth: Annotated[
        int, typer.Option("--depth", metavar="1|2", help="1: single levers. 2: also pairs of the best of them.")
    ] = 1,
    gap: Annotated[int, typer.Option("--gap", metavar="WEEKS", help="Weeks between the levers of a pair.")] = 8,
    weights: WeightWords = None,
    good_enough: Annotated[
        float, typer.Option("--good-enough", metavar="POINTS", help="How close to the best is good enough.")
    ] = 0.5,
    weeks: Weeks = None,
    seed: Seed = None,
    changes: Changes = None,
    out: Out = None,
    as_json: AsJson = False,
    workers: Workers = 1,
) -> None:
    """Find the step each capital would least regret on a day."""
    from sim.kernel.records import CAPITALS
    from sim.report.studies.regret import regret_document
    from sim.study.choice.alternatives import known_capital
    from sim.study.choice.choose import choose
    from sim.study.executors import local

    chosen = [known_capital(word) for word in dict.fromkeys(capitals or CAPITALS)]
    written = weights_asked(weights or ())
    check_free(out)
    setting = setting_asked(file, changes or (), weeks, at, horizon, states, replicates, seed)
    with progress_bar() as progress:
        found = [
            choose(
                setting,
                capital,
                weights=written,
                within=good_enough,
                depth=depth,
                gap=gap,
                executor=local(workers),
                progress=progress,
            )
            for capital in chosen
        ]
    show(regret_document(found, command_typed()), out, as_json)


def setting_asked(
    file: str,
    changes: Sequence[str],
    weeks: int | None,
    at: datetime | None,
    horizon: int | None,
    states: int,
    replicates: int,
    seed: int | None,
) -> Setting:
    from sim.study.choice.alternatives import decision_week
    from sim.study.choice.play import setting_of

    scenario = changed(read_scenario(file), changes, weeks=weeks, seed=seed)
    day = _date(at)
    first = decision_week(scenario, day, 1)
    looked_at = min(USUAL_HORIZON, scenario.weeks - first) if horizon is None else horizon
    week = decision_week(scenario, day, looked_at)
    return setting_of(scenario, week, looked_at, states, replicates)


def _date(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


def weights_asked(words: Sequence[str]) -> dict[str, float]:
    """`p_lapse=0.3` as an outcome and a weight. Raises RunError where it is no such thing or stands twice."""
    from sim.study.choice.worth import check_weight_words

    found: dict[str, float] = {}
    for word in words:
        key, equals, value = (part.strip() for part in word.partition("="))
        try:
            weight = float(value)
        except ValueError:
            weight = float("nan")
        if not equals or not key or weight != weight:
            raise RunError(f"--weight {word}: it is not OUTCOME=NUMBER. Write for example --weight p_lapse=0.3.")
        if key in found:
            raise RunError(f"--weight {key}: it is written twice. Write it once.")
        found[key] = weight
    check_weight_words(found)
    return found
