"""How many worlds a wanted error takes: laws of the rule, and what it says where there is little to go by."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.study.precision import (
    error_share,
    needed_worlds,
    worlds_for,
    worlds_to_tell_apart,
)

SEEDS = st.integers(0, 2**32 - 1)
SLACK = 1.25  # an error found in a few hundred worlds is itself uncertain


def described(values: np.ndarray) -> tuple[float, float, float, float, int]:
    """Mean, Monte Carlo error, 5%, 95% and number of some worlds."""
    low, high = np.quantile(values, (0.05, 0.95))
    error = float(values.std(ddof=1) / np.sqrt(values.size))
    return float(values.mean()), error, float(low), float(high), values.size


def test_known_answer_for_an_event() -> None:
    """A quarter of 300 worlds: error sqrt(.25 x .75 / 300) = 0.025, so 0.01 takes 300 x 2.5^2 = 1,875."""
    assert error_share(0.25, 0.025, 0, 1, 300, "p_lapse") == 0.025
    assert needed_worlds(0.25, 0.025, 0, 1, 300, "p_lapse", 0.01) == 1875


def test_known_answer_for_an_amount() -> None:
    """An error of 2 in a band of 40 is 5% of it, so 1% takes 400 x 5^2 = 10,000."""
    assert error_share(50, 2, 30, 70, 400, "hostility") == 0.05
    assert needed_worlds(50, 2, 30, 70, 400, "hostility", 0.01) == 10_000


def test_whole_numbers_are_not_exceeded_by_rounding() -> None:
    assert worlds_for(0.03, 100, 0.01) == 900
    assert worlds_for(0.01, 777, 0.01) == 777


@given(SEEDS, st.sampled_from((0.01, 0.02, 0.04)))
def test_so_many_normal_worlds_reach_the_error(seed: int, wanted: float) -> None:
    luck = np.random.default_rng(seed)
    needed = needed_worlds(*described(luck.normal(5, 3, 400)), "hostility", wanted)
    assert error_share(*described(luck.normal(5, 3, int(needed))), "hostility") <= wanted * SLACK


@given(SEEDS, st.floats(0.05, 0.95), st.sampled_from((0.01, 0.02, 0.04)))
def test_so_many_worlds_reach_the_error_of_an_event(seed: int, chance: float, wanted: float) -> None:
    luck = np.random.default_rng(seed)
    needed = needed_worlds(*described((luck.random(600) < chance).astype(float)), "p_lapse", wanted)
    again = (luck.random(int(needed)) < chance).astype(float)
    assert error_share(*described(again), "p_lapse") <= wanted * SLACK


@given(st.floats(1e-4, 0.5), st.floats(1e-4, 0.5), st.integers(2, 10**6), st.floats(1e-3, 1))
def test_more_error_takes_more_worlds(one: float, other: float, worlds: int, wanted: float) -> None:
    less, more = sorted((one, other))
    assert worlds_for(less, worlds, wanted) <= worlds_for(more, worlds, wanted)
    assert worlds_for(wanted, worlds, more) <= worlds_for(wanted, worlds, less)


@given(SEEDS, st.floats(1e-3, 1e3), st.floats(-1e2, 1e2))
def test_the_unit_does_not_matter(seed: int, scale: float, shift: float) -> None:
    values = np.random.default_rng(seed).normal(0, 1, 200)
    assume(scale > abs(shift) * 1e-3)
    one = needed_worlds(*described(values), "hostility", 0.01)
    other = needed_worlds(*described(values * scale + shift), "hostility", 0.01)
    assert other == pytest.approx(one, abs=1)


def test_columns_of_a_table_give_what_their_rows_give() -> None:
    rows = [(0.25, 0.025, 0.0, 1.0, 300, "p_lapse"), (50.0, 2.0, 30.0, 70.0, 400, "hostility")]
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    assert list(needed_worlds(*columns, 0.01)) == [needed_worlds(*row, 0.01) for row in rows]
    assert list(error_share(*columns)) == [error_share(*row) for row in rows]


def test_a_single_world_says_nothing_of_the_error() -> None:
    assert math.isnan(needed_worlds(1.0, math.nan, 1, 1, 1, "p_lapse", 0.01))
    assert math.isnan(needed_worlds(40.0, math.nan, 40, 40, 1, "hostility", 0.01))
    assert math.isnan(needed_worlds(math.nan, math.nan, math.nan, math.nan, 0, "hostility", 0.01))


def test_worlds_that_agree_on_an_amount_are_enough() -> None:
    assert error_share(104, 0, 104, 104, 500, "weeks_to_lapse") == 0
    assert needed_worlds(104, 0, 104, 104, 500, "weeks_to_lapse", 0.01) == 2


def test_the_rounding_of_a_streamed_sum_is_no_spread() -> None:
    assert error_share(104, 1e-9, 104, 104 + 1e-9, 50_000, "weeks_to_lapse") == 0


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_worlds_that_agree_on_an_event_do_not_make_it_certain(share: float) -> None:
    """With one imagined world more of each kind, 16 worlds without it say 1 in 18: sqrt(1/18 x 17/18 / 16)."""
    found = error_share(share, 0.0, share, share, 16, "p_lapse")
    assert found == pytest.approx(math.sqrt(1 / 18 * 17 / 18 / 16))
    assert needed_worlds(share, 0.0, share, share, 16, "p_lapse", 0.01) > 16
    assert needed_worlds(share, 0.0, share, share, 200, "p_lapse", 0.01) < 200


def test_a_band_narrower_than_the_standard_deviation_gives_way_to_it() -> None:
    """Nearly all of 400 worlds agree and a few do not: sd 5, so an error of 0.25 is 5% of it, whatever the band is."""
    for low in (104, 103.99, 100):
        assert error_share(103, 0.25, low, 104, 400, "weeks_to_lapse") == pytest.approx(0.05)
    assert error_share(103, 0.25, 94, 104, 400, "weeks_to_lapse") == pytest.approx(0.025)


@given(st.floats(1e-6, 1e6), st.floats(0, 1e6), st.integers(2, 10**6), st.floats(1e-3, 0.9))
def test_no_amount_takes_more_than_its_standard_deviation_does(
    error: float, width: float, worlds: int, wanted: float
) -> None:
    """An error of w standard deviations takes 1 / w^2 worlds; a wider band takes fewer."""
    assert needed_worlds(0.0, error, 0.0, width, worlds, "hostility", wanted) <= math.ceil(1.0 / wanted**2) + 1


@pytest.mark.parametrize("wanted", [0.0, -0.1, math.nan])
def test_no_error_at_all_cannot_be_wanted(wanted: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        worlds_for(0.1, 10, wanted)


class TestTellingApart:
    def test_known_answer(self) -> None:
        """z = 1 in 100 worlds; four times in five takes z = 1.96 + 0.84, so 100 x 2.8016^2 = 784.9."""
        assert worlds_to_tell_apart(0.02, 0.02, 100) == 785

    @given(SEEDS)
    def test_so_many_worlds_mostly_tell_it(self, seed: int) -> None:
        luck = np.random.default_rng(seed)
        needed = int(worlds_to_tell_apart(0.5, 2 / math.sqrt(400), 400))
        samples = luck.normal(0.5, 2.0, (400, needed))
        told = np.abs(samples.mean(axis=1)) > 1.96 * samples.std(axis=1, ddof=1) / math.sqrt(needed)
        assert told.mean() == pytest.approx(0.8, abs=0.1)

    def test_nothing_found_takes_forever(self) -> None:
        assert worlds_to_tell_apart(0.0, 0.1, 100) == math.inf

    def test_equal_worlds_have_nothing_to_tell(self) -> None:
        assert math.isnan(worlds_to_tell_apart(0.0, 0.0, 100))
        assert math.isnan(worlds_to_tell_apart(0.5, math.inf, 1))

    def test_a_difference_without_error_takes_two(self) -> None:
        assert worlds_to_tell_apart(0.5, 0.0, 100) == 2
