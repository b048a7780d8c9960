"""Runs until an error is reached: where they stop, and that they are the runs one could have asked for."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from sim import Comparison, Results, Scenario, SimError, compare, load_scenario, run, with_changes
from sim.results import OutcomeResult
from sim.study.precision import (
    Accuracy,
    Precision,
    chosen_outcomes,
    error_share,
    needed_worlds,
    precision_of,
    precision_of_comparison,
    quantile_error,
    round_up,
    worlds_to_tell_apart,
)
from sim.study.until import PILOT, run_until

WEEKS = 60
WATCHED = ("p_notice", "hostility")


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return with_changes(load_scenario("baseline"), {"weeks": WEEKS, "worlds": 60, "watch": list(WATCHED)})


@pytest.fixture(scope="module")
def results(scenario: Scenario) -> Results:
    return run(scenario)


@pytest.fixture(scope="module")
def comparison(scenario: Scenario) -> Comparison:
    return compare(scenario, with_changes(load_scenario("no_export_controls"), {"title": "No controls"}))


class TestPrecision:
    def test_it_is_the_rule_on_the_numbers_of_the_run(self, results: Results) -> None:
        found = precision_of(results, 0.01, tuple(results.outcomes))
        assert list(found.outcomes) == list(results.outcomes)
        for key, item in found.outcomes.items():
            own = results.outcomes[key]
            told = (own.mean, own.mc_error, own.p5, own.p95, 60, key)
            assert (item.share, item.needed) == (error_share(*told), needed_worlds(*told, 0.01))

    def test_the_largest_error_leads(self, results: Results) -> None:
        found = precision_of(results, 0.01)
        assert found.largest == max(found.outcomes.values(), key=lambda item: item.share)
        assert found.needed == max(item.needed for item in found.outcomes.values())
        assert not found.reached
        assert precision_of(results, 0.5).reached

    def test_worlds_that_broke_down_do_not_count(self, results: Results) -> None:
        broken = replace(results, health=replace(results.health, non_finite=20))
        assert {item.worlds for item in precision_of(broken).outcomes.values()} == {40}

    def test_a_single_world_has_no_error(self, scenario: Scenario) -> None:
        found = precision_of(run(scenario, worlds=1))
        assert found.largest is None
        assert not found.reached
        assert math.isnan(found.needed)

    def test_an_unknown_error_does_not_hide_a_known_one(self) -> None:
        known = Accuracy("p_lapse", "", "", 9, 0.5, 0.1, 0.1, 100.0)
        unknown = replace(known, key="hostility", share=math.nan, needed=math.nan)
        assert Precision("", 0.01, {"hostility": unknown, "p_lapse": known}).largest == known

    def test_the_outcomes_that_count(self, scenario: Scenario) -> None:
        assert chosen_outcomes(scenario) == WATCHED
        assert chosen_outcomes(scenario, ("probes",)) == ("probes",)
        events = chosen_outcomes(replace(scenario, watch=()))
        assert set(events) == {"p_notice", "p_suspend", "p_lapse", "p_liquidation", "p_settlement"}
        with pytest.raises(SimError, match=r"no outcome 'p_laps'\. Did you mean p_lapse"):
            chosen_outcomes(scenario, ("p_laps",))


class TestDifferences:
    def test_errors_are_those_of_the_pairs(self, comparison: Comparison) -> None:
        (found,) = precision_of_comparison(comparison, 0.01)
        (arm,) = comparison.arms
        assert found.title == "No controls"
        assert tuple(found.outcomes) == WATCHED
        notice, hostility = found.outcomes.values()
        difference, before = arm.outcomes["hostility"], comparison.baseline.outcomes["hostility"]
        assert notice.share == pytest.approx(arm.outcomes["p_notice"].mc_error)
        assert notice.share > 0
        assert hostility.share == pytest.approx(difference.mc_error / (before.p95 - before.p5))
        assert hostility.tell_apart == worlds_to_tell_apart(difference.difference, difference.mc_error, 60)
        assert hostility.verdict == difference.verdict

    def test_pairs_with_a_broken_world_do_not_count(self, comparison: Comparison) -> None:
        values = np.array(comparison.baseline.outcomes["hostility"].values)
        values[:7] = np.nan
        outcomes = dict(comparison.baseline.outcomes)
        outcomes["hostility"] = replace(outcomes["hostility"], values=values)
        (found,) = precision_of_comparison(
            replace(comparison, baseline=replace(comparison.baseline, outcomes=outcomes))
        )
        assert found.outcomes["hostility"].worlds == 53


def same(one: OutcomeResult, other: OutcomeResult) -> bool:
    return repr(one) == repr(other) and np.array_equal(one.values, other.values)  # type: ignore[arg-type]


class TestUntil:
    def test_it_ends_where_the_error_is_reached(self, scenario: Scenario) -> None:
        told: list[tuple[int, int]] = []
        found = run_until(scenario, 0.02, told=lambda precision, worlds, following: told.append((worlds, following)))
        assert found.precision.reached
        assert found.rounds[0] == PILOT
        assert list(found.rounds) == [PILOT, *(following for _, following in told)]
        assert not precision_of(run(scenario, worlds=found.rounds[-2]), 0.02).reached

    @pytest.mark.parametrize("workers", [1, 2])
    def test_it_is_the_run_with_that_many_worlds(self, scenario: Scenario, workers: int) -> None:
        found = run_until(scenario, 0.04, workers=workers).results
        asked = run(with_changes(scenario, {"worlds": found.worlds}))
        assert asked.scenario == found.scenario
        assert asked.provenance == found.provenance
        assert asked.health == found.health
        assert all(same(asked.outcomes[key], found.outcomes[key]) for key in asked.outcomes)
        for key, series in asked.series.items():
            assert series.values is not None
            assert np.array_equal(series.values, found.series[key].values)  # type: ignore[arg-type]

    def test_it_stops_at_the_most_worlds(self, scenario: Scenario) -> None:
        found = run_until(scenario, 0.001, most=300)
        assert found.rounds == (PILOT, 300)
        assert not found.precision.reached

    def test_the_scenarios_own_number_comes_first(self, scenario: Scenario) -> None:
        assert run_until(replace(scenario, worlds=200), 0.5).rounds == (200,)

    def test_named_outcomes_are_looked_at(self, scenario: Scenario) -> None:
        assert list(run_until(scenario, 0.5, ("p_lapse",)).precision.outcomes) == ["p_lapse"]

    @pytest.mark.parametrize("wanted", [0.0, -0.01, 1.0, math.nan])
    def test_an_error_that_makes_no_sense_is_refused(self, scenario: Scenario, wanted: float) -> None:
        with pytest.raises(SimError, match=r"must lie between 0 and 1. Write for example 0.01"):
            run_until(scenario, wanted)

    def test_progress_goes_on_from_round_to_round(self, scenario: Scenario) -> None:
        seen: list[tuple[int, int]] = []
        found = run_until(scenario, 0.04, progress=lambda *now: seen.append(now))
        done = [now for now, _ in seen]
        assert done == sorted(done)
        assert seen[-1] == (sum(found.rounds) * WEEKS,) * 2


@pytest.mark.parametrize(
    ("worlds", "shown"), [(1, 1), (97, 97), (101, 110), (1287, 1300), (1300, 1300), (99_001, 100_000)]
)
def test_numbers_of_worlds_are_easy_to_type(worlds: int, shown: int) -> None:
    assert round_up(worlds) == shown


class TestQuantileError:
    def test_normal_median(self) -> None:
        """The median of n normal worlds has the standard error 1.2533 / sqrt(n)."""
        values = np.random.default_rng(3).normal(size=40_000)
        assert quantile_error(values, 0.5) == pytest.approx(1.2533 / 200, rel=0.15)

    def test_few_worlds(self) -> None:
        assert math.isnan(quantile_error([1.0], 0.5))
        assert math.isnan(quantile_error([1.0, math.nan], 0.5))
        assert quantile_error([1.0, 2.0], 0.5) == pytest.approx(1.0 / 3.92)

    def test_equal_worlds(self) -> None:
        assert quantile_error(np.full(100, 4.0), 0.95) == 0.0
