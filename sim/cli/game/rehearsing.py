"""A dress rehearsal with bots, told as a timetable and as figures."""

from __future__ import annotations

import math
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.asked import AsJson
from sim.cli.game.group import GAME_HELP, group
from sim.cli.game.room import chosen
from sim.cli.shell import EXPECTATION_FAILED, print_rich, say

if TYPE_CHECKING:
    from rich.table import Table

    from sim.game.bots.measures import Spread
    from sim.game.bots.rehearsal import Plan, Rehearsal
    from sim.game.bots.timetable import Timetable

MEGABYTE = 2**20
SHOWN = 10


@group.command("rehearse")
def rehearse_command(
    game: Annotated[str, typer.Argument(metavar="GAME", help=GAME_HELP)],
    students: Annotated[int, typer.Option("--students", metavar="N", min=1, max=150, help="How many play.")] = 30,
    rooms: Annotated[int, typer.Option("--rooms", metavar="N", min=1, max=20, help="In how many rooms.")] = 1,
    factor: Annotated[
        float,
        typer.Option("--minutes-factor", metavar="F", min=0.0, max=1.0, help="Share of the minutes; 0: no clocks."),
    ] = 0.02,
    transcript: Annotated[
        Path | None, typer.Option("--transcript", metavar="FILE", help="Play what this file says, not at random.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="S", min=0, help="Seed of the bots and of the luck.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Let a class of bots play a whole game, and measure it."""
    from sim.game.bots.rehearsal import Plan
    from sim.game.bots.scripted import read_transcript
    from sim.game.bots.timetable import timetable
    from sim.kernel.plain import to_json

    setup, scenario = chosen(game, {})
    parts = read_transcript(transcript) if transcript is not None else ()
    times = timetable(setup)
    if not as_json:
        print_rich(_times_table(setup.title, times))
        say(f"{students} bots play it in {'one room' if rooms == 1 else f'{rooms} rooms'}; Ctrl-C ends it.")
    plan = Plan(setup, scenario, students, rooms, factor, seed=seed, transcript=parts)
    found = _played(plan)
    if as_json:
        print(to_json(_plain(found, times)))
    else:
        _tell(found)
    if found.problems:
        raise typer.Exit(EXPECTATION_FAILED)


def _played(plan: Plan) -> Rehearsal:
    """Play on the app's own server, over a database that is gone afterwards."""
    import asyncio
    import tempfile

    from sim.game.bots.process import LOOPBACK, Server, free_port
    from sim.game.bots.rehearsal import rehearse
    from sim.game.store.address import VARIABLE
    from sim.game.store.store import Store
    from sim.ui.launch import words

    with tempfile.TemporaryDirectory(prefix="trilateral") as folder:
        database = f"sqlite:///{Path(folder) / 'rooms.sqlite'}"
        port = free_port()
        command = [sys.executable, "-m", "streamlit", *words(LOOPBACK, port)]
        path = os.pathsep.join(word for word in (str(Path(__file__).parents[3]), os.environ.get("PYTHONPATH")) if word)
        store = Store.open(database)
        try:
            with Server(command, port, {VARIABLE: database, "PYTHONPATH": path}, Path(folder) / "log") as server:
                return asyncio.run(rehearse(plan, server, store))
        finally:
            store.shut()


def _times_table(title: str, times: Timetable) -> Table:
    from rich.table import Table

    table = Table(title=f"{title}: minutes as planned", title_justify="left", box=None, pad_edge=False)
    table.add_column("phase")
    table.add_column("a move", justify="right")
    table.add_column(f"{times.moves} moves", justify="right")
    for phase, minutes in times.phases.items():
        words = "the world answers" if phase == "resolve" and not minutes else _minutes(minutes)
        table.add_row(phase, words, _minutes(minutes * times.moves))
    table.add_row("in all", _minutes(times.move), _minutes(times.game))
    left = "to join and to talk it over" if times.left >= 0.0 else "too long for it"
    table.add_row("a class of 50", "", f"{times.left:+g} {left}")
    return table


def _minutes(minutes: float) -> str:
    return f"{minutes:g}" if minutes else "-"


def _tell(found: Rehearsal) -> None:
    from rich.table import Table

    plan = found.plan
    rooms = "1 room" if plan.rooms == 1 else f"{plan.rooms} rooms"
    print(f"\n{plan.students} students in {rooms}: {found.count:,} acts in {found.seconds:.0f} seconds.")
    table = Table(box=None, pad_edge=False)
    table.add_column("seconds")
    for name in ("times", "half", "95%", "longest"):
        table.add_column(name, justify="right")
    for name, spread in _spreads(found).items():
        table.add_row(name, str(spread.count), *(_seconds(value) for value in (spread.p50, spread.p95, spread.most)))
    print_rich(table)
    if found.before is not None and found.after is not None:
        grown = found.after.memory - found.before.memory
        print(
            f"The server used {(found.after.cpu - found.before.cpu) / found.seconds:.0%} of a processor and "
            f"{found.after.memory / MEGABYTE:.0f} MB; {grown / MEGABYTE / plan.students:.1f} MB more per student."
        )
    for words, times in Counter(found.refused).most_common(SHOWN):
        say(f"Refused by the rules, {times} times: {words}")
    for problem in found.problems[:SHOWN]:
        say(f"Wrong: {problem}")
    if len(found.problems) > SHOWN:
        say(f"And {len(found.problems) - SHOWN} more.")
    say("Something went wrong." if found.problems else "Nothing was lost, doubled, or seen by who may not.")


def _spreads(found: Rehearsal) -> dict[str, Spread]:
    return {
        "seal until it is acknowledged": found.seals,
        "any act until it is acknowledged": found.acts,
        "accepted until a browser is shown it": found.updates,
        "the world answers a move": found.resolves,
    }


def _seconds(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3f}"


def _plain(found: Rehearsal, times: Timetable) -> dict[str, Any]:
    before, after = found.before, found.after
    used = None
    if before is not None and after is not None:
        used = {
            "processor_share": (after.cpu - before.cpu) / found.seconds,
            "memory_bytes": after.memory,
            "memory_bytes_a_student": (after.memory - before.memory) / found.plan.students,
        }
    return {
        "students": found.plan.students,
        "rooms": found.plan.rooms,
        "minutes": {**times.phases, "move": times.move, "game": times.game, "left_of_50": times.left},
        "moves": times.moves,
        "seconds": found.seconds,
        "acts": found.count,
        "waits": {
            "seal": found.seals.plain(),
            "act": found.acts.plain(),
            "update": found.updates.plain(),
            "resolve": found.resolves.plain(),
        },
        "server": used,
        "refused": list(found.refused),
        "problems": list(found.problems),
    }
