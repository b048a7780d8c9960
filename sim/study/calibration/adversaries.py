"""Launches and probes: how likely the record's weeks are, given the hazards that the model itself works out.

In a replay the launches and probes of the record are forced, and Pyongyang, Beijing and Moscow say week by week how
near they were to one of their own (`launch_hazard`, `probe_hazard`). The likelihood is exact: a week with a launch has
the chance 1 - exp(-hazard), one without the chance exp(-hazard), and a week with a launch has a second with the chance
`pyongyang.largest_burst`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.engine.model import CrisisModel
from sim.kernel.state import Array
from sim.study.calibration.abc_smc import drawn, sample
from sim.study.calibration.blocks import ADVERSARIES
from sim.study.calibration.fit_block import BlockFit, evenly, from_ranges, in_short, scaled, seed_of
from sim.study.calibration.priors import declared, values_at
from sim.study.calibration.replay import Replay
from sim.study.calibration.size import Size


class Watch:
    """Adds up, week by week and in every world, the log likelihood of what the record did."""

    def __init__(self) -> None:
        self.log_likelihood: Array | float = 0.0

    def __call__(self, model: CrisisModel) -> None:
        state = model.state
        week = log_likelihood_of_week(state.launch_hazard, state.provocation)
        week += second_launch(model.inputs.exact("pyongyang.largest_burst"), state.provocation)
        week += log_likelihood_of_week(state.probe_hazard, state.probe)
        self.log_likelihood += week[: model.worlds]


def log_likelihood_of_week(hazard: Array, happened: Array) -> Array:
    """The log chance of a week with or without an event under a hazard per week, (world,)."""
    exact = hazard.astype(np.float64)
    with np.errstate(divide="ignore"):
        return np.where(happened > 0.0, np.log(-np.expm1(-exact)), -exact)


def second_launch(chance: Array, launches: Array) -> Array:
    """The log chance that a week with a launch has a second one, or has none, (world,); 0 without a launch."""
    with np.errstate(divide="ignore"):
        again = np.where(launches > 1.0, np.log(chance), np.log1p(-chance))
    return np.where(launches > 0.0, again, 0.0)


@dataclass
class Weeks:
    """Plays points of the ranges through the record."""

    replay: Replay

    def __post_init__(self) -> None:
        self.priors = declared((*ADVERSARIES.fitted, *ADVERSARIES.averaged))

    def log_likelihood(self, points: Array) -> Array:
        """The log likelihood of the record's weeks at points, (point, parameter), as (point,)."""
        played = self.replay.played(values_at(self.priors, points), look=Watch)
        return np.concatenate([watch.log_likelihood for _, watch in played if isinstance(watch, Watch)])


def fit_adversaries(replay: Replay, size: Size, seed: int) -> BlockFit:
    """Populations by their likelihood over all weeks of the replay, then draws. Without any week, the ranges."""
    weeks = Weeks(replay.often())
    own = len(ADVERSARIES.fitted)
    priors = weeks.priors[:own]
    if replay.scenario.weeks < 1:
        return BlockFit(ADVERSARIES.key, priors, from_ranges(priors, size.draws, seed))
    first = evenly(len(weeks.priors), size.points, seed_of(seed, "first"))
    sampled = sample(weeks.log_likelihood, first, _in_ranges, seed_of(seed, "populations"))
    rows = drawn(sampled.last.weights, size.draws, np.random.default_rng(seed_of(seed, "draws")))
    points = sampled.last.points[rows]
    return BlockFit(ADVERSARIES.key, priors, scaled(priors, points[:, :own]), populations=in_short(sampled.populations))


def _in_ranges(points: Array) -> Array:
    return np.asarray(((points >= 0.0) & (points <= 1.0)).all(axis=1))
