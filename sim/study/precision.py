"""How many worlds are enough: how far a mean may be off because only so many worlds were played, and how many more
would bring that error down.

The Monte Carlo error of a mean falls with the square root of the worlds, so n worlds with error e need
n (e / wanted)^2 worlds for the wanted error. Errors of outcomes in different units are put on one scale: that of an
event (`p_lapse`) is a probability, that of any other outcome a share of the width of the band that holds nine in ten
worlds (95% less 5%). Where a few worlds lie so far from all others that the standard deviation is wider than that band,
it stands for the band: else the error of an outcome that nearly all worlds share could never be made small.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from sim.kernel.catalogue import catalogue
from sim.kernel.errors import RunError, near_matches
from sim.kernel.records import EVENT, is_event
from sim.kernel.state import Array
from sim.results import CONFIDENT, Arm, Comparison, OutcomeResult, Results
from sim.scenario.numbers import WORLDS
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

WANTED = 0.01
LEAST_WORLDS = 2
MOST = int(WORLDS.high)
SHOWN_DIGITS = 2
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
    imagined: 16 worlds without it do not make it impossible. A band narrower than one standard deviation gives way
    to it, so that an error of 0.01 never takes more than 10,000 worlds for an amount and 2,500 for an event.
    """
    average, error, low, high, count = (np.asarray(values, dtype=float) for values in (mean, mc_error, p5, p95, worlds))
    event = np.char.startswith(np.asarray(outcome_key, dtype=str), EVENT)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = error * np.sqrt(count)
        size = ROUNDING * np.maximum(np.abs(low), np.maximum(np.abs(high), np.abs(average)))
        width = np.maximum(high - low, spread)
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


def check_error(wanted: float) -> None:
    """Raises RunError where an error makes no sense."""
    if not 0.0 < wanted < 1.0:
        raise RunError(f"the error wanted is {wanted:g}: it must lie between 0 and 1. Write for example 0.01.")


def round_up(worlds: float) -> int:
    """The next number of worlds with two digits and noughts, which a person can remember and type."""
    step: int = 10 ** max(math.floor(math.log10(max(worlds, 1.0))) + 1 - SHOWN_DIGITS, 0)
    return math.ceil(worlds / step) * step


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


