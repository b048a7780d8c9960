"""From many worlds to a few numbers: quantiles by sorting when all worlds are kept, by histogram when streamed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.kernel.state import Array

LEVELS = (0.05, 0.25, 0.50, 0.75, 0.95)
SERIES_BINS = 256
OUTCOME_BINS = 4096
MARGIN = 0.5
SLAB = 16
Edges = tuple[tuple[int, ...], Array, Array, int]


def quantiles(values: Array) -> Array:
    """The five quantiles LEVELS along the last axis, shape (..., 5); linear between order statistics."""
    ordered = np.sort(values, axis=-1)
    last = values.shape[-1] - 1
    where = np.array(LEVELS) * last
    low = np.floor(where).astype(int)
    share = (where - low).astype(values.dtype)
    return np.asarray(ordered[..., low] * (1 - share) + ordered[..., np.minimum(low + 1, last)] * share)


@dataclass(slots=True)
class Sketch:
    """Counts, sums and histograms of many rows, fed chunk by chunk: memory does not grow with the worlds.

    Bins span the first chunk's range widened by half on each side; what falls outside counts in the outer bins.
    Quantiles are exact to one bin width. `shape` is that of the rows.
    """

    shape: tuple[int, ...]
    low: Array
    width: Array
    counts: Array
    total: Array
    squares: Array
    worlds: int = 0

    @classmethod
    def start(cls, first: Array, bins: int) -> Sketch:
        """A sketch whose bins fit the first chunk, (..., world)."""
        rows = _by_world(first)
        if not rows.shape[1]:
            rows = np.zeros((len(rows), 1))  # no world stayed finite: any bins will do
        low, high = rows.min(axis=1).astype(np.float64), rows.max(axis=1).astype(np.float64)
        span = np.maximum(high - low, 1e-9)
        # A world falls into its bin in the precision of the data, so the bins begin at numbers of that precision.
        low, high = (low - MARGIN * span).astype(rows.dtype).astype(np.float64), high + MARGIN * span
        return cls.over(first.shape[:-1], low, (high - low) / bins, bins)

    @classmethod
    def over(cls, shape: tuple[int, ...], low: Array, width: Array, bins: int) -> Sketch:
        """A sketch over known bins, with nothing in them."""
        count = len(low)
        return cls(shape, low, width, np.zeros((count, bins), dtype=np.int32), np.zeros(count), np.zeros(count))

    def add(self, values: Array) -> None:
        """Take in a chunk, (..., world)."""
        rows = _by_world(values)
        for first in range(0, len(rows), SLAB):
            self._add_rows(slice(first, first + SLAB), rows[first : first + SLAB])
        self.worlds += rows.shape[1]

    def _add_rows(self, where: slice, rows: Array) -> None:
        """A few rows at a time, so that what is worked out on the way stays in the processor's cache."""
        place = rows - self.low[where, np.newaxis].astype(rows.dtype)
        place *= (1.0 / self.width[where, np.newaxis]).astype(rows.dtype)
        place.clip(0, self.bins - 1, out=place)
        spot = place.astype(np.int32)
        spot += np.arange(len(rows), dtype=np.int32)[:, np.newaxis] * self.bins
        counts = self.counts[where]
        counts += np.bincount(spot.ravel(), minlength=counts.size).reshape(counts.shape)
        exact = rows.astype(np.float64)
        self.total[where] += exact.sum(axis=1)
        self.squares[where] += np.vecdot(exact, exact)

    @property
    def edges(self) -> Edges:
        """What another sketch with the same bins is made from."""
        return self.shape, self.low, self.width, self.bins

    def merge(self, other: Sketch) -> None:
        """Take in another sketch with the same bins."""
        self.counts += other.counts
        self.total += other.total
        self.squares += other.squares
        self.worlds += other.worlds

    @property
    def bins(self) -> int:
        return int(self.counts.shape[1])

    @property
    def mean(self) -> Array:
        """The mean over worlds, NaN where there was none."""
        return np.asarray((self.total / (self.worlds or np.nan)).reshape(self.shape))

    @property
    def error(self) -> Array:
        """Standard error of the mean, NaN for fewer than two worlds."""
        count = self.worlds if self.worlds > 1 else np.nan
        variance = np.maximum(self.squares / count - np.square(self.total / count), 0.0) * count / (count - 1)
        return np.asarray(np.sqrt(variance / count).reshape(self.shape))

    @property
    def quantiles(self) -> Array:
        """The five quantiles LEVELS, (..., 5), NaN where there was no world."""
        if not self.worlds:
            return np.full((*self.shape, len(LEVELS)), np.nan)
        reached = np.cumsum(self.counts, axis=1)
        found = np.empty((len(reached), len(LEVELS)))
        for column, level in enumerate(LEVELS):
            target = level * self.worlds
            spot = np.minimum((reached < target).sum(axis=1), self.bins - 1)
            before = reached[np.arange(len(reached)), spot] - self.counts[np.arange(len(reached)), spot]
            inside = self.counts[np.arange(len(reached)), spot]
            share = np.clip((target - before) / np.maximum(inside, 1), 0.0, 1.0)
            found[:, column] = self.low + (spot + share) * self.width
        return found.reshape((*self.shape, len(LEVELS)))


def _by_world(values: Array) -> Array:
    """All rows one below the other, (row, world), also where there is no world."""
    return values.reshape(int(np.prod(values.shape[:-1])), values.shape[-1])
