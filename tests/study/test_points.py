"""Points of a design are played under the same luck, whoever plays them."""

from __future__ import annotations

import numpy as np
import pytest

from sim import SimError, load_scenario, run, with_changes
from sim.scenario.scenario import Scenario
from sim.study.executors import Executor, Processes, Serial
from sim.study.points import run_points

OUTCOMES = ("trilateral_cohesion", "p_notice")
POINTS = {"seoul.resolve": np.array([0.2, 0.6, 0.6]), "tokyo.resolve": np.array([0.5, 0.5, 0.5])}


@pytest.fixture(scope="module")
def crisis() -> Scenario:
    return with_changes(load_scenario("baseline"), {"weeks": 60})


@pytest.mark.parametrize("executor", [Serial(), Processes(2)])
def test_equal_points_have_equal_worlds(crisis: Scenario, executor: Executor) -> None:
    counted: list[tuple[int, int]] = []
    found = run_points(crisis, POINTS, 500, OUTCOMES, executor=executor, progress=lambda *now: counted.append(now))
    cohesion = found["trilateral_cohesion"]
    assert cohesion.shape == (3, 500)
    assert (cohesion[1] == cohesion[2]).all()
    assert (cohesion[0] != cohesion[1]).any()
    assert counted[-1] == (1500 * 60, 1500 * 60)


def test_executors_give_the_same_bits(crisis: Scenario) -> None:
    one, two = (run_points(crisis, POINTS, 500, OUTCOMES, executor=who) for who in (Serial(), Processes(2)))
    for key in OUTCOMES:
        assert one[key].tobytes() == two[key].tobytes()


def test_no_point_is_the_scenario_as_it_is(crisis: Scenario) -> None:
    found = run_points(crisis, {}, 128, OUTCOMES)["trilateral_cohesion"]
    assert (found[0] == run(crisis, worlds=128).outcomes["trilateral_cohesion"].values).all()


def test_a_value_out_of_range_is_refused_before_anything_runs(crisis: Scenario) -> None:
    with pytest.raises(SimError, match="outside the range"):
        run_points(crisis, {"seoul.resolve": np.array([9.0])}, 4, OUTCOMES)
