"""What the host of a room asks of the world."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.game.rules.room import Room
from sim.game.setup.records import Line, Setup
from sim.game.world import adviser, moves, played
from sim.game.world.lives import Engine
from sim.scenario.scenario import Scenario

Plain = dict[str, Any]


class GameWorld:
    """The world of every room of a host. It may be asked from several threads; at most a few runs go on at once, and
    who asks what somebody else is asking already waits for the same answer. `scenario` is always that of the setup."""

    def __init__(self) -> None:
        self._engine = Engine()

    def opening(self, setup: Setup, scenario: Scenario) -> Plain:
        """The report of the record before the first move."""
        return moves.opening(self._engine, setup, scenario)

    def resolve(self, room: Room, scenario: Scenario) -> Plain:
        """The answer to the present move: {"report", "luck"}."""
        return moves.resolve(self._engine, room, scenario)

    def outlook(self, room: Room, scenario: Scenario) -> Plain:
        """What the sealed orders would bring, for the white cell. Raises RuleError between moves."""
        return moves.outlook(self._engine, room, scenario)

    def forecast(self, room: Room, scenario: Scenario, capital: str, lines: Sequence[Line]) -> Plain:
        """What a capital's adviser expects of its lines. Raises RuleError between moves."""
        return adviser.forecast(self._engine, room, scenario, capital, lines)

    def as_scenario(self, room: Room, scenario: Scenario) -> Scenario:
        """The game so far as a scenario that replays."""
        return played.as_scenario(room, scenario)
