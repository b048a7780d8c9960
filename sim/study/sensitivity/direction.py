"""Which way an input moves an outcome: steps of one input at a time, all turned so that the input goes up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from sim.kernel.state import Array
from sim.study.sensitivity.noise import mean_known, paired, unfolded
from sim.study.sensitivity.records import Span
from sim.study.sensitivity.redraw import Redraws, interval

ERROR_RATE = 0.05
TWICE = float(np.sqrt(2.0))  # what is drawn anew has the luck of the worlds in it and that of the drawing


def error_rate(inputs: int) -> float:
    """How often a test of one input may be wrong so that a study of so many is wrong in one of twenty (Bonferroni);
    half of that is left to the test of sizes."""
    return ERROR_RATE / (2.0 * inputs)


@dataclass(frozen=True, eq=False)
class Steps:
    """`rises` (block, input, replicate): by how much the outcome changed; `lengths` (block, input): by what share of
    its range the input went up."""

    rises: Array
    lengths: Array

    def drawn(self, blocks: Array, replicates: Array) -> Steps:
        """The steps of these blocks with these replicates."""
        return Steps(self.rises[blocks][:, :, replicates], self.lengths[blocks])


@dataclass(frozen=True, eq=False)
class Direction:
    """For each input, (input,): the mean change of the outcome from the low to the high end of its range and the
    interval of it; the mean size of such changes with luck taken off; and `surely`, the least size of the mean change
    that luck leaves possible with 95 % confidence for all inputs together, 0 where it may be none.
    `needed` are about as many replicates as would make it more than none."""

    rise: Array
    rise_low: Array
    rise_high: Array
    size: Array
    size_low: Array
    size_high: Array
    plain: Array
    floor: Array
    surely: Array
    needed: Array

    def span(self, place: int) -> Span:
        return Span(float(self.rise[place]), float(self.rise_low[place]), float(self.rise_high[place]))

    def steady(self, place: int) -> float:
        """The mean change as a share of the mean size of changes, between -1 and 1; NaN where there is no size."""
        size = float(self.size[place])
        return float(np.clip(self.rise[place] / size, -1.0, 1.0)) if size > 0.0 else float("nan")


def direction_of(steps: Steps, redraws: Redraws) -> Direction:
    """The direction of every input, with intervals from blocks and replicates drawn anew."""
    rise, plain, floor, size = _estimates(steps, 1.0)
    again = [_estimates(steps.drawn(*drawn), TWICE) for drawn in redraws]
    rise_low, rise_high = interval(np.array([found[0] for found in again]))
    size_low, size_high = interval(np.array([found[3] for found in again]))
    surely, needed = _beyond_luck(steps, rise)
    return Direction(rise, rise_low, rise_high, size, size_low, size_high, plain, floor, surely, needed)


def _estimates(steps: Steps, luck: float) -> tuple[Array, Array, Array, Array]:
    """Mean rise, mean size as it looks, the mean size that luck alone would have, and the size with luck taken off;
    `luck` stretches standard errors."""
    found = paired(steps.rises)
    usable = np.where(np.isfinite(found.mean), steps.lengths, np.nan)
    length = mean_known(usable)
    with np.errstate(divide="ignore", invalid="ignore"):
        rise = mean_known(found.mean) / length
        seen = mean_known(np.abs(found.mean)) / length
        errors = found.error * np.square(luck / length)
    floor = mean_known(np.sqrt(errors)) * np.sqrt(2.0 / np.pi)
    return rise, seen, floor, unfolded(seen, errors)


def _beyond_luck(steps: Steps, rise: Array) -> tuple[Array, Array]:
    """How far the mean rise is surely from none, by Student's t over replicates, whose luck is independent; with so
    many inputs at once, each is held to its share of the error rate."""
    inputs, replicates = steps.rises.shape[1], steps.rises.shape[2]
    with np.errstate(divide="ignore", invalid="ignore"):
        by_replicate = mean_known(steps.rises) / mean_known(steps.lengths)[:, None]
    error = np.sqrt(paired(by_replicate).error)
    margin = float(student.ppf(1.0 - error_rate(inputs) / 2.0, replicates - 1)) * error
    surely = np.where(np.abs(rise) > margin, np.abs(rise) - margin, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = replicates * np.square(margin / rise)
    return surely, needed
