"""A week of one world as it stood before the governments chose: found by playing the world up to there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.decision.decide import Reasoning
from sim.engine.model import CrisisModel
from sim.kernel.errors import RunError
from sim.scenario.sample import worlds_with
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Moment:
    """A week of one world. `before` are its recorded series as they stood when the week began, before its shocks;
    `reasoning` is what went on in the governments; `high` says whose type is the high one; `pulled` are the rows of the
    levers that were pulled in the end."""

    scenario: Scenario
    week: int
    world: int
    before: Mapping[str, float]
    reasoning: Reasoning
    high: tuple[bool, ...]
    pulled: tuple[int, ...]

    @property
    def day(self) -> date:
        return self.scenario.clock.first_day(self.week)


def moment(scenario: Scenario, week: int, world: int) -> Moment:
    """Play one world of a scenario's seed to the choice of a week.

    Raises RunError where the scenario has no such week or world, or where the world breaks down before.
    """
    _check(scenario, week, world)
    model = CrisisModel(scenario, worlds_with(scenario, np.array([world])), seed=scenario.seed)
    state = model.state
    for _ in range(week):
        model.step()
    before = dict(zip(state.recorded_keys, state.arena[: state.recorded_rows, 0].tolist(), strict=True))
    model.step()
    reasoning = model.decision.reasoning
    if not all(np.isfinite(player.base[:, :, 0]).all() for player in reasoning.game.players):
        raise RunError(f"world {world} breaks down before week {week}: its numbers are no longer finite.")
    high = tuple(bool(kind) for kind in state.type_high[:, 0] > 0.5)
    pulled = tuple(int(row) for row in state.move[:, 0])
    return Moment(scenario, week, world, before, reasoning, high, pulled)


def _check(scenario: Scenario, week: int, world: int) -> None:
    clock = scenario.clock
    if not 0 <= week < clock.weeks:
        raise RunError(
            f"--week {week}: '{scenario.title}' has weeks 0 to {clock.weeks - 1}, from {clock.start} to {clock.end}. "
            "Name one of them or a day in it, or play longer with --set weeks=N."
        )
    if not 0 <= world < scenario.worlds:
        raise RunError(
            f"--world {world}: a run of '{scenario.title}' has worlds 0 to {scenario.worlds - 1}. Name one of them, or "
            "have more with --set worlds=N."
        )
