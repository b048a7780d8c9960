"""Regret: tables whose regrets can be worked out by hand, laws that hold for any table, and the winner's curse."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from sim.kernel.state import Array
from sim.study.choice.regret import (
    by_state,
    checked_regrets,
    gain_over_first,
    good_enough_share,
    high_regret,
    mean_regret,
    regret,
    regrets,
    worst_regret,
)

STATES, REPLICATES = 4, 4
# Values by state:      a    b    c    d      best: hold 10, brake 6, push 8, push 7
HOLD = [10.0, 5.0, 2.0, 1.0]
BRAKE = [8.0, 6.0, 6.0, 3.0]
PUSH = [0.0, 3.0, 8.0, 7.0]


def table(*rows: list[float]) -> Array:
    """Rows of values by state, the same in every replicate: (alternative, state, replicate)."""
    return np.repeat(np.array(rows)[:, :, np.newaxis], REPLICATES, axis=2)


BY_HAND = table(HOLD, BRAKE, PUSH)
tables = arrays.arrays(
    np.float64,
    st.tuples(st.integers(2, 5), st.integers(2, 5), st.sampled_from([4, 6])),
    elements=st.floats(-100, 100, width=32),
)


def test_regrets_by_hand() -> None:
    assert regret(BY_HAND).tolist() == [[0, 1, 6, 6], [2, 0, 2, 4], [10, 3, 0, 0]]
    assert mean_regret(BY_HAND).tolist() == [13 / 4, 8 / 4, 13 / 4]
    assert worst_regret(BY_HAND).tolist() == [6, 4, 10]
    assert high_regret(BY_HAND) == pytest.approx([6.0, 3.7, 8.95])  # linear between order statistics
    assert gain_over_first(BY_HAND).tolist() == [0.0, (23 - 18) / 4, 0.0]


def test_good_enough_by_hand() -> None:
    assert good_enough_share(BY_HAND, 0.0).tolist() == [1 / 4, 1 / 4, 2 / 4]
    assert good_enough_share(BY_HAND, 2.0).tolist() == [2 / 4, 3 / 4, 2 / 4]


def test_the_cautious_choice_has_the_least_worst_regret() -> None:
    found = regrets(BY_HAND, within=2.0)
    assert (found.chosen, found.chosen_worst, found.halves_agree, found.broken) == (1, 1, True, 0)
    assert found.good_enough.value[1] == 3 / 4


def test_least_mean_and_least_worst_regret_can_differ() -> None:
    steady, bold = [4.0, 4.0, 4.0, 4.0], [0.0, 7.0, 7.0, 7.0]
    found = regrets(table(steady, bold))
    assert (found.chosen, found.chosen_worst) == (1, 0)


def test_without_noise_checking_changes_nothing() -> None:
    mean, worst = checked_regrets(BY_HAND)
    assert mean == pytest.approx(mean_regret(BY_HAND))
    assert worst == pytest.approx(worst_regret(BY_HAND))
    assert regrets(BY_HAND).worst.error == pytest.approx(0.0)


def test_states_that_agree_leave_no_error() -> None:
    found = regrets(table([1.0] * STATES, [3.0] * STATES))
    assert found.gain.value.tolist() == [0.0, 2.0]
    assert found.mean.error.tolist() == [0.0, 0.0]
    assert found.about_as_good.tolist() == [False, True]


@given(tables)
def test_regret_is_never_negative_and_nothing_for_the_best(values: Array) -> None:
    found = regret(values)
    assert (found >= 0).all()
    assert (found.min(axis=0) == 0).all()


@given(tables, st.floats(0.5, 50))
def test_a_dominated_alternative_changes_nobodys_regret(values: Array, behind: float) -> None:
    more = np.concatenate([values, values[:1] - behind])
    assert regret(more)[:-1].tolist() == regret(values).tolist()
    for before, after in zip(checked_regrets(values), checked_regrets(more), strict=True):
        assert after[:-1].tolist() == before.tolist()


@given(tables)
def test_twins_have_equal_regrets(values: Array) -> None:
    twice = np.concatenate([values, values[:1]])
    for found in (mean_regret(twice), worst_regret(twice), *checked_regrets(twice)):
        assert found[0] == found[-1]


@given(tables, st.floats(-50, 50))
def test_what_all_alternatives_gain_changes_no_regret(values: Array, gift: float) -> None:
    assert regret(values + gift) == pytest.approx(regret(values), abs=1e-9)


def test_pure_luck_looks_like_regret_until_it_is_checked() -> None:
    luck = np.random.default_rng(1).normal(size=(6, 200, 8))
    plain, (mean, worst) = mean_regret(luck), checked_regrets(luck)
    assert plain.min() > 0.3  # the best of six noisy numbers, though none is better than another
    assert np.abs(mean).max() < 0.1
    assert np.abs(worst).mean() < worst_regret(luck).mean() / 2


def test_errors_are_those_of_the_mean_over_states() -> None:
    gaps = np.random.default_rng(2).normal(size=300)
    values = np.zeros((2, 300, 4))
    values[1] = gaps[:, np.newaxis]
    assert regrets(values).gain.error[1] == pytest.approx(gaps.std() / np.sqrt(300), rel=0.15)


def test_the_same_table_gives_the_same_bits() -> None:
    values = np.random.default_rng(3).normal(size=(3, 10, 6))
    one, other = regrets(values, seed=5), regrets(values, seed=5)
    assert one.mean.error.tobytes() == other.mean.error.tobytes()
    assert one.worst.error.tobytes() == other.worst.error.tobytes()


def test_broken_worlds_are_left_out_and_counted() -> None:
    values = BY_HAND.copy()
    values[:, 0, 0] = np.nan
    found = regrets(values)
    assert found.broken == 1
    assert found.mean.value == pytest.approx(mean_regret(BY_HAND))
    assert by_state(values) == pytest.approx(by_state(BY_HAND))
