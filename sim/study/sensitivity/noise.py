"""What luck does to a difference between two points that share their luck replicate by replicate.

Arrays end in the axis of replicates; NaN marks a world that broke down, which is left out of its point and of every
difference that it would take part in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import erf

from sim.kernel.state import Array

HALVINGS = 16
ROUNDING = 1e-6  # worlds are float32: what is smaller than this share of the numbers themselves is no difference
FOLDED = float(np.sqrt(2.0 / np.pi))  # mean size of a normal number with mean 0 and standard deviation 1


@dataclass(frozen=True, eq=False)
class Paired:
    """Differences averaged over replicates: `mean`, and `error`, the squared standard error of it by luck."""

    mean: Array
    error: Array


def paired(differences: Array) -> Paired:
    """The mean of differences over their last axis and its squared standard error; NaN with fewer than two worlds."""
    known = np.isfinite(differences)
    count = known.sum(axis=-1)
    enough = np.where(count > 1, count, np.nan)
    filled = np.where(known, differences, 0.0)
    mean = filled.sum(axis=-1) / enough
    spread = np.where(known, filled - mean[..., None], 0.0)
    return Paired(mean, np.square(spread).sum(axis=-1) / (enough * (enough - 1.0)))


def covariance(first: Array, second: Array) -> Array:
    """The covariance of two means over the same replicates that is only luck; same shape without the last axis."""
    known = np.isfinite(first) & np.isfinite(second)
    count = known.sum(axis=-1)
    enough = np.where(count > 1, count, np.nan)
    one, two = np.where(known, first, 0.0), np.where(known, second, 0.0)
    product = (one * two).sum(axis=-1) - one.sum(axis=-1) * two.sum(axis=-1) / enough
    found: Array = product / (enough * (enough - 1.0))
    return found


def mean_known(values: Array, axis: int = 0) -> Array:
    """The mean over an axis of what is finite; NaN where nothing is."""
    known = np.isfinite(values)
    count = known.sum(axis=axis)
    return np.asarray(np.where(known, values, 0.0).sum(axis=axis) / np.where(count > 0, count, np.nan))


def folded(mean: Array, deviation: Array) -> Array:
    """The mean size |x| of a normal number with this mean and standard deviation."""
    score = mean / np.where(deviation > 0.0, deviation, 1.0)
    spread = FOLDED * deviation * np.exp(-np.square(score) / 2.0)
    return np.where(deviation > 0.0, spread + mean * erf(score / np.sqrt(2.0)), np.abs(mean))


def unfolded(seen: Array, errors: Array) -> Array:
    """The true size of steps that luck makes look like `seen` (input,) on average, by bisection.

    `errors` (step, input) are the squared standard errors of the steps. Steps of nothing but luck have a mean size of
    their own, sqrt(2 / pi) standard errors; what is not above it has the true size 0.
    """
    known = np.isfinite(errors)
    count = np.where(known.any(axis=0), known.sum(axis=0), np.nan)
    deviation = np.sqrt(np.where(known, errors, 0.0))
    if not deviation.any():
        return seen
    wanted = np.where(np.isfinite(seen), seen, 0.0) * count
    low, high = np.zeros_like(seen), np.where(np.isfinite(seen), seen, 0.0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        too_small = np.where(known, folded(middle, deviation), 0.0).sum(axis=0) < wanted
        low, high = np.where(too_small, middle, low), np.where(too_small, high, middle)
    none = wanted <= FOLDED * deviation.sum(axis=0)
    return np.where(np.isfinite(seen), np.where(none, 0.0, high), np.nan)


@dataclass(frozen=True)
class Shares:
    """The variance of an outcome over worlds at random points: `between` points, which is the inputs, and `within`
    points, which is luck. `mean` is the mean over all worlds."""

    mean: float
    between: float
    within: float

    @property
    def luck(self) -> float:
        """The share of the variance that is luck; NaN where nothing varies."""
        total = self.within + max(self.between, 0.0)
        return self.within / total if total > 0.0 else float("nan")


def shares_of(values: Array) -> Shares:
    """How the variance of outcomes (point, replicate) is shared between inputs and luck, without bias.

    The variance of the points' means holds a part that is luck; it is taken off, so `between` may come out negative.
    Luck that all points share moves no point against another and is no part of it.
    """
    means = paired(values).mean
    moved = values - mean_known(values)[None, :]
    own = paired(moved).error
    within = mean_known(paired(values).error * np.isfinite(values).sum(axis=-1))
    between = float(np.nanvar(means)) - float(mean_known(own)) if np.isfinite(means).any() else float("nan")
    return Shares(float(mean_known(means)), between, float(within))
