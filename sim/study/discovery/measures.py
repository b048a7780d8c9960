"""How good a box is: density, coverage and lift, with intervals that know which worlds belong together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.kernel.state import Array
from sim.results import CONFIDENT
from sim.study.discovery.box import Candidates
from sim.study.discovery.interest import Mask
from sim.study.discovery.sample import Places

FEWEST_GROUPS = 10


class Interval(NamedTuple):
    """A number with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def phi(inside: Array, hits: Array, worlds: float, interesting: float) -> Array:
    """The correlation between lying in a box and being of interest (Matthews), -1 to 1; 0 where one never varies."""
    joint = hits * worlds - inside * interesting
    spread = inside * (worlds - inside) * interesting * (worlds - interesting)
    return np.asarray(np.divide(joint, np.sqrt(spread), out=np.zeros_like(joint, dtype=float), where=spread > 0))


def separation(candidates: Candidates) -> Array:
    """How sharply each box tells cases of interest from others: its `phi`, (box,)."""
    inside, hits = candidates.inside.astype(float), candidates.hits.astype(float)
    return phi(inside, hits, float(candidates.worlds), float(candidates.interesting))


def chosen(candidates: Candidates, density: float | None = None) -> int | None:
    """The place of the box that separates best; with `density`, of the one that covers most at that density or above.

    None where no box reaches the density.
    """
    if density is None:
        return int(np.argmax(separation(candidates)))
    enough = candidates.density >= density
    return int(np.argmax(np.where(enough, candidates.coverage, -1.0))) if enough.any() else None


def variance(influence: Array, groups: Sequence[Places]) -> float:
    """The variance of a mean whose rows have this influence (row,), when rows of a group move together.

    Two ways of grouping are added and what both count is taken off (Cameron, Gelbach and Miller 2011); a way with few
    groups tells nothing of how groups vary and is left out. Never less than for independent rows.
    """
    alone = float((influence**2).sum())
    grouped = [
        float((np.bincount(group, weights=influence) ** 2).sum())
        for group in groups
        if len(np.unique(group)) >= FEWEST_GROUPS
    ]
    both = sum(grouped) - alone if len(grouped) > 1 else 0.0
    return max([alone, *grouped, both])


def share(cases: Array, among: Mask, groups: Sequence[Places]) -> Interval:
    """The share of the rows `among` in which `cases` is 1, with Wilson's interval at the effective number of rows."""
    count = int(among.sum())
    if not count:
        return Interval(np.nan, np.nan, np.nan)
    value = float(cases[among].mean())
    spread = variance(np.where(among, cases - value, 0.0) / count, groups)
    effective = value * (1 - value) / spread if spread > 0 else float(_witnesses(among, groups))
    middle = (value + CONFIDENT**2 / (2 * effective)) / (1 + CONFIDENT**2 / effective)
    half = CONFIDENT * np.sqrt(value * (1 - value) / effective + (CONFIDENT / (2 * effective)) ** 2)
    half /= 1 + CONFIDENT**2 / effective
    return Interval(value, max(0.0, float(middle - half)), min(1.0, float(middle + half)))


def _witnesses(among: Mask, groups: Sequence[Places]) -> int:
    """How many independent witnesses there are where all say the same: the groups of the coarsest telling grouping."""
    telling = [group for group in groups if len(np.unique(group)) >= FEWEST_GROUPS]
    return min([len(np.unique(group[among])) for group in telling] or [int(among.sum())])


def lift(hits: Array, inside: Mask, groups: Sequence[Places]) -> Interval:
    """How many times as dense the rows `inside` are as all rows, with an interval on the log scale."""
    count, base = int(inside.sum()), float(hits.mean())
    if not count or not base:
        return Interval(np.nan, np.nan, np.nan)
    density = float(hits[inside].mean())
    if not density:
        return Interval(0.0, 0.0, share(hits, inside, groups).high / base)
    within = np.where(inside, hits - density, 0.0) / (count * density)
    error = np.sqrt(variance(within - (hits - base) / (len(hits) * base), groups))
    return Interval(density / base, *(float(density / base * np.exp(side * CONFIDENT * error)) for side in (-1, 1)))
