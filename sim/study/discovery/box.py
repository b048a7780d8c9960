"""A box: some inputs, each held above, below or between limits; and the worlds that lie inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from sim.kernel.state import Array
from sim.study.discovery.interest import Mask


class Edge(NamedTuple):
    """One limit: the input, whether it holds from below, and its value in the input's unit."""

    key: str
    lower: bool
    value: float

    def holds(self, keys: Sequence[str], x: Array) -> Mask:
        """Which rows of `x` (row, input) keep to the limit, (row,)."""
        column = x[:, keys.index(self.key)]
        return np.asarray(column >= self.value if self.lower else column <= self.value)


@dataclass(frozen=True, slots=True)
class Box:
    """Limits that hold together. No limit is the whole of what was varied."""

    edges: tuple[Edge, ...] = ()

    def __iter__(self) -> Iterator[Edge]:
        return iter(self.edges)

    def __len__(self) -> int:
        return len(self.edges)

    @property
    def keys(self) -> tuple[str, ...]:
        """The restricted inputs, in the order of their first limit."""
        return tuple(dict.fromkeys(edge.key for edge in self.edges))

    def limits(self, key: str) -> tuple[float | None, float | None]:
        """The lower and the upper limit of an input; None where there is none."""
        found = {edge.lower: edge.value for edge in self.edges if edge.key == key}
        return found.get(True), found.get(False)

    def inside(self, keys: Sequence[str], x: Array) -> Mask:
        """Which rows of `x` (row, input) lie in the box, (row,)."""
        found = np.ones(len(x), dtype=bool)
        for edge in self.edges:
            found &= edge.holds(keys, x)
        return found

    def without(self, edge: Edge) -> Box:
        """The box with one limit fewer."""
        return replace(self, edges=tuple(other for other in self.edges if other is not edge))

    def with_value(self, edge: Edge, value: float) -> Box:
        """The box with one limit moved."""
        moved = edge._replace(value=value)
        return replace(self, edges=tuple(moved if other is edge else other for other in self.edges))


@dataclass(frozen=True, eq=False)
class Candidates:
    """Boxes that a search came by, in its order. `lows` and `highs` (box, input) are where the data end (`ends`, least
    and greatest value of every input) if there is no limit; `inside` and `hits` (box,) count worlds and worlds of
    interest among `worlds` and `interesting` in all."""

    keys: tuple[str, ...]
    lows: Array
    highs: Array
    inside: Array
    hits: Array
    worlds: int
    interesting: int
    ends: tuple[Array, Array]

    @property
    def density(self) -> Array:
        """The share of the worlds in each box that is of interest."""
        return self.hits / np.maximum(self.inside, 1)

    @property
    def coverage(self) -> Array:
        """The share of the worlds of interest that is in each box."""
        return self.hits / max(self.interesting, 1)

    def box(self, place: int) -> Box:
        """One of the boxes."""
        edges = []
        for column, key in enumerate(self.keys):
            low, high = float(self.lows[place, column]), float(self.highs[place, column])
            edges += [Edge(key, True, low)] if low > self.ends[0][column] else []
            edges += [Edge(key, False, high)] if high < self.ends[1][column] else []
        return Box(tuple(edges))


def ends_of(x: Array) -> tuple[Array, Array]:
    """The least and the greatest value of every input, (input,) each."""
    return x.min(axis=0), x.max(axis=0)
