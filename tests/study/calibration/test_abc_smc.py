"""Populations against posteriors that are known in closed form."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernel.state import Array
from sim.study.calibration.abc_smc import Sampled, drawn, sample

MIXING = np.array([[1.0, 0.5], [0.0, 1.0], [1.0, -1.0]])
SEEN = MIXING @ np.array([0.45, 0.55])
SD = 0.05


def gaussian(points: Array) -> Array:
    return np.asarray(-0.5 * (((points @ MIXING.T - SEEN) / SD) ** 2).sum(axis=1))


def in_ranges(points: Array) -> Array:
    return np.asarray(((points >= 0.0) & (points <= 1.0)).all(axis=1))


def first(count: int, parameters: int = 2) -> Array:
    return np.random.default_rng(11).random((count, parameters))


def moments(found: Sampled) -> tuple[Array, Array]:
    last = found.last
    mean = last.weights @ last.points
    apart = last.points - mean
    return mean, (last.weights[:, np.newaxis] * apart).T @ apart


def test_a_linear_model_with_normal_errors_has_the_posterior_of_the_textbook() -> None:
    # Precision A'A / sd^2 = ((2, -0.5), (-0.5, 2.25)) / 0.0025, and the mean is the truth, for the data are exact.
    found = sample(gaussian, first(2000), in_ranges, 1)
    mean, covariance = moments(found)
    exact = np.linalg.inv(MIXING.T @ MIXING / SD**2)
    assert mean == pytest.approx([0.45, 0.55], abs=0.004)
    assert np.sqrt(np.diag(covariance)) == pytest.approx(np.sqrt(np.diag(exact)), rel=0.07)
    assert found.last.tolerance == 1.0


def test_a_parameter_of_which_the_data_say_nothing_keeps_its_range() -> None:
    found = sample(lambda points: gaussian(points[:, :2]), first(2000, 3), in_ranges, 2)
    mean, covariance = moments(found)
    assert mean[2] == pytest.approx(0.5, abs=0.04)
    assert covariance[2, 2] == pytest.approx(1.0 / 12.0, rel=0.15)


def test_a_log_fit_that_varies_by_luck_gives_the_posterior_of_its_average() -> None:
    # The output is shown with a noise of 0.05 that the fit does not know of: right on average, the posterior is that of
    # errors sqrt(0.05^2 + 0.05^2) = 0.0707 in each output.
    generator = np.random.default_rng(3)

    def noisy(points: Array) -> Array:
        shown = points @ MIXING.T + 0.05 * generator.standard_normal((len(points), 3))
        return np.asarray(-0.5 * (((shown - SEEN) / SD) ** 2).sum(axis=1))

    _, covariance = moments(sample(noisy, first(2500), in_ranges, 4))
    exact = np.linalg.inv(MIXING.T @ MIXING / (2.0 * SD**2))
    assert np.sqrt(np.diag(covariance)) == pytest.approx(np.sqrt(np.diag(exact)), rel=0.1)


def test_tolerances_only_fall_and_end_at_the_declared_errors() -> None:
    found = sample(gaussian, first(500), in_ranges, 5)
    tolerances = [population.tolerance for population in found.populations]
    assert tolerances == sorted(tolerances, reverse=True)
    assert tolerances[-1] == 1.0
    assert all(population.weights.sum() == pytest.approx(1.0) for population in found.populations)


def test_the_same_seed_gives_the_same_bits() -> None:
    one, other = (sample(gaussian, first(200), in_ranges, 6).last for _ in range(2))
    assert np.array_equal(one.points, other.points)
    assert np.array_equal(one.weights, other.weights)


def test_rows_are_drawn_as_often_as_their_weights_say() -> None:
    rows = drawn(np.array([0.5, 0.25, 0.25, 0.0]), 8, np.random.default_rng(7))
    assert np.bincount(rows, minlength=4).tolist() == [4, 2, 2, 0]
