"""Scores worked by hand, and what they must be for forecasters that everybody knows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import linregress

from sim.study.hindcast.scores import (
    brier,
    crps,
    interval,
    log_score,
    mean_score,
    reliability,
    resampled,
    skill,
    slope,
)

ONCE = np.ones((1, 2))


def test_scores_of_chances_by_hand() -> None:
    chance, came = np.array([0.8, 0.8, 0.0, 0.0]), np.array([1.0, 0.0, 0.0, 1.0])
    assert brier(chance, came) == pytest.approx([0.04, 0.64, 0.0, 1.0])  # .2^2, .8^2, 0, 1
    # -ln .8, -ln .2, -ln .99 and -ln .01: a chance of nothing is held at 1 %
    assert log_score(chance, came) == pytest.approx([0.22314, 1.60944, 0.01005, 4.60517], abs=1e-5)


def test_crps_by_hand() -> None:
    # Members 1 and 3, observed 2: mean |x - y| = 1; one pair, |1 - 3| = 2, half of it 1: the score is 0.
    assert crps(np.array([3.0, 1.0]), 2.0) == pytest.approx(0.0)
    # Members 0, 1 and 5, observed 2: (2 + 1 + 3) / 3 = 2; pairs 1, 5, 4 have the mean 10/3, half of it 5/3.
    assert crps(np.array([5.0, 0.0, 1.0]), 2.0) == pytest.approx(2.0 - 5.0 / 3.0)
    assert crps(np.array([4.0]), 1.0) == 3.0  # a single member: its distance


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=8), st.floats(-100, 100))
def test_crps_is_the_sum_over_pairs(members: list[float], came: float) -> None:
    x = np.array(members)
    pairs = [abs(a - b) for place, a in enumerate(x) for b in x[place + 1 :]]
    assert crps(x, came) == pytest.approx(np.abs(x - came).mean() - np.mean(pairs) / 2, abs=1e-9)


def test_a_fair_crps_does_not_reward_large_ensembles() -> None:
    """An honest ensemble of 3 and one of 300 get the same score on average; the unfair version would favour the
    larger by sigma / sqrt(pi) * (1/3 - 1/300) = 0.19."""
    generator = np.random.default_rng(1)
    came = generator.normal(size=4000)
    small, large = (
        np.mean([crps(generator.normal(size=size), y) for y in came]) for size in (3, 300)
    )
    assert small == pytest.approx(large, abs=0.05)


def test_every_question_weighs_the_same() -> None:
    nothing = np.nan
    scores = np.array(
        [
            [[1.0, 1.0], [1.0, 1.0]],  # asked four times: mean 1
            [[nothing, 3.0], [nothing, nothing]],  # asked once, of the second origin: mean 3
        ]
    )
    assert mean_score(scores, ONCE) == pytest.approx([2.0])
    # Only the first origin is drawn: the second question is left out. Then the second alone, twice: (1 + 3) / 2.
    assert mean_score(scores, np.array([[2.0, 0.0], [0.0, 2.0]])) == pytest.approx([1.0, 2.0])


def test_skill_by_hand() -> None:
    ours, theirs = np.array([[[0.1, 0.3]]]), np.array([[[0.4, np.nan]]])
    assert skill(ours, theirs, ONCE) == pytest.approx([0.75])  # 1 - .1 / .4; where one is silent none scores
    assert skill(theirs, theirs, ONCE) == pytest.approx([0.0])


def test_the_bootstrap_is_repeatable_and_draws_blocks() -> None:
    one = resampled(17, 5, together=3, resamples=400)
    assert np.array_equal(one, resampled(17, 5, together=3, resamples=400))
    assert not np.array_equal(one, resampled(17, 6, together=3, resamples=400))
    assert (one.sum(axis=1) == 17).all()
    assert one.mean() == pytest.approx(1.0)
    # With blocks as long as the record a resample is the record itself.
    assert (resampled(5, 1, together=5, resamples=20) == 1.0).all()


def test_an_interval_holds_what_it_must() -> None:
    values = np.arange(10, dtype=float)
    found = interval(lambda weights: weights @ values / weights.sum(axis=1), 10, seed=3)
    assert found.value == 4.5
    # The mean of ten draws from 0 ... 9 has sd 2.87 / sqrt 10 = .908: 90 % lie within 1.645 sd, 3.0 to 6.0.
    assert found.low == pytest.approx(3.0, abs=0.15)
    assert found.high == pytest.approx(6.0, abs=0.15)
    assert found.above == 1.0


def test_reliability_counts_every_forecast_once() -> None:
    chance = np.array([0.0, 0.04, 0.05, 0.6, 0.65, 1.0])
    came = np.array([0.0, 1.0, 0.0, 1.0, 1.0, 1.0])
    bins = reliability(chance, came)
    assert [(one.cases, one.came) for one in bins] == [(2, 1), (1, 0), (2, 2), (1, 1)]
    assert bins[0].said == pytest.approx(0.02)
    assert all(one.low <= one.came / one.cases <= one.high for one in bins)


def test_the_slope_is_that_of_least_squares() -> None:
    generator = np.random.default_rng(2)
    chance = generator.uniform(size=50)
    came = (generator.uniform(size=50) < chance).astype(float)
    weights = generator.integers(1, 4, (1, 50)).astype(float)
    assert slope(chance, came, np.ones((1, 50)))[0] == pytest.approx(linregress(chance, came).slope)
    twice = weights[0].astype(int)
    expected = linregress(np.repeat(chance, twice), np.repeat(came, twice)).slope
    assert slope(chance, came, weights)[0] == pytest.approx(expected)
    assert np.isnan(slope(np.full(3, 0.5), np.array([0.0, 1.0, 1.0]), np.ones((1, 3)))[0])
