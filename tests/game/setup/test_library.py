"""The ready games that come along are in order, and whatever can be played is found by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.game.setup import files
from sim.game.setup.form import series_of
from sim.game.setup.library import game_named, opened, ready_games
from sim.game.setup.read import check_game, read_room
from sim.kernel.catalogue import catalogue
from sim.kernel.errors import ScenarioError
from sim.kernel.records import CAPITALS
from sim.scenario.library import scenario_names
from tests.game.setup.written import SHORT

READY = [card.path for card in ready_games()]


def test_ready_games_come_along() -> None:
    assert READY


@pytest.mark.parametrize("path", READY, ids=lambda path: path.stem)
def test_a_ready_game_says_nothing_of_what_is_not_there(path: Path) -> None:
    assert check_game(path) == []
    known, (setup, scenario) = catalogue(), read_room(path)
    levers = {*known.levers, *(lever.key for lever in scenario.custom_levers)}
    for capital in CAPITALS:
        team = setup.teams[capital]
        assert team.brief
        assert team.objectives
        assert {line.lever for line in team.standing} <= levers
        assert {wanted.outcome for wanted in team.objectives} <= set(known.outcomes)
    assert {inject.shock for inject in setup.injects if inject.shock} <= set(known.shocks)
    assert {inject.when.series for inject in setup.injects if inject.when} <= set(series_of(known))
    assert {question.outcome for question in setup.questions} <= set(known.outcomes)
    assert set(setup.watch) <= set(known.outcomes)
    assert scenario.clock.holds(setup.opens)


@pytest.mark.parametrize("path", READY, ids=lambda path: path.stem)
def test_a_ready_game_has_a_card_and_a_name(path: Path) -> None:
    card = next(card for card in ready_games() if card.path == path)
    setup = game_named(path.stem)
    assert (card.title, card.summary, card.length, card.scenario) == (
        setup.title,
        setup.summary,
        setup.length,
        setup.scenario,
    )
    assert opened(path.stem) == opened(path) == read_room(path)


def test_games_are_no_scenarios_and_have_names_of_their_own() -> None:
    assert not {path.stem for path in READY} & set(scenario_names())


def test_a_scenario_opens_under_its_name_and_its_path(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("schema: 1\nextends: baseline\n", encoding="utf-8")
    setup, scenario = opened(tmp_path / "own.yaml")
    assert setup.scenario == "own"
    assert scenario.digest == opened("baseline")[1].digest


def test_a_misspelt_game_is_answered_with_near_ones() -> None:
    name = READY[0].stem
    with pytest.raises(ScenarioError, match=f"Did you mean {name}"):
        opened(f"{name}s")
    with pytest.raises(ScenarioError, match=f"Did you mean {name}"):
        game_named(f"{name}s")
    with pytest.raises(ScenarioError, match="Did you mean july_2019"):
        opened("juli_2019")


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5_000, "../scenarios", "."])
def test_an_impossible_name_is_told_as_such(name: str) -> None:
    with pytest.raises(ScenarioError):
        opened(name)
    with pytest.raises(ScenarioError):
        game_named(name)


def test_a_ready_game_in_error_shows_its_name_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fine.yaml").write_text(SHORT, encoding="utf-8")
    (tmp_path / "torn.yaml").write_text("game: [1", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no game", encoding="utf-8")
    monkeypatch.setattr(files, "games_folder", lambda: tmp_path)
    assert [(card.name, card.title) for card in ready_games()] == [("fine", "A short game"), ("torn", "torn")]
