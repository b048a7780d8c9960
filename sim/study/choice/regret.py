"""Regret: how much is lost by a choice that turns out not to have been the best one.

All functions take a table of values in points, (alternative, state, replicate), with NaN in all alternatives where a
world broke down. All alternatives meet the same luck in the same state and replicate; states have luck of their own.
Source: minimax regret after Savage (1951); choosing on one half of the luck and judging on the other, against the
winner's curse, as in cross-validation; errors by the bootstrap (Efron 1979): of whole states, with all their luck, for
what is averaged over states, and of the luck inside the states for what is the worst of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from sim.kernel.state import Array
from sim.results import CONFIDENT

Measure = Callable[[Array], Array]
HIGH = 95.0
RESAMPLES = 200
GOOD_ENOUGH = 0.5  # points; the 0.5 percentage points of the model's design, on the scale of the bundle


@dataclass(frozen=True)
class Estimate:
    """A number for every alternative, (alternative,), with its Monte Carlo error."""

    value: Array
    error: Array


@dataclass(frozen=True)
class Regrets:
    """How the alternatives stand, each (alternative,), in points or shares of states.

    `gain` is the mean value over that of the first alternative; `mean` regret; `high` its 95th percentile over states
    and `worst` its maximum; `good_enough` the share of states in which it is within the asked distance of the best;
    `checked_mean` and `checked_worst` the same regrets with the best alternative and the worst state chosen on one
    half of the replicates and judged on the other; `behind` how far the mean value is below the best mean value.
    `chosen` is the alternative of the least mean regret and `chosen_worst` that of the least worst regret.
    `halves_agree` says whether both halves of the replicates would choose `chosen`.
    """

    gain: Estimate
    mean: Estimate
    high: Estimate
    worst: Estimate
    good_enough: Estimate
    checked_mean: Array
    checked_worst: Array
    behind: Estimate
    chosen: int
    chosen_worst: int
    halves_agree: bool
    broken: int

    @property
    def about_as_good(self) -> Array:
        """Which alternatives cannot be told apart from the chosen one at 95%, (alternative,)."""
        return np.asarray(self.behind.value <= CONFIDENT * self.behind.error)


def by_state(values: Array) -> Array:
    """Mean over the replicates, (alternative, state). Every state needs one world that did not break down."""
    return np.asarray(np.nanmean(values, axis=-1))


def regret(values: Array) -> Array:
    """The best alternative's value less one's own in every state, (alternative, state): 0 for the best, never less."""
    own = by_state(values)
    return np.asarray(own.max(axis=0) - own)


def mean_regret(values: Array) -> Array:
    """Regret averaged over states, (alternative,)."""
    return np.asarray(regret(values).mean(axis=1))


def worst_regret(values: Array) -> Array:
    """Regret in the state where it is largest, (alternative,). With noise it is too large: see checked_regrets."""
    return np.asarray(regret(values).max(axis=1))


def high_regret(values: Array) -> Array:
    """The regret that is exceeded in one state of twenty, (alternative,)."""
    return np.asarray(np.percentile(regret(values), HIGH, axis=1))


def good_enough_share(values: Array, within: float) -> Array:
    """The share of states in which an alternative is within so many points of the best, (alternative,)."""
    return np.asarray((regret(values) <= within).mean(axis=1))


def gain_over_first(values: Array) -> Array:
    """Mean value less that of the first alternative, (alternative,)."""
    mean = by_state(values).mean(axis=1)
    return np.asarray(mean - mean[0])


def halves(values: Array) -> tuple[Array, Array]:
    """Every other replicate, and the rest."""
    return values[..., ::2], values[..., 1::2]


def checked_regrets(values: Array) -> tuple[Array, Array]:
    """Mean and worst regret without the winner's curse, each (alternative,): who is best in a state, and which state
    is worst, is chosen on one half of the replicates and judged on the other, both ways round.

    They may come out below 0, and the truth lies between them and the plain ones: with noise the wrong one is chosen.
    """
    means, worsts = [], []
    for choosing, judging in (halves(values), halves(values)[::-1]):
        first, second = by_state(choosing), by_state(judging)
        best = first.argmax(axis=0)
        judged = np.take_along_axis(second, best[np.newaxis], axis=0) - second
        worst_state = (first.max(axis=0) - first).argmax(axis=1)
        means.append(judged.mean(axis=1))
        worsts.append(judged[np.arange(len(judged)), worst_state])
    return np.mean(means, axis=0), np.mean(worsts, axis=0)


def state_errors(values: Array, measures: Sequence[Measure], seed: int) -> list[Array]:
    """Standard errors by the bootstrap of whole states, each (alternative,)."""
    generator = np.random.default_rng(seed)
    states = values.shape[1]
    return _spread(values, measures, lambda: values[:, generator.integers(states, size=states)])


def luck_errors(values: Array, measures: Sequence[Measure], seed: int) -> list[Array]:
    """Standard errors by the bootstrap of the replicates inside every state, each (alternative,)."""
    generator = np.random.default_rng(seed)
    _, states, replicates = values.shape
    rows = np.arange(states)[:, np.newaxis]

    def drawn() -> Array:
        return _sound(values[:, rows, generator.integers(replicates, size=(states, replicates))])

    return _spread(values, measures, drawn)


def _spread(values: Array, measures: Sequence[Measure], draw: Callable[[], Array]) -> list[Array]:
    found: list[list[Array]] = [[] for _ in measures]
    for _ in range(RESAMPLES):
        drawn = draw()
        for kept, measure in zip(found, measures, strict=True):
            kept.append(measure(drawn))
    return [np.std(kept, axis=0, ddof=1) for kept in found]


def _sound(values: Array) -> Array:
    """The states that have a world that did not break down; where none has, there is nothing to say."""
    if not np.isnan(values).any():
        return values
    return values[:, ~np.isnan(values[0]).all(axis=1)]


def regrets(values: Array, within: float = GOOD_ENOUGH, seed: int = 0) -> Regrets:
    """How the alternatives stand; the first is the one that gains are counted from (hold).

    `within` is how many points from the best are good enough, `seed` that of the bootstrap.
    """
    broken = int(np.isnan(values[0]).sum())
    sound = _sound(values)
    chosen = int(mean_regret(sound).argmin())

    def behind(table: Array) -> Array:
        mean = by_state(table).mean(axis=1)
        return np.asarray(mean[chosen] - mean)

    averaged: list[Measure] = [
        gain_over_first,
        mean_regret,
        high_regret,
        partial(good_enough_share, within=within),
        behind,
    ]
    gain, mean, high, good_enough, lag = (
        Estimate(measure(sound), error)
        for measure, error in zip(averaged, state_errors(sound, averaged, seed), strict=True)
    )
    worst = Estimate(worst_regret(sound), luck_errors(sound, [worst_regret], seed)[0])
    checked_mean, checked_worst = checked_regrets(sound)
    picks = {int(mean_regret(half).argmin()) for half in halves(sound)}
    return Regrets(
        gain=gain,
        mean=mean,
        high=high,
        worst=worst,
        good_enough=good_enough,
        checked_mean=checked_mean,
        checked_worst=checked_worst,
        behind=lag,
        chosen=chosen,
        chosen_worst=int(worst.value.argmin()),
        halves_agree=picks == {chosen},
        broken=broken,
    )
