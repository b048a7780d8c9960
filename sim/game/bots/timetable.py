"""How long a game is planned to take, and what is left of a class of fifty minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.game.setup.records import PHASES, Setup

CLASS_MINUTES = 50.0


@dataclass(frozen=True, slots=True)
class Timetable:
    """Minutes: of each phase, of a move, of all moves, and what a class of fifty has left for joining and talking it
    over (below 0 where it is too short)."""

    phases: Mapping[str, float]
    moves: int
    move: float
    game: float
    left: float


def timetable(setup: Setup) -> Timetable:
    """What the clocks of a game add up to; phases without a clock count nothing."""
    phases = {phase: setup.minutes[phase] for phase in PHASES}
    move = sum(phases.values())
    game = move * len(setup.moves)
    return Timetable(phases, len(setup.moves), move, game, CLASS_MINUTES - game)
