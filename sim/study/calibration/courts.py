"""How long the courts take for each step: exact, from steps that were seen and steps that were still awaited.

A stage of `k` steps with mean `m` weeks is Erlang: with x = 1/m, each step has the rate k x. The chance that it ends
after t weeks, or is still open by then (0 to k - 1 steps may have been taken unseen), is

    p(end at t)     = (k x)^k t^(k-1) / (k-1)! exp(-k t x)
    P(no end by t)  = sum over j < k of (k t x)^j / j! exp(-k t x).

They are the same courts, so that one slow stage says something of the next. All stages have a common centre of c weeks,
and given c each x has a gamma distribution of its own with mean 1/c, cut at the parameter's range. Sums over x are then
incomplete gamma functions, and c is summed over a grid.

What one could have held before: a court takes about half a year for a step, and a centre anywhere between ten weeks and
four years would not have been strange, so log c is normal with a standard deviation of 1 (nine in ten: five weeks to
two and a half years). Longer waits had been seen: before October 2018 this very case had lain at the top court for five
years. The defaults of the catalogue know how long each step took until 2022 and play no part here. An immediate appeal
has a term of a week by the Civil Execution Act, and takes no part in the common pace. From the day on which Seoul's
government leans on the courts, or pays in the firms' place, the pace is no longer theirs, and nothing later is counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from scipy.special import gammainc, gammaincinv, gammaln, logsumexp, softmax, xlogy

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
SPREAD = 1.0  # standard deviation of the log of the common centre
PLACES, REACH = 401, 4.0  # of the grid: how many, and to how many standard deviations on either side
APPEAL_STAGE = 2
PACE_LOST = ("seoul.court_restraint", "seoul.third_party_payment")
DAYS = 7.0


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a case: how long it took, or had lasted when the record ends. `weeks` is None where it had not begun;
    `term` is the centre that the law sets, None where the pace is the common one; `head_start` are the weeks by which
    the model begins the stage before the world did."""

    key: str
    steps: int
    weeks: float | None
    ended: bool
    term: float | None = None
    head_start: float = 0.0


@dataclass(frozen=True, slots=True)
class Gammas:
    """What is held of 1/mean of a stage given each centre: a mixture of gamma distributions, cut at the parameter's
    range. `log_weights` (part, centre) are the log chances of what was seen together with each part; `shapes` are
    (part, 1) and `rates` (centre,), in weeks; `below` and `above` (part, centre) are the chances up to both ends of
    the range."""

    log_weights: Array
    shapes: Array
    rates: Array
    below: Array
    above: Array


@dataclass(frozen=True, slots=True)
class Pace:
    """The common pace: how likely each centre is, (place,), in weeks, evenly spaced in logs."""

    weeks: Array
    chances: Array

    @property
    def mean(self) -> float:
        """The mean of the centre, in weeks."""
        return float(self.chances @ self.weeks)

    def quantiles(self, shares: Sequence[float] | Array) -> Array:
        """The centres below which lie such shares, in weeks, (share,)."""
        logs = np.log(self.weeks)
        half = 0.5 * (logs[1] - logs[0])
        edges = np.concatenate([logs[:1] - half, logs + half])
        return np.asarray(np.exp(np.interp(shares, np.concatenate([[0.0], self.chances.cumsum()]), edges)))

    def drawn(self, count: int, generator: np.random.Generator) -> Array:
        """Draws of the centre, in weeks, (draw,)."""
        return self.quantiles(generator.random(count))


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
            term = TERM_OF_APPEAL if stage == APPEAL_STAGE else None
            weeks, ended = _lasted(reached, stage, end)
            head_start = (RULINGS[case] - RULINGS["pnr"]).days / DAYS if stage == 0 else 0.0
            found.append(Stage(key_of(case, stage), int(STEPS[stage]), weeks, ended, term, head_start))
    return tuple(found)


def _lasted(reached: Mapping[int, date], stage: int, end: date) -> tuple[float | None, bool]:
    if stage not in reached or reached[stage] >= end:
        return None, False
    ended = stage + 1 in reached
    last = reached[stage + 1] if ended else end
    return (last - reached[stage]).days / DAYS, ended


