"""What is analysed: anything that gives outcomes at points of its inputs; a scenario is one such thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sim.kernel.progress import Progress
from sim.kernel.state import Array
from sim.scenario.scenario import Scenario
from sim.study.executors import Executor, Serial
from sim.study.points import run_points

# Points of some inputs, (point,) each, and a number of replicates; back come outcomes by key, (point, replicate).
# Inputs that are not among the points are as they are. All points share their luck replicate by replicate.
Model = Callable[[Mapping[str, Array], int], Mapping[str, Array]]


@dataclass
class ScenarioModel:
    """A scenario as a model: every point is played under the luck of worlds 0, 1, 2 ... of the seed.

    `progress(done, total)` counts world-weeks over all calls; `total` is what they will come to.
    """

    scenario: Scenario
    outcomes: Sequence[str]
    seed: int
    executor: Executor | None = None
    progress: Progress | None = None
    total: int = 0
    done: int = 0

    def __call__(self, points: Mapping[str, Array], replicates: int) -> Mapping[str, Array]:
        begun = self.done

        def count(done: int, of: int) -> None:
            self.done = begun + done
            if self.progress is not None:
                self.progress(self.done, max(self.total, self.done))

        return run_points(
            self.scenario,
            points,
            replicates,
            self.outcomes,
            seed=self.seed,
            executor=self.executor or Serial(),
            progress=count,
        )
