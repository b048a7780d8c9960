"""Sobol indices of functions whose indices are known, with and without luck."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from SALib.analyze import sobol as salib

from sim.study.sensitivity.design import design_of
from sim.study.sensitivity.indices import Blocks, indices_of
from sim.study.sensitivity.records import Analysed, Told
from sim.study.sensitivity.redraw import Redraws
from tests.study.sensitivity_functions import (
    ANGLES,
    ISHIGAMI_FIRST,
    ISHIGAMI_TOTAL,
    ISHIGAMI_VARIANCE,
    Played,
    evenly,
    figure,
    ishigami,
    sobol_g,
    sobol_g_first,
)

NOISY = 10.0
LUCKY = 8


def by_input(found: Analysed) -> list:
    return sorted(found.influences, key=lambda influence: influence.input)


def test_ishigami_without_luck() -> None:
    found = figure(Played(ishigami, ANGLES), "sobol", 1024, 2)
    influences = by_input(found)
    assert [item.index.value for item in influences] == pytest.approx(ISHIGAMI_TOTAL, abs=0.03)
    assert [item.first.value for item in influences] == pytest.approx(ISHIGAMI_FIRST, abs=0.03)
    assert found.shares.between == pytest.approx(ISHIGAMI_VARIANCE, rel=0.03)
    assert found.shares.luck == 0.0
    assert [item.told for item in influences] == [Told.CLEAR] * 3
    assert [item.first_told for item in influences] == [True, True, False]
    assert found.first_sum.high < 1.0  # the third input works only together with the first
    for item, exact in zip(influences, ISHIGAMI_TOTAL, strict=True):
        assert item.index.low < exact < item.index.high


def test_sobol_g_without_luck() -> None:
    found = figure(Played(sobol_g, evenly(4)), "sobol", 1024, 2)
    assert [item.first.value for item in by_input(found)] == pytest.approx(sobol_g_first(), abs=0.03)


def test_without_luck_the_corrected_index_is_salibs() -> None:
    model = Played(ishigami, ANGLES)
    design = design_of("sobol", ANGLES, 64, 5)
    values = model(design.values(), 3)["figure"]
    found = indices_of(Blocks.of(design, values), Redraws(64, 3, 5, times=4))
    theirs = salib.analyze(design.problem, values[:, 0], calc_second_order=False, num_resamples=2, seed=1)
    assert found.total[0] == pytest.approx(theirs["ST"], rel=1e-9)
    assert found.first[0] == pytest.approx(theirs["S1"], rel=1e-9, abs=1e-12)


def test_luck_swells_the_plain_index_and_not_the_corrected_one() -> None:
    """Luck of variance 100 over 8 replicates adds 12.5 to the variance 13.8 of the function, so about half of what
    the means show is luck."""
    runs = [by_input(figure(Played(ishigami, ANGLES, NOISY, seed=seed), "sobol", 512, LUCKY)) for seed in range(4)]
    corrected = np.mean([[item.index.value for item in run] for run in runs], axis=0)
    plain = np.mean([[item.plain for item in run] for run in runs], axis=0)
    first = np.mean([[item.first.value for item in run] for run in runs], axis=0)
    assert corrected == pytest.approx(ISHIGAMI_TOTAL, abs=0.1)
    assert first == pytest.approx(ISHIGAMI_FIRST, abs=0.1)
    part = NOISY**2 / LUCKY
    swollen = (np.array(ISHIGAMI_TOTAL) * ISHIGAMI_VARIANCE + part) / (ISHIGAMI_VARIANCE + part)
    assert plain == pytest.approx(swollen, abs=0.06)
    assert plain[2] > 2 * corrected[2]


@pytest.mark.slow
def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    held = [
        item.index.low <= exact <= item.index.high
        for seed in range(40)
        for item, exact in zip(
            by_input(figure(Played(ishigami, ANGLES, 3.0, seed=seed), "sobol", 64, 6, seed)),
            ISHIGAMI_TOTAL,
            strict=True,
        )
    ]
    assert np.mean(held) > 0.85


def test_luck_shared_by_all_points_is_no_inputs_doing() -> None:
    alone = by_input(figure(Played(ishigami, ANGLES), "sobol", 256, 4))
    shared = by_input(figure(Played(ishigami, ANGLES, shared=50.0), "sobol", 256, 4))
    for one, two in zip(alone, shared, strict=True):
        assert two.index.value == pytest.approx(one.index.value, rel=1e-6)
        assert two.first.value == pytest.approx(one.first.value, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("seeds", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_pure_luck_is_called_luck(seeds: int) -> None:
    flagged = [
        all(item.told is Told.LUCK and not item.first_told for item in found.influences) and not found.settled
        for found in (
            figure(Played(lambda x: 0.0 * x[0], evenly(4), 1.0, seed=seed), "sobol", 32, 6, seed)
            for seed in range(seeds)
        )
    ]
    assert np.mean(flagged) >= 0.95


def test_shares_of_luck_and_inputs() -> None:
    found = figure(Played(ishigami, ANGLES, 5.0, seed=2), "sobol", 256, 8)
    assert found.shares.between == pytest.approx(ISHIGAMI_VARIANCE, rel=0.1)
    assert found.shares.within == pytest.approx(25.0, rel=0.05)
    assert found.shares.luck == pytest.approx(25.0 / (25.0 + ISHIGAMI_VARIANCE), abs=0.03)


def test_direction_of_an_additive_function() -> None:
    found = by_input(figure(Played(lambda x: 3.0 * x[0] - 2.0 * x[1] + 0.0 * x[2], evenly(3)), "sobol", 64, 2))
    assert [item.rise.value for item in found] == pytest.approx([3.0, -2.0, 0.0])
    assert [item.steady for item in found[:2]] == pytest.approx([1.0, -1.0])
    assert found[2].told is Told.NOTHING
    assert sum(item.first.value for item in found) == pytest.approx(1.0, abs=0.1)


def test_broken_worlds_are_left_out_and_counted() -> None:
    model = Played(ishigami, ANGLES, broken=0.1)
    found = figure(model, "sobol", 512, 6)
    assert found.broken == pytest.approx(0.1 * 512 * 5 * 6, rel=0.15)
    assert [item.index.value for item in by_input(found)] == pytest.approx(ISHIGAMI_TOTAL, abs=0.06)
    assert figure(replace(model, broken=0.0), "sobol", 512, 6).broken == 0
