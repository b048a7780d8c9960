"""Effects over worlds that share parameters: hand-worked errors, known truth, and measures that are not everywhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.kernel.state import Array
from sim.study.claims.effect import contrasted, effect_of, mean_error
from sim.study.claims.record import EFFECT, INTERACTION, Expect, Measured, Prediction

TABLES = arrays(np.float64, (4, 5), elements=st.floats(-10, 10))


def test_the_error_of_a_small_table_by_hand() -> None:
    # Rows (0, 2), (4, 6), (8, 10): means 1, 5, 9 with variance 16. Between rows: 2 lucks x 16 = 32.
    # Within rows every world lies 1 from its mean: 6 / (3 x (2 - 1)) = 2. Error: sqrt(32 / 6).
    error, freedom = mean_error(np.array([[0.0, 2.0], [4.0, 6.0], [8.0, 10.0]]))
    assert error == pytest.approx((32 / 6) ** 0.5)
    assert freedom == 2


def test_rows_that_agree_too_well_leave_the_error_of_luck() -> None:
    # All rows have mean 1, so nothing lies between them; within: 4 x 1 / (2 x 1) = 2. Error: sqrt(2 / 4).
    error, _ = mean_error(np.array([[0.0, 2.0], [2.0, 0.0]]))
    assert error == pytest.approx(0.5**0.5)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Worlds drawn with a known effect of 1: a draw adds its own 0.5, luck adds 2 to each world. Of 600 intervals of
    95%, 30 miss on average with a standard deviation of 5; 10 to 50 leave room for four."""
    random = np.random.default_rng(7)
    missed = 0
    for _ in range(600):
        worlds = 1.0 + 0.5 * random.standard_normal((12, 1)) + 2.0 * random.standard_normal((12, 20))
        found = contrasted({"treated": worlds, "control": np.zeros_like(worlds)}, EFFECT)
        missed += not found.low <= 1.0 <= found.high
    assert 10 <= missed <= 50


def test_worlds_that_ignored_their_draws_would_be_too_sure() -> None:
    """With 2,000 worlds and draws that differ, the error is that of 20 draws and not of 2,000 worlds."""
    random = np.random.default_rng(3)
    worlds = random.standard_normal((20, 1)) + 0.1 * random.standard_normal((20, 100))
    error, _ = mean_error(worlds)
    assert error > 5 * worlds.std() / 2000**0.5


@given(TABLES)
def test_identical_arms_differ_by_exactly_nothing(worlds: Array) -> None:
    found = contrasted({"treated": worlds, "control": worlds.copy()}, EFFECT)
    assert (found.difference, found.error, found.z, found.low, found.high) == (0.0, 0.0, 0.0, 0.0, 0.0)
    assert set(found.draws) == {0.0}


@given(TABLES, TABLES)
def test_changing_the_arms_round_changes_the_sign_and_nothing_else(one: Array, other: Array) -> None:
    there = contrasted({"treated": one, "control": other}, EFFECT)
    back = contrasted({"treated": other, "control": one}, EFFECT)
    assert there.difference == pytest.approx(-back.difference)
    assert there.error == pytest.approx(back.error)
    assert there.low == pytest.approx(-back.high)


@given(TABLES, TABLES)
def test_everywhere_it_is_the_mean_paired_difference(one: Array, other: Array) -> None:
    found = contrasted({"treated": one, "control": other}, EFFECT)
    assert found.difference == pytest.approx(float((one - other).mean()))
    assert found.error == pytest.approx(mean_error(one - other)[0])
    assert found.exists == 1.0


def test_a_measure_that_is_not_everywhere_is_a_mean_over_where_it_is() -> None:
    nowhere = float("nan")
    treated = np.array([[1.0, nowhere], [3.0, nowhere]])  # mean 2 over the two worlds that have it
    control = np.array([[1.0, 1.0], [0.0, nowhere]])  # mean 2/3 over three
    found = contrasted({"treated": treated, "control": control}, EFFECT)
    assert found.difference == pytest.approx(2 - 2 / 3)
    assert found.draws == pytest.approx((0.0, 3.0))
    assert found.exists == 0.5


def test_the_error_of_a_rare_measure_is_that_of_the_worlds_that_have_it() -> None:
    """Of 40 x 500 worlds a tenth has the measure, with a spread of 1: the error is about 1 / sqrt(2,000) in one arm."""
    random = np.random.default_rng(5)
    worlds = np.where(random.random((40, 500)) < 0.1, random.standard_normal((40, 500)), np.nan)
    found = contrasted({"treated": worlds, "control": np.zeros_like(worlds)}, EFFECT)
    assert found.error == pytest.approx(2000**-0.5, rel=0.25)


def test_a_measure_that_is_nowhere_has_no_effect() -> None:
    nowhere = np.full((2, 3), np.nan)
    found = contrasted({"treated": nowhere, "control": nowhere}, EFFECT)
    assert np.isnan(found.difference)
    assert found.exists == 0.0


def test_an_interaction_is_a_difference_of_differences() -> None:
    arms = {name: np.full((2, 2), level) for name, level in zip(INTERACTION, (10.0, 4.0, 3.0, 1.0), strict=True)}
    assert contrasted(arms, INTERACTION).difference == (10 - 4) - (3 - 1)


def test_a_level_is_set_against_a_number() -> None:
    test = Prediction(Measured("p_lapse"), Expect.UP, 0.02, {"treated": 1.0}, level=0.5)
    found = effect_of({"treated": np.array([[1.0, 1.0], [0.0, 1.0]])}, test)
    assert found.difference == 0.25
    assert found.draws == (0.5, 0.0)


def test_variance_is_that_of_luck_within_a_draw() -> None:
    # Draws differ by 100, which is no luck; within each the worlds lie 1 from their mean: variance 1 x 2/(2-1) = 2.
    test = Prediction(Measured("p_lapse"), Expect.UP, 0.02, EFFECT, variance=True)
    found = effect_of({"treated": np.array([[0.0, 2.0], [100.0, 102.0]]), "control": np.zeros((2, 2))}, test)
    assert found.difference == pytest.approx(2.0)
