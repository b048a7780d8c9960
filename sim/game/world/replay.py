"""Whether a game comes out the same again: its file is run, and compared with what the room was told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.game.rules.room import Room
from sim.game.world.lives import Engine
from sim.game.world.played import as_scenario
from sim.game.world.report import report
from sim.scenario.load import load_text
from sim.scenario.sample import worlds_with
from sim.scenario.scenario import Scenario
from sim.scenario.write import to_yaml

# What a report says of the lived world alone; the rest is about its ghosts.
LIVED = ("week", "day", "first_day", "series", "private", "pulled", "missed", "truth", "outcomes", "estimates")


@dataclass(frozen=True, slots=True)
class Difference:
    """Something of a move (counted from 1) that did not come out as the room was told."""

    move: int
    what: str
    told: Any
    again: Any


@dataclass(frozen=True, slots=True)
class Replay:
    """How a game came out again: `moves` were compared, of `values` weekly values and outcomes."""

    moves: int
    values: int
    differences: tuple[Difference, ...]


def replay(room: Room, base: Scenario) -> Replay:
    """Run a game's own file once for every resolved move, up to its end, and compare with the room's reports."""
    engine, values, found = Engine(), 0, list[Difference]()
    for index in range(len(room.resolved)):
        again, told = _again(engine, room, base, index), dict(room.resolved[index].report or {})
        values += sum(len(series) for series in told["series"].values()) + len(told["outcomes"])
        for what in LIVED:
            found += _differing(index + 1, what, told[what], again[what])
    return Replay(len(room.resolved), values, tuple(found))


def _again(engine: Engine, room: Room, base: Scenario, index: int) -> dict[str, Any]:
    """What a move reports when the game so far is exported, read again, and its world 0 lived alone."""
    so_far = replace(room, moves=room.resolved[: index + 1], stage="debrief")
    scenario = load_text(to_yaml(as_scenario(so_far, base)), f"{room.code}.yaml")
    lives = engine.live(scenario, worlds_with(scenario, np.arange(1)))
    move = so_far.moves[-1]
    found = report(
        lives,
        0,
        range(scenario.clock.week_of(room.setup.first_day(index)), scenario.weeks),
        opens=scenario.clock.week_of(room.setup.opens),
        move=index,
        orders={capital: order for capital, order in move.orders.items() if move.hands[capital] != "agent"},
        permitted={},
        leaks=room.setup.options.leaks,
    )
    return dict(json.loads(json.dumps(found, default=dict)))


def _differing(move: int, what: str, told: Any, again: Any) -> Iterator[Difference]:
    """The differences in a part of a report; blocks are compared name by name."""
    if isinstance(told, dict) and isinstance(again, dict):
        for name in sorted(told.keys() | again.keys()):
            yield from _differing(move, f"{what}.{name}", told.get(name), again.get(name))
    elif told != again:
        yield Difference(move, what, told, again)
