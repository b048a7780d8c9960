"""How many worlds are enough: how far a mean may be off because only so many worlds were played, and how many more
would bring that error down.

The Monte Carlo error of a mean falls with the square root of the worlds, so n worlds with error e need
n (e / wanted)^2 worlds for the wanted error. Errors of outcomes in different units are put on one scale: that of an
event (`p_lapse`) is a probability, that of any other outcome a share of the width of the band that holds nine in ten
worlds (95% less 5%).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from sim.kernel.records import EVENT
from sim.kernel.state import Array
from sim.results import CONFIDENT

WANTED = 0.01
LEAST_WORLDS = 2
NORMAL_BAND = 2 * 1.6449  # nine in ten worlds of a normal law lie within so many standard deviations
NORMAL_POWER = 0.8416  # with so many errors to spare, an interval that should miss zero does so four times in five
ROUNDING = 1e-6  # worlds are float32: what is smaller than this share of the numbers themselves is no difference
CEILING = 1e-9  # a number of worlds that exceeds a whole one by less is that whole one
Numbers = Array | float


def error_share(
    mean: ArrayLike, mc_error: ArrayLike, p5: ArrayLike, p95: ArrayLike, worlds: ArrayLike, outcome_key: ArrayLike
) -> Numbers:
    """How far a mean may be off: in probability for events, else as a share of the band that holds nine in ten worlds.

    All arguments are numbers or arrays that fit each other; `worlds` are those that were counted. NaN where there is
    no error to be known (a single world). Where all worlds agree on an event, one world more of each kind is
    imagined: 16 worlds without it do not make it impossible. Where nine in ten worlds agree on an amount and the
    others do not, 3.29 standard deviations stand for the band (its width under a normal law).
    """
    average, error, low, high, count = (np.asarray(values, dtype=float) for values in (mean, mc_error, p5, p95, worlds))
    event = np.char.startswith(np.asarray(outcome_key, dtype=str), EVENT)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = error * np.sqrt(count)
        size = ROUNDING * np.maximum(np.abs(low), np.maximum(np.abs(high), np.abs(average)))
        width = np.where(high - low > size, high - low, NORMAL_BAND * spread)
        share = np.where(spread > size, error / width, np.where(np.isfinite(error), 0.0, np.nan))
        agreed = np.sqrt((count + 1.0) / count) / (count + 2.0)
        chance = np.where((error == 0.0) & ((average == 0.0) | (average == 1.0)), agreed, error)
    found = np.where(event, chance, share)
    known: Numbers = np.where(np.isfinite(found) & (count >= LEAST_WORLDS), found, np.nan)[()]
    return known


def needed_worlds(
    mean: ArrayLike,
    mc_error: ArrayLike,
    p5: ArrayLike,
    p95: ArrayLike,
    worlds: ArrayLike,
    outcome_key: ArrayLike,
    wanted: ArrayLike = WANTED,
) -> Numbers:
    """How many worlds bring the error of a mean down to `wanted`, on the scale of `error_share`: a whole number.

    It is at least 2, for a single world has no error, and NaN where no error is known. It may be smaller than `worlds`:
    so many would have been enough.
    """
    return worlds_for(error_share(mean, mc_error, p5, p95, worlds, outcome_key), worlds, wanted)


def worlds_for(error: ArrayLike, worlds: ArrayLike, wanted: ArrayLike) -> Numbers:
    """How many worlds bring an error found in `worlds` worlds down to `wanted`; both in the same unit."""
    asked = np.asarray(wanted, dtype=float)
    if not (asked > 0.0).all():
        raise ValueError("an error above 0 must be wanted: no number of worlds brings it down to 0")
    exact = np.asarray(worlds, dtype=float) * np.square(np.asarray(error, dtype=float) / asked)
    return _whole(np.where(np.isfinite(exact), exact, np.nan))


def _whole(exact: Array) -> Numbers:
    """Rounded up to a whole number of worlds that can have an error at all."""
    found: Numbers = np.maximum(np.ceil(exact * (1.0 - CEILING)), LEAST_WORLDS)[()]
    return found


def worlds_to_tell_apart(difference: ArrayLike, mc_error: ArrayLike, worlds: ArrayLike) -> Numbers:
    """How many worlds tell a paired difference from zero, if it is truly as large as was found.

    With so many, its 95% interval misses zero four times in five. Infinite where no difference was found; NaN where
    no error is known, and where the worlds do not differ at all.
    """
    gap, error = np.abs(np.asarray(difference, dtype=float)), np.asarray(mc_error, dtype=float)
    same = (gap == 0.0) & (error == 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        exact = np.asarray(worlds, dtype=float) * np.square((CONFIDENT + NORMAL_POWER) * error / gap)
    return _whole(np.where(same | ~np.isfinite(error), np.nan, exact))
