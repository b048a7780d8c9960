"""What a teacher, or somebody alone, asks for when a room is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.game.rules import given
from sim.game.setup.files import is_room_text
from sim.game.setup.from_scenario import as_game
from sim.game.setup.library import game_named
from sim.game.setup.numbers import COUNT, MINUTES, WEEKS_A_MOVE
from sim.game.setup.opening import weeks_left
from sim.game.setup.read import read_room, read_room_text
from sim.game.setup.records import HANDS, PHASES, Setup
from sim.game.setup.solo import solo_game
from sim.kernel.records import CAPITALS
from sim.scenario.library import scenario_names
from sim.scenario.load import load_scenario, load_text
from sim.scenario.scenario import Scenario
from sim.ui.game.asked import Unreadable, text_in

MOST_TEXT = 200_000
MOST_BODY = 3 * MOST_TEXT


def wished(data: Mapping[str, Any]) -> tuple[Setup, Scenario]:
    """The game that was asked for, and its world.

    One of `game` (a ready game's name), `scenario` (a scenario's name) and `file` (the text of a room file or of a
    scenario file, with its `name`); then `moves` and `weeks` (both whole numbers), `minutes` by phase, `hands` by
    capital, `adjudicated`, `names` and `solo` (a capital). Raises SimError with everything that is wrong.
    """
    setup, scenario = _chosen(data)
    setup = altered(setup, scenario, data)
    return (solo_game(text_in(data, "solo"), setup) if data.get("solo") else setup), scenario


def altered(setup: Setup, scenario: Scenario, data: Mapping[str, Any]) -> Setup:
    """A game with the `moves`, `weeks`, `minutes`, `hands`, `adjudicated` and `names` of a wish. Raises SimError."""
    setup = _as_long(setup, scenario, data)
    setup = _by_the_clock(_in_hands(setup, data), data)
    options = {key: bool(data[key]) for key in ("adjudicated", "names") if key in data}
    return replace(setup, options=replace(setup.options, **options))


def _chosen(data: Mapping[str, Any]) -> tuple[Setup, Scenario]:
    if data.get("game"):
        name = text_in(data, "game")
        game_named(name)
        return read_room(name)
    if data.get("scenario"):
        name = given.word(data, "scenario", scenario_names())
        return _made(load_scenario(name), name, data)
    content = text_in(data, "file", MOST_TEXT).encode("utf-8", errors="replace")
    if not content:
        raise Unreadable("nothing to play was chosen. Choose a ready game, a scenario, or a file of your own.")
    name = text_in(data, "name") or "your file"
    if is_room_text(content):
        return read_room_text(content, name)
    return _made(load_text(content, name), name, data)


def _made(scenario: Scenario, name: str, data: Mapping[str, Any]) -> tuple[Setup, Scenario]:
    return as_game(scenario, name, _count(data, int(COUNT.default)), _weeks(data, int(WEEKS_A_MOVE.default))), scenario


def _count(data: Mapping[str, Any], usual: int) -> int:
    return given.whole(data, "moves", int(COUNT.low), int(COUNT.high)) if "moves" in data else usual


def _weeks(data: Mapping[str, Any], usual: int) -> int:
    return given.whole(data, "weeks", int(WEEKS_A_MOVE.low), int(WEEKS_A_MOVE.high)) if "weeks" in data else usual


def _as_long(setup: Setup, scenario: Scenario, data: Mapping[str, Any]) -> Setup:
    if "moves" not in data and "weeks" not in data:
        return setup
    moves = (_weeks(data, setup.moves[0]),) * _count(data, len(setup.moves))
    left = weeks_left(scenario, setup.opens)
    if sum(moves) > left:
        raise Unreadable(f"the moves last {sum(moves)} weeks, and the world has {left} left. Choose fewer, or shorter.")
    return replace(setup, moves=moves)


def _by_the_clock(setup: Setup, data: Mapping[str, Any]) -> Setup:
    asked = given.block(data, "minutes")
    for phase in asked:
        given.word({"phase": phase}, "phase", tuple(PHASES))
    minutes = {phase: given.number(asked, phase, MINUTES.low, MINUTES.high) for phase in asked}
    return replace(setup, minutes={**setup.minutes, **minutes})


def _in_hands(setup: Setup, data: Mapping[str, Any]) -> Setup:
    asked = given.block(data, "hands")
    for capital in asked:
        given.word({"capital": capital}, "capital", CAPITALS)
    hands = {capital: given.word(asked, capital, tuple(HANDS)) for capital in asked}
    teams = {key: replace(team, hand=hands.get(key, team.hand)) for key, team in setup.teams.items()}
    return replace(setup, teams=teams)
