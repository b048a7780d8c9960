"""A change is read, checked and complained of as a file would be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from sim.kernel.catalogue import Catalogue
from sim.kernel.errors import ScenarioError
from sim.scenario.change import with_changes
from sim.scenario.load import load_text
from sim.scenario.scenario import Forced, Scenario
from tests.scenario.texts import FULL


@pytest.fixture
def full(small: Catalogue) -> Scenario:
    return load_text(FULL, "file.yaml", small)


def complaint(scenario: Scenario, known: Catalogue, changes: dict[str, object]) -> str:
    with pytest.raises(ScenarioError) as caught:
        with_changes(scenario, changes, known, source="--set")
    return str(caught.value)


def test_no_change_is_no_change(full: Scenario, small: Catalogue) -> None:
    assert with_changes(full, {}, small) == full


@pytest.mark.parametrize("value", ["0.2", 0.2, np.float32(0.25), np.float64(0.2), " .2 "])
def test_a_parameter_by_its_key(value: object, full: Scenario, small: Catalogue) -> None:
    changed = with_changes(full, {"seoul.resolve": value}, small)
    assert changed.values["seoul.resolve"] == pytest.approx(0.2, abs=0.06)
    assert "seoul.resolve" not in changed.uncertain
    assert changed.title == full.title
    assert changed.sweep == full.sweep
    assert changed.expect == full.expect


def test_a_parameter_by_its_path(full: Scenario, small: Catalogue) -> None:
    by_path = with_changes(full, {"actors.seoul.resolve": 0.2, "institutions.gsomia.use": 0.1}, small)
    assert by_path == with_changes(full, {"seoul.resolve": 0.2, "gsomia.use": 0.1}, small)


def test_size_and_luck(full: Scenario, small: Catalogue) -> None:
    changed = with_changes(full, {"worlds": "20", "seed": 3, "weeks": 40, "start": "2019-07-08"}, small)
    assert (changed.worlds, changed.seed, changed.weeks, changed.start) == (20, 3, 40, date(2019, 7, 8))


def test_a_dose_of_a_forced_lever(full: Scenario, small: Catalogue) -> None:
    changed = with_changes(full, {"tokyo.export_controls.dose": 0.3, "tokyo.retaliation_package.tariffs": "1"}, small)
    controls, retaliation = changed.policies["tokyo"].force
    assert controls == Forced("tokyo.export_controls", date(2019, 7, 4), {"dose": 0.3}, date(2023, 3, 23))
    assert retaliation.doses == {"tariffs": 1.0, "visa_limits": 0.6}
    assert "tokyo.export_controls.dose" not in changed.uncertain


def test_the_day_of_a_forced_lever(full: Scenario, small: Catalogue) -> None:
    changed = with_changes(full, {"levers.tokyo.force.export_controls.at": "2019-07-08"}, small)
    controls = changed.policies["tokyo"].force[0]
    assert (controls.at, controls.doses["dose"]) == (date(2019, 7, 8), 0.8)
    assert "tokyo.export_controls.dose" in changed.uncertain


def test_two_changes_of_one_lever(full: Scenario, small: Catalogue) -> None:
    keys = "levers.tokyo.force.export_controls.at", "tokyo.export_controls.dose"
    changed = with_changes(full, {keys[0]: date(2019, 7, 8), keys[1]: 0.1}, small)
    assert changed.policies["tokyo"].force[0].at == date(2019, 7, 8)
    assert changed.policies["tokyo"].force[0].doses["dose"] == 0.1


def test_a_lever_is_forced_and_taken_back(full: Scenario, small: Catalogue) -> None:
    key = "levers.seoul.force.quiet_channel"
    forced = with_changes(full, {key: "{at: 2019-09-02, dose: 0.5}"}, small)
    assert Forced("seoul.quiet_channel", date(2019, 9, 2), {"dose": 0.5}) in forced.policies["seoul"].force
    assert with_changes(forced, {key: None}, small) == full


def test_policies_bans_and_lists_are_replaced(full: Scenario, small: Catalogue) -> None:
    changed = with_changes(
        full,
        {"levers.seoul.ban": [], "levers.tokyo.policy": "hold", "shocks": [], "watch": ("p_notice",), "title": "a: b"},
        small,
    )
    assert changed.policies["seoul"].ban == frozenset()
    assert changed.policies["tokyo"].policy == "hold"
    assert changed.policies["tokyo"].force == ()
    assert (changed.shocks, changed.watch, changed.title) == ((), ("p_notice",), "a: b")


def test_uncertainty_and_sweep(full: Scenario, small: Catalogue) -> None:
    changed = with_changes(
        full, {"uncertain.gsomia.use": "[0.1, 0.2]", "uncertain.seoul.resolve": None, "sweep.gsomia.use": [0, 1]}, small
    )
    assert (changed.uncertain["gsomia.use"].low, changed.uncertain["gsomia.use"].high) == (0.1, 0.2)
    assert "seoul.resolve" not in changed.uncertain
    assert changed.sweep["gsomia.use"] == (0.0, 1.0)


def test_agents_may_be_freed(full: Scenario, small: Catalogue) -> None:
    assert with_changes(full, {"agents_from": None}, small).agents_from is None


def test_a_record_that_fills_the_horizon_can_be_cut_anywhere(full: Scenario, small: Catalogue) -> None:
    record = replace(full, agents_from=full.clock.end + timedelta(days=1))
    changed = with_changes(record, {"agents_from": "2019-09-02"}, small)
    assert changed.agents_from == date(2019, 9, 2)
    assert all(forced.at < date(2019, 9, 2) for policy in changed.policies.values() for forced in policy.force)


@pytest.mark.parametrize("day", ["2019-07-15", "2020-01-06"])
def test_a_record_that_was_cut_cannot_be_cut_again(day: str, full: Scenario, small: Catalogue) -> None:
    lesson = complaint(full, small, {"agents_from": day})
    assert "the record from 2019-08-19 on was left out" in lesson
    assert "Write a file" in lesson
    free = with_changes(full, {"agents_from": None}, small)
    assert "plays no record" in complaint(free, small, {"agents_from": day})


def test_one_thing_is_set_once(full: Scenario, small: Catalogue) -> None:
    assert "--set:2:1: horizon.weeks: 'weeks' means the same" in complaint(
        full, small, {"weeks": 20, "horizon.weeks": 30}
    )


def test_the_scenario_itself_stays_as_it_is(full: Scenario, small: Catalogue) -> None:
    before = full.digest
    with_changes(full, {"seoul.resolve": 0.1, "levers.tokyo.force.export_controls": None}, small)
    assert full == load_text(FULL, "file.yaml", small)
    assert full.digest == before


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("seoul.resolv", 0.5, "Did you mean seoul.resolve"),
        ("seoul.resolve", 5, "--set:1:1: actors.seoul.resolve: 5 is outside the range 0 to 1"),
        ("seoul.resolve", "high", "'high' is a word"),
        ("seoul.resolve", "[1", "a list is opened here"),
        ("seoul.resolve", "&a 1", "anchors"),
        ("seoul.resolve", "!!int 1", "tags"),
        ("seoul.resolve", float("nan"), "not a finite number"),
        ("seoul.resolve", None, "the value is missing"),
        ("seoul.resolve", object(), "is a word, not a number"),
        ("seoul.quiet_channel.dose", 0.5, "not forced here"),
        ("tokyo.export_controls.dose", 5, "outside the range"),
        ("tokyo.retaliation_package.tarifs", 1, "can neither be set nor changed"),
        ("levers.seoul.force.gsomia_notice", {"at": "2019-12-02"}, "is not legal on 2019-12-02"),
        ("levers.seoul.force.gsomia_notice.at", "2019-02-30", "28 days"),
        ("levers.seoul.polizy", "hold", "Did you mean policy"),
        ("levers.seoul.ban", ["gsomia_notice", "fly"], "no lever 'fly'"),
        ("levers", "hold", "a block of keys is needed"),
        ("horizon.weeks", 5_000, "too large"),
        ("worlds", "many", "whole number from 1 to 1000000"),
        ("extends", "base", "can neither be set nor changed"),
        ("schema", 2, "can neither be set nor changed"),
        ("shocks.0.size", 1, "a list is needed"),
        ("uncertain.seoul.resolve", [0, 2], "high is 2"),
        ("", 1, "can neither be set nor changed"),
        ("a.b" * 5_000, 1, "can neither be set nor changed"),
        ("levers." + "a." * 5_000, 1, "is not known in levers"),
    ],
)
def test_mistakes(key: str, value: object, words: str, full: Scenario, small: Catalogue) -> None:
    assert words in complaint(full, small, {key: value})


def test_all_mistakes_are_told_with_the_number_of_the_change(full: Scenario, small: Catalogue) -> None:
    lines = complaint(full, small, {"seoul.resolve": 7, "worlds": 30, "sed": 1, "gsomia.use": "x"}).splitlines()
    assert [line.split(": ")[0] for line in lines] == ["--set:1:1", "--set:3:1", "--set:4:1"]
