"""Elementary effects of functions whose effects are known, with and without luck."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.study.sensitivity.design import design_of
from sim.study.sensitivity.noise import FOLDED, folded, paired, shares_of, unfolded
from sim.study.sensitivity.records import Analysed, Told
from sim.study.sensitivity.screening import screened
from tests.study.sensitivity_functions import Played, evenly, figure

SLOPES = (5.0, -2.0, 0.5, 0.0)


def linear(x: np.ndarray) -> np.ndarray:
    return sum(slope * row for slope, row in zip(SLOPES, x, strict=True))


def by_input(found: Analysed) -> list:
    return sorted(found.influences, key=lambda influence: influence.input)


def test_effects_of_a_linear_function_are_its_slopes() -> None:
    found = by_input(figure(Played(linear, evenly(4)), "morris", 10, 2))
    assert [item.rise.value for item in found] == pytest.approx(SLOPES, abs=1e-9)
    assert [item.index.value for item in found] == pytest.approx(np.abs(SLOPES), abs=1e-9)
    assert [item.plain for item in found] == pytest.approx(np.abs(SLOPES), abs=1e-9)
    assert [item.sigma for item in found] == pytest.approx([0.0] * 4, abs=1e-9)
    assert [item.steady for item in found[:3]] == pytest.approx([1.0, -1.0, 1.0])
    assert [item.told for item in found] == [Told.CLEAR, Told.CLEAR, Told.CLEAR, Told.NOTHING]


def test_effects_are_for_the_whole_range_whatever_the_units() -> None:
    found = by_input(figure(Played(lambda x: x[0] + x[1], evenly(2, 100.0, 300.0)), "morris", 10, 2))
    assert [item.rise.value for item in found] == pytest.approx([200.0, 200.0])


def test_a_hill_has_effects_both_ways() -> None:
    found = by_input(figure(Played(lambda x: -((2.0 * x[0] - 1.0) ** 2) + x[1], evenly(2)), "morris", 40, 2))
    assert abs(found[0].steady) < 0.5
    assert found[0].index.value > 0.5
    assert found[0].sigma > 0.5
    assert found[0].told is Told.CLEAR


def test_the_correction_takes_luck_off_the_size_of_effects() -> None:
    """With steps of error e, an idle input looks like sqrt(2 / pi) e; here e = 2 sqrt(2 / 8) / (2 / 3) = 1.5."""
    runs = [by_input(figure(Played(linear, evenly(4), 2.0, seed=seed), "morris", 20, 8, seed)) for seed in range(6)]
    plain, corrected = (
        np.mean([[getattr(item, name) for item in run] for run in runs], axis=0) for name in ("plain", "floor")
    )
    assert corrected == pytest.approx([FOLDED * 1.5] * 4, rel=0.1)
    assert plain[3] == pytest.approx(FOLDED * 1.5, rel=0.15)
    sizes = np.mean([[item.index.value for item in run] for run in runs], axis=0)
    assert sizes[0] == pytest.approx(5.0, rel=0.05)
    assert sizes[1] == pytest.approx(2.0, rel=0.15)
    assert sizes[3] < plain[3] / 2


@pytest.mark.parametrize("seeds", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_pure_luck_is_called_luck(seeds: int) -> None:
    flagged = [
        all(item.told is Told.LUCK for item in found.influences)
        for found in (
            figure(Played(lambda x: 0.0 * x[0], evenly(6), 1.0, seed=seed), "morris", 10, 8, seed)
            for seed in range(seeds)
        )
    ]
    assert np.mean(flagged) >= 0.95


@pytest.mark.slow
def test_luck_that_points_share_in_part_is_called_luck() -> None:
    """Luck that changes the slopes of inputs moves all trajectories together, and still is luck."""
    flagged = []
    for seed in range(100):
        design = design_of("morris", evenly(10), 12, seed)
        generator = np.random.default_rng(seed)
        slopes = 2.0 * generator.normal(size=(10, 32))
        values = generator.normal(size=(design.points, 32)) + design.shares @ slopes
        flagged.append(all(item.told is Told.LUCK for item in screened(design, values, seed)))
    assert np.mean(flagged) >= 0.92  # 0.95, less what a hundred studies may miss it by


def test_what_is_needed_falls_with_the_size_of_the_effect() -> None:
    found = by_input(figure(Played(linear, evenly(4), 2.0, seed=4), "morris", 20, 8))
    assert found[0].told is Told.CLEAR
    assert found[2].needed > 8 * found[0].needed


def test_a_constant_is_said_to_be_one() -> None:
    found = figure(Played(lambda x: 0.0 * x[0] + 7.0, evenly(3)), "morris", 5, 3)
    assert found.constant
    assert found.influences == ()
    assert found.shares.mean == 7.0


def test_broken_worlds_are_left_out_and_counted() -> None:
    found = figure(Played(linear, evenly(4), broken=0.05), "morris", 20, 8)
    assert found.broken > 0
    assert [item.rise.value for item in by_input(found)] == pytest.approx(SLOPES, abs=1e-9)


@given(st.floats(0.0, 20.0), st.floats(0.01, 5.0))
def test_unfolding_undoes_folding(size: float, error: float) -> None:
    errors = np.full((7, 1), error**2)
    seen = folded(np.array([size]), np.array([error]))
    assert unfolded(seen, errors)[0] == pytest.approx(size, abs=0.05 * error + 1e-4 * size)


@given(st.integers(2, 40), st.integers(0, 1000))
@settings(max_examples=25)
def test_paired_errors_are_those_of_a_mean(count: int, seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=(3, count))
    found = paired(values)
    assert found.mean == pytest.approx(values.mean(axis=1))
    assert found.error == pytest.approx(values.var(axis=1, ddof=1) / count)


def test_a_world_that_broke_is_no_zero() -> None:
    found = paired(np.array([[1.0, np.nan, 3.0], [np.nan, np.nan, 1.0]]))
    assert found.mean[0] == 2.0
    assert np.isnan(found.mean[1])


def test_luck_that_all_points_share_is_not_between_them() -> None:
    shared = np.random.default_rng(0).normal(size=(1, 50)) + np.zeros((20, 1))
    found = shares_of(shared)
    assert found.between == pytest.approx(0.0, abs=1e-12)
    assert found.luck == pytest.approx(1.0)
