"""Rooms: opened from a game, listed, and their white cell found again."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.asked import AsJson, found_file
from sim.cli.game.group import GAME_HELP, Code, Database, group, open_store
from sim.cli.shell import print_rich, say

if TYPE_CHECKING:
    from sim.game.setup.records import Setup
    from sim.game.store.store import Store
    from sim.scenario.scenario import Scenario

HALF = 3
Port = Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535, help="The port that it is served on.")]
ONCE = "works once, within half an hour"


@group.command("new")
def new_command(
    game: Annotated[str, typer.Argument(metavar="GAME", help=GAME_HELP)],
    moves: Annotated[int | None, typer.Option("--moves", metavar="N", help="Number of moves; else the game's.")] = None,
    weeks: Annotated[int | None, typer.Option("--weeks", metavar="N", help="Weeks of each move; else its own.")] = None,
    adjudicated: Annotated[
        bool | None, typer.Option("--adjudicated/--not-adjudicated", help="Whether moves wait for the white cell.")
    ] = None,
    timers: Annotated[bool, typer.Option("--timers/--no-timers", help="Whether clocks run, or you push on.")] = True,
    hands: Annotated[
        list[str] | None,
        typer.Option("--hand", metavar="CAPITAL=HAND", help="Who plays a capital: human, agent, or script; repeat it."),
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", metavar="S", min=0, help="Seed of the luck; else any.")] = None,
    port: Port = 8501,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Open a room; print its code and the way to its white cell."""
    wish: dict[str, Any] = {"moves": moves, "weeks": weeks, "adjudicated": adjudicated}
    wish = {key: value for key, value in wish.items() if value is not None}
    setup, scenario = chosen(game, {**wish, **_hands(hands or []), **({} if timers else _no_timers())})
    store = open_store(database)
    from sim.kernel.plain import to_json

    code = _opened(store, setup, scenario, seed)
    found = {
        "code": code,
        "title": setup.title,
        "moves": list(setup.moves),
        "join": f"/play?room={code}",
        "white": _white_link(store, code, port),
        "database": store.place,
    }
    print(to_json(found)) if as_json else _tell(found, setup)


def chosen(game: str, wish: dict[str, Any]) -> tuple[Setup, Scenario]:
    """What can be played under a name or a path, as it is wished."""
    from sim.game.setup.library import opened
    from sim.game.setup.numbers import COUNT, WEEKS_A_MOVE
    from sim.ui.game.opening import altered

    moves, weeks = wish.get("moves", int(COUNT.default)), wish.get("weeks", int(WEEKS_A_MOVE.default))
    setup, scenario = opened(found_file(game), moves, weeks)
    return altered(setup, scenario, wish), scenario


def _hands(typed: list[str]) -> dict[str, Any]:
    pairs = [words.partition("=") for words in typed]
    for words, (capital, equals, hand) in zip(typed, pairs, strict=True):
        if not (capital and equals and hand):
            raise typer.BadParameter(f"'{words}' is not CAPITAL=HAND. Write for example --hand tokyo=agent.")
    return {"hands": {capital: hand for capital, _, hand in pairs}}


def _no_timers() -> dict[str, Any]:
    from sim.game.setup.records import PHASES

    return {"minutes": dict.fromkeys(PHASES, 0)}


def _opened(store: Store, setup: Setup, scenario: Scenario, seed: int | None) -> str:
    from sim.game.setup.frozen import freeze
    from sim.game.store.codes import new_seed

    luck = new_seed() if seed is None else seed
    return store.create_room(freeze(setup, scenario), luck, time.time()).code


def _white_link(store: Store, code: str, port: int) -> str:
    from urllib.parse import urlencode

    from sim.game.host.doors import Doors
    from sim.game.rules.act import WHITE

    words = Doors(store, time.time).write_pass(code, WHITE)
    return f"http://127.0.0.1:{port}/play?{urlencode({'room': code, 'pass': words})}"


def _tell(found: dict[str, Any], setup: Setup) -> None:
    code = found["code"]
    moves = "1 move" if len(setup.moves) == 1 else f"{len(setup.moves)} moves"
    print(f"Room {_spaced(code)}: {setup.title}")
    last = setup.first_day(len(setup.moves)) - timedelta(days=1)
    print(f"{moves} from {setup.opens} to {last}, kept in {found['database']}.")
    print(f"\nYour white cell ({ONCE}):\n  {found['white']}")
    print(f"\nThe class opens the address that the server prints, and joins with the code {_spaced(code)}.")
    print("Serve it to this computer:       trilateral game serve")
    print("Serve it to a network you trust: trilateral game serve --address 0.0.0.0")


def _spaced(code: str) -> str:
    return f"{code[:HALF]}-{code[HALF:]}"


@group.command("list")
def list_command(
    rooms: Annotated[bool, typer.Option("--rooms", help="The rooms that are kept here, instead.")] = False,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """List the ready games, or the rooms that are kept."""
    from sim.kernel.plain import to_json

    found = _kept(open_store(database)) if rooms or database else _ready()
    if as_json:
        print(to_json(found))
    elif not found:
        print("There is none yet. Open one with: trilateral game new GAME")
    else:
        _print_table(found)


def _ready() -> list[dict[str, Any]]:
    from sim.game.setup.library import ready_games

    return [
        {"name": game.name, "title": game.title, "length": game.length, "scenario": game.scenario}
        for game in ready_games()
    ]


def _kept(store: Store) -> list[dict[str, Any]]:
    return [
        {
            "code": room.code,
            "title": _title(room.setup),
            "opened": _day(room.created),
            "closed": "" if room.closed is None else _day(room.closed),
            "acts": store.last_number(room.code),
        }
        for room in store.rooms()
    ]


def _title(frozen: str) -> str:
    """What a kept game is called, also where this version of the model cannot play it."""
    import json

    return str(json.loads(frozen).get("setup", {}).get("title", ""))


def _day(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def _print_table(rows: list[dict[str, Any]]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for place, name in enumerate(rows[0]):
        table.add_column(name, no_wrap=place == 0)
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    print_rich(table)


@group.command("link")
def link_command(code: Code, port: Port = 8501, database: Database = None) -> None:
    """Print a new one-time link to the white cell of a room."""
    store = open_store(database)
    kept = store.room(code)
    print(_white_link(store, kept.code, port))
    say(f"It opens the white cell of {_spaced(kept.code)}: {ONCE}. An earlier link has ended. Keep it to yourself.")
