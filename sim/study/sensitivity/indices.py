"""Variance-based indices after Sobol: which share of an outcome's variance an input makes, alone and with others.

With A and B two sets of points and AB_i the points of A with input i taken from B, the first-order index is
mean(f(B) (f(AB_i) - f(A))) / V and the total index mean((f(AB_i) - f(A))^2) / 2V (Saltelli et al. 2010; Jansen 1999),
V being the variance of f over A and B. f is a mean over replicates and so holds luck, which has the same mean in every
replicate pair but not in a square: each product of two means is therefore taken over pairs of different replicates,
which takes off the squared standard error (total), the covariance by luck (first order), and luck's part of V.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.kernel.state import Array
from sim.study.sensitivity.design import Design
from sim.study.sensitivity.direction import Steps, direction_of
from sim.study.sensitivity.noise import ROUNDING, covariance, mean_known, paired, shares_of
from sim.study.sensitivity.package import salib
from sim.study.sensitivity.records import Influence, Span, Told
from sim.study.sensitivity.redraw import Redraws, interval
from sim.study.sensitivity.screening import whole_blocks

LEAST_PART = 0.1  # of the variance of means: a smaller part that is the inputs' is too uncertain to divide by


@dataclass(frozen=True, eq=False)
class Blocks:
    """Outcomes of the two sets of points, `a` and `b` (block, replicate), and `ab` (block, input, replicate)."""

    a: Array
    b: Array
    ab: Array

    @classmethod
    def of(cls, design: Design, values: Array) -> Blocks:
        cube = values.reshape(design.blocks, len(design.inputs) + 2, -1)
        return cls(cube[:, 0], cube[:, -1], cube[:, 1:-1])

    def drawn(self, blocks: Array, replicates: Array) -> Blocks:
        return Blocks(*(item[blocks][..., replicates] for item in (self.a, self.b, self.ab)))


@dataclass(frozen=True, eq=False)
class Parts:
    """The parts of all indices: twice the variance that goes with each input and with all it meets, `total` (input,);
    that which goes with it alone, `first` (input,); the `whole` variance. `luck_*` is what luck adds to each."""

    total: Array
    first: Array
    whole: float
    luck_total: Array
    luck_first: Array
    luck_whole: float


@dataclass(frozen=True, eq=False)
class Indices:
    """First-order and total indices (input,) with luck taken off, their intervals, and the sum of the first."""

    first: tuple[Array, Array, Array]
    total: tuple[Array, Array, Array]
    first_sum: Span
    floor: Array
    settled: bool


def parts_of(blocks: Blocks) -> Parts:
    """All parts as the means over replicates show them, and what of each is luck."""
    both = np.concatenate([blocks.a, blocks.b])
    shares = shares_of(both)
    whole = float(np.nanvar(paired(both).mean))
    change = blocks.ab - blocks.a[:, None, :]
    steps = paired(change)
    middle = np.nanmean(np.concatenate([both, blocks.ab.reshape(-1, both.shape[1])]))
    level = (blocks.b - middle)[:, None, :]
    alone = paired(np.where(np.isfinite(change), level, np.nan)).mean * steps.mean
    return Parts(
        total=mean_known(np.square(steps.mean)) / 2.0,
        first=mean_known(alone),
        whole=whole,
        luck_total=mean_known(steps.error) / 2.0,
        luck_first=mean_known(covariance(np.broadcast_to(level, change.shape), change)),
        luck_whole=whole - shares.between,
    )


def indices_of(blocks: Blocks, redraws: Redraws) -> Indices:
    """The indices and their intervals.

    They are shares of the variance that the inputs make; where that is nearly all luck, of the variance of the means.
    What is drawn anew scatters around what the means show, luck and all; its scatter is laid around the corrected
    numbers.
    """
    seen = parts_of(blocks)
    total, first, whole = _corrected(seen)
    again = [_corrected(parts_of(blocks.drawn(*drawn))) for drawn in redraws]
    totals = total + np.array([found[0] for found in again]) - seen.total
    firsts = first + np.array([found[1] for found in again]) - seen.first
    wholes = whole + np.array([found[2] for found in again]) - seen.whole
    settled = bool(whole > 0.0 and interval(wholes)[0] > 0.0)
    size = whole if whole > LEAST_PART * seen.whole else seen.whole
    scale = np.maximum(wholes, LEAST_PART * seen.whole) if settled else np.full_like(wholes, size)
    sums = firsts.sum(axis=1) / scale
    return Indices(
        first=(first / size, *interval(firsts / scale[:, None])),
        total=(total / size, *interval(totals / scale[:, None])),
        first_sum=Span(float(first.sum() / size), *(float(end) for end in interval(sums))),
        floor=seen.luck_total / size,
        settled=settled,
    )


def _corrected(parts: Parts) -> tuple[Array, Array, float]:
    return parts.total - parts.luck_total, parts.first - parts.luck_first, parts.whole - parts.luck_whole


def indexed(design: Design, values: Array, seed: int) -> tuple[tuple[Influence, ...], Indices]:
    """How much every input moves an outcome (point, replicate), in the order of the design."""
    blocks = Blocks.of(design, values)
    redraws = Redraws(design.blocks, values.shape[1], seed)
    found = indices_of(blocks, redraws)
    towards = direction_of(_steps(design, blocks), redraws)
    plain = _as_salib_has_it(design, values)
    least = ROUNDING * float(np.nanmax(np.abs(values)))
    still = ~(np.abs(np.nan_to_num(blocks.ab - blocks.a[:, None, :])) > least).any(axis=(0, 2))

    def influence(place: int, key: str) -> Influence:
        index, first = (Span(*(float(item[place]) for item in kind)) for kind in (found.total, found.first))
        clear = found.settled and index.low > 0.0
        hidden = Told.DIRECTION if towards.surely[place] > least else Told.LUCK
        return Influence(
            input=key,
            index=Span(index.value, max(index.low, 0.0), index.high),
            plain=float(plain[place]),
            floor=float(found.floor[place]),
            rise=towards.span(place),
            steady=towards.steady(place),
            told=Told.NOTHING if still[place] else Told.CLEAR if clear else hidden,
            needed=_needed(index, values.shape[1]),
            first=first,
        )

    return tuple(influence(place, item.key) for place, item in enumerate(design.inputs)), found


def _needed(index: Span, replicates: int) -> float:
    """About as many replicates as would lift the interval off 0: the luck in a square falls with their number."""
    return replicates * (index.value - index.low) / index.value if index.value > 0.0 else float("inf")


def _steps(design: Design, blocks: Blocks) -> Steps:
    """The steps from A to AB_i, turned so that the input goes up."""
    shares = design.shares.reshape(design.blocks, len(design.inputs) + 2, len(design.inputs))
    moves = shares[:, -1] - shares[:, 0]
    return Steps((blocks.ab - blocks.a[:, None, :]) * np.sign(moves)[:, :, None], np.abs(moves))


def _as_salib_has_it(design: Design, values: Array) -> Array:
    """The total indices of the means over replicates, luck and all, from the blocks without a broken point."""
    whole, means = whole_blocks(design, values)
    if whole.sum() < 2 or np.ptp(means[whole]) == 0.0:
        return np.full(len(design.inputs), np.nan)
    found = salib("analyze.sobol").analyze(
        design.problem, means[whole].ravel(), calc_second_order=False, num_resamples=2, seed=design.blocks
    )
    return np.asarray(found["ST"], dtype=float)
