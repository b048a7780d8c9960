"""A number that is not known: which values it may take in different worlds, and how likely each is."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from sim.kernel.state import Array

DISTRIBUTIONS = {
    "uniform": "every value between low and high is equally likely",
    "normal": "values near `mean` are likelier, with spread `sd`; values outside low to high are left out",
    "triangular": "likeliest at `mode`, falling in a straight line to nothing at low and at high",
}
NEVER_NOUGHT = 2.0**-40


@dataclass(frozen=True)
class Uncertain:
    """A distribution over the worlds of a run. Samples always lie between `low` and `high`."""

    dist: str
    low: float
    high: float
    mean: float | None = None
    sd: float | None = None
    mode: float | None = None

    def sample(self, luck: Array) -> Array:
        """The values that uniform luck in [0, 1) stands for, by inverse distribution; same shape, double precision.

        Worlds keep their rank whatever the distribution: more luck is never a lower value.
        """
        share = np.asarray(luck, dtype=np.float64)
        if self.dist == "normal":
            value = self._normal(share)
        elif self.dist == "triangular":
            value = self._triangular(share)
        else:
            value = self.low + share * (self.high - self.low)
        inside: Array = np.clip(value, self.low, self.high)
        return inside

    def _normal(self, share: Array) -> Array:
        assert self.mean is not None
        assert self.sd is not None
        law = NormalDist(self.mean, self.sd)
        below, above = law.cdf(self.low), law.cdf(self.high)
        inside = np.clip(below + share * (above - below), NEVER_NOUGHT, 1.0 - NEVER_NOUGHT)
        found = np.fromiter(map(law.inv_cdf, inside.ravel().tolist()), dtype=np.float64, count=inside.size)
        return found.reshape(inside.shape)

    def _triangular(self, share: Array) -> Array:
        assert self.mode is not None
        width = self.high - self.low
        if width == 0.0:
            return np.full_like(share, self.low)
        rising = share * width * (self.mode - self.low)
        falling = (1.0 - share) * width * (self.high - self.mode)
        peak = (self.mode - self.low) / width
        value: Array = np.where(share < peak, self.low + np.sqrt(rising), self.high - np.sqrt(falling))
        return value
