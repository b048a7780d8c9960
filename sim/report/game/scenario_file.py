"""A game as a scenario file that anybody can run again, to the last bit."""

from __future__ import annotations

from sim.game.rules.room import Room
from sim.game.world.played import as_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.write import to_yaml


def scenario_file(room: Room, base: Scenario) -> str:
    """The file; its world 0 is the world that was lived."""
    return to_yaml(as_scenario(room, base))
