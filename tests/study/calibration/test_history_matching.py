"""History matching on simulators whose answer is known."""

from __future__ import annotations

import numpy as np

from sim.kernel.state import Array
from sim.study.calibration.history_matching import Aims, emulate, match

MIXING = np.array([[1.0, 0.5], [0.0, 1.0], [1.0, -1.0]])
TRUTH = np.array([0.4, 0.6])
SD = np.full(3, 0.05)


def linear(points: Array) -> Array:
    return points @ MIXING.T


def test_a_quadratic_is_found_exactly_and_its_error_is_none() -> None:
    points = np.random.default_rng(1).random((40, 2))
    outputs = np.stack([1.0 + 2.0 * points[:, 0] - points[:, 0] * points[:, 1], points[:, 1] ** 2], axis=1)
    emulator = emulate(points, outputs, np.zeros(2), np.ones(2))
    elsewhere = np.array([[0.25, 0.5]])
    # 1 + 0.5 - 0.125 = 1.375 and 0.25
    mean, variance = emulator.read(elsewhere)
    assert np.allclose(mean, [[1.375, 0.25]])
    assert (variance < 1e-20).all()


def test_the_luck_of_the_worlds_counts_as_the_emulator_s_error() -> None:
    generator = np.random.default_rng(2)
    points = generator.random((4000, 2))
    noisy = linear(points) + 0.3 * generator.standard_normal((4000, 3))
    assert np.allclose(emulate(points, noisy, np.zeros(2), np.ones(2)).spread, 0.3, rtol=0.05)


def test_the_truth_is_kept_and_what_cannot_be_is_cut_away() -> None:
    found = match(linear, Aims(MIXING @ TRUTH, SD), 2, points=64, waves=4, seed=3)
    assert found.keeps(TRUTH[np.newaxis])[0]
    # Three and a bit standard deviations away in the first two outputs: (0.56, 0.6) shows 0.86 for 0.70.
    assert not found.keeps(np.array([[0.56, 0.6], [0.4, 0.8], [0.0, 0.0]])).any()
    left = [wave.left for wave in found.waves]
    assert left == sorted(left, reverse=True)
    # The exact region |0.5 y + x - 0.7| < .15, |y - 0.6| < .15, |x - y + 0.2| < .15 has an area near 0.055.
    assert 0.04 < left[0] < 0.07


def test_it_stops_when_a_wave_cuts_less_than_a_tenth() -> None:
    useless = Aims(np.full(3, 0.5), np.full(3, 100.0))
    found = match(linear, useless, 2, points=64, waves=5, seed=4)
    assert len(found.waves) == 1
    assert found.waves[0].left == 1.0


def test_where_nothing_would_be_left_the_cut_is_raised_and_said_so() -> None:
    impossible = Aims(np.full(3, 40.0), SD)
    found = match(linear, impossible, 2, points=64, waves=1, seed=5)
    assert found.waves[0].relaxed
    assert found.waves[0].cut > 100.0
    assert len(found.spread(32, 6)) == 32


def test_points_spread_over_what_is_left_lie_in_it() -> None:
    found = match(linear, Aims(MIXING @ TRUTH, SD), 2, points=64, waves=2, seed=7)
    assert found.keeps(found.spread(100, 8)).all()
