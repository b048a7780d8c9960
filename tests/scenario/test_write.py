"""What is written reads back as the same scenario, and reads well."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from sim.kernel.catalogue import Catalogue
from sim.scenario.library import scenario_names
from sim.scenario.load import load_scenario, load_text
from sim.scenario.scenario import Scenario
from sim.scenario.write import to_yaml
from tests.scenario.small import small_catalogue
from tests.scenario.strategies import scenarios
from tests.scenario.texts import FULL, HEAD

KNOWN = small_catalogue()


def test_a_full_file_comes_back_equal(small: Catalogue) -> None:
    scenario = load_text(FULL, "file.yaml", small)
    again = load_text(to_yaml(scenario, small), "again.yaml", small)
    assert again == scenario
    assert again.digest == scenario.digest


@given(scenarios())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_scenario_comes_back_equal(scenario: Scenario) -> None:
    text = to_yaml(scenario, KNOWN)
    again = load_text(text, "again.yaml", KNOWN)
    assert again == scenario
    assert again.digest == scenario.digest
    assert to_yaml(again, KNOWN) == text


@pytest.mark.parametrize("name", scenario_names())
def test_scenarios_that_come_along_come_back_equal(name: str) -> None:
    scenario = load_scenario(name)
    assert load_text(to_yaml(scenario), "again.yaml") == scenario


def test_only_what_differs_is_written(small: Catalogue) -> None:
    assert to_yaml(load_text(HEAD, "file.yaml", small), small) == HEAD


def test_it_reads_as_people_write_it(small: Catalogue) -> None:
    lines = to_yaml(load_text(FULL, "file.yaml", small), small).splitlines()
    assert "  seoul: {resolve: 0.7}" in lines
    assert "      export_controls: {at: 2019-07-04, dose: 0.8, until: 2023-03-23}" in lines
    assert "  - {dprk_missile: {at: 2019-10-02, size: 0.6}}" in lines
    assert "  seoul.resolve: [0.4, 0.9]" in lines
    assert "question: Does ending the pact bring Tokyo to the table, or only Washington down on Seoul?" in lines
    headings = [line.split(":")[0] for line in lines if not line.startswith(" ")]
    assert headings == [
        "schema", "title", "question", "sources", "horizon", "worlds", "seed", "agents_from", "actors", "institutions",
        "relations", "decision", "levers", "shocks", "luck", "uncertain", "sweep", "watch", "expect",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "title", ["yes", "null", "2019", "1e3", "- x", "a: b", "a # b", '"q"', "é 韓国 😀", "", "~", "."]
)
def test_titles_that_look_like_something_else(title: str, small: Catalogue) -> None:
    scenario = Scenario(title=title, start=load_text(HEAD, "file.yaml", small).start, weeks=3)
    assert load_text(to_yaml(scenario, small), "again.yaml", small).title == title
