"""Which worlds are run: whose luck each of them has, and what is given in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sim.kernel.state import Array

Numbers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Worlds:
    """Some worlds of a scenario. `luck` (world,) says whose luck each has: that of world 0, 1, 2 ... of the seed.

    `given` holds, by parameter (`seoul.resolve`) or dose of a forced lever (`tokyo.export_controls.dose`), the value
    in each world, (world,); it comes before what the scenario sets or calls uncertain. Several worlds may share one
    luck, so that they differ by what is given and by nothing else.

    `later` says, by week, whose luck each has from that week on, (world,): worlds may share a past and part, or go on
    as another world does. Uncertain inputs are those of the first luck all the same.
    """

    luck: Numbers
    given: Mapping[str, Array] = field(default_factory=dict)
    later: Mapping[int, Numbers] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "luck", np.asarray(self.luck, dtype=np.int64))
        values = {key: np.asarray(value, dtype=np.float64) for key, value in self.given.items()}
        object.__setattr__(self, "given", MappingProxyType(values))
        for key, value in values.items():
            if value.shape != self.luck.shape:
                raise ValueError(f"{key} is given for {value.size} worlds of {self.luck.size}")
        lucks = {week: np.asarray(self.later[week], dtype=np.int64) for week in sorted(self.later)}
        object.__setattr__(self, "later", MappingProxyType(lucks))
        for week, luck in lucks.items():
            if luck.shape != self.luck.shape:
                raise ValueError(f"a luck from week {week} on is given for {luck.size} worlds of {self.luck.size}")

    @classmethod
    def consecutive(cls, count: int, first: int = 0) -> Worlds:
        """So many worlds of the seed in a row, with nothing given."""
        return cls(np.arange(first, first + count, dtype=np.int64))

    def __len__(self) -> int:
        return int(self.luck.size)

    def part(self, first: int, count: int) -> Worlds:
        """At most `count` of these worlds, from the one at `first` on."""
        where = slice(first, first + count)
        given = {key: value[where] for key, value in self.given.items()}
        return Worlds(self.luck[where], given, {week: luck[where] for week, luck in self.later.items()})

    def padded(self, count: int) -> Worlds:
        """`count` worlds that begin with these; the surplus ones are there to be ignored."""
        surplus = count - len(self)
        if not surplus:
            return self
        given = {key: np.pad(value, (0, surplus), mode="edge") for key, value in self.given.items()}
        later = {week: _and_more(luck, surplus) for week, luck in self.later.items()}
        return Worlds(_and_more(self.luck, surplus), given, later)


def _and_more(luck: Numbers, surplus: int) -> Numbers:
    """These lucks and so many after the last; worlds in a row stay in a row, which makes whole blocks of them."""
    return np.concatenate([luck, luck[-1] + 1 + np.arange(surplus)])
