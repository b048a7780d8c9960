"""How large an effect is over many worlds that share parameters, and how sure of it we are.

Worlds form a table, (draw, luck): those of a row share a draw of the fitted parameters, and each has a luck of its own.
Two worlds of a row are no two witnesses as to what other parameters would have shown, so the row is the unit: the
error of a mean over L worlds at each of D draws is the root of MS / (D L), MS being the mean square between rows, L
times the variance of their means. Where rows differ less than worlds within them would make them differ, that is luck,
and the mean square within rows stands in. Intervals take Student's t with D - 1 degrees of freedom.
Source: the mean of a random one-way layout, Searle, Casella and McCulloch (1992), Variance Components, ch. 3.

Lucks are not shared between draws: with the same 100 lucks under each of 20 draws, what all draws owe to them would
not average out, and the error would be about twice as large for the same work.

A measure that does not exist in every world (NaN) has a mean over the worlds where it does, in each arm by itself. The
effect is then a difference of ratios, and its error that of the linearised ratios: a world in which the measure does
not exist weighs nothing, and one in which it exists by how far it lies from its arm's mean.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import stats

from sim.kernel.state import Array
from sim.study.claims.record import Prediction

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Effect:
    """A difference between arms with its standard error, 95% interval and z; `levels` is the mean of each arm, `draws`
    the difference at each draw of the parameters, NaN where the measure does not exist there, and `exists` the
    smallest share of an arm's worlds in which it exists."""

    difference: float
    error: float
    low: float
    high: float
    z: float
    levels: Mapping[str, float]
    draws: tuple[float, ...]
    exists: float


def effect_of(values: Mapping[str, Array], test: Prediction) -> Effect:
    """The effect that a test looks at, from the number of each world in every arm, (draw, luck) with NaN."""
    seen = {name: _spread(values[name]) if test.variance else values[name] for name in test.contrast}
    return contrasted(seen, test.contrast, test.level or 0.0)


def contrasted(values: Mapping[str, Array], weights: Mapping[str, float], level: float = 0.0) -> Effect:
    """The weighted sum of the arms' means less `level`, with its error; `values` are (draw, luck) with NaN."""
    levels = {name: _mean(values[name]) for name in weights}
    exists = min(float(np.isfinite(values[name]).mean()) for name in weights)
    difference = sum(weight * levels[name] for name, weight in weights.items()) - level
    pulls = sum(weight * _pull(values[name], levels[name]) for name, weight in weights.items())
    by_draw = sum(weight * _row_means(values[name]) for name, weight in weights.items()) - level
    error, freedom = mean_error(np.asarray(pulls))
    if not math.isfinite(difference):
        return Effect(math.nan, math.nan, math.nan, math.nan, 0.0, levels, tuple(np.asarray(by_draw)), exists)
    reach = float(stats.t.ppf((1.0 + CONFIDENCE) / 2.0, freedom)) * error if error > 0 else 0.0
    z = difference / error if error > 0 else math.copysign(math.inf, difference) if difference else 0.0
    return Effect(
        difference, error, difference - reach, difference + reach, z, levels, tuple(np.asarray(by_draw)), exists
    )


def mean_error(table: Array) -> tuple[float, float]:
    """The standard error of the mean of a table, (draw, luck), whose rows have something in common, and its degrees of
    freedom."""
    rows, columns = table.shape
    middle = table.mean(axis=1)
    between = columns * float(middle.var(ddof=1))
    within = float(np.square(table - middle[:, np.newaxis]).sum()) / (rows * (columns - 1))
    return math.sqrt(max(between, within) / table.size), rows - 1.0


def _mean(values: Array) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else math.nan


def _row_means(values: Array) -> Array:
    """The mean of each row over the worlds in which the measure exists, NaN where it exists in none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # numpy warns of rows without any
        return np.asarray(np.nanmean(values, axis=1))


def _pull(values: Array, mean: float) -> Array:
    """How each world pulls the mean of its arm: its distance from it, weighed by how rare the measure is."""
    exists = np.isfinite(values)
    share = exists.mean()
    return np.where(exists, values - mean, 0.0) / share if share else np.zeros_like(values)


def _spread(values: Array) -> Array:
    """The squared distance of each world from the mean of its draw, so that the mean is the variance due to luck."""
    lucks = values.shape[1]
    return np.asarray(np.square(values - _row_means(values)[:, np.newaxis]) * (lucks / (lucks - 1)))
