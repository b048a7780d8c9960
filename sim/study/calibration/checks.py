"""How much the data moved each parameter, and which combinations of parameters they hold fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.kernel.state import Array
from sim.study.calibration.courts import drawn_before, stages_of
from sim.study.calibration.fit import Fit
from sim.study.calibration.fit_block import BlockFit
from sim.study.calibration.priors import Prior
from sim.study.calibration.replay import record_before

LEARNT, LITTLE = 0.5, 0.1
AT_EDGE = 0.1  # of the range
CROWDED = 0.4  # of the draws
MANY = 20_000
NAMED = 3
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Moved:
    """A parameter before and after the data: quantiles (5, 25, 50, 75, 95 %) of both, the contraction (1 less the
    variance after over that before), and at which end of its range the draws crowd, if they do."""

    block: str
    key: str
    before: tuple[float, ...]
    after: tuple[float, ...]
    contraction: float
    edge: str

    @property
    def verdict(self) -> str:
        """`learnt`, `a little` or `not at all`."""
        if self.contraction >= LEARNT:
            return "learnt"
        return "a little" if self.contraction >= LITTLE else "not at all"


@dataclass(frozen=True, slots=True)
class Combination:
    """A direction in which parameters move together: by how many of their standard deviations the targets move, all in
    all, as the parameters go through their ranges in this direction, and the parameters that have the most part in it,
    with their shares. Below 1 the data say nothing of it."""

    block: str
    strength: float
    parts: tuple[tuple[str, float], ...]


def moved(found: Fit, seed: int = 0) -> tuple[Moved, ...]:
    """Every parameter that was fitted, but the decision weights, which have an account of their own."""
    return tuple(item for block in found.blocks for item in _moved(block, _before(block, found, seed)))


def _before(block: BlockFit, found: Fit, seed: int) -> Array:
    """Draws from before the data, (draw, parameter): even over the ranges, and for the courts as they were held."""
    if block.block == "courts":
        until = found.fitted.until
        return drawn_before(stages_of(record_before(until), until), MANY, np.random.default_rng(seed))
    even = (np.arange(MANY) + 0.5) / MANY
    return np.stack([p.low + (p.high - p.low) * even for p in block.priors], axis=1)


def _moved(block: BlockFit, before: Array) -> list[Moved]:
    return [
        Moved(
            block.block,
            prior.key,
            _quantiles(before[:, column]),
            _quantiles(block.draws[:, column]),
            float(1.0 - block.draws[:, column].var() / before[:, column].var()),
            _edge(prior, block.draws[:, column]),
        )
        for column, prior in enumerate(block.priors)
    ]


def _quantiles(values: Array) -> tuple[float, ...]:
    return tuple(np.quantile(values, QUANTILES).tolist())


def _edge(prior: Prior, draws: Array) -> str:
    shares = (draws - prior.low) / (prior.high - prior.low)
    if (shares < AT_EDGE).mean() > CROWDED:
        return "low"
    return "high" if (shares > 1.0 - AT_EDGE).mean() > CROWDED else ""


def combinations(blocks: Sequence[BlockFit]) -> tuple[Combination, ...]:
    """The directions of every block with targets, the strongest first: eigenvectors of the Fisher information as the
    regression of targets on parameters has it (a stand-in for the true one)."""
    found = [item for block in blocks if block.slopes is not None for item in _combinations(block, block.slopes)]
    return tuple(found)


def _combinations(block: BlockFit, slopes: Array) -> list[Combination]:
    values, vectors = np.linalg.eigh(slopes.T @ slopes)
    order = np.argsort(-values)
    return [
        Combination(block.block, float(np.sqrt(max(values[column], 0.0))), _parts(block, vectors[:, column]))
        for column in order
    ]


def _parts(block: BlockFit, vector: Array) -> tuple[tuple[str, float], ...]:
    """The parameters with the most part in a direction, and their coefficients; the largest is positive."""
    signed = vector * np.sign(vector[np.abs(vector).argmax()])
    largest = np.argsort(-np.abs(signed))[:NAMED]
    return tuple((block.priors[place].key, float(signed[place])) for place in largest if abs(signed[place]) > AT_EDGE)
