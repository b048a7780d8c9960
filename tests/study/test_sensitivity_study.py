"""The analysis of a scenario: what is varied, what is refused and in which words, and that its bits come again."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from sim import SimError, load_scenario, run, with_changes
from sim.kernel.catalogue import catalogue
from sim.scenario.scenario import Scenario
from sim.scenario.uncertain import Uncertain
from sim.study.executors import Processes
from sim.study.sensitivity.design import design_of
from sim.study.sensitivity.inputs import Input, inputs_asked
from sim.study.sensitivity.records import Sensitivity
from sim.study.sensitivity.size import SECONDS, SPEED, size_of
from sim.study.sensitivity.study import Plan, planned, sensitivity

KEYS = ("seoul.resolve", "tokyo.resolve", "courts.pace")


@pytest.fixture(scope="module")
def crisis() -> Scenario:
    return with_changes(load_scenario("baseline"), {"weeks": 50})


@pytest.fixture(scope="module")
def plan(crisis: Scenario) -> Plan:
    return small(crisis)


@pytest.fixture(scope="module")
def found(plan: Plan) -> Sensitivity:
    return sensitivity(plan)


def small(scenario: Scenario, method: str = "morris", points: int = 4) -> Plan:
    return planned(
        scenario,
        ["trilateral_cohesion", "p_notice"],
        method=method,
        inputs=KEYS,
        points=points,
        replicates=40,
        worlds=40,
    )


def test_the_same_call_gives_the_same_bits(plan: Plan, found: Sensitivity) -> None:
    assert repr(sensitivity(plan)) == repr(found)


def test_two_processes_give_the_same_bits(plan: Plan, found: Sensitivity) -> None:
    assert repr(sensitivity(plan, executor=Processes(2))) == repr(found)


def test_another_seed_is_another_luck(crisis: Scenario, found: Sensitivity) -> None:
    other = planned(
        crisis, ["trilateral_cohesion", "p_notice"], inputs=KEYS, points=4, replicates=40, worlds=40, seed=1
    )
    assert repr(sensitivity(other)) != repr(found)


def test_indices_of_a_scenario(crisis: Scenario) -> None:
    done = sensitivity(small(crisis, "sobol", 16)).outcomes["trilateral_cohesion"]
    assert {item.input for item in done.influences} == set(KEYS)
    assert all(item.first is not None and np.isfinite(item.index.value) for item in done.influences)


def test_swings_are_paired_differences_from_the_scenario_itself(crisis: Scenario, found: Sensitivity) -> None:
    done = found.outcomes["trilateral_cohesion"]
    itself = run(crisis, worlds=40).outcomes["trilateral_cohesion"].values
    swing = next(item for item in done.swings if item.input == "seoul.resolve")
    changed = run(with_changes(crisis, {"seoul.resolve": swing.high}), worlds=40).outcomes["trilateral_cohesion"].values
    assert swing.at_high.difference == pytest.approx((changed - itself).mean(), abs=1e-5)
    assert done.level == pytest.approx(itself.mean(), abs=1e-5)


def test_worlds_are_counted_and_progress_ends_where_it_said(plan: Plan) -> None:
    told: list[tuple[int, int]] = []
    done = sensitivity(plan, progress=lambda *now: told.append(now))
    assert done.worlds == 4 * 4 * 40 + 7 * 40
    assert told[-1] == (plan.worlds * 50, plan.worlds * 50)
    assert [now for now, _ in told] == sorted(now for now, _ in told)


class TestInputs:
    def test_by_default_all_are_screened_and_dispositions_indexed(self, crisis: Scenario) -> None:
        assert len(inputs_asked(crisis, (), "morris")) == len(catalogue().parameters)
        indexed = {item.key for item in inputs_asked(crisis, (), "sobol")}
        assert "seoul.resolve" in indexed
        assert "decision.grievance_weight" not in indexed

    def test_what_the_file_calls_uncertain_comes_first_and_keeps_its_range(self, crisis: Scenario) -> None:
        own = with_changes(crisis, {"uncertain.seoul.resolve": [0.4, 0.9], "uncertain.tokyo.resolve": [0.2, 0.3]})
        inputs = inputs_asked(own, (), "morris")
        assert [(item.key, item.ends(), item.origin) for item in inputs] == [
            ("seoul.resolve", (0.4, 0.9), "scenario"),
            ("tokyo.resolve", (0.2, 0.3), "scenario"),
        ]

    def test_a_place_stands_for_all_that_is_in_it_once(self, crisis: Scenario) -> None:
        keys = [item.key for item in inputs_asked(crisis, ("courts", "courts.pace"), "morris")]
        assert keys == [key for key in catalogue().parameters if key.startswith("courts.")]

    def test_the_dose_of_a_forced_lever_can_be_varied(self) -> None:
        notice = load_scenario("notice_2019")
        found = inputs_asked(notice, ("seoul.gsomia_notice.dose", "seoul.resolve"), "sobol")
        assert found[0].origin == "dose"
        assert found[0].ends() == (0.0, 1.0)

    def test_a_law_that_thins_out_ends_where_few_worlds_are_left(self) -> None:
        bell = Input("x", "X", "", Uncertain("normal", 0.0, 1.0, mean=0.5, sd=0.05), "data", "scenario")
        assert bell.ends() == pytest.approx((0.5 - 1.96 * 0.05, 0.5 + 1.96 * 0.05), abs=1e-3)
        even = Input("y", "Y", "", Uncertain("uniform", 0.0, 1.0), "data", "scenario")
        values = design_of("morris", (bell, even), 10, 1).values()
        assert values["x"].min() >= bell.ends()[0] - 1e-9
        assert set(np.round(values["y"], 6)) == {0.0, 0.333333, 0.666667, 1.0}

    def test_indices_follow_the_law_of_an_input(self) -> None:
        bell = Input("x", "X", "", Uncertain("normal", 0.0, 1.0, mean=0.5, sd=0.1), "data", "scenario")
        even = Input("y", "Y", "", Uncertain("uniform", 2.0, 6.0), "data", "scenario")
        values = design_of("sobol", (bell, even), 256, 1).values()
        assert values["x"].std() == pytest.approx(0.1, rel=0.05)
        assert values["y"].mean() == pytest.approx(4.0, abs=0.05)


class TestSizes:
    @pytest.mark.parametrize(("method", "inputs"), [("morris", 397), ("sobol", 20), ("morris", 40), ("sobol", 5)])
    def test_about_a_minute_where_nobody_says(self, method: str, inputs: int) -> None:
        size = size_of(method, inputs, 104, None, None)
        assert size.replicates >= 32
        assert size.worlds * size.weeks / SPEED <= 1.1 * SECONDS

    def test_what_is_asked_is_played(self, crisis: Scenario) -> None:
        size = small(crisis).size
        assert (size.blocks, size.replicates, size.points, size.worlds) == (4, 40, 16, 640)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"outcomes": ["p_laps"]}, r"no outcome 'p_laps'. Did you mean p_lapse"),
        ({"inputs": ["seoul.resolv"]}, r"no input 'seoul.resolv' in .* Did you mean seoul.resolve"),
        ({"inputs": ["court"]}, r"no input 'court'.* courts"),
        ({"inputs": ["uncertain"]}, r"calls nothing uncertain"),
        ({"inputs": ["seoul.resolve"]}, r"1 input to vary: .* Name more with --inputs"),
        ({"inputs": ["tokyo.export_controls.dose"]}, r"no input 'tokyo.export_controls.dose'"),
        ({"method": "fast"}, r"no method 'fast'. Write morris"),
        ({"points": 2}, r"--points 2: morris needs at least 4 trajectories. Write --points 4"),
        ({"points": 8, "method": "sobol"}, r"--points 8: sobol needs at least 16 base points"),
        ({"points": 100, "method": "sobol"}, r"--points 100: .* powers of two.* Write --points 64 or 128"),
        ({"points": 150, "method": "sobol"}, r"Write --points 128 or 256"),
        ({"replicates": 1}, r"--replicates 1: at least 2 are needed, .* what is luck"),
        ({"worlds": 1}, r"--worlds 1: at least 2 are needed"),
    ],
)
def test_what_is_refused_and_in_which_words(crisis: Scenario, asked: dict, words: str) -> None:
    outcomes = asked.pop("outcomes", ["p_lapse"])
    with pytest.raises(SimError, match=words):
        planned(crisis, outcomes, **asked)


def test_the_watched_outcomes_are_meant_where_none_is_named(crisis: Scenario) -> None:
    assert tuple(outcome.key for outcome in planned(crisis, inputs=KEYS).outcomes) == crisis.watch


def test_a_missing_package_is_told_with_what_to_install(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "SALib.sample.morris", None)
    with pytest.raises(SimError, match=r"pip install 'trilateral\[study\]'"):
        sensitivity(plan)
