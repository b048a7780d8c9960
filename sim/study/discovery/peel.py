"""The peeling of PRIM, fast, for the many repeats that tell whether a box would be found again or by chance.

Friedman and Fisher (1999), with the objective for scenario discovery of EMA Workbench (gain in density for each world
given up): the boxes are those that its `Prim` finds, which a test holds it to. It has no pasting, which only ever
widens the last and smallest box.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.kernel.state import Array
from sim.study.discovery.box import Candidates, ends_of
from sim.study.discovery.interest import Mask
from sim.study.discovery.sample import Places

PEELED = 0.1
SMALLEST_MASS = 0.05


class _Peel(NamedTuple):
    """One way to make the box smaller: what it gains, how many inputs stay free, which input is limited from which
    side and at what value, and whom it costs."""

    gain: float
    free: int
    column: int
    lower: bool
    value: float
    lost: Places


class _Ranked(NamedTuple):
    """One input of the worlds that are left, from its least to its greatest value."""

    rows: Places
    values: Array
    hits: Array

    def kept(self, alive: Mask) -> _Ranked:
        """The same without the worlds that are given up."""
        still = alive[self.rows]
        return _Ranked(self.rows[still], self.values[still], self.hits[still])


def orders(x: Array) -> Places:
    """The rows of `x` (row, input) from the least to the greatest value of each input, (input, row)."""
    return np.argsort(x, axis=0, kind="stable").T


def peel(keys: tuple[str, ...], x: Array, y: Array, order: Places | None = None) -> Candidates:
    """Every box from all worlds down to the smallest. `x` is (row, input), `y` 0 or 1 (row,)."""
    rows = orders(x) if order is None else order
    ranked = [_Ranked(own, x[own, column], y[own]) for column, own in enumerate(rows)]
    low, high = [float(own.values[0]) for own in ranked], [float(own.values[-1]) for own in ranked]
    restricted = [False] * len(keys)
    alive = np.ones(len(y), dtype=bool)
    count, hits = len(y), float(y.sum())
    steps = [(low.copy(), high.copy(), count, hits)]
    while True:
        best: _Peel | None = None
        for column, own in enumerate(ranked):
            free = restricted.count(False) - (not restricted[column])
            for candidate in _peels(column, own, hits, free):
                if best is None or candidate[:2] > best[:2]:
                    best = candidate
        if best is None or (count - len(best.lost)) / len(y) < SMALLEST_MASS:
            break
        (low if best.lower else high)[best.column] = best.value
        restricted[best.column] = True
        alive[best.lost] = False
        ranked = [own.kept(alive) for own in ranked]
        count, hits = count - len(best.lost), hits - float(y[best.lost].sum())
        steps.append((low.copy(), high.copy(), count, hits))
    lows, highs, counts, found = zip(*steps, strict=True)
    return Candidates(
        keys,
        np.array(lows),
        np.array(highs),
        np.array(counts, dtype=np.float64),
        np.array(found),
        len(y),
        int(y.sum()),
        ends_of(x),
    )


def _peels(column: int, own: _Ranked, hits: float, free: int) -> list[_Peel]:
    """The peel from above, then the one from below, of one input; none where it has a single value left."""
    count = len(own.rows)
    if own.values[0] == own.values[-1]:
        return []
    found = []
    for lower in (False, True):
        cut = _cut_below(own.values, PEELED) if lower else _cut_above(own.values, 1.0 - PEELED)
        lost = slice(0, cut) if lower else slice(cut, count)
        left = count - cut if lower else cut
        if not 0 < left < count:
            continue
        value = float((own.values[cut - 1] + own.values[cut]) / 2)
        # as the workbench has it
        gain = 1.0 + ((hits - float(own.hits[lost].sum())) / left - hits / count) / (count - left)
        found.append(_Peel(gain, free, column, lower, value, own.rows[lost]))
    return found


def _cut_below(values: Array, share: float) -> int:
    """How many of the sorted `values` are the lowest `share` or a little more: a place where two neighbours differ."""
    place = (len(values) - 1) * share
    below, above = math.floor(place), math.ceil(place)
    return above if values[below] != values[above] else int(np.searchsorted(values, values[below], "right"))


def _cut_above(values: Array, share: float) -> int:
    """How many of the sorted `values` are the lowest `share` or a little less: a place where two neighbours differ."""
    place = (len(values) - 1) * share
    below, above = math.floor(place), math.ceil(place)
    return above if values[below] != values[above] else int(np.searchsorted(values, values[above], "left"))
