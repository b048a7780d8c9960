"""Elementary effects after Morris: which of many inputs move an outcome at all, which way, and how steadily.

An elementary effect is the change of the outcome over a step of one input, per whole range of that input. Its mean
over trajectories is mu, the mean of its size mu*, its standard deviation sigma (Morris 1991; Campolongo et al. 2007).
The outcome of a point is a mean over replicates, so an input that does nothing has a mu* above 0: of sqrt(2 / pi)
standard errors, if its steps are luck alone. The corrected mu* is the true size that luck makes look like the one seen.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import f as fisher

from sim.kernel.state import Array
from sim.study.sensitivity.design import LEVELS, STEP, Design
from sim.study.sensitivity.direction import Steps, direction_of, error_rate
from sim.study.sensitivity.noise import ROUNDING, mean_known, paired
from sim.study.sensitivity.package import salib
from sim.study.sensitivity.records import Influence, Span, Told
from sim.study.sensitivity.redraw import Redraws


def steps_of(design: Design, values: Array) -> Steps:
    """The steps of trajectories with outcomes (point, replicate), each turned so that its input goes up."""
    count = len(design.inputs)
    shares = design.shares.reshape(design.blocks, count + 1, count)
    outcomes = values.reshape(design.blocks, count + 1, -1)
    moves = np.diff(shares, axis=1)
    which = np.abs(moves).argmax(axis=2)
    sign = np.sign(np.take_along_axis(moves, which[:, :, None], axis=2))
    rises = np.empty((design.blocks, count, outcomes.shape[2]))
    rises[np.arange(design.blocks)[:, None], which] = np.diff(outcomes, axis=1) * sign
    return Steps(rises, np.full((design.blocks, count), STEP))


def screened(design: Design, values: Array, seed: int) -> tuple[Influence, ...]:
    """How much every input moves an outcome (point, replicate), in the order of the design."""
    steps = steps_of(design, values)
    found = direction_of(steps, Redraws(design.blocks, values.shape[1], seed))
    plain, sigma = _as_salib_has_it(design, values)
    least = ROUNDING * float(np.nanmax(np.abs(values)))
    still = ~(np.abs(np.nan_to_num(steps.rises)) > least).any(axis=(0, 2))
    low = np.minimum(np.maximum(found.size_low, found.surely), np.maximum(found.size, found.surely))
    large, for_size = too_large_for_luck(steps)
    clear = (found.surely > least) | large
    needed = np.fmin(found.needed, for_size)

    def influence(place: int, key: str) -> Influence:
        size = float(found.size[place])
        return Influence(
            input=key,
            index=Span(size, float(low[place]), float(found.size_high[place])),
            plain=float(plain[place]),
            floor=float(found.floor[place]),
            rise=found.span(place),
            steady=found.steady(place),
            told=Told.NOTHING if still[place] else Told.CLEAR if clear[place] else Told.LUCK,
            needed=float(needed[place]),
            sigma=float(sigma[place]),
        )

    return tuple(influence(place, item.key) for place, item in enumerate(design.inputs))


def too_large_for_luck(steps: Steps) -> tuple[Array, Array]:
    """Whether the steps of each input are larger, in the mean square, than luck makes them, and about how many
    replicates would make them so; (input,) each.

    Whichever way they go: this finds inputs whose rises and falls cancel. Under luck alone the mean square over its
    expectation is a mixture of squares weighted by the eigenvalues of the covariance between trajectories, which share
    their luck. No mixture with the same sum and the same largest eigenvalue has a heavier tail than one of equal
    weights, whose number is the sum over the largest; its F law is used. Each input is held to its share of the error
    rate.
    """
    found = paired(steps.rises)
    _, inputs, replicates = steps.rises.shape
    centred = np.nan_to_num(steps.rises - found.mean[:, :, None]).transpose(1, 0, 2)
    weights = np.linalg.eigvalsh(centred @ centred.transpose(0, 2, 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = np.maximum(weights.sum(axis=1) / weights[:, -1], 1.0)
        ratio = mean_known(np.square(found.mean)) / mean_known(found.error)
        bar = fisher.isf(error_rate(inputs), freedom, freedom * (replicates - 1))
        needed = np.where(ratio > 1.0, replicates * (bar - 1.0) / (ratio - 1.0), np.inf)
    return ratio > bar, needed


def _as_salib_has_it(design: Design, values: Array) -> tuple[Array, Array]:
    """mu* and sigma of the means over replicates, luck and all, from the trajectories without a broken point."""
    whole, means = whole_blocks(design, values)
    if whole.sum() < 2:
        return np.full(len(design.inputs), np.nan), np.full(len(design.inputs), np.nan)
    shares = design.shares.reshape(design.blocks, -1, len(design.inputs))[whole].reshape(-1, len(design.inputs))
    found = salib("analyze.morris").analyze(
        design.problem, shares, means[whole].ravel(), num_levels=LEVELS, num_resamples=2, seed=design.blocks
    )
    return np.asarray(found["mu_star"], dtype=float), np.asarray(found["sigma"], dtype=float)


def whole_blocks(design: Design, values: Array) -> tuple[Array, Array]:
    """Which blocks have a world that did not break down at every point, and the points' means, (block, point)."""
    known = np.isfinite(values)
    count = known.sum(axis=1)
    means = np.where(known, values, 0.0).sum(axis=1) / np.where(count > 0, count, np.nan)
    by_block = means.reshape(design.blocks, -1)
    return np.isfinite(by_block).all(axis=1), by_block
