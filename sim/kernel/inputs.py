"""The parameters of a run, per world, and a watch on which of them were read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.kernel.state import Array


class Inputs:
    """Parameter values by key: shape () where all worlds share the value, (world,) where it was sampled.

    Shared values are 0-d arrays because NumPy combines them with state more than twice as fast as shape (1,).
    """

    def __init__(self, values: Mapping[str, Array], worlds: int, dtype: np.dtype[Any]) -> None:
        self._exact = {key: _squeezed(np.asarray(value, dtype=np.float64)) for key, value in values.items()}
        self._cast = {key: np.asarray(value, dtype=dtype) for key, value in self._exact.items()}
        self._read: set[str] = set()
        self.worlds = worlds
        self.dtype = dtype

    def __getitem__(self, key: str) -> Array:
        self._read.add(key)
        return self._cast[key]

    def exact(self, key: str) -> Array:
        """The value in double precision, for constants worked out once before the first week."""
        self._read.add(key)
        return self._exact[key]

    def rows(self, *keys: str) -> Array:
        """Several parameters as full rows, shape (parameter, world), in the run's precision."""
        return self.cast(self.exact_rows(*keys))

    def exact_rows(self, *keys: str) -> Array:
        """Several parameters as full rows in double precision."""
        return np.stack([np.broadcast_to(self.exact(key), (self.worlds,)) for key in keys])

    def cast(self, value: Array) -> Array:
        """A constant worked out in double precision, in the run's precision."""
        return np.asarray(value, dtype=self.dtype)

    def unread(self) -> list[str]:
        """Keys that nothing has asked for."""
        return sorted(set(self._cast) - self._read)


def _squeezed(value: Array) -> Array:
    return value.reshape(()) if value.size == 1 else value
