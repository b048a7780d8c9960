"""What was seen of a chunk of worlds: every recorded series, week by week, for outcomes to measure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.kernel.clock import Clock
from sim.kernel.state import Array


class Record:
    """Recorded series with shape (week, series, world). `record["hostility.seoul"]` is (week, world)."""

    def __init__(self, keys: Sequence[str], clock: Clock, values: Array) -> None:
        self.keys = tuple(keys)
        self.clock = clock
        self.values = values
        self._rows = {key: row for row, key in enumerate(self.keys)}

    @classmethod
    def empty(cls, keys: Sequence[str], clock: Clock, worlds: int) -> Record:
        """A record still to be filled, in single precision."""
        return cls(keys, clock, np.empty((clock.weeks, len(keys), worlds), dtype=np.float32))

    @property
    def worlds(self) -> int:
        return int(self.values.shape[2])

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def __getitem__(self, key: str) -> Array:
        return self.values[:, self._rows[key], :]

    def finite(self) -> Array:
        """Which worlds stayed finite throughout, shape (world,): the sum of finite numbers, bounded as state is, is."""
        return np.asarray(np.isfinite(self.values.sum(axis=(0, 1))))
