"""The worlds that are searched: which inputs they had, which are of interest, and what may be shuffled or halved.

A table of points (values that a design or a sweep gave) by replicates (worlds of a point: their luck and what was
sampled with it). Worlds of one point, and worlds of one luck, are no independent witnesses, so they are kept together
wherever worlds are divided or shuffled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.kernel.errors import RunError
from sim.kernel.state import Array
from sim.study.discovery.interest import Mask

FEWEST_UNITS = 40
Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Sample:
    """`inputs` (point, replicate, input) in the order of `keys`; `hits` (point, replicate) is 1 where a world is of
    interest, 0 where it is not and NaN where it broke down or is not there. `shared_luck` says that a replicate has
    the same luck at all points."""

    keys: tuple[str, ...]
    inputs: Array
    hits: Array
    shared_luck: bool = True

    @cached_property
    def there(self) -> Mask:
        """Which worlds count, (point, replicate)."""
        return np.asarray(np.isfinite(self.hits))

    @cached_property
    def x(self) -> Array:
        """The inputs of the worlds that count, (row, input)."""
        return np.ascontiguousarray(self.inputs[self.there])

    @cached_property
    def y(self) -> Array:
        """1 where a world that counts is of interest, (row,)."""
        return self.hits[self.there]

    @cached_property
    def clusters(self) -> tuple[Places, ...]:
        """For each way in which worlds belong together, the group of every row."""
        point, replicate = np.nonzero(self.there)
        return (point, replicate) if self.shared_luck else (point,)

    @cached_property
    def sampled(self) -> bool:
        """Whether some input differs between the worlds of a point."""
        return bool((self.inputs != self.inputs[:, :1]).any())

    @cached_property
    def designed(self) -> bool:
        """Whether some input differs between points while it is one and the same within each."""
        within = (self.inputs == self.inputs[:, :1]).all(axis=(0, 1))
        return bool((within & (self.inputs != self.inputs[:1]).any(axis=(0, 1))).any())

    def take(self, points: Places | slice = slice(None), replicates: Places | slice = slice(None)) -> Sample:
        """Some of the points, some of the replicates."""
        return replace(self, inputs=self.inputs[points][:, replicates], hits=self.hits[points][:, replicates])

    def without(self, covered: Mask) -> Sample:
        """The same worlds, but those rows that are covered count no longer."""
        hits = self.hits.copy()
        hits[self.there] = np.where(covered, np.nan, self.y)
        return replace(self, hits=hits)

    def halves(self, luck: np.random.Generator) -> tuple[Sample, Sample]:
        """Two halves that share no luck and, where only points differ or there are many of them, no point."""
        points, replicates = self.hits.shape
        by_replicate = self.sampled
        by_point = points > 1 and (not self.sampled or (self.designed and points >= FEWEST_UNITS))
        first_points, second_points = _halves(points, luck) if by_point else (slice(None), slice(None))
        first, second = _halves(replicates, luck) if by_replicate else (slice(None), slice(None))
        return self.take(first_points, first), self.take(second_points, second)

    @property
    def units(self) -> int:
        """How many independent things there are to be divided: sampled worlds, or points of a design."""
        return int(self.hits.shape[1] if self.sampled else self.hits.shape[0])

    def shuffled(self, luck: np.random.Generator) -> Array:
        """Which worlds are of interest, dealt out anew among points and among replicates, (point, replicate)."""
        points, replicates = self.hits.shape
        return self.hits[luck.permutation(points)][:, luck.permutation(replicates)]

    def thinned(self, most: int) -> Sample:
        """At most so many worlds: fewer replicates where they only repeat the points, else fewer of what differs."""
        points, replicates = self.hits.shape
        if points * replicates <= most:
            return self
        kept = max(1, most // points)
        return self.take(slice(min(points, most)), slice(kept))


def _halves(count: int, luck: np.random.Generator) -> tuple[Places, Places]:
    order = luck.permutation(count)
    return np.sort(order[: count // 2]), np.sort(order[count // 2 :])


def sample_of(
    inputs: Mapping[str, Array], hits: Array, keys: Sequence[str] = (), *, shared_luck: bool = True
) -> Sample:
    """The table of some worlds. `inputs` and `hits` have shape (point, replicate), or inputs (point, 1).

    Inputs that are the same in all worlds are left out; `keys` names the ones that are wanted (default: all).
    Raises RunError where nothing was varied or too little was.
    """
    varied = [key for key in (keys or inputs) if np.ptp(inputs[key]) > 0]
    if not varied:
        raise RunError(
            "nothing was varied among these worlds, so nothing can be found. Add `uncertain:` to the scenario "
            "(uncertain: {seoul.resolve: [0.4, 0.9]}), a `sweep:`, or a design to `trilateral batch`, and run it again."
        )
    columns = [np.broadcast_to(np.asarray(inputs[key], dtype=np.float64), hits.shape) for key in varied]
    return Sample(tuple(varied), np.stack(columns, axis=-1), np.asarray(hits, dtype=np.float64), shared_luck)


def check_enough(sample: Sample) -> None:
    """Raises RunError where there are too few points or worlds to search one half and test on the other."""
    if sample.units < FEWEST_UNITS:
        things = "sampled worlds" if sample.sampled else "points"
        raise RunError(
            f"there are only {sample.units} {things} with different inputs, and half of them are needed to test what "
            f"is found on the other half. Run a batch with at least {FEWEST_UNITS}, better 500."
        )
