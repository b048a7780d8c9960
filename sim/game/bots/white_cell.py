"""A teacher who is no person: starts the game, pushes on what has no clock, settles moves, and plays a card or two."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from random import Random

from sim.game.bots.client import Client
from sim.game.bots.wish import Plain, Wish
from sim.game.bots.words import spoken
from sim.kernel.errors import RunError

PHASE_PATIENCE = 300.0
Moment = tuple[object, ...]


async def lead(client: Client, students: int, pause: float, luck: Random) -> None:
    """Lead a game from the lobby to its debrief, once so many people sit at tables. Phases without a clock are ended
    after `pause` seconds. Raises RunError, in words, where the game does not go on."""
    await _reach(client, lambda view: view["room"]["ready"] and seated(view) >= students, "the world and the class")
    await client.act(Wish("lock", {"locked": True}))
    refused = await client.act(Wish("start"))
    if refused:
        raise RunError(f"the game could not be started: {refused}")
    await _reach(client, lambda view: view["clock"]["stage"] != "lobby", "the first move")
    moves = 0
    while client.view["clock"]["stage"] == "playing":
        if client.view["clock"]["move"] > moves:
            moves = client.view["clock"]["move"]
            await _begin_move(client, luck)
        await _step(client, pause)


def seated(view: Plain) -> int:
    """How many people sit at a table."""
    return sum(len(table["members"]) for name, table in view["tables"].items() if name != "undecided")


async def _begin_move(client: Client, luck: Random) -> None:
    """What a teacher does on the way: a word to all, a note, a card; a stop of the clock in the first move."""
    clock = client.view["clock"]
    wishes = [Wish("announce", {"text": spoken(luck)}), Wish("note", {"text": spoken(luck)})]
    cards = [card["key"] for card in client.view["deck"] if not card["at_move"] and not card["when"]]
    if cards and luck.random() < 0.5:
        wishes.append(Wish("inject", {"key": luck.choice(cards)}))
    if clock["move"] == 1 and clock["ends"] is not None:
        wishes += [Wish("pause"), Wish("resume")]
    for wish in wishes:
        await client.act(wish)


async def _step(client: Client, pause: float) -> None:
    clock, now = client.view["clock"], _moment(client.view)
    if clock["waits_for_white"] and not client.view["orders"]["settled"]:
        await client.ask("outlook")
        await client.act(Wish("adjudicate", {"how": "seeded"}))
    elif clock["phase"] != "resolve" and clock["ends"] is None:
        await asyncio.sleep(pause)
        if _moment(client.view) == now:
            await client.act(Wish("push"))
    await _reach(client, lambda view: _moment(view) != now, f"the end of {clock['phase']} in move {clock['move']}")


def _moment(view: Plain) -> Moment:
    """Whatever a teacher waits to change."""
    clock = view["clock"]
    return clock["stage"], clock["move"], clock["phase"], clock["left"], view.get("orders", {}).get("settled")


async def _reach(client: Client, holds: Callable[[Plain], bool], what: str) -> None:
    wait = asyncio.create_task(client.until(holds, PHASE_PATIENCE))
    while not wait.done():
        await asyncio.wait((wait,), timeout=1.0)
        trouble = client.view.get("server", {}).get("trouble")
        if trouble:
            wait.cancel()
            raise RunError(f"the world of the room has failed: {trouble}")
    try:
        wait.result()
    except TimeoutError:
        raise RunError(f"{what} did not come within {PHASE_PATIENCE:.0f} seconds.") from None
