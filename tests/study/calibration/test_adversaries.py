"""The likelihood of launches and probes, worked by hand and against the model's own luck."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.scenario.scenario import ShockEvent
from sim.study.calibration.adversaries import Watch, log_likelihood_of_week, second_launch
from sim.study.calibration.replay import Replay, record_before

START = date(2018, 10, 29)


def test_weeks_with_and_without_an_event() -> None:
    # A hazard of 0.2: a week without has the chance exp(-0.2), one with 1 - exp(-0.2) = 0.18127.
    found = log_likelihood_of_week(np.array([0.2, 0.2]), np.array([0.0, 1.0]))
    assert found == pytest.approx([-0.2, np.log(0.18127)], abs=1e-4)


def test_what_cannot_happen_has_no_chance() -> None:
    assert log_likelihood_of_week(np.array([0.0]), np.array([1.0]))[0] == -np.inf


def test_a_second_launch() -> None:
    found = second_launch(np.array([0.25, 0.25, 0.25]), np.array([0.0, 1.0, 2.0]))
    assert found == pytest.approx([0.0, np.log(0.75), np.log(0.25)])


def test_three_weeks_of_a_record_worked_by_hand() -> None:
    # Nobody is tempted by disunity and nobody talks: the hazard of a launch is 0.1 + 0.5 x excitement, that of a probe
    # 0.04. One launch in the second week; what is remembered of it in the third is (1 - 0.8) x 1 = 0.2.
    # Launches: -0.1, log(1 - exp(-0.1)) + log(1 - 0.25), -(0.1 + 0.5 x 0.2) = -0.2. Probes: 3 x -0.04.
    quiet = replace(record_before(START), weeks=3, shocks=(ShockEvent("dprk_missile", date(2018, 11, 6), 1.0),))
    given = {
        "pyongyang.launch_rate": 0.1,
        "pyongyang.clustering": 0.5,
        "pyongyang.excitement_kept": 0.8,
        "pyongyang.largest_burst": 0.25,
        "pyongyang.opportunism": 0.0,
        "beijing_moscow.probe_rate": 0.04,
        "beijing_moscow.opportunism": 0.0,
    }
    [(_, watch)] = Replay(quiet, 1).chunks({key: np.array([value]) for key, value in given.items()}, look=Watch)
    assert isinstance(watch, Watch)
    worked = -0.1 + np.log(-np.expm1(-0.1)) + np.log(0.75) - 0.2 - 0.12
    assert np.asarray(watch.log_likelihood)[0] == pytest.approx(worked, abs=1e-5)


def test_the_hazard_that_is_read_is_the_one_that_launches() -> None:
    """Where the model launches by itself, as many weeks have a launch as the hazards say."""
    free = replace(record_before(START), weeks=26, shocks=(), agents_from=None)
    hazards = []
    given = {"pyongyang.launch_rate": np.full(1024, 0.1)}
    [(chunk, _)] = Replay(free, 2).chunks(
        given, look=lambda: lambda model: hazards.append(model.state.launch_hazard[: model.worlds].copy())
    )
    expected = -np.expm1(-np.stack(hazards).astype(np.float64))
    launched = chunk.record["provocation"] > 0.0
    error = np.sqrt((expected * (1.0 - expected)).sum())
    assert abs(launched.sum() - expected.sum()) < 4.0 * error
