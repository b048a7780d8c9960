"""How large a design is made where nobody says: what about a minute of one processor core plays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.kernel.errors import RunError
from sim.study.sensitivity.design import LEAST_BASE, LEAST_TRAJECTORIES

SPEED = 270_000  # world-weeks a second on one core, measured with all parameters varied
SECONDS = 60
REPLICATES = 32
MOST_REPLICATES = 256
MOST_TRAJECTORIES = 50
MOST_BASE = 1024
LEAST_REPLICATES = 2


@dataclass(frozen=True)
class Size:
    """`blocks` trajectories or base points, so many `replicates` at every point, and what that amounts to."""

    blocks: int
    replicates: int
    points: int
    weeks: int

    @property
    def worlds(self) -> int:
        return self.points * self.replicates


def points_a_block(method: str, inputs: int) -> int:
    """Points of a trajectory, or of a base point with its cross-samples."""
    return inputs + (1 if method == "morris" else 2)


def size_of(method: str, inputs: int, weeks: int, blocks: int | None, replicates: int | None) -> Size:
    """The size of a study: as asked, and what is not asked so that about a minute is enough.

    Raises RunError where fewer than two replicates are asked: one alone cannot tell what is luck.
    """
    if replicates is not None and replicates < LEAST_REPLICATES:
        raise RunError(
            f"--replicates {replicates}: at least {LEAST_REPLICATES} are needed, for a single world at a point cannot "
            f"show what is luck. Write --replicates {REPLICATES}."
        )
    each = points_a_block(method, inputs)
    worlds = SECONDS * SPEED / weeks
    if blocks is None:
        affordable = int(worlds / (each * (replicates or REPLICATES)))
        if method == "morris":
            blocks = min(max(affordable, LEAST_TRAJECTORIES), MOST_TRAJECTORIES)
        else:
            blocks = min(max(2 ** int(np.log2(max(affordable, 1))), LEAST_BASE), MOST_BASE)
    if replicates is None:
        replicates = min(max(int(worlds / (each * max(blocks, 1))), REPLICATES), MOST_REPLICATES)
    return Size(blocks, replicates, each * blocks, weeks)
