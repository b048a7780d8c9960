"""How long the courts take for each step: exact, from steps that were seen and steps that were still awaited.

A stage of `k` steps with mean `m` weeks is Erlang: after x = 1/m weeks to the minus one, each step has the rate k x.
Before the data x is gamma distributed; a stage that took t weeks adds k to its shape and k t to its rate, and one that
had lasted t weeks without an end leaves a mixture of k gammas, for 0 to k - 1 steps may have been taken unseen:

    P(no end by t) = sum over j < k of (k t x)^j / j! exp(-k t x).

What one could have held before: a court takes about half a year for a step, and anything between ten weeks and four
years would not have been strange (the rulings themselves had waited five years at the top court). The defaults of the
catalogue know how long each step took until 2022 and play no part here. An immediate appeal has a term of a week by
the Civil Execution Act. From the day on which Seoul's government leans on the courts, or pays in the firms' place, the
pace is no longer theirs, and nothing later is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.special import gammaln

from sim.actors.courts import CASES, FINAL, STAGES, STEPS
from sim.kernel.catalogue import catalogue
from sim.kernel.state import Array
from sim.scenario.scenario import Scenario
from sim.study.calibration.fit_block import BlockFit, seed_of
from sim.study.calibration.priors import declared
from sim.study.calibration.size import Size

RULINGS = {"pnr": date(2018, 10, 30), "mhi": date(2018, 11, 29)}
SHAPE = 1.5
HALF_A_YEAR, TERM_OF_APPEAL = 26.0, 1.0
APPEAL_STAGE = 2
PACE_LOST = ("seoul.court_restraint", "seoul.third_party_payment")
DAYS = 7.0


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a case: how long it took, or had lasted when the record ends. `weeks` is None where it had not begun;
    `head_start` are the weeks by which the model begins the stage before the world did."""

    key: str
    steps: int
    weeks: float | None
    ended: bool
    centre: float
    head_start: float = 0.0


@dataclass(frozen=True, slots=True)
class Gammas:
    """A mixture of gamma distributions of 1/mean: `weights`, `shapes` and one `rate` in weeks."""

    weights: Array
    shapes: Array
    rate: float


def key_of(case: str, stage: int) -> str:
    """`courts.pnr_ruling_weeks`."""
    name = STAGES[stage].replace(" ", "_").replace("-", "_")
    return f"courts.{case}_{name}_weeks"


def stages_of(record: Scenario, until: date) -> tuple[Stage, ...]:
    """How far each stage of each case had come before a day, by the steps of the record before it."""
    end = min((until, *(item.at for item in record.policies["seoul"].force if item.lever in PACE_LOST)))
    found = []
    for case in CASES:
        reached = {0: RULINGS[case]} | {
            int(event.size): event.at
            for event in record.shocks
            if event.shock == "court_stage" and event.option == case and event.at < end
        }
        for stage in range(FINAL):
            centre = TERM_OF_APPEAL if stage == APPEAL_STAGE else HALF_A_YEAR
            weeks, ended = _lasted(reached, stage, end)
            head_start = (RULINGS[case] - RULINGS["pnr"]).days / DAYS if stage == 0 else 0.0
            found.append(Stage(key_of(case, stage), int(STEPS[stage]), weeks, ended, centre, head_start))
    return tuple(found)


def _lasted(reached: Mapping[int, date], stage: int, end: date) -> tuple[float | None, bool]:
    if stage not in reached or reached[stage] >= end:
        return None, False
    ended = stage + 1 in reached
    last = reached[stage + 1] if ended else end
    return (last - reached[stage]).days / DAYS, ended


def prior_of(centre: float) -> Gammas:
    """What was held of 1/mean before: the gamma distribution with mean 1/centre."""
    return Gammas(np.ones(1), np.array([SHAPE]), SHAPE * centre)


def posterior_of(stage: Stage) -> Gammas:
    """What is held of 1/mean after what was seen of a stage."""
    prior = prior_of(stage.centre)
    if stage.weeks is None:
        return prior
    exposure = stage.steps * stage.weeks
    rate = prior.rate + exposure
    if stage.ended:
        return Gammas(np.ones(1), prior.shapes + stage.steps, rate)
    unseen = np.arange(stage.steps)
    shapes = prior.shapes + unseen
    log = unseen * np.log(max(exposure, 1e-300)) - gammaln(unseen + 1.0) + gammaln(shapes) - shapes * np.log(rate)
    weights = np.exp(log - log.max())
    return Gammas(weights / weights.sum(), shapes, rate)


def means_drawn(found: Gammas, stage: Stage, count: int, generator: np.random.Generator) -> Array:
    """Draws of a stage's mean in weeks, as the model counts them, within the parameter's range, (draw,)."""
    parameter = catalogue().parameters[stage.key]
    means = np.empty(0)
    while len(means) < count:
        part = generator.choice(len(found.weights), size=4 * count, p=found.weights)
        rates = generator.gamma(found.shapes[part], 1.0 / found.rate)
        drawn = 1.0 / rates + stage.head_start
        means = np.concatenate([means, drawn[(drawn >= parameter.low) & (drawn <= parameter.high)]])
    return means[:count]


def fit_courts(record: Scenario, until: date, size: Size, seed: int) -> BlockFit:
    """Draws of the mean of every stage, exact and independent of each other."""
    generator = np.random.default_rng(seed_of(seed, "courts"))
    stages = stages_of(record, until)
    draws = [means_drawn(posterior_of(stage), stage, size.draws, generator) for stage in stages]
    return BlockFit("courts", declared(stage.key for stage in stages), np.stack(draws, axis=1))