def quantile_error(values: ArrayLike, level: float) -> float:
    """The Monte Carlo error of a quantile, in the unit of the values (world,); NaN for fewer than two worlds.

    Where the quantile's 95% interval by order statistics reaches from, to, whatever the law of the worlds is, its
    half width stands for 1.96 errors (Conover, Practical Nonparametric Statistics, 1999, section 3.2).
    """
    ordered = np.sort(np.asarray(values, dtype=float))
    ordered = ordered[np.isfinite(ordered)]
    if ordered.size < LEAST_WORLDS:
        return math.nan
    middle, reach = level * ordered.size, CONFIDENT * math.sqrt(ordered.size * level * (1.0 - level))
    last = ordered.size - 1
    low, high = max(math.floor(middle - reach) - 1, 0), min(math.ceil(middle + reach) - 1, last)
    return float(ordered[high] - ordered[low]) / (2.0 * CONFIDENT)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How sure a number is. `share` is its error as `error_share` has it, `needed` the worlds for the error wanted;
    of a paired difference, `tell_apart` are the worlds that would tell it from zero, and `verdict` says what was found.
    `value` and `error` are in the outcome's own unit, `worlds` those that were counted.
    """

    key: str
    label: str
    unit: str
    worlds: int
    value: float
    error: float
    share: float
    needed: float
    tell_apart: float = math.nan
    verdict: str = ""

    @property
    def known(self) -> bool:
        return math.isfinite(self.share)


@dataclass(frozen=True)
class Precision:
    """How sure the numbers of a run, or the differences of an arm, are, and the error that is `wanted`."""

    title: str
    wanted: float
    outcomes: Mapping[str, Accuracy]

    @property
    def largest(self) -> Accuracy | None:
        """The outcome with the largest error; None where no error is known."""
        return largest_of(self.outcomes.values())

    @property
    def reached(self) -> bool:
        """Whether every error that is known is as small as wanted, and at least one is known."""
        worst = self.largest
        return worst is not None and worst.share <= self.wanted

    @property
    def needed(self) -> float:
        """The worlds that bring every known error down to what is wanted; NaN where none is known."""
        return max((item.needed for item in self.outcomes.values() if item.known), default=math.nan)


def largest_of(found: Iterable[Accuracy]) -> Accuracy | None:
    """The one with the largest error, the first of equals; None where no error is known."""
    return max((item for item in found if item.known), key=lambda item: item.share, default=None)


def chosen_outcomes(scenario: Scenario, names: Sequence[str] = ()) -> tuple[str, ...]:
    """The outcomes whose error counts: those named, else those the scenario watches, else all events.

    Raises RunError where a name is no outcome.
    """
    known = catalogue().outcomes
    for name in names:
        if name not in known:
            raise RunError(
                f"there is no outcome '{name}'.{near_matches(name, known)} 'trilateral outcomes' lists all of them."
            )
    return tuple(dict.fromkeys(names or scenario.watch or filter(is_event, known)))


def precision_of(results: Results, wanted: float = WANTED, names: Sequence[str] = ()) -> Precision:
    """How sure a run is of its outcomes (see `chosen_outcomes`), and how many worlds an error of `wanted` takes."""
    worlds = results.worlds - results.health.non_finite
    keys = [key for key in chosen_outcomes(results.scenario, names) if key in results.outcomes]
    found = {key: accuracy(results.outcomes[key], worlds, wanted) for key in keys}
    return Precision(results.scenario.title, wanted, found)


def accuracy(outcome: OutcomeResult, worlds: int, wanted: float) -> Accuracy:
    """How sure the mean of an outcome over so many worlds is."""
    told = (outcome.mean, outcome.mc_error, outcome.p5, outcome.p95, worlds, outcome.key)
    share, needed = float(error_share(*told)), float(needed_worlds(*told, wanted))
    return Accuracy(outcome.key, outcome.label, outcome.unit, worlds, outcome.mean, outcome.mc_error, share, needed)


def precision_of_comparison(
    comparison: Comparison, wanted: float = WANTED, names: Sequence[str] = ()
) -> tuple[Precision, ...]:
    """How sure every arm's paired differences are; the scale of an amount is the baseline's band."""
    return tuple(_precision_of_arm(comparison.baseline, arm, wanted, names) for arm in comparison.arms)


def _precision_of_arm(baseline: Results, arm: Arm, wanted: float, names: Sequence[str]) -> Precision:
    keys = [key for key in chosen_outcomes(baseline.scenario, names) if key in arm.outcomes]
    found = {key: _accuracy_of_difference(baseline, arm, key, wanted) for key in keys}
    return Precision(arm.results.scenario.title, wanted, found)


def _accuracy_of_difference(baseline: Results, arm: Arm, key: str, wanted: float) -> Accuracy:
    before, found = baseline.outcomes[key], arm.outcomes[key]
    worlds = _pairs(baseline, arm, key)
    told = (found.difference, found.mc_error, before.p5, before.p95, worlds, key)
    return Accuracy(
        key,
        before.label,
        before.unit,
        worlds,
        found.difference,
        found.mc_error,
        float(error_share(*told)),
        float(needed_worlds(*told, wanted)),
        float(worlds_to_tell_apart(found.difference, found.mc_error, worlds)),
        found.verdict,
    )


def _pairs(baseline: Results, arm: Arm, key: str) -> int:
    """How many worlds stayed finite in both runs."""
    before, after = baseline.outcomes[key].values, arm.results.outcomes[key].values
    if before is None or after is None:
        return baseline.worlds - max(baseline.health.non_finite, arm.results.health.non_finite)
    return int(np.isfinite(np.asarray(after) - np.asarray(before)).sum())


def precision_of_cases(
    cases: DataFrame, outcomes: DataFrame, wanted: float = WANTED, names: Sequence[str] = ()
) -> DataFrame:
    """The table of outcomes of a batch with the worlds that were counted in each case, the `share` of the error and
    the worlds `needed` for the error wanted; only the outcomes named, else all. Cases that failed are left out."""
    done = cases[cases["status"] == "done"]
    counted = done.assign(worlds=done["worlds"] - done["non_finite"])[["case", "worlds"]]
    found = outcomes.merge(counted, on="case")
    if names:
        found = found[found["outcome"].isin(names)]
    mean, error, low, high, worlds = (found[name].to_numpy() for name in ("mean", "mc_error", "p5", "p95", "worlds"))
    share = error_share(mean, error, low, high, worlds, found["outcome"].to_numpy())
    return found.assign(share=share, needed=worlds_for(share, worlds, wanted))
