"""The vectorised engine as the reference needs to see it. Only this file knows the engine's insides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim import CrisisModel
from sim.kernel.catalogue import catalogue
from sim.kernel.draws import Draws, Law, Stream
from sim.kernel.records import Lever
from sim.kernel.state import Array
from sim.scenario.sample import sampled_values
from sim.scenario.scenario import Scenario
from tests.reference.choice import Expected


class Dealt:
    """The luck that the engine deals to one of its worlds."""

    def __init__(self, draws: Draws, column: int) -> None:
        self._draws, self._column = draws, column

    def draw(self, stream: str, week: int) -> list[float]:
        return self._numbers(catalogue().streams[stream], week)

    def clocks(self, capital: str, levers: list[Lever], week: int) -> list[float]:
        built_in = len(catalogue().levers_of(capital))
        found = self._numbers(Stream(f"decision.clocks.{capital}", built_in, Law.EXPONENTIAL, ""), week)
        for lever in levers[built_in:]:
            found += self._numbers(Stream(f"decision.clock.{lever.key}", 1, Law.EXPONENTIAL, ""), week)
        return found

    def _numbers(self, stream: Stream, week: int) -> list[float]:
        return [float(value) for value in self._draws.week(stream, week)[:, self._column]]


class Watched:
    """A model in double precision whose reasoning is noted each week."""

    def __init__(self, scenario: Scenario, worlds: int) -> None:
        self.model = CrisisModel(scenario, worlds, dtype=np.float64)
        self.draws: Draws = self.model.week.draws
        self.columns: int = self.model.state.arena.shape[1]
        self.expected: Array = np.zeros((3, 3, self.columns))
        self._values = sampled_values(scenario, catalogue(), self.draws)
        self._watch()

    def _watch(self) -> None:
        decision: Any = self.model.decision
        reason, chances = decision._reason, decision.doors.chances

        def note_reason(*game: Any) -> Any:
            self.answer = reason(*game)
            return self.answer

        def note_chances(week: Any) -> Any:
            self.cabinet, self.routine = chances(week)
            return self.cabinet, self.routine

        decision._reason, decision.doors.chances = note_reason, note_chances

    def step(self) -> None:
        """One week; afterwards `expected_before` is what it began from and `expected` where its reasoning ended."""
        self.expected_before = self.expected.copy()
        self.model.step()
        self.expected = self.answer.expected.copy()

    def values(self, column: int) -> Mapping[str, float]:
        """The parameters and doses of one world."""
        return {key: float(value[column if value.size > 1 else 0]) for key, value in self._values.items()}

    def doors(self, column: int) -> list[tuple[float, float]]:
        return [(float(self.cabinet[k, column]), float(self.routine[k, column])) for k in range(3)]

    def weights(self, column: int) -> list[list[list[float]]]:
        """Logit weights by government, type and lever."""
        rows = self.model.decision.lever_slices
        return [self.answer.weights[mine, :, column].T.tolist() for mine in rows]

    @staticmethod
    def of(expected: Array, column: int) -> Expected:
        """Expected features of one world."""
        return [[float(value) for value in row] for row in expected[:, :, column]]
