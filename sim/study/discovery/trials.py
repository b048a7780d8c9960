"""Would the same search find this in other worlds, and would it find as much where there is nothing to find?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from sim.kernel.state import Array
from sim.study.discovery.box import Box
from sim.study.discovery.measures import chosen
from sim.study.discovery.refine import pruned
from sim.study.discovery.sample import Sample
from sim.study.discovery.search import Method, best_separation, quick_boxes
from sim.study.executors import Executor

PIECE = 10
ROUND = 40
ENOUGH_BEATEN = 10
SHUFFLE, RESAMPLE = 1, 2
EdgeName = tuple[str, bool]
Watch = Callable[[int], None]
T = TypeVar("T")


@dataclass(frozen=True)
class _Piece:
    """Some trials: which of them, on which worlds, by which search."""

    sample: Sample
    method: Method
    density: float | None
    seed: int
    first: int
    count: int

    def lucks(self, what: int) -> Iterator[np.random.Generator]:
        """The luck of each trial, its own whoever does the work."""
        for place in range(self.first, self.first + self.count):
            yield np.random.default_rng([self.seed, what, place])


def permutation_p(sample: Sample, method: Method, trials: int, seed: int, executor: Executor, watch: Watch) -> float:
    """How often the same search separates as sharply after the outcome is shuffled between points, (1 + k) / (1 + n).

    Where that is seen to be often, it is not tried any longer (Besag and Clifford 1991). Separation is compared and
    not lift, because lift is greatest in the smallest boxes, of which noise has many.
    """
    observed = best_separation(sample, method)
    tried = beaten = 0
    while tried < trials and beaten < ENOUGH_BEATEN:
        count = min(ROUND, trials - tried)
        for found in _done(_shuffled, sample, method, None, tried, count, seed, executor, watch):
            beaten += int((found >= observed).sum())
        tried += count
    watch(trials - tried)
    return beaten / tried if tried < trials else (1 + beaten) / (1 + trials)


def _shuffled(piece: _Piece) -> Array:
    found = []
    for luck in piece.lucks(SHUFFLE):
        sample = piece.sample
        found.append(best_separation(Sample(sample.keys, sample.inputs, sample.shuffled(luck)), piece.method))
    return np.array(found)


def found_again(
    sample: Sample, method: Method, density: float | None, trials: int, seed: int, executor: Executor, watch: Watch
) -> dict[EdgeName, float]:
    """By limit (input, whether from below), the share of searches among a random half of the worlds that set one."""
    counts: Counter[EdgeName] = Counter()
    for found in _done(_resampled, sample, method, density, 0, trials, seed, executor, watch):
        counts.update(found)
    return {name: count / trials for name, count in counts.items()}


def _resampled(piece: _Piece) -> Counter[EdgeName]:
    counts: Counter[EdgeName] = Counter()
    for luck in piece.lucks(RESAMPLE):
        half, _ = piece.sample.halves(luck)
        counts.update((edge.key, edge.lower) for edge in _quick_box(half, piece.method, piece.density))
    return counts


def _quick_box(sample: Sample, method: Method, density: float | None) -> Box:
    if not 0 < sample.y.sum() < len(sample.y):
        return Box()
    candidates = quick_boxes(sample, method, density)
    place = chosen(candidates, density)
    return pruned(candidates.box(place), sample) if place is not None else Box()


def _done(
    work: Callable[[_Piece], T],
    sample: Sample,
    method: Method,
    density: float | None,
    begin: int,
    count: int,
    seed: int,
    executor: Executor,
    watch: Watch,
) -> Iterator[T]:
    """What comes of so many trials from one on, in pieces."""
    end = begin + count
    pieces = [
        _Piece(sample, method, density, seed, first, min(PIECE, end - first)) for first in range(begin, end, PIECE)
    ]
    for place, found in executor.run(work, pieces):
        watch(pieces[place].count)
        yield found
