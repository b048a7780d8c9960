"""What luck alone does to what is shown: the covariance of targets over worlds that differ by nothing else.

Approval carries a noise of its own, week by week, and keeps it for a while; two readings a month apart are off in the
same direction. That is no reason to play every point in hundreds of worlds: the noise adds to what the parameters
bring about, in proportion to its size, so that its covariance need be found only once for each half-life, by the
model itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.kernel.catalogue import catalogue
from sim.kernel.state import Array
from sim.study.calibration.replay import Replay
from sim.study.calibration.targets import Target

NODES = 8


@dataclass(frozen=True, slots=True)
class Noise:
    """A noise of the model: the parameter of its weekly standard deviation, and of its half-life."""

    size: str
    half_life: str


@dataclass(frozen=True)
class Wobble:
    """The covariance of the targets at a noise of 1, (node, target, target), at some half-lives, (node,)."""

    half_lives: Array
    covariances: Array

    def at(self, half_life: Array, size: Array) -> Array:
        """The covariance at these half-lives and sizes of the noise, (point, target, target)."""
        place = np.interp(half_life, self.half_lives, np.arange(len(self.half_lives)))
        below = np.minimum(place.astype(np.int64), len(self.half_lives) - 2)
        share = (place - below)[:, np.newaxis, np.newaxis]
        between = (1.0 - share) * self.covariances[below] + share * self.covariances[below + 1]
        return np.asarray(size[:, np.newaxis, np.newaxis] ** 2 * between)


def wobble_of(noise: Noise, replay: Replay, targets: Sequence[Target], worlds: int) -> Wobble:
    """Play so many worlds that differ by luck alone at each of some half-lives over the declared range."""
    parameter = catalogue().parameters[noise.half_life]
    nodes = np.geomspace(parameter.low, parameter.high, NODES)
    given = {noise.half_life: np.repeat(nodes, worlds), noise.size: np.ones(NODES * worlds)}
    shown = replay.shown(given, targets).reshape(NODES, worlds, -1)
    apart = shown - shown.mean(axis=1, keepdims=True)
    return Wobble(nodes, np.einsum("nwt,nws->nts", apart, apart) / (worlds - 1))


def log_normal(missed: Array, covariance: Array) -> Array:
    """The log density of misses, (point, target), under a covariance for each, up to a constant, (point,)."""
    root = np.linalg.cholesky(covariance)
    apart = np.linalg.solve(root, missed[:, :, np.newaxis])[:, :, 0]
    size = np.log(np.diagonal(root, axis1=1, axis2=2)).sum(axis=1)
    return np.asarray(-0.5 * (apart**2).sum(axis=1) - size)
