"""What a reader moved is checked, travels in a link, and means a scenario that can be saved."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernel.catalogue import catalogue
from sim.scenario.load import load_scenario, load_text
from sim.scenario.scenario import Forced, Luck, Policy, Scenario, Turn
from sim.scenario.uncertain import Uncertain
from sim.scenario.write import to_yaml
from sim.ui.controls import WORLD_CHOICES, desk_for
from sim.ui.setting import HIGHEST_SEED, Setting, moved_scenario, read_setting, words_of
from tests.ui.toy import toy_catalogue, toy_scenario

SCENARIO = toy_scenario()
DESK = desk_for(SCENARIO, toy_catalogue())
NOTICE = "seoul.gsomia_notice"


def read(words: object, scenario: Scenario = SCENARIO) -> tuple[Setting, tuple[str, ...]]:
    return read_setting(words, desk_for(scenario, toy_catalogue()), scenario.clock)


def moved(words: dict[str, Any], scenario: Scenario = SCENARIO) -> Scenario:
    desk = desk_for(scenario, toy_catalogue())
    setting, refused = read_setting(words, desk, scenario.clock)
    assert not refused
    return moved_scenario(scenario, desk, setting)


def test_words_give_a_setting_and_a_setting_its_words() -> None:
    words = {
        "seoul.resolve": "0.9",
        NOTICE: "1",
        f"{NOTICE}.at": "2019-08-22",
        "seoul.wto_case.ban": "yes",
        "tokyo.policy": "hold",
        "worlds": "500",
        "seed": "11",
    }
    setting, refused = read(words)
    assert not refused
    assert words_of(setting) == words
    assert setting.moved == 5


def test_what_stands_as_the_scenario_has_it_is_not_moved() -> None:
    setting, _ = read({"seoul.resolve": 0.7, "tokyo.export_controls": 0.8, "seoul.policy": "agent", "seed": 7})
    assert setting.moved == 0
    assert words_of(Setting()) == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"seoul.resolv": 1}, "Did you mean seoul.resolve"),
        ({"seoul.resolve": "lots"}, "a number between 0 and 1"),
        ({"seoul.resolve": 7}, "goes from 0 to 1; 1 is used"),
        ({"seoul.resolve": float("nan")}, "a number between 0 and 1"),
        ({"tokyo.policy": "surrender"}, "agent, script, hold"),
        ({NOTICE: 1, f"{NOTICE}.at": "soon"}, "needs a date such as 2019-07-01"),
        ({NOTICE: 1, f"{NOTICE}.at": "2019-10-01"}, "25 August 2019 is used"),
        ({NOTICE: 1, f"{NOTICE}.at": "1919-03-01"}, "1 July 2019 is used"),
        ({"seoul.wto_case.ban": "perhaps"}, "either yes or no"),
        ({"worlds": 1_000_000}, "1000 is used"),
        ({"worlds": "many"}, "one of 100, 200, 500, 1000"),
        ({"seed": -1}, f"between 0 and {HIGHEST_SEED}"),
        ({"seed": 1.5}, "whole number"),
    ],
)
def test_what_cannot_be_followed_is_said(words: dict[str, Any], said: str) -> None:
    _, refused = read(words)
    assert len(refused) == 1
    assert said in refused[0]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = [*DESK.controls, *(f"{key}.at" for key in DESK.levers), *(f"{key}.ban" for key in DESK.levers)]
WORDS = st.dictionaries(st.sampled_from([*KEYS, "worlds", "seed", "seoul.policy"]) | st.text(max_size=12), JSON)


@settings(deadline=None)
@given(WORDS | JSON)
def test_whatever_a_browser_sends_is_brought_into_range(words: object) -> None:
    setting, _ = read(words)
    for key, value in setting.values.items():
        control = DESK.controls[key]
        assert control.low <= value <= control.high
    assert all(SCENARIO.clock.holds(day) for day in setting.dates.values())
    assert setting.worlds in WORLD_CHOICES
    assert read(words_of(setting)) == (setting, ())


def test_the_unmoved_setting_means_the_scenario_itself() -> None:
    assert moved({}).digest == SCENARIO.digest


def test_a_moved_disposition_is_the_same_in_all_worlds() -> None:
    scenario = moved({"washington.engagement": 0.5})
    assert scenario.values["washington.engagement"] == 0.5
    assert "washington.engagement" not in scenario.uncertain


def test_a_dose_forces_a_lever_on_its_day() -> None:
    assert moved({NOTICE: 1}).policies["seoul"].force == (Forced(NOTICE, date(2019, 7, 1), {"dose": 1.0}),)
    dated = moved({NOTICE: 0.5, f"{NOTICE}.at": "2019-08-22"})
    assert dated.policies["seoul"].force == (Forced(NOTICE, date(2019, 8, 22), {"dose": 0.5}),)


def test_dose_nought_leaves_a_lever_to_its_capital() -> None:
    assert moved({"tokyo.export_controls": 0}).policies["tokyo"].force == ()


def test_a_date_without_a_dose_is_nothing() -> None:
    setting, _ = read({f"{NOTICE}.at": "2019-08-22"})
    assert setting.moved == 0


def test_a_new_dose_keeps_the_days_of_the_scenario() -> None:
    days = (date(2019, 9, 2), date(2020, 6, 1))
    force = tuple(Forced("seoul.wto_case", day, {"dose": 0.5}) for day in days)
    scenario = toy_scenario(policies={"seoul": Policy(force=force)})
    forced = moved({"seoul.wto_case": 1}, scenario).policies["seoul"].force
    assert [(one.at, one.doses["dose"]) for one in forced] == [(day, 1.0) for day in days]
    single = moved({"seoul.wto_case.at": "2020-01-06"}, scenario).policies["seoul"].force
    assert [one.at for one in single] == [date(2020, 1, 6)]


def test_parts_of_a_lever_have_doses_of_their_own() -> None:
    (forced,) = (
        one
        for one in moved({"tokyo.retaliation_package.tariffs": 0.5}).policies["tokyo"].force
        if one.lever == "tokyo.retaliation_package"
    )
    assert forced.doses == {"tariffs": 0.5, "ambassador_recall": 0.0, "visa_limits": 0.0}


def test_bans_and_policies_reach_the_scenario() -> None:
    scenario = moved({"seoul.wto_case.ban": True, "washington.policy": "script"})
    assert scenario.policies["seoul"].ban == {"wto_case"}
    assert scenario.policies["washington"].policy == "script"


def test_turns_and_luck_are_kept_until_a_reader_says_who_decides() -> None:
    turns, luck = (Turn(date(2019, 9, 2), "script"),), (Luck(date(2019, 9, 2), 37),)
    scenario = toy_scenario(policies={"seoul": Policy(then=turns)}, luck=luck)
    kept = moved({"seoul.resolve": 0.9}, scenario)
    assert (kept.policies["seoul"].then, kept.luck) == (turns, luck)
    told = moved({"seoul.policy": "script"}, scenario).policies["seoul"]
    assert (told.policy, told.then) == ("script", ())


@pytest.mark.parametrize("name", ["baseline", "notice_2019", "history_2018_2023"])
def test_a_moved_scenario_can_be_saved_and_opened_again(name: str) -> None:
    scenario = load_scenario(name)
    desk = desk_for(scenario, catalogue())
    words = {"seoul.resolve": 0.9, NOTICE: 0.5, "tokyo.retaliation_package.tariffs": 1, "washington.policy": "hold"}
    setting, refused = read_setting(words, desk, scenario.clock)
    assert not refused
    changed = moved_scenario(scenario, desk, setting)
    assert load_text(to_yaml(changed), "saved.yaml").digest == changed.digest


def test_a_sampled_dose_is_sampled_only_while_its_lever_is_forced_as_written() -> None:
    sampled = {"tokyo.export_controls.dose": Uncertain("uniform", 0.5, 1.0)}
    scenario = toy_scenario(uncertain=sampled)
    assert moved({"seoul.resolve": 0.9}, scenario).uncertain == sampled
    for words in ({"tokyo.export_controls": 0.5}, {"tokyo.export_controls": 0}, {"tokyo.policy": "hold"}):
        assert not moved(words, scenario).uncertain
