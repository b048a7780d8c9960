"""Functions whose sensitivity is known exactly, as models with or without luck, for tests of the analysis."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from sim import load_scenario
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.scenario.uncertain import Uncertain
from sim.study.sensitivity.inputs import Input
from sim.study.sensitivity.records import Analysed, Sensitivity
from sim.study.sensitivity.size import Size, points_a_block
from sim.study.sensitivity.study import Plan, analysed

FIGURE = Outcome("figure", "Figure", "points", "A number.", -1e9, 1e9, lambda record: record, "higher", 0.01)
ISHIGAMI_FIRST = (0.3139, 0.4424, 0.0)
ISHIGAMI_TOTAL = (0.5576, 0.4424, 0.2437)
ISHIGAMI_VARIANCE = 13.8446
G_WEIGHTS = (0.0, 1.0, 4.5, 9.0)
NOT_THE_DESIGNS = 77  # designs are drawn from the bare seed
Function = Callable[[Array], Array]


def ishigami(x: Array) -> Array:
    """Inputs between -pi and pi; Ishigami and Homma (1990) with a = 7 and b = 0.1."""
    return np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def sobol_g(x: Array) -> Array:
    """Inputs between 0 and 1; Sobol's g function with G_WEIGHTS."""
    return np.prod([(np.abs(4.0 * row - 2.0) + a) / (1.0 + a) for row, a in zip(x, G_WEIGHTS, strict=True)], axis=0)


def sobol_g_first() -> Array:
    """Exact first-order indices of the g function: V_i / V with V_i = 1 / 3 (1 + a_i)^2, V = prod(1 + V_i) - 1."""
    parts = np.array([1.0 / (3.0 * (1.0 + a) ** 2) for a in G_WEIGHTS])
    return parts / (np.prod(1.0 + parts) - 1.0)


@dataclass(frozen=True)
class Played:
    """A function as a model: each replicate adds luck of its own to every point, part of it shared by all points."""

    function: Function
    inputs: tuple[Input, ...]
    noise: float = 0.0
    shared: float = 0.0
    seed: int = 0
    broken: float = 0.0

    def __call__(self, points: Mapping[str, Array], replicates: int) -> Mapping[str, Array]:
        count = len(next(iter(points.values()))) if points else 1
        middle = [np.full(count, item.spread.low + item.spread.high) / 2.0 for item in self.inputs]
        x = np.array([points.get(item.key, usual) for item, usual in zip(self.inputs, middle, strict=True)])
        generator = np.random.default_rng([NOT_THE_DESIGNS, self.seed])
        common = generator.normal(0.0, self.shared, (1, replicates)) if self.shared else 0.0
        own = generator.normal(0.0, self.noise, (count, replicates)) if self.noise else np.zeros((count, replicates))
        values = self.function(x)[:, None] + common + own
        return {FIGURE.key: np.where(generator.random(values.shape) < self.broken, np.nan, values)}


def evenly(count: int, low: float = 0.0, high: float = 1.0) -> tuple[Input, ...]:
    """Inputs x1, x2 ... with even ranges."""
    return tuple(
        Input(f"x{place}", f"Input {place}", "units", Uncertain("uniform", low, high), "judgement", "catalogue")
        for place in range(1, count + 1)
    )


ANGLES = evenly(3, -np.pi, np.pi)


def study(model: Played, method: str, blocks: int, replicates: int, seed: int = 1) -> Sensitivity:
    """The whole analysis of a function."""
    points = blocks * points_a_block(method, len(model.inputs))
    size = Size(blocks, replicates, points, 1)
    return analysed(model, Plan(load_scenario("baseline"), method, model.inputs, (FIGURE,), size, seed, 50))


def figure(model: Played, method: str, blocks: int, replicates: int, seed: int = 1) -> Analysed:
    """What the analysis finds about the function's value."""
    return study(model, method, blocks, replicates, seed).outcomes[FIGURE.key]
