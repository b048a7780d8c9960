"""The peeling of PRIM, fast, for the many repeats that tell whether a box would be found again or by chance.

Friedman and Fisher (1999), with the objective for scenario discovery of EMA Workbench (gain in density for each world
given up): the boxes are those that its `Prim` finds, which a test holds it to. It has no pasting, which only ever
widens the last and smallest box.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.kernel.state import Array
from sim.study.discovery.box import Candidates, ends_of
from sim.study.discovery.sample import Places

PEELED = 0.1
SMALLEST_MASS = 0.05


@dataclass(frozen=True, slots=True)
class _Peel:
    """One way to make the box smaller: which input, from which side, to which value, and whom it costs."""

    gain: float
    free: int
    column: int
    lower: bool
    value: float
    lost: Places


def orders(x: Array) -> Places:
    """The rows of `x` (row, input) from the least to the greatest value of each input, (input, row)."""
    return np.argsort(x, axis=0, kind="stable").T


def peel(keys: tuple[str, ...], x: Array, y: Array, order: Places | None = None) -> Candidates:
    """Every box from all worlds down to the smallest. `x` is (row, input), `y` 0 or 1 (row,)."""
    ranked = list(orders(x) if order is None else order)
    low, high = x.min(axis=0), x.max(axis=0)
    restricted = np.zeros(len(keys), dtype=bool)
    alive = np.ones(len(y), dtype=bool)
    count, hits = len(y), float(y.sum())
    steps = [(low.copy(), high.copy(), count, hits)]
    while True:
        best: _Peel | None = None
        for column, rows in enumerate(ranked):
            free = int((~restricted).sum()) - int(not restricted[column])
            for candidate in _peels(column, x[rows, column], rows, y, hits, free):
                if best is None or (candidate.gain, candidate.free) > (best.gain, best.free):
                    best = candidate
        if best is None or (count - len(best.lost)) / len(y) < SMALLEST_MASS:
            break
        (low if best.lower else high)[best.column] = best.value
        restricted[best.column] = True
        alive[best.lost] = False
        ranked = [rows[alive[rows]] for rows in ranked]
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


def _peels(column: int, values: Array, rows: Places, y: Array, hits: float, free: int) -> list[_Peel]:
    """The peel from above, then the one from below, of one input; none where it has a single value left."""
    count = len(values)
    if values[0] == values[-1]:
        return []
    top, bottom = _upper_quantile(values, 1.0 - PEELED), _lower_quantile(values, PEELED)
    found = []
    for lower, value in ((False, top), (True, bottom)):
        lost = (
            rows[: np.searchsorted(values, value, "left")] if lower else rows[np.searchsorted(values, value, "right") :]
        )
        left = count - len(lost)
        if not len(lost) or not left:
            continue
        gain = 1.0 + ((hits - float(y[lost].sum())) / left - hits / count) / len(lost)  # as the workbench has it
        found.append(_Peel(gain, free, column, lower, value, lost))
    return found


def _lower_quantile(values: Array, share: float) -> float:
    """A value between two different ones of the sorted `values`, with about `share` of them below."""
    place = (len(values) - 1) * share
    below, above = int(np.floor(place)), int(np.ceil(place))
    if values[below] == values[above]:
        above = min(int(np.searchsorted(values, values[below], "right")), len(values) - 1)
    return float((values[below] + values[above]) / 2)


def _upper_quantile(values: Array, share: float) -> float:
    """A value between two different ones of the sorted `values`, with about `share` of them below, seen from above."""
    place = (len(values) - 1) * share
    below, above = int(np.floor(place)), int(np.ceil(place))
    if values[below] == values[above]:
        below = max(int(np.searchsorted(values, values[above], "left")) - 1, 0)
    return float((values[below] + values[above]) / 2)