def given(stage: Stage, centres: Array) -> Gammas:
    """What is held of 1/mean of a stage, given each centre, (centre,), and what was seen of the stage."""
    centre = centres if stage.term is None else np.full_like(centres, stage.term)
    log_chances, shapes, exposure = _seen(stage)
    before = SHAPE * centre
    low, high = _range_of(stage)
    rates = before + exposure
    below, above = gammainc(shapes, rates * low), gammainc(shapes, rates * high)
    cut = gammainc(SHAPE, before * high) - gammainc(SHAPE, before * low)
    log_weights = log_chances + gammaln(shapes) - shapes * np.log(rates) + np.log(above - below)
    log_weights -= gammaln(SHAPE) - SHAPE * np.log(before) + np.log(cut)
    return Gammas(log_weights, shapes, rates, below, above)


def _seen(stage: Stage) -> tuple[Array, Array, float]:
    """What was seen, as exp(log_chance) x^(shape - SHAPE) exp(-exposure x) for each number of steps, (part, 1)."""
    if stage.weeks is None:
        return np.zeros((1, 1)), np.full((1, 1), SHAPE), 0.0
    k, exposure = stage.steps, stage.steps * stage.weeks
    taken = np.array([[k]]) if stage.ended else np.arange(k)[:, np.newaxis]
    if stage.ended:
        log_chances = k * np.log(k) + xlogy(taken - 1.0, stage.weeks) - gammaln(taken)
    else:
        log_chances = xlogy(taken, exposure) - gammaln(taken + 1.0)
    return log_chances, SHAPE + taken, exposure


def _range_of(stage: Stage) -> tuple[float, float]:
    """Between which ends 1/mean lies, by the range of the parameter."""
    parameter = catalogue().parameters[stage.key]
    shortest, longest = parameter.low - stage.head_start, parameter.high - stage.head_start
    return 1.0 / longest, 1.0 / shortest if shortest > 0.0 else np.inf


def log_evidence(stage: Stage, centres: Array) -> Array:
    """The log chance (or density in weeks) of what was seen of a stage, given each centre, (centre,)."""
    return np.asarray(logsumexp(given(stage, centres).log_weights, axis=0))


def pace_of(stages: Sequence[Stage]) -> Pace:
    """What is held of the common centre after what was seen of these stages; of none, what was held before. Stages
    that have not begun, or that have a term of their own, say nothing of it."""
    steps = np.linspace(-REACH, REACH, PLACES)
    weeks = HALF_A_YEAR * np.exp(SPREAD * steps)
    log = -0.5 * steps**2
    for stage in stages:
        if stage.weeks is not None and stage.term is None:
            log += log_evidence(stage, weeks)
    return Pace(weeks, np.asarray(softmax(log)))


def means_drawn(stage: Stage, centres: Array, generator: np.random.Generator) -> Array:
    """A stage's mean in weeks, as the model counts them: one draw for each centre, (draw,)."""
    found = given(stage, centres)
    draws = np.arange(len(centres))
    below = softmax(found.log_weights, axis=0).cumsum(axis=0)
    part = (generator.random(len(centres)) > below[:-1]).sum(axis=0)
    first, last = found.below[part, draws], found.above[part, draws]
    share = first + (last - first) * generator.random(len(centres))
    means = found.rates / gammaincinv(found.shapes[part, 0], share) + stage.head_start
    parameter = catalogue().parameters[stage.key]
    return np.asarray(np.clip(means, parameter.low, parameter.high))


def drawn(stages: Sequence[Stage], centres: Array, generator: np.random.Generator) -> Array:
    """The means of all stages: one joint draw for each centre, (draw, stage)."""
    return np.stack([means_drawn(stage, centres, generator) for stage in stages], axis=1)


def drawn_before(stages: Sequence[Stage], count: int, generator: np.random.Generator) -> Array:
    """Joint draws of the means as they were held before anything was seen, (draw, stage)."""
    unseen = [replace(stage, weeks=None, ended=False) for stage in stages]
    return drawn(unseen, pace_of(()).drawn(count, generator), generator)


def fit_courts(record: Scenario, until: date, size: Size, seed: int) -> BlockFit:
    """Joint draws of the mean of every stage, exact up to the grid of the common centre."""
    generator = np.random.default_rng(seed_of(seed, "courts"))
    stages = stages_of(record, until)
    draws = drawn(stages, pace_of(stages).drawn(size.draws, generator), generator)
    return BlockFit("courts", declared(stage.key for stage in stages), draws)
