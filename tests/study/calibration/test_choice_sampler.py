"""The draws of the decision weights: the same whoever works, blind to what came later, and what they should be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.data.archive import archive
from sim.kernel.catalogue import catalogue
from sim.scenario.load import load_scenario
from sim.study.calibration.choice.coded_moves import RECORD, coded_moves
from sim.study.calibration.choice.likelihood import MoveReplay, log_likelihood, mean_of_logs
from sim.study.calibration.choice.prior import (
    BLOCK,
    HIGH,
    LOW,
    PARAMETERS,
    as_assumed,
    drawn,
    reflected,
    values_at,
)
from sim.study.calibration.choice.sampler import TINY, Choice, ChoiceSize, _systematic, sample_choice, sample_moves
from sim.study.executors import local

UNTIL = date(2019, 1, 21)


@pytest.fixture(scope="module")
def alone() -> Choice:
    return sample_choice(archive().before(UNTIL), carried(), seed=7, size=TINY)


def carried() -> dict[str, np.ndarray]:
    """Draws of a parameter of another block, over its declared range."""
    parameter = catalogue().parameters["relations.grievance_half_life"]
    return {parameter.key: np.linspace(parameter.low, parameter.high, 8)}


def test_the_same_seed_gives_the_same_bits_whoever_works(alone: Choice) -> None:
    shared = sample_choice(archive().before(UNTIL), carried(), seed=7, size=TINY, executor=local(2))
    np.testing.assert_array_equal(shared.points, alone.points)
    np.testing.assert_array_equal(shared.foretold, alone.foretold)
    assert shared.log_evidence == alone.log_evidence
    other = sample_choice(archive().before(UNTIL), carried(), seed=8, size=TINY)
    assert not np.array_equal(other.points, alone.points)


def test_what_came_after_the_archive_changes_nothing(alone: Choice) -> None:
    """The record loses every move from the day on which the archive ends."""
    whole = load_scenario(RECORD)
    policies = {
        capital: replace(policy, force=tuple(item for item in policy.force if item.at < UNTIL))
        for capital, policy in whole.policies.items()
    }
    short = replace(
        whole, values={}, policies=policies, shocks=tuple(event for event in whole.shocks if event.at < UNTIL)
    )
    coded = coded_moves(archive().before(UNTIL), short)
    found = sample_moves(coded, carried(), seed=7, size=TINY)
    np.testing.assert_array_equal(found.points, alone.points)


def test_draws_are_parameters_within_the_prior_and_every_row_comes_as_often(alone: Choice) -> None:
    assert set(alone.draws) == set(PARAMETERS)
    assert "decision.security_weight" not in alone.draws
    assert (alone.points >= LOW).all()
    assert (alone.points <= HIGH).all()
    np.testing.assert_array_equal(np.bincount(alone.rows), TINY.particles // 8)
    for key, values in alone.draws.items():
        parameter = catalogue().parameters[key]
        assert values.shape == alone.rows.shape
        assert (values >= parameter.low).all()
        assert (values <= parameter.high).all(), key


def test_chances_of_the_weeks_are_chances(alone: Choice) -> None:
    weeks = alone.coded.clock.weeks
    assert alone.foretold.shape == (weeks, 3)
    assert (alone.foretold < 0.0).all()
    assert (alone.together < 0.0).all()
    assert [stage.until for stage in alone.stages][-1] == weeks
    assert all(stage.effective >= 0.45 * TINY.particles for stage in alone.stages)


def test_evidence_and_draws_are_those_of_brute_force() -> None:
    """Over a few weeks both can be had from 1,000 points of the prior: the mean of their likelihoods, and the points
    weighed by it, whose means differ from those of the draws by less than a tenth of the prior's range."""
    coded = coded_moves(archive().before(date(2019, 1, 14)))
    points = drawn(1000, np.random.default_rng(3))
    replay = MoveReplay(coded.script, coded.choice, 7, np.arange(1))
    logs = log_likelihood(replay.log_chances(values_at(points)), float(coded.clock.weeks))
    brute = float(mean_of_logs(logs))
    found = sample_moves(coded, {}, seed=7, size=ChoiceSize(1024, 1, 2, 0))
    assert found.log_evidence == pytest.approx(brute, abs=0.35)
    assert found.together.sum() == pytest.approx(brute, abs=0.35)
    middle = np.exp(logs - logs.max()) @ points / np.exp(logs - logs.max()).sum()
    np.testing.assert_allclose((found.points.mean(axis=0) - middle) / (HIGH - LOW), 0.0, atol=0.1)


def test_progress_ends_at_its_total() -> None:
    told: list[tuple[int, int]] = []
    size = ChoiceSize(8, 1, 0, 3)
    sample_choice(archive().before(date(2018, 11, 20)), {}, seed=1, size=size, progress=lambda *step: told.append(step))
    assert told[-1] == (3 + 3, 3 + 3)
    assert told == sorted(told)


@given(st.lists(st.floats(-5.0, 5.0), min_size=len(BLOCK), max_size=len(BLOCK)))
def test_a_step_over_a_wall_comes_back_inside(steps: list[float]) -> None:
    point = reflected((LOW + np.array(steps) * (HIGH - LOW))[np.newaxis])
    assert (point >= LOW - 1e-9).all()
    assert (point <= HIGH + 1e-9).all()


def test_inside_the_walls_nothing_is_thrown_back() -> None:
    points = drawn(50, np.random.default_rng(0))
    np.testing.assert_allclose(reflected(points), points)
    assert ((as_assumed() >= LOW) & (as_assumed() <= HIGH)).all()


def test_particles_come_again_as_often_as_they_weigh() -> None:
    """Weights of a half, a quarter and two eighths among four: the first comes twice, the second once."""
    weights = np.array([0.5, 0.25, 0.125, 0.125])
    for seed in range(20):
        counts = np.bincount(_systematic(weights, np.random.default_rng(seed)), minlength=4)
        assert counts[0] == 2
        assert counts[1] == 1
        assert counts[2:].sum() == 1
