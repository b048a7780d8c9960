"""A box is made fit to be read: limits that do nothing go, and the others become round numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

import numpy as np
from scipy import stats

from sim.kernel.state import Array
from sim.study.discovery.box import Box, Edge, ends_of
from sim.study.discovery.interest import Mask
from sim.study.discovery.measures import variance
from sim.study.discovery.sample import Places, Sample

SIGNIFICANT = 0.05
LITTLE = 0.02
ROUND_STEPS = (5, 2, 1)
FINEST = 3


def quasi_p(box: Box, sample: Sample) -> list[float]:
    """For each limit, how likely as many cases of interest would be in the box if the limit did nothing.

    One-sided binomial (Bryant and Lempert 2010, doi:10.1016/j.techfore.2009.08.002) with the density of the box
    without that limit; the counts are made smaller where worlds belong together, for they then witness less.
    """
    held = [edge.holds(sample.keys, sample.x) for edge in box]
    inside = np.logical_and.reduce(held) if held else np.ones(len(sample.y), dtype=bool)
    shrink = _independence(sample.y, inside, sample.clusters)
    count, hits = (float(total) * shrink for total in (inside.sum(), sample.y[inside].sum()))
    found = []
    for place in range(len(held)):
        others = [mask for other, mask in enumerate(held) if other != place]
        around = np.logical_and.reduce(others) if others else np.ones(len(sample.y), dtype=bool)
        found.append(float(stats.binom.sf(round(hits) - 1, max(round(count), 1), sample.y[around].mean())))
    return found


def _independence(hits: Array, inside: Mask, groups: Sequence[Places]) -> float:
    """How many independent worlds each world in the box counts for, at most 1."""
    count = int(inside.sum())
    if not count:
        return 1.0
    density = float(hits[inside].mean())
    spread = variance(np.where(inside, hits - density, 0.0) / count, groups)
    return min(1.0, density * (1 - density) / count / spread) if spread > 0 else 1.0


def pruned(box: Box, sample: Sample) -> Box:
    """The box without the limits whose quasi-p value is above 0.05, taken away one by one, the idlest first."""
    while box.edges:
        values = quasi_p(box, sample)
        worst = int(np.argmax(values))
        if values[worst] <= SIGNIFICANT:
            break
        box = box.without(box.edges[worst])
    return box


def importance(box: Box, sample: Sample) -> dict[str, float]:
    """By restricted input, the density that is lost where its limits are given up, the most important first."""
    density = _counts(box, sample)[0]
    lost = {}
    for key in box.keys:
        rest = Box(tuple(edge for edge in box if edge.key != key))
        lost[key] = density - _counts(rest, sample)[0]
    return dict(sorted(lost.items(), key=lambda item: -item[1]))


def rounded(box: Box, sample: Sample) -> Box:
    """The box with each limit at the roundest number that moves density and coverage by no more than 0.02 in all."""
    density, coverage = _counts(box, sample)
    ends = ends_of(sample.x)
    for place in range(len(box)):
        edge = box.edges[place]
        column = sample.keys.index(edge.key)
        for value in _round_values(edge, float(ends[0][column]), float(ends[1][column])):
            tried = box.with_value(edge, value)
            moved = _counts(tried, sample)
            if abs(moved[0] - density) <= LITTLE and abs(moved[1] - coverage) <= LITTLE:
                box = tried
                break
    return box


def _round_values(edge: Edge, low: float, high: float) -> list[float]:
    """Round numbers near a limit and inside the data, the roundest first."""
    power = floor(log10(high - low))
    found = []
    for digits in range(FINEST + 1):
        for step in ROUND_STEPS:
            exponent = power - digits
            size = step * 10.0**exponent
            value = round(round(edge.value / size) * size, max(0, -exponent))
            if low < value < high:
                found.append(value)
    return found


def _counts(box: Box, sample: Sample) -> tuple[float, float]:
    """Density and coverage."""
    inside = box.inside(sample.keys, sample.x)
    hits = float(sample.y[inside].sum())
    return hits / max(int(inside.sum()), 1), hits / max(float(sample.y.sum()), 1.0)
