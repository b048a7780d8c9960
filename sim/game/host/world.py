"""What a host asks of the world; `sim.game.world` answers with the engine, tests with what they like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from sim.game.rules.room import Room
from sim.game.setup.records import Line, Setup
from sim.scenario.scenario import Scenario

Plain = dict[str, Any]


class World(Protocol):
    """Answers in plain words and numbers. It is asked from several threads at once, and raises SimError in words."""

    def opening(self, setup: Setup, scenario: Scenario) -> Plain:
        """The report of the record before the first move."""
        ...

    def resolve(self, room: Room, scenario: Scenario) -> Plain:
        """The answer to the present move: {"report", "luck"}."""
        ...

    def outlook(self, room: Room, scenario: Scenario) -> Plain:
        """What the sealed orders would bring."""
        ...

    def forecast(self, room: Room, scenario: Scenario, capital: str, lines: Sequence[Line]) -> Plain:
        """What a capital's adviser expects of its lines."""
        ...

    def as_scenario(self, room: Room, scenario: Scenario) -> Scenario:
        """The game so far as a scenario that replays."""
        ...
