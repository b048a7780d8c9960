"""The parameters of a run, per world, and a watch on which of them were read."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.kernel.state import Array


class Inputs:
    """Parameter values by key. A value that is the same everywhere has shape (1,), a sampled one (world,)."""

    def __init__(self, values: Mapping[str, Array], dtype: np.dtype) -> None:  # type: ignore[type-arg]
        self._exact = {key: np.atleast_1d(np.asarray(value, dtype=np.float64)) for key, value in values.items()}
        self._cast = {key: value.astype(dtype) for key, value in self._exact.items()}
        self._read: set[str] = set()
        self.dtype = dtype

    def __getitem__(self, key: str) -> Array:
        self._read.add(key)
        return self._cast[key]

    def exact(self, key: str) -> Array:
        """The value in double precision, for constants worked out once before the first week."""
        self._read.add(key)
        return self._exact[key]

    def pair(self, first: str, second: str) -> Array:
        """Two parameters as rows, shape (2, 1) or (2, world), in the run's precision."""
        return np.stack(np.broadcast_arrays(self[first], self[second])).astype(self.dtype)

    def exact_pair(self, first: str, second: str) -> Array:
        """Two parameters as rows in double precision."""
        return np.stack(np.broadcast_arrays(self.exact(first), self.exact(second)))

    def cast(self, value: Array) -> Array:
        """A constant worked out in double precision, in the run's precision."""
        return np.asarray(value, dtype=self.dtype)

    def unread(self) -> list[str]:
        """Keys that nothing has asked for."""
        return sorted(set(self._cast) - self._read)

    def varying(self) -> dict[str, Array]:
        """The sampled parameters, per world."""
        return {key: value for key, value in self._exact.items() if value.shape[0] > 1}
