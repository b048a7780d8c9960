"""Debriefs that were computed lately, so that several people may ask for one without computing it again."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock

from sim.game.debrief.debrief import Debrief, debrief
from sim.game.debrief.replay import outside, replay
from sim.game.rules.room import Room
from sim.game.world.lives import Kept
from sim.game.world.played import as_scenario
from sim.scenario.scenario import Scenario

MOST = 4


class Debriefs:
    """Keeps the last debriefs. Who asks while one is being computed waits for it; one is computed at a time."""

    def __init__(self) -> None:
        self._kept: Kept[Debrief] = Kept(MOST)
        self._one = Lock()

    def of(self, room: Room, base: Scenario) -> Debrief:
        """The debrief of a room, with what was said in it up to now. Raises RuleError where the game is not over."""
        key = (room.code, as_scenario(room, base).digest, base.seed, room.stage == "playing", room.slips)
        found = self._kept.get(key, lambda: self._computed(room, base))
        return replace(found, room=room, moves=replay(room), outside=outside(room))

    def _computed(self, room: Room, base: Scenario) -> Debrief:
        with self._one:
            return debrief(room, base)
