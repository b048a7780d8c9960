"""Every scenario that comes along is in order, asks something, says what it rests on, and keeps what it promises."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from sim import load_scenario, run
from sim.report.expectations import check_expectations
from sim.results import Results
from sim.scenario import load
from sim.scenario.scenario import DEFAULT_SEED, Scenario
from sim.scenario.write import to_yaml

FOLDER = Path(__file__).parents[2] / "scenarios"
FILES = sorted(FOLDER.glob("*.yaml"))
RECORD = FOLDER / "history_2018_2023.yaml"
ARTICLES = {"000_15a09124d2c6ee77.txt", "002_88698e6e37e21d87.txt", "004_23131a2df6d52d71.txt"}
DATED_EVENT = re.compile(r"\d{4}-\d{2}-\d{2}\b.*: .+|\d{4}-\d{2}-\d{2} and \d{4}-\d{2}-\d{2}, .+: .+")
FEW_WORLDS = 128
SELDOM = 0.1
YEAR = 52
# Not possible where agents were faster: the question is settled already, or the bill is already on the table.
ALREADY_AS_WANTED = {"seoul.joint_fund_offer", "washington.cost_sharing_demand"}
ASKED_FOR = {
    "baseline",
    "history_2018_2023",
    "notice_2019",
    "pact_lapses_2019",
    "no_export_controls",
    "white_list_only",
    "liquidation_and_retaliation",
    "hands_off_washington",
    "engaged_washington",
    "washington_takes_a_side",
    "presidential_visit",
    "cost_sharing_pressure",
    "mutual_compromise",
    "north_korean_ultimatum",
}

# The world of a ready game ends where the game ends; tests/scenarios/test_ready_games.py holds it to that.
ENDS_WITH_ITS_GAME = {"class_autumn_2019"}

# Beliefs alone may differ before a branch: what a step tells about a capital depends on what it is barred from doing.
BELIEFS = "belief_high"

every_scenario = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def test_the_questions_of_the_crisis_come_along() -> None:
    assert {file.stem for file in FILES} >= ASKED_FOR


@every_scenario
def test_it_is_in_order(file: Path) -> None:
    assert load.check_file(file) == []


@every_scenario
def test_it_says_what_it_is_and_what_it_asks(file: Path) -> None:
    scenario = load_scenario(file)
    assert scenario.title
    assert scenario.question.endswith("?")
    assert scenario.watch
    assert scenario.expect


@every_scenario
def test_it_rests_on_an_article_and_on_dated_events(file: Path) -> None:
    sources = load_scenario(file).sources
    assert ARTICLES & set(sources)
    for source in sources:
        assert source in ARTICLES or DATED_EVENT.match(source), source


@every_scenario
def test_it_explains_its_dates(file: Path) -> None:
    """A reader must be able to see why a day or a dose was chosen: comments stand in the file."""
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert file.stem == "baseline" or re.search(r"^extends: (baseline|\w+)$", text, re.MULTILINE)


@every_scenario
def test_its_worlds_share_their_luck_with_the_baseline(file: Path) -> None:
    scenario, baseline = load_scenario(file), load_scenario("baseline")
    assert (scenario.seed, scenario.worlds, scenario.start) == (DEFAULT_SEED, baseline.worlds, baseline.start)


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.stem not in ENDS_WITH_ITS_GAME], ids=lambda file: file.stem
)
def test_a_year_follows_the_last_thing_that_is_forced_upon_it(file: Path) -> None:
    """The record plays to its end; every other scenario leaves a year in which consequences can show."""
    scenario = load_scenario(file)
    if scenario.agents_from is None or _plays_the_record(scenario):
        assert scenario.weeks >= 2 * YEAR
    else:
        assert scenario.weeks - scenario.clock.week_of(_last_twist(scenario)) >= YEAR


def _plays_the_record(scenario: Scenario) -> bool:
    return all(policy.policy == "script" for policy in scenario.policies.values())


def _last_twist(scenario: Scenario) -> date:
    assert scenario.agents_from is not None
    forced = [item.at for policy in scenario.policies.values() for item in policy.force]
    return max([scenario.agents_from, *forced])


@every_scenario
def test_written_and_read_again_it_is_the_same(file: Path) -> None:
    scenario = load_scenario(file)
    assert load.load_text(to_yaml(scenario), file.name) == scenario


@cache
def _few_worlds(file: Path) -> Results:
    return run(load_scenario(file), worlds=FEW_WORLDS)


@every_scenario
def test_it_runs(file: Path) -> None:
    health = _few_worlds(file).health
    assert health.non_finite == 0
    assert health.unconverged < SELDOM


@every_scenario
def test_what_it_forces_can_be_carried_out(file: Path) -> None:
    """A forced lever that its preconditions forbid would be a scenario that does not do what it says."""
    missed = _few_worlds(file).health.forced_missed
    assert {lever for lever, share in missed.items() if share > SELDOM} <= ALREADY_AS_WANTED


def _record_with(scenario: Scenario) -> Results:
    """The record under what the scenario calls uncertain, which holds from the first day."""
    if not scenario.uncertain:
        return _few_worlds(RECORD)
    return run(replace(load_scenario(RECORD), uncertain=scenario.uncertain), worlds=FEW_WORLDS)


@every_scenario
def test_until_its_agents_decide_it_is_the_record(file: Path) -> None:
    scenario = load_scenario(file)
    if scenario.agents_from is None:
        pytest.skip("this scenario does not begin with the record")
    branch, record = scenario.clock.week_of(scenario.agents_from), _record_with(scenario).series
    differing = [
        key
        for key, series in _few_worlds(file).series.items()
        if not key.startswith(BELIEFS) and not np.array_equal(series.values[:branch], record[key].values[:branch])
    ]
    assert differing == []


def test_the_record_holds_its_own_launches_and_no_others() -> None:
    scenario = load_scenario(RECORD)
    branch = scenario.clock.week_of(scenario.agents_from or scenario.start)
    dated = sum(event.size for event in scenario.shocks if event.shock == "dprk_missile")
    assert (_few_worlds(RECORD).series["provocation"].values[:branch].sum(axis=0) == dated).all()


@pytest.mark.slow
@every_scenario
def test_what_it_expects_holds(file: Path) -> None:
    broken = [
        f"{checked.expectation.outcome}: {checked.mean:.3f}"
        for checked in check_expectations(run(load_scenario(file)))
        if not checked.holds
    ]
    assert broken == []
