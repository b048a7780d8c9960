"""Whether what a scenario expects of its outcomes held in a run."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.scenario.scenario import Expectation, Scenario

if TYPE_CHECKING:
    from sim.results import Results


@dataclass(frozen=True, slots=True)
class Checked:
    """An expectation and the mean that was found; a mean that is no number holds nothing."""

    expectation: Expectation
    mean: float

    @property
    def holds(self) -> bool:
        return math.isfinite(self.mean) and self.expectation.low <= self.mean <= self.expectation.high


def check_expectations(results: Results) -> list[Checked]:
    """Every expectation of the scenario, held against the mean of its outcome."""
    return [Checked(item, float(results.outcomes[item.outcome].mean)) for item in results.scenario.expect]


def as_written(results: Results, written: Scenario) -> bool:
    """Whether a run is the one that a file's expectations were written for, or one that asks more of them.

    More worlds are; another horizon, seed or assumption, or fewer worlds, are not. Expectations that were themselves
    given anew are always meant.
    """
    same = results.scenario.digest == written.digest and results.seed == written.seed
    return results.scenario.expect != written.expect or (same and results.worlds >= written.worlds)
