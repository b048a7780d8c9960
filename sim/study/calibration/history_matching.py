"""History matching: which parts of the parameters' ranges cannot have produced the observations, wave by wave.

In each wave a design is spread over what is left (Sobol's sequence), played, and a quadratic is fitted to every
output by least squares. A point is implausible where the quadratic lies too many standard deviations from the
observation; its variance counts the observation's error, the model's discrepancy, the luck of the worlds and the
misfit of the quadratic itself (the last two are the residuals of the fit). What is left is cut again in the next
wave. Points are shares of the ranges, from 0 to 1.

Source: Vernon, Goldstein & Bower 2010; McCulloch et al. 2022 (JASSS 25(2) 1) for agent-based models. Sobol's sequence
is that of scipy.stats.qmc.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import qmc

from sim.kernel.state import Array

FIRST_CUT = 3.0
SECOND_CUT = 2.5
POOL = 13  # powers of two of points on which what is left is measured
ROUNDS = 8
WIDER = 0.05
ENOUGH = 0.9
FEWEST = 0.002
Simulator = Callable[[Array], Array]


@dataclass(frozen=True)
class Aims:
    """What outputs should come to: `observed` and the standard deviation of errors around it, each (output,)."""

    observed: Array
    sd: Array


@dataclass(frozen=True)
class Emulator:
    """A quadratic for each output over a box: `low` and `high` (parameter,), `weights` (term, output), `spread`
    (output,) of what it misses, and `inverse` of the moments of the terms, for the error of the fit itself."""

    low: Array
    high: Array
    weights: Array
    spread: Array
    inverse: Array

    def read(self, points: Array) -> tuple[Array, Array]:
        """Mean and variance of the outputs at points, (point, output) each."""
        terms = _terms((points - self.low) / (self.high - self.low))
        leverage = ((terms @ self.inverse) * terms).sum(axis=1)
        return terms @ self.weights, self.spread**2 * (1.0 + leverage[:, np.newaxis])


def emulate(points: Array, outputs: Array, low: Array, high: Array) -> Emulator:
    """Fit the quadratic by least squares. Needs more points than terms."""
    terms = _terms((points - low) / (high - low))
    weights = np.linalg.lstsq(terms, outputs, rcond=None)[0]
    missed = outputs - terms @ weights
    spread = np.sqrt((missed**2).sum(axis=0) / max(len(points) - terms.shape[1], 1))
    return Emulator(low, high, weights, spread, np.linalg.pinv(terms.T @ terms))


def _terms(shares: Array) -> Array:
    centred = 2.0 * shares - 1.0
    first, second = np.triu_indices(centred.shape[1])
    return np.concatenate([np.ones((len(centred), 1)), centred, centred[:, first] * centred[:, second]], axis=1)


@dataclass(frozen=True)
class Wave:
    """One cut: its emulator, how far apart the most (and, from the second wave on, the second most) implausible output
    may lie, and what share of the whole range is left after it."""

    emulator: Emulator
    cut: float
    second_cut: float
    left: float
    relaxed: bool

    def keeps(self, aims: Aims, points: Array) -> Array:
        """Which points are not implausible, (point,)."""
        first, second = _worst(self.emulator, aims, points)
        return np.asarray((first <= self.cut) & (second <= self.second_cut))


def _worst(emulator: Emulator, aims: Aims, points: Array) -> tuple[Array, Array]:
    """The largest and the second largest implausibility over the outputs, (point,) each."""
    mean, variance = emulator.read(points)
    implausible = np.abs(aims.observed - mean) / np.sqrt(aims.sd**2 + variance)
    ordered = np.sort(implausible, axis=1)
    return ordered[:, -1], ordered[:, -2] if ordered.shape[1] > 1 else np.zeros(len(points))


@dataclass(frozen=True)
class Matched:
    """What is left after some waves."""

    aims: Aims
    waves: tuple[Wave, ...]
    low: Array
    high: Array

    def keeps(self, points: Array) -> Array:
        """Which points lie in the ranges and are not implausible in any wave, (point,)."""
        good: Array = np.logical_and.reduce((points >= 0.0) & (points <= 1.0), axis=1)
        for wave in self.waves:
            if good.any():
                good[good] = wave.keeps(self.aims, points[good])
        return good

    def spread(self, count: int, seed: int) -> Array:
        """So many points spread evenly over what is left; where too little is left to fill them, they repeat."""
        found: list[Array] = []
        for turn in range(ROUNDS):
            points = _sobol(self.low, self.high, _power(4 * count), seed + turn)
            found.append(points[self.keeps(points)])
            if sum(map(len, found)) >= count:
                break
        kept = np.concatenate(found)
        if not len(kept):
            return _sobol(self.low, self.high, _power(count), seed)[:count]
        return kept[np.arange(count) % len(kept)]


def match(simulate: Simulator, aims: Aims, parameters: int, *, points: int, waves: int, seed: int) -> Matched:
    """Cut away what is implausible, in at most so many waves of so many points, until a wave cuts less than a tenth.

    `simulate` takes points, (point, parameter), and returns outputs, (point, output).
    """
    found = Matched(aims, (), np.zeros(parameters), np.ones(parameters))
    for number in range(waves):
        design = found.spread(points, seed + 1000 * (number + 1))
        emulator = emulate(design, simulate(design), found.low, found.high)
        before = found.waves[-1].left if found.waves else 1.0
        found = _cut(found, emulator, number, before, seed + 1000 * (number + 1) + 500)
        if found.waves[-1].left > ENOUGH * before:
            break
    return found


def _cut(found: Matched, emulator: Emulator, number: int, before: float, seed: int) -> Matched:
    """What a further wave leaves. Where it would leave nothing, its cut is raised so that a little is left."""
    pool = np.concatenate([_sobol(found.low, found.high, POOL, seed + turn) for turn in range(2)])
    pool = pool[found.keeps(pool)]
    first, second = _worst(emulator, found.aims, pool)
    second_cut = SECOND_CUT if number else np.inf
    good = (first <= FIRST_CUT) & (second <= second_cut)
    cut, relaxed = FIRST_CUT, False
    if good.mean() < FEWEST:
        cut, second_cut, relaxed = float(np.quantile(first, 10.0 * FEWEST)), np.inf, True
        good = first <= cut
    left = pool[good]
    room = WIDER * (left.max(axis=0) - left.min(axis=0)) + 1e-3
    low = np.maximum(left.min(axis=0) - room, found.low)
    high = np.minimum(left.max(axis=0) + room, found.high)
    wave = Wave(emulator, cut, second_cut, before * float(good.mean()), relaxed)
    return Matched(found.aims, (*found.waves, wave), low, high)


def _sobol(low: Array, high: Array, power: int, seed: int) -> Array:
    shares = qmc.Sobol(len(low), rng=np.random.default_rng(seed)).random_base2(power)
    return np.asarray(low + (high - low) * shares)


def _power(count: int) -> int:
    return int(np.ceil(np.log2(max(count, 2))))
