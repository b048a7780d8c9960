"""Blocks and replicates drawn anew, for intervals that know of both: few points looked at, and the luck of worlds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.kernel.state import Array

TIMES = 200
INTERVAL = (2.5, 97.5)


@dataclass(frozen=True)
class Redraws:
    """So many times, which blocks and which replicates are drawn, with replacement; the same for equal seeds."""

    blocks: int
    replicates: int
    seed: int
    times: int = TIMES

    def __iter__(self) -> Iterator[tuple[Array, Array]]:
        generator = np.random.default_rng(self.seed)
        for _ in range(self.times):
            yield (
                generator.integers(self.blocks, size=self.blocks),
                generator.integers(self.replicates, size=self.replicates),
            )


def interval(values: Array) -> tuple[Array, Array]:
    """The interval that holds 95 % of what was drawn anew, over the first axis; NaN where something is NaN."""
    low, high = np.percentile(values, INTERVAL, axis=0)
    return low, high
