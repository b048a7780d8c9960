"""A room file says what the game is; what it leaves out has a default."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.game.setup.read import read_game, read_room, read_room_text
from sim.game.setup.records import Capital, Line, Options, Setup
from sim.kernel.errors import ScenarioError
from sim.kernel.records import CAPITALS
from sim.scenario.load import load_scenario
from tests.game.setup.written import SHORT, room_text
from tests.game.strategies import setups, world


def read(text: str) -> Setup:
    return read_room_text(text, "room.yaml")[0]


@given(setups())
def test_a_room_file_says_all_that_a_game_holds(setup: Setup) -> None:
    found, scenario = read_room_text(room_text(setup), "room.yaml")
    assert found == setup
    assert scenario == world()


def test_what_is_left_out_has_a_default() -> None:
    setup = read(SHORT)
    assert setup.opens == date(2019, 7, 1)  # from then on the agents of july_2019 decide, and it is a Monday
    assert setup.watch == load_scenario("july_2019").watch
    assert (setup.capital, setup.options) == (Capital(), Options())
    assert set(setup.minutes.values()) == {0.0}
    assert [(team.title, team.hand) for team in setup.teams.values()] == [
        ("Seoul", "human"),
        ("Tokyo", "human"),
        ("Washington", "human"),
    ]


def test_moves_may_be_counted() -> None:
    assert read(SHORT.replace("[4, 3]", "{count: 3, weeks: 2}")).moves == (2, 2, 2)
    assert read(SHORT.replace("[4, 3]", "{count: 2}")).moves == (4, 4)


def test_a_lever_is_pulled_fully_in_the_first_week_unless_told_otherwise() -> None:
    tokyo = "tokyo: {standing: [{lever: retaliation_package, dose: 0.2, visa_limits: 0.6}, {lever: gesture}]}"
    setup = read(SHORT.replace("tokyo: {}", tokyo))
    assert setup.teams["tokyo"].standing == (
        Line("tokyo.retaliation_package", {"tariffs": 0.2, "ambassador_recall": 0.2, "visa_limits": 0.6}),
        Line("tokyo.gesture", {"dose": 1.0}, week=1),
    )


def test_an_inject_goes_to_all_with_the_usual_size_of_its_shock() -> None:
    text = SHORT + "injects:\n- {key: launch, title: Launch, text: It flies., shock: dprk_missile}\n"
    (inject,) = read(text).injects
    assert inject.to == CAPITALS
    assert inject.size == 1.0
    (told,) = read(text.replace("text: It", "to: [tokyo, seoul], text: It")).injects
    assert told.to == ("seoul", "tokyo")


def test_lines_of_a_brief_stay_apart_and_lines_of_a_title_do_not() -> None:
    setup = read(
        SHORT.replace(
            "seoul: {}", "seoul:\n    title: |\n      The\n      House\n    brief: |\n      One.\n\n      Two."
        )
    )
    assert setup.teams["seoul"].title == "The House"
    assert setup.teams["seoul"].brief == "One.\n\nTwo."


def test_a_lever_of_the_scenarios_own_can_be_ordered(tmp_path: Path) -> None:
    own = "schema: 1\nextends: baseline\nlevers: {seoul: {define: {hot_line: {features: {concession: 0.1}}}}}\n"
    (tmp_path / "own_world.yaml").write_text(own, encoding="utf-8")
    room = SHORT.replace("july_2019", "own_world").replace("seoul: {}", "seoul: {standing: [{lever: hot_line}]}")
    (tmp_path / "room.yaml").write_text(room, encoding="utf-8")
    setup, scenario = read_room(tmp_path / "room.yaml")
    assert setup.teams["seoul"].standing == (Line("seoul.hot_line", {"dose": 1.0}),)
    assert scenario.custom_levers[0].key == "seoul.hot_line"


def test_a_room_file_does_not_hide_the_scenario_of_its_name(tmp_path: Path) -> None:
    for name in ("july_2019.yaml", "room.yaml"):
        (tmp_path / name).write_text(SHORT, encoding="utf-8")
        assert read_room(tmp_path / name)[1] == load_scenario("july_2019")


def test_a_game_that_nobody_has_is_named_like_one_that_is_there() -> None:
    with pytest.raises(ScenarioError, match="no ready game of that name"):
        read_game("no_such_game")


@given(st.text(max_size=200))
def test_whatever_a_stranger_writes_is_answered_in_words(words: str) -> None:
    for text in (words, SHORT + words, SHORT.replace("A short game", words)):
        with suppress(ScenarioError):
            assert read(text).moves == (4, 3)
