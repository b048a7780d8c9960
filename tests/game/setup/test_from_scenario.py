"""Any scenario opens as a game that a room file could have asked for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.game.setup.errors import SetupError
from sim.game.setup.from_scenario import as_game
from sim.game.setup.frozen import freeze, thaw
from sim.game.setup.library import opened
from sim.game.setup.read import read_room_text
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS
from sim.scenario.library import scenario_names
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from tests.game.setup.written import room_text


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_opens_as_a_game_that_would_pass_as_a_room_file(name: str) -> None:
    setup, scenario = opened(name)
    assert setup == as_game(scenario, name)
    assert read_room_text(room_text(setup), "room.yaml") == (setup, scenario)
    thawed, world = thaw(freeze(setup, scenario))
    assert (thawed, world.digest) == (setup, scenario.digest)
    assert all(team.objectives and team.roles for team in setup.teams.values())
    assert setup.questions
    assert len(setup.script) == len(setup.moves) + 2
    assert {inject.shock for inject in setup.injects} == set(catalogue().shocks)


def test_a_brief_tells_what_a_capital_knows_and_can_do() -> None:
    setup = as_game(load_scenario("new_year_2020"), "new_year_2020")
    for capital in CAPITALS:
        for lever in catalogue().levers_of(capital):
            assert lever.is_hold or lever.sentence in setup.teams[capital].brief
        others = (lever for lever in catalogue().levers.values() if lever.owner != capital and not lever.is_hold)
        assert not any(lever.sentence in setup.teams[capital].brief for lever in others)


def test_sealed_moves_of_the_record_are_known_to_nobody_else() -> None:
    # In the record Seoul and Tokyo use their quiet channels, which no other capital sees.
    scenario = load_scenario("new_year_2020")
    sealed = {
        (item.lever.split(".")[0], f"{item.at}: {catalogue().levers[item.lever].owner.title()}: Quiet channel.")
        for policy in scenario.policies.values()
        for item in policy.force
        if item.name == "quiet_channel"
    }
    setup = as_game(scenario, "new_year_2020")
    assert sealed
    for owner, words in sealed:
        assert not any(words in team.brief for capital, team in setup.teams.items() if capital != owner)


def test_banned_levers_are_not_offered() -> None:
    scenario = load_scenario("no_export_controls")
    banned = [lever for lever in catalogue().levers_of("tokyo") if lever.name in scenario.policies["tokyo"].ban]
    assert banned
    brief = as_game(scenario, "no_export_controls").teams["tokyo"].brief
    assert not any(lever.sentence in brief for lever in banned)


def test_nobody_bets_on_what_the_record_has_decided() -> None:
    # In november_2019 the notice of 22 August 2019 is on record; in july_2019 it is still to come.
    later, sooner = (as_game(load_scenario(name), name) for name in ("november_2019", "july_2019"))
    assert "p_notice" not in {question.outcome for question in later.questions}
    assert "p_notice" in {question.outcome for question in sooner.questions}
    assert "p_notice" not in {wanted.outcome for wanted in later.teams["seoul"].objectives}


@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)), st.integers(1, 520), st.data())
def test_every_game_opens_on_a_monday_of_its_world_and_ends_in_time(
    start: date, weeks: int, data: st.DataObject
) -> None:
    days = st.integers(0, 7 * weeks).map(lambda count: start + timedelta(count))
    scenario = Scenario(title="t", start=start, weeks=weeks, agents_from=data.draw(st.none() | days))
    moves, length = data.draw(st.integers(1, 40)), data.draw(st.integers(1, 13))
    setup = as_game(scenario, "t", moves, length)
    assert setup.opens.weekday() == 0
    assert scenario.clock.holds(setup.opens)
    assert scenario.clock.week_of(setup.opens) + moves * length <= 520
    if scenario.agents_from is not None and moves * length + weeks < 520 and scenario.clock.holds(scenario.agents_from):
        assert abs((setup.opens - scenario.agents_from).days) < 7


def test_the_longest_game_takes_all_the_weeks_that_a_world_lives() -> None:
    scenario = Scenario(title="t", start=date(2019, 1, 2), weeks=520, agents_from=date(2025, 1, 6))
    assert as_game(scenario, "t", 40, 13).opens == date(2019, 1, 7)  # 40 * 13 = 520, from the Monday of week 0 on


@pytest.mark.parametrize(("moves", "weeks"), [(0, 4), (41, 1), (5, 0), (5, 14)])
def test_moves_that_nobody_can_play_are_refused(moves: int, weeks: int) -> None:
    with pytest.raises(SetupError, match=r"1 to 40 moves of 1 to 13 weeks"):
        as_game(load_scenario("july_2019"), "july_2019", moves, weeks)
