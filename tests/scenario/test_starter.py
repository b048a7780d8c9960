"""A starter file loads as it is and shows what else there is; the list of scenarios never breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.kernel.catalogue import catalogue
from sim.kernel.quantity import Role
from sim.kernel.records import CAPITALS
from sim.scenario import library
from sim.scenario.library import scenario_names, scenarios_folder
from sim.scenario.load import load_scenario, load_text
from sim.scenario.starter import starter_yaml

HEAD = "schema: 1\nextends: baseline\n"


@pytest.mark.parametrize("name", ["my_first", "", "a: b", 'quo"te', "x" * 300, "two\nlines", "é"])
def test_it_loads_without_problems(name: str) -> None:
    assert load_text(starter_yaml(name), "starter.yaml").title


def test_it_loads_where_no_scenarios_come_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "scenarios_folder", lambda: None)
    text = starter_yaml("alone")
    assert "extends" not in text
    assert load_text(text, "starter.yaml").weeks == 104


def test_it_shows_all_that_students_need() -> None:
    text, known = starter_yaml("my_first"), catalogue()
    for capital in CAPITALS:
        for lever in known.levers_of(capital):
            assert lever.is_hold or f"{lever.name}: {{at:" in text
    for parameter in known.parameters.values():
        assert parameter.role is not Role.DISPOSITION or f"{parameter.name}: " in text
    for key in (*known.shocks, *known.outcomes):
        assert key in text


def test_what_it_suggests_can_be_used() -> None:
    """Every suggestion, taken alone, is a line that loads."""
    head = "schema: 1\nhorizon: {start: 2019-07-01, weeks: 104}\n"
    lines = starter_yaml("my_first").splitlines()
    begin = lines.index("# actors:")
    suggestions = [line[2:] for line in lines[begin : lines.index("", begin)] if line.startswith("# ")]
    load_text(head + "\n".join(suggestions), "actors.yaml")
    for line in lines:
        if line.startswith("#   - {"):
            load_text(f"{head}shocks:\n{line[2:]}\n", "shocks.yaml")


def test_every_suggested_move_is_legal_on_its_day_and_says_what_it_needs() -> None:
    known, capital, count = catalogue(), "", 0
    for line in starter_yaml("my_first").splitlines():
        if line.strip() in (f"{name}:" for name in CAPITALS):
            capital = line.strip(" :")
        elif line.startswith("    #   "):
            name = line[8:].split(":")[0]
            load_text(f"{HEAD}levers:\n  {capital}:\n    force:\n      {line[8:]}\n", "force.yaml")
            assert known.levers[f"{capital}.{name}"].needs in line
            count += 1
    assert count == sum(not lever.is_hold for lever in known.levers.values())


def test_it_begins_as_the_baseline_does_and_watches_the_pact() -> None:
    scenario = load_text(starter_yaml("my_first"), "starter.yaml")
    assert scenario.clock == load_scenario("baseline").clock
    assert scenario.watch == ("p_notice", "p_lapse", "trilateral_cohesion")


@pytest.mark.parametrize("name", ["", "  ", ".hidden", "a/b", "a\\b", "baseline", "two\nlines"])
def test_names_that_are_refused(name: str) -> None:
    assert library.unfit_name(name)


@pytest.mark.parametrize("name", ["my_first", "seoul 2", "한일"])
def test_names_that_are_fit(name: str) -> None:
    assert library.unfit_name(name) == ""


def test_every_scenario_that_comes_along_loads() -> None:
    assert scenario_names()[:1] == ["baseline"]
    for name in scenario_names():
        assert load_scenario(name).title


def test_cards_show_title_and_question_even_of_a_broken_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good.yaml").write_text("title: A title\nquestion: Why?\n")
    (tmp_path / "broken.yaml").write_text("title: [\n")
    (tmp_path / "notes.txt").write_text("nothing\n")
    monkeypatch.setattr(library, "scenarios_folder", lambda: tmp_path)
    cards = [(card.name, card.title, card.question) for card in library.library()]
    assert cards == [("broken", "broken", ""), ("good", "A title", "Why?")]


def test_the_folder_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert scenarios_folder() is not None
    assert load_scenario("baseline").title == load_scenario("baseline.yaml").title
