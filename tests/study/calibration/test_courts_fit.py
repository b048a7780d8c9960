"""How long the courts take: the common pace and each stage's mean, by hand, by brute force and on known truths."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import factorial

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import gamma, kstest

from sim.data.archive import for_fitting
from sim.kernel.catalogue import catalogue
from sim.kernel.state import Array
from sim.study.calibration.courts import (
    HALF_A_YEAR,
    SHAPE,
    SPREAD,
    Stage,
    drawn,
    drawn_before,
    fit_courts,
    log_evidence,
    pace_of,
    stages_of,
)
from sim.study.calibration.replay import record_before
from sim.study.calibration.sbc import ranks_of_courts
from sim.study.calibration.size import TINY

SEIZED, SERVED = "courts.pnr_seizure_approved_weeks", "courts.pnr_papers_served_weeks"
APPEALED, ORDERED = "courts.pnr_appeal_filed_weeks", "courts.pnr_sale_ordered_weeks"
HEAD_START = "courts.mhi_ruling_weeks"
ENDED, AWAITED = Stage(SEIZED, 3, 10.0, ended=True), Stage(SEIZED, 3, 10.0, ended=False)
UNSEEN = Stage(ORDERED, 3, None, ended=False)
SEEN_AND_AWAITED = (
    Stage(HEAD_START, 3, 16.0, ended=True, head_start=4.25),
    Stage(SEIZED, 3, 78.0, ended=False),
    Stage(SERVED, 1, 0.5, ended=True, term=1.0),
    Stage(APPEALED, 3, 40.0, ended=True),
    UNSEEN,
)
A_YEAR = np.array([52.0])
EVEN = 1e-3


def test_evidence_of_a_stage_that_ended_by_hand() -> None:
    """Centre 52: before, x is gamma(1.5, 78), cut at 1/260 and 1/4. Three steps in 10 weeks make it gamma(4.5, 108).

    (3x)^3 10^2 / 2! exp(-30 x) summed over x: 27 * 50 * G(4.5)/G(1.5) * 78^1.5 / 108^4.5
      = 1350 * (3.5 * 2.5 * 1.5 = 13.125) * (78/108)^1.5 / 108^3 = 1350 * 13.125 * .613771 / 1259712 = .0086331.
    P(a, z) is the chance of gamma(a) below z: P(1.5, z) = erf(z^.5) - 2 (z/pi)^.5 e^-z, and P(a + 1, z) = P(a, z)
    - z^a e^-z / G(a + 1). Within the range: before 1 - P(1.5, 78/260) = 1 - .1035676 = .8964324, after
    1 - P(4.5, 108/260) = 1 - .0002615 = .9997385. All in all .0086331 * .9997385 / .8964324 = .0096280."""
    assert np.exp(log_evidence(ENDED, A_YEAR))[0] == pytest.approx(0.0096280, rel=1e-4)


def test_evidence_of_a_stage_still_awaited_by_hand() -> None:
    """The same centre, no end in 10 weeks: (78/108)^1.5 = .613771 times, for none, one and two steps taken,
    1, 30 * 1.5/108 = .416667 and 30^2/2 * 2.5 * 1.5/108^2 = .144676. Each within the range after: 1 - P(1.5, 108/260)
    = 1 - .1579058, 1 - P(2.5, ..) = 1 - .0249706, 1 - P(3.5, ..) = 1 - .0028829; before as above.
    .613771 * (.8420942 + .416667 * .9750294 + .144676 * .9971171) / .8964324
      = .613771 * (.8420942 + .4062626 + .1442589) / .8964324 = .613771 * 1.3926157 / .8964324 = .953498"""
    assert np.exp(log_evidence(AWAITED, A_YEAR))[0] == pytest.approx(0.953498, rel=1e-5)


def open_or_ended(stage: Stage, x: Array | float) -> Array | float:
    """The chance of what was seen of a stage, by the rate x = 1/mean, step by step."""
    assert stage.weeks is not None
    rate = stage.steps * x * stage.weeks
    if stage.ended:
        return stage.steps * x * rate ** (stage.steps - 1) / factorial(stage.steps - 1) * np.exp(-rate)
    return sum(rate**taken / factorial(taken) for taken in range(stage.steps)) * np.exp(-rate)


def ends_of(stage: Stage) -> tuple[float, float]:
    parameter = catalogue().parameters[stage.key]
    shortest = parameter.low - stage.head_start
    return 1.0 / (parameter.high - stage.head_start), 1.0 / shortest if shortest > 0 else np.inf


@pytest.mark.parametrize("centre", [2.0, 26.0, 400.0])
@pytest.mark.parametrize("stage", [stage for stage in SEEN_AND_AWAITED if stage.weeks is not None])
def test_evidence_is_the_chance_summed_over_all_rates(stage: Stage, centre: float) -> None:
    law = gamma(SHAPE, scale=1.0 / (SHAPE * (stage.term or centre)))
    low, high = ends_of(stage)
    top = min(high, float(law.isf(1e-14)))
    within = law.cdf(high) - law.cdf(low)
    summed, _ = quad(lambda x: open_or_ended(stage, x) * law.pdf(x) / within, low, top, limit=200)
    assert np.exp(log_evidence(stage, np.array([centre])))[0] == pytest.approx(summed, rel=1e-6)


def test_what_was_held_before() -> None:
    """Log-normal around half a year: nine in ten within 26 e^(-1.6449) = 5.02 and 26 e^(1.6449) = 134.7 weeks; the mean
    is 26 e^(1/2) = 42.87, a little less where the grid ends. Neither a stage that has not begun nor one with a term of
    its own says anything."""
    before = pace_of((UNSEEN, Stage(SERVED, 1, 5.0, ended=True, term=1.0)))
    np.testing.assert_allclose(before.quantiles([0.05, 0.5, 0.95]), [5.02, 26.0, 134.7], rtol=1e-3)
    assert before.mean == pytest.approx(42.87, rel=2e-3)


def test_a_slow_stage_tells_of_those_that_have_not_begun() -> None:
    """Of both cases, and not of the appeal that has a term."""
    generator = np.random.default_rng(1)
    appeal = Stage(SERVED, 1, None, ended=False, term=1.0)
    found = {
        weeks: drawn((UNSEEN, appeal), pace_of((Stage(SEIZED, 3, weeks, True),)).drawn(4000, generator), generator)
        for weeks in (8.0, 160.0)
    }
    fast, slow = (np.median(found[weeks], axis=0) for weeks in (8.0, 160.0))
    assert slow[0] > 1.5 * fast[0]
    assert slow[1] == pytest.approx(fast[1], rel=0.1)


def test_draws_keep_to_the_ranges() -> None:
    centres = np.geomspace(0.5, 1400.0, 2000)
    means = drawn(SEEN_AND_AWAITED, centres, np.random.default_rng(2))
    for stage, column in zip(SEEN_AND_AWAITED, means.T, strict=True):
        parameter = catalogue().parameters[stage.key]
        assert parameter.low <= column.min() < column.max() <= parameter.high


def test_brute_force_finds_the_same() -> None:
    """Centres and rates from what was held before, weighed by the chance of what was seen: means of logs agree within
    five standard errors of both."""
    many, generator = 200_000, np.random.default_rng(3)
    centres = HALF_A_YEAR * np.exp(SPREAD * generator.standard_normal(many))
    weights, logs = np.ones(many), [np.log(centres)]
    for stage in SEEN_AND_AWAITED:
        law = gamma(SHAPE, scale=1.0 / (SHAPE * (centres if stage.term is None else np.full(many, stage.term))))
        first, last = (law.cdf(end) for end in ends_of(stage))
        rates = law.ppf(first + (last - first) * generator.random(many))
        weights *= open_or_ended(stage, rates) if stage.weeks is not None else 1.0
        logs.append(np.log(1.0 / rates + stage.head_start))
    brute = np.stack(logs)
    weights /= weights.sum()
    expected = brute @ weights
    errors = np.sqrt((brute - expected[:, np.newaxis]) ** 2 @ weights**2)
    pace = pace_of(SEEN_AND_AWAITED).drawn(40_000, generator)
    exact = np.log(np.column_stack([pace, drawn(SEEN_AND_AWAITED, pace, generator)]))
    distance = (exact.mean(axis=0) - expected) / np.hypot(errors, exact.std(axis=0) / np.sqrt(len(exact)))
    assert np.abs(distance).max() < 5.0
    assert errors.max() < 0.02


def ranks(common: bool) -> Array:
    """Shares of draws below the truth, (truth, centre and stage): waits made step by step with means from what was held
    before, each watched for some weeks or not at all. Without a common pace the centre is taken to be half a year."""
    generator = np.random.default_rng(4)
    watched = (30.0, 60.0, 78.0, 20.0, None)
    found = []
    for _ in range(300):
        centre = pace_of(()).drawn(1, generator)
        unseen = [replace(stage, weeks=None, ended=False) for stage in SEEN_AND_AWAITED]
        truth = drawn(unseen, centre, generator)[0]
        made = [lived(*both, generator) for both in zip(unseen, truth, watched, strict=True)]
        centres = pace_of(made).drawn(99, generator) if common else np.full(99, HALF_A_YEAR)
        draws = np.column_stack([centres, drawn(made, centres, generator)])
        found.append((draws < np.append(centre, truth)).sum(axis=0))
    return (np.array(found) + 0.5) / 100.0


def lived(stage: Stage, mean: float, watched: float | None, generator: np.random.Generator) -> Stage:
    if watched is None:
        return stage
    wait = float(generator.exponential((mean - stage.head_start) / stage.steps, stage.steps).sum())
    return replace(stage, weeks=min(wait, watched), ended=wait <= watched)


def test_known_truths_are_found_as_often_as_is_said() -> None:
    assert all(kstest(column, "uniform").pvalue > EVEN for column in ranks(common=True).T)


def test_stages_that_do_not_learn_from_each_other_are_found_out() -> None:
    """Half a year for certain, as if each stage stood alone: the ranks of stages yet to come are uneven."""
    assert kstest(ranks(common=False)[:, -1], "uniform").pvalue < EVEN


def test_known_truths_in_the_shape_of_the_record() -> None:
    found = ranks_of_courts(for_fitting(), 200, seed=6)
    assert len(found.keys) == 4
    assert min(found.uniform.values()) > EVEN


def test_a_fit_takes_nothing_from_later_days() -> None:
    """The same draws from the record cut at a day and from one that goes on; all stages within their ranges."""
    until = date(2020, 7, 1)
    found = fit_courts(record_before(until), until, TINY, seed=7)
    longer = fit_courts(record_before(date(2022, 9, 1)), until, TINY, seed=7)
    np.testing.assert_array_equal(found.draws, longer.draws)
    assert [prior.key for prior in found.priors] == [stage.key for stage in stages_of(record_before(until), until)]
    assert found.draws.shape == (TINY.draws, 12)


def test_draws_before_and_after_are_joint() -> None:
    """Stages that share a pace rise and fall together, more so before much was seen of them."""
    before = np.log(drawn_before((UNSEEN, replace(UNSEEN, key=APPEALED)), 20_000, np.random.default_rng(8)))
    assert np.corrcoef(before.T)[0, 1] > 0.3
