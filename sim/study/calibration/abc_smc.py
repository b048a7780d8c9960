"""Sequential Monte Carlo: populations of points that come ever nearer to what the data leave possible.

A point is played and gets a log fit: minus half the sum of squared standardised errors, or a log likelihood. The
distance of a point is the root mean squared standardised error, and in a population of tolerance eps it counts with
the kernel exp(log fit / eps^2). The tolerance shrinks from population to population, as fast as half of the points
still count, down to 1: there the errors are exactly as large as observation and discrepancy were declared to be, and
the population is a sample of the posterior under just these errors (Wilkinson 2013). Stopping at a quantile of the
distances instead, as is common, would leave a spread of no meaning, and fail the check on synthetic truths.

Each population is proposed from the one before: a point is drawn by its weight and moved by a normal kernel, and all
are weighted by what the proposal favours. The kernel has the weighted covariance times the factor of Scott (1992): the
usual twice the covariance (Beaumont et al. 2009) would waste 19 of 20 points in ten dimensions. Points are shares of
the ranges, from 0 to 1, and before the data all of the region that is kept counts alike; they are moved on the scale
of normal scores, on which a parameter that the data say nothing of is normally distributed and has no edges.

Source: Toni et al. 2009; Beaumont et al. 2009; Wilkinson 2013 (a kernel that is the model error makes the answer
exact). Linear algebra, normal scores and log sums are those of numpy and scipy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cholesky, solve_triangular
from scipy.optimize import brentq
from scipy.spatial.distance import cdist
from scipy.special import logsumexp, ndtr, ndtri

from sim.kernel.state import Array

MOST_POPULATIONS = 12
COUNTING = 0.5  # of the points of a population must count at the next tolerance
ROWS = 1024
JITTER = 1e-10
EDGE = 1e-9
LogFit = Callable[[Array], Array]
Region = Callable[[Array], Array]


@dataclass(frozen=True)
class Population:
    """Points (point, parameter) with weights that add up to 1, the log fit of each, the tolerance at which they are
    weighted, and how many of them count (effective sample size)."""

    points: Array
    weights: Array
    log_fit: Array
    tolerance: float
    counting: float


@dataclass(frozen=True)
class Sampled:
    """All populations; the last is the sample. `kernel` proposes around its points."""

    populations: tuple[Population, ...]
    kernel: Kernel

    @property
    def last(self) -> Population:
        return self.populations[-1]


@dataclass(frozen=True)
class Kernel:
    """Moves points of a population: their normal `scores`, their weights, and the Cholesky `root` of the kernel's
    covariance."""

    scores: Array
    weights: Array
    root: Array

    @classmethod
    def around(cls, population: Population) -> Kernel:
        scores = _scores(population.points)
        centred = scores - population.weights @ scores
        covariance = (population.weights[:, np.newaxis] * centred).T @ centred
        covariance *= population.counting ** (-2.0 / (len(covariance) + 4))
        covariance += JITTER * np.eye(len(covariance))
        return cls(scores, population.weights, cholesky(covariance, lower=True))

    def propose(self, count: int, region: Region, generator: np.random.Generator) -> Array:
        """So many points inside a region, (point, parameter)."""
        found: list[Array] = []
        have = 0
        while have < count:
            start = generator.choice(len(self.scores), size=2 * count, p=self.weights)
            steps = generator.standard_normal((2 * count, len(self.root))) @ self.root.T
            moved = ndtr(self.scores[start] + steps)
            found.append(moved[region(moved)])
            have += len(found[-1])
        return np.concatenate(found)[:count]

    def log_density(self, points: Array) -> Array:
        """How much likelier points are to be proposed than if all were alike, up to a constant, (point,)."""
        scores = _scores(points)
        centres = solve_triangular(self.root, self.scores.T, lower=True).T
        log_weights = np.log(np.maximum(self.weights, 1e-300))
        found = []
        for first in range(0, len(points), ROWS):
            part = solve_triangular(self.root, scores[first : first + ROWS].T, lower=True).T
            found.append(logsumexp(log_weights - 0.5 * cdist(part, centres, "sqeuclidean"), axis=1))
        return np.asarray(np.concatenate(found) + 0.5 * (scores**2).sum(axis=1))


def _scores(points: Array) -> Array:
    return np.asarray(ndtri(np.clip(points, EDGE, 1.0 - EDGE)))


def sample(
    log_fit: LogFit, first: Array, region: Region, seed: int, tell: Callable[[Population], None] | None = None
) -> Sampled:
    """Populations from `first`, points spread evenly over the region, down to the tolerance 1, and one more there.

    `log_fit` takes points, (point, parameter), and returns how well each fits, (point,); it may vary by luck, if its
    exponential is right on average. `region` says which points are possible.
    """
    generator = np.random.default_rng(seed)
    populations = [_weighted(first, log_fit(first), np.zeros(len(first)), np.inf)]
    for _ in range(MOST_POPULATIONS):
        if tell is not None:
            tell(populations[-1])
        kernel = Kernel.around(populations[-1])
        points = kernel.propose(len(first), region, generator)
        before = populations[-1].tolerance
        populations.append(_weighted(points, log_fit(points), kernel.log_density(points), before))
        if before == 1.0:
            break
    return Sampled(tuple(populations), Kernel.around(populations[-1]))


def _weighted(points: Array, log_fit: Array, log_proposed: Array, before: float) -> Population:
    """A population at the smallest tolerance, but not below 1, at which half of the points count."""
    log_fit = np.where(np.isfinite(log_fit), log_fit, -np.inf)

    def weights(tolerance: float) -> Array:
        log = log_fit / tolerance**2 - log_proposed
        return np.asarray(np.exp(log - logsumexp(log)))

    def counting(tolerance: float) -> float:
        return float(1.0 / (weights(tolerance) ** 2).sum())

    enough = COUNTING * counting(before) if np.isfinite(before) else COUNTING * len(points)
    tolerance = _smallest(counting, enough, before)
    return Population(points, weights(tolerance), log_fit, tolerance, counting(tolerance))


def _smallest(counting: Callable[[float], float], enough: float, before: float) -> float:
    """The smallest tolerance from 1 on at which enough points count, and at most that of the population before."""
    if counting(1.0) >= enough:
        return 1.0
    high = before if np.isfinite(before) else 1e6
    if counting(high) < enough:
        return high
    return float(np.exp(brentq(lambda log: counting(float(np.exp(log))) - enough, 0.0, float(np.log(high)), xtol=1e-3)))


def drawn(weights: Array, count: int, generator: np.random.Generator) -> Array:
    """Rows drawn by their weights, each about as often as it should be (systematic), in random order, (count,)."""
    marks = (generator.random() + np.arange(count)) / count
    rows = np.searchsorted(np.cumsum(weights), marks).clip(max=len(weights) - 1)
    return np.asarray(generator.permutation(rows))
