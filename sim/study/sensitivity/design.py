"""Where the inputs are looked at: trajectories for screening, cross-sampled blocks for indices; SALib makes both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.kernel.errors import RunError
from sim.kernel.state import Array
from sim.study.sensitivity.inputs import Input, outermost
from sim.study.sensitivity.package import salib

LEVELS = 4
STEP = LEVELS / (2 * (LEVELS - 1))  # the step of a trajectory, as a share of an input's range
LEAST_TRAJECTORIES = 4
LEAST_BASE = 16
METHODS = ("morris", "sobol")


@dataclass(frozen=True, eq=False)
class Design:
    """Points of the inputs in blocks: `shares` (point, input) of each input's range, `blocks` trajectories (morris:
    one point more than inputs each) or base points (sobol: two points more than inputs each)."""

    method: str
    inputs: tuple[Input, ...]
    blocks: int
    shares: Array

    @property
    def points(self) -> int:
        return len(self.shares)

    @property
    def problem(self) -> dict[str, Any]:
        """What SALib wants to know of it."""
        return problem_of(self.inputs)

    def values(self) -> dict[str, Array]:
        """The value of each input at each point, (point,)."""
        return {item.key: self._values(item, column) for item, column in zip(self.inputs, self.shares.T, strict=True)}

    def _values(self, item: Input, shares: Array) -> Array:
        if self.method == "sobol":
            return item.values(shares)
        low, high = outermost(item.spread)
        return item.values(low + shares * (high - low))


def problem_of(inputs: Sequence[Input]) -> dict[str, Any]:
    """Inputs in the form in which SALib takes them, each as a share of its range."""
    return {
        "num_vars": len(inputs),
        "names": [item.key for item in inputs],
        "bounds": [[0.0, 1.0]] * len(inputs),
    }


def design_of(method: str, inputs: Sequence[Input], blocks: int, seed: int) -> Design:
    """A design of so many trajectories (Morris 1991, four levels) or base points (Saltelli 2010, no second order).

    Raises RunError where there are too few of them, or base points are no power of two.
    """
    check_blocks(method, blocks)
    if method == "morris":
        shares = salib("sample.morris").sample(problem_of(inputs), blocks, num_levels=LEVELS, seed=seed)
    else:
        shares = salib("sample.sobol").sample(problem_of(inputs), blocks, calc_second_order=False, seed=seed)
    return Design(method, tuple(inputs), blocks, np.clip(shares, 0.0, 1.0))


def check_blocks(method: str, blocks: int) -> None:
    """Raises RunError where a method is unknown or so many trajectories or base points make no design."""
    if method not in METHODS:
        raise RunError(f"there is no method '{method}'. Write morris, to screen many inputs, or sobol, for indices.")
    least, thing = (LEAST_TRAJECTORIES, "trajectories") if method == "morris" else (LEAST_BASE, "base points")
    if blocks < least:
        raise RunError(f"--points {blocks}: {method} needs at least {least} {thing}. Write --points {least} or more.")
    below = 2 ** int(np.log2(blocks))
    if method == "sobol" and below != blocks:
        raise RunError(
            f"--points {blocks}: base points of sobol come in powers of two, else they lie unevenly. "
            f"Write --points {below} or {2 * below}."
        )
