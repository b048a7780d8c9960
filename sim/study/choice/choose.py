"""The choice of one capital on one day: its alternatives played, their regrets, and how they hang on the weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sim.kernel.errors import RunError
from sim.kernel.progress import Progress
from sim.kernel.state import Array
from sim.study.choice.alternatives import Alternative, sequences, singles
from sim.study.choice.play import Arms, Setting, play
from sim.study.choice.regret import GOOD_ENOUGH, Regrets, regrets
from sim.study.choice.sway import Sway, sway
from sim.study.choice.worth import Weights, in_shares, weights_of, worth
from sim.study.executors import Executor

MOSTLY = 0.5
FEW = 4
GAP = 8
DEEPEST = 2


@dataclass(frozen=True)
class Impossible:
    """An alternative that is not ranked, because it could be carried out in this share of worlds only."""

    alternative: Alternative
    share: float


@dataclass(frozen=True)
class Choice:
    """One capital's choice. `alternatives` are ranked, hold first; `possible` is the share of worlds in which each
    could be carried out; `outcomes` (alternative, state, replicate) and their value in points, `values`."""

    capital: str
    setting: Setting
    weights: Weights
    within: float
    alternatives: tuple[Alternative, ...]
    possible: Array
    impossible: tuple[Impossible, ...]
    outcomes: Mapping[str, Array]
    values: Array
    regrets: Regrets
    sway: Sway
    few: tuple[Alternative, ...] = ()
    gap: int = 0


def choose(
    setting: Setting,
    capital: str,
    *,
    weights: Mapping[str, float] | None = None,
    within: float = GOOD_ENOUGH,
    depth: int = 1,
    gap: int = GAP,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Choice:
    """Play what a capital could do and say what it would regret.

    With `depth` 2, the few levers that are best alone are also played in pairs, the second `gap` weeks later, and
    after waiting. Raises RunError where the second week lies beyond the horizon, or `within` is negative.
    """
    _check(setting, within, depth, gap)
    wanted = weights_of(capital, weights)
    tried = singles(setting.scenario, capital, setting.week)
    arms = _play(setting, tried, wanted, executor, progress)
    few: tuple[Alternative, ...] = ()
    if depth == DEEPEST:
        few = _best(tried, arms, wanted)
        pairs = sequences(few, tried[0], gap)
        if pairs:
            arms = _joined(arms, _play(setting, pairs, wanted, executor, progress))
            tried = (*tried, *pairs)
    return _weighed(setting, capital, wanted, within, tried, arms, few, gap if few else 0)


def _check(setting: Setting, within: float, depth: int, gap: int) -> None:
    if not within >= 0:
        raise RunError(f"--good-enough {within:g}: a distance from the best is 0 or more. Write for example 0.5.")
    if depth not in range(1, DEEPEST + 1):
        raise RunError(f"--depth {depth}: write 1 for single levers, or 2 for pairs of them as well.")
    if depth == DEEPEST and not 1 <= gap < setting.horizon:
        raise RunError(
            f"--gap {gap}: the second lever must come within the {setting.horizon} weeks looked at. "
            f"Write a number from 1 to {setting.horizon - 1}, or a longer --horizon."
        )


def _play(
    setting: Setting,
    alternatives: tuple[Alternative, ...],
    weights: Weights,
    executor: Executor | None,
    progress: Progress | None,
) -> Arms:
    arms = [[alternative] for alternative in alternatives]
    return play(setting, arms, weights.outcomes, executor=executor, progress=progress)


def _joined(one: Arms, other: Arms) -> Arms:
    """Two sets of arms as one; a world that broke down in either is left out of both."""
    outcomes = {key: np.concatenate([values, other.outcomes[key]]) for key, values in one.outcomes.items()}
    broken = np.any([np.isnan(values).any(axis=0) for values in outcomes.values()], axis=0)
    kept = {key: np.where(broken, np.nan, values) for key, values in outcomes.items()}
    return Arms(kept, np.concatenate([one.possible, other.possible]))


def _ranked(arms: Arms) -> Array:
    return np.asarray(arms.possible.mean(axis=(1, 2)) >= MOSTLY)


def _best(tried: tuple[Alternative, ...], arms: Arms, weights: Weights) -> tuple[Alternative, ...]:
    """The few levers that are best alone, best first; holding is none."""
    mean = np.nanmean(worth(arms.outcomes, weights), axis=(1, 2))
    able = _ranked(arms)
    order = [place for place in np.argsort(-mean, kind="stable") if able[place] and not tried[place].holds]
    return tuple(tried[place] for place in order[:FEW])


def _weighed(
    setting: Setting,
    capital: str,
    weights: Weights,
    within: float,
    tried: tuple[Alternative, ...],
    arms: Arms,
    few: tuple[Alternative, ...],
    gap: int,
) -> Choice:
    able, shares = _ranked(arms), arms.possible.mean(axis=(1, 2))
    outcomes = {key: values[able] for key, values in arms.outcomes.items()}
    values = worth(outcomes, weights)
    _check_sound(values)
    means = np.nanmean(in_shares(outcomes, weights.outcomes), axis=(2, 3))
    return Choice(
        capital=capital,
        setting=setting,
        weights=weights,
        within=within,
        alternatives=tuple(one for one, ranked in zip(tried, able, strict=True) if ranked),
        possible=shares[able],
        impossible=tuple(
            Impossible(one, float(share)) for one, share, ranked in zip(tried, shares, able, strict=True) if not ranked
        ),
        outcomes=outcomes,
        values=values,
        regrets=regrets(values, within, setting.seed),
        sway=sway(means, weights.used, weights.outcomes, within, setting.seed),
        few=few,
        gap=gap,
    )


def _check_sound(values: Array) -> None:
    if np.isnan(values).all(axis=2).any():
        raise RunError(
            "in some state every world broke down in the arithmetic, so nothing can be said of it. "
            "Use more --replicates, or a narrower `uncertain:` in the file."
        )


def reweighed(choice: Choice, weights: Mapping[str, float]) -> Choice:
    """The same runs with other weights of the outcomes that were measured; nothing is played anew."""
    wanted = weights_of(choice.capital, weights)
    values = worth(choice.outcomes, wanted)
    means = np.nanmean(in_shares(choice.outcomes, wanted.outcomes), axis=(2, 3))
    return replace(
        choice,
        weights=wanted,
        values=values,
        regrets=regrets(values, choice.within, choice.setting.seed),
        sway=sway(means, wanted.used, wanted.outcomes, choice.within, choice.setting.seed),
    )
