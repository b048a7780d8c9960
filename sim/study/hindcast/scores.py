"""How good forecasts were: scores of chances and of ensembles, reliability, and how sure one can be of a difference."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy.stats import binomtest

from sim.kernel.state import Array

LEAST, MOST = 0.01, 0.99
RESAMPLES = 2000
CONFIDENCE = 0.90
EDGES = (0.0, 0.05, 0.15, 0.30, 0.50, 0.70, 1.0)


class Interval(NamedTuple):
    """A number, the ends of its 90 % interval, and the share of resamples in which it is above 0."""

    value: float
    low: float
    high: float
    above: float


class Bin(NamedTuple):
    """Forecasts between two chances: their mean, how many there are and how many came true, and the 90 % interval
    (Wilson) of the share that did, as if they were independent."""

    said: float
    cases: int
    came: int
    low: float
    high: float


def brier(chance: Array, came: Array) -> Array:
    """The squared error of a chance, 0 to 1, the lower the better (Brier 1950)."""
    return np.asarray((chance - came) ** 2)


def log_score(chance: Array, came: Array) -> Array:
    """Minus the logarithm of the chance given to what happened, the lower the better; a chance is held between .01
    and .99, so that no single surprise costs more than 4.6."""
    held = np.clip(chance, LEAST, MOST)
    return np.asarray(-np.log(np.where(came > 0.5, held, 1.0 - held)))


SCORES = {"log": log_score, "brier": brier}


def crps(members: Array, came: float) -> float:
    """The continuous ranked probability score of an ensemble, (member,), in the unit of what is forecast, the lower the
    better; of a single member, its distance.

    The fair version, which an ensemble of any size can only lower by honesty: mean |x - y| less half the mean
    |x - x'| over all pairs of different members (Ferro 2014, doi:10.1002/qj.2270).
    """
    ordered = np.sort(np.asarray(members, dtype=np.float64))
    size = ordered.size
    distance = float(np.abs(ordered - came).mean())
    if size < 2:
        return distance
    ranks = 2.0 * np.arange(1, size + 1) - size - 1.0
    return distance - float((ranks * ordered).sum()) / (size * (size - 1))


def mean_score(scores: Array, weights: Array) -> Array:
    """The mean over questions, all alike, of each question's mean over origins and horizons, (resample,).

    `scores` (question, horizon, origin) are NaN where nothing is asked; `weights` (resample, origin) say how often
    each origin counts. A question that none of a resample's origins asks is left out of it.
    """
    asked = np.isfinite(scores)
    total = weights @ np.where(asked, scores, 0.0).sum(axis=1).T
    count = weights @ asked.sum(axis=1).T
    by_question = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    there = np.isfinite(by_question)
    return np.asarray(np.where(there, by_question, 0.0).sum(axis=1) / np.maximum(there.sum(axis=1), 1))


def skill(model: Array, reference: Array, weights: Array) -> Array:
    """1 less the ratio of two mean scores, (resample,): 0 is no better than the reference, 1 perfect.

    Both are scored where both are known. `model` and `reference` (question, horizon, origin).
    """
    both = np.isfinite(model) & np.isfinite(reference)
    ours, theirs = (mean_score(np.where(both, scores, np.nan), weights) for scores in (model, reference))
    return np.asarray(1.0 - np.divide(ours, theirs, out=np.full(ours.shape, np.nan), where=theirs > 0))


@lru_cache(maxsize=8)
def resampled(origins: int, seed: int, together: int = 1, resamples: int = RESAMPLES) -> Array:
    """How often each origin is drawn in each resample, (resample, origin): blocks of so many origins in a row, drawn
    with replacement around a circle until there are as many as there were.

    Own lines, since scipy.stats.bootstrap draws single observations only. Source: circular block bootstrap, Politis
    and Romano 1992.
    """
    generator = np.random.default_rng(seed)
    blocks = -(-origins // together)
    starts = generator.integers(0, origins, (resamples, blocks, 1))
    drawn = ((starts + np.arange(together)) % origins).reshape(resamples, -1)[:, :origins]
    counts = np.stack([np.count_nonzero(drawn == origin, axis=1) for origin in range(origins)], axis=1).astype(float)
    counts.setflags(write=False)
    return counts


def interval(statistic: Callable[[Array], Array], origins: int, seed: int, together: int = 1) -> Interval:
    """A statistic of weights of origins (resample, origin), with its 90 % interval by bootstrap (percentiles)."""
    value = float(statistic(np.ones((1, origins)))[0])
    spread = statistic(resampled(origins, seed, together))
    spread = spread[np.isfinite(spread)]
    if not spread.size:
        return Interval(value, np.nan, np.nan, np.nan)
    low, high = np.quantile(spread, [(1.0 - CONFIDENCE) / 2, (1.0 + CONFIDENCE) / 2])
    return Interval(value, float(low), float(high), float((spread > 0.0).mean()))


def reliability(chance: Array, came: Array) -> list[Bin]:
    """Forecasts gathered by what they said, EDGES apart; bins without forecasts are left out."""
    place = np.digitize(chance, EDGES[1:-1])
    return [_bin(chance[place == number], came[place == number]) for number in np.unique(place)]


def _bin(chance: Array, came: Array) -> Bin:
    hits = int(came.sum())
    found = binomtest(hits, came.size).proportion_ci(CONFIDENCE, method="wilson")
    return Bin(float(chance.mean()), int(came.size), hits, float(found.low), float(found.high))


def slope(chance: Array, came: Array, weights: Array) -> Array:
    """How steeply what came rises with what was said, by least squares, (resample,): 1 is right, less is too sure, more
    too shy; NaN where all forecasts say the same. `weights` (resample, forecast) say how often each counts."""
    total = weights.sum(axis=1)
    mean = weights @ chance / total
    middle = weights @ came / total
    spread = weights @ chance**2 / total - mean**2
    joint = weights @ (chance * came) / total - mean * middle
    return np.asarray(np.divide(joint, spread, out=np.full(joint.shape, np.nan), where=spread > 0))
