"""Whether a game comes out the same again."""

from __future__ import annotations

import typer

from sim.cli.asked import AsJson
from sim.cli.game.group import Code, Database, group, open_store
from sim.cli.shell import EXPECTATION_FAILED

SHOWN = 10


@group.command("replay")
def replay_command(code: Code, database: Database = None, as_json: AsJson = False) -> None:
    """Run a room again, and compare it with what the class was told."""
    from sim.game.host.live_room import LiveRoom
    from sim.game.world.replay import replay
    from sim.kernel.plain import to_json

    live = LiveRoom(open_store(database), code)
    found = replay(live.room, live.scenario)
    wrong = [{"move": one.move, "what": one.what, "told": one.told, "again": one.again} for one in found.differences]
    if as_json:
        print(to_json({"code": live.code, "moves": found.moves, "values": found.values, "differences": wrong}))
    elif not found.moves:
        print(f"No move of room {live.code} is resolved yet: there is nothing to compare.")
    elif not wrong:
        moves = "1 move" if found.moves == 1 else f"{found.moves} moves"
        print(f"The same to the last bit: {moves}, {found.values:,} weekly values and outcomes.")
    else:
        for one in wrong[:SHOWN]:
            print(f"Move {one['move']}: {one['what']} was {_short(one['told'])}, and is {_short(one['again'])} now.")
        print(f"{len(wrong)} values differ. The room was played with another version of the model.")
    if wrong:
        raise typer.Exit(EXPECTATION_FAILED)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:60]}..."
