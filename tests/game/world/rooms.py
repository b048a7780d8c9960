"""Rooms played by the rules with a real world behind them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from sim.game.rules.act import Act
from sim.game.rules.fold import accept, fold
from sim.game.rules.room import Room, new_room
from sim.game.setup.records import Options, Setup
from sim.game.world.game_world import GameWorld
from sim.kernel.records import CAPITALS
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from tests.game.reports import small_setup

WORLD = GameWorld()
SEATS = dict(zip(CAPITALS, ("s1", "s2", "s3"), strict=True))
Lines = list[dict[str, Any]]


@cache
def base(name: str = "july_2019") -> Scenario:
    return load_scenario(name)


def setup(**changes: Any) -> Setup:
    """A game from 5 August 2019 in the world of July: five weeks of agents lie between record and game."""
    words: dict[str, Any] = {"opens": date(2019, 8, 5), "moves": (2, 2, 2, 2)}
    return small_setup(**{**words, "options": Options(levers_a_move=4, adjudicated=True), **changes})


@cache
def opening(scenario: str = "july_2019", opens: date = date(2019, 8, 5)) -> dict[str, Any]:
    return WORLD.opening(setup(scenario=scenario, opens=opens), base(scenario))


def begun(scenario: str = "july_2019", **changes: Any) -> Room:
    """A room in the brief of its first move, with a head in every capital."""
    game = setup(scenario=scenario, **changes)
    room = new_room("ABCDEF", game, base(scenario).custom_levers)
    room = accept(room, Act("opened", "host", 0.0, {"report": opening(scenario, game.opens)}))
    joins = [Act("join", "host", 1.0, {"seat": seat, "name": "", "team": one}) for one, seat in SEATS.items()]
    return accept(fold(room, joins), Act("start", "white", 2.0))


def pushed(room: Room, phase: str) -> Room:
    while room.phase != phase:
        room = accept(room, Act("push", "white", 3.0))
    return room


def sealed(room: Room, **orders: Lines) -> Room:
    """Orders sealed by the heads; capitals without one use their standing order. The world answers next."""
    room = pushed(room, "seal") if room.phase in ("brief", "negotiate") else room
    for capital, lines in orders.items():
        room = accept(room, Act("seal", SEATS[capital], 4.0, {"lines": lines, "salt": "x" * 16}))
    return pushed(room, "resolve") if room.phase != "resolve" else room


def answered(room: Room, **ruling: Any) -> Room:
    """The move settled and answered by the world."""
    room = accept(room, Act("adjudicate", "white", 5.0, {"how": "seeded", **ruling}))
    answer = WORLD.resolve(room, base(room.setup.scenario))
    return accept(room, Act("moved", "host", 6.0, {"move": room.index, **answer}))


def next_move(room: Room) -> Room:
    return accept(room, Act("push", "white", 7.0))


@cache
def whole_game() -> tuple[Room, ...]:
    """A game as it stood after each of four answers: a measure and a statement; a percentile chosen; an answer taken
    back and Tokyo given to the agent; Tokyo back in human hands, and a launch."""
    room = pushed(begun(), "negotiate")
    room = accept(room, Act("state", "s2", 3.0, {"tone": "sharp", "text": "Promises must be kept."}))
    room = sealed(room, seoul=[{"lever": "seoul.hard_line_campaign", "dose": 0.6, "week": 2}])
    first = answered(room)
    second = answered(sealed(next_move(first)), how="quantile", outcome="approval_seoul", percentile=80.0)
    room = accept(answered(sealed(next_move(second))), Act("undo", "white", 8.0))
    room = accept(room, Act("hand", "white", 8.0, {"capital": "tokyo", "to": "agent"}))
    third = answered(sealed(room, washington=[{"lever": "washington.press_tokyo", "dose": 1.0}]))
    room = accept(next_move(third), Act("hand", "white", 9.0, {"capital": "tokyo", "to": "human"}))
    room = accept(room, Act("inject", "white", 9.0, {"title": "A launch", "shock": "dprk_missile"}))
    fourth = answered(sealed(room, tokyo=[{"lever": "tokyo.gesture", "dose": 0.5, "week": 2}]))
    return first, second, third, fourth
