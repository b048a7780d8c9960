"""Laws of turns: who decides by turns is the same as who decides all along, week by week, until a turn differs."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim import load_scenario, run, with_changes
from sim.kernel.records import CAPITALS
from sim.results import Results
from sim.scenario.scenario import Scenario
from tests.laboratory import same_bits

WEEKS, WORLDS, TURN = 40, 128, 18
DAY, BACK = "2019-03-04", "2019-05-06"  # Mondays of weeks 18 and 27 after 29 October 2018


@cache
def crisis(*changes: tuple[str, object]) -> Scenario:
    return with_changes(load_scenario("baseline"), {"weeks": WEEKS, **dict(changes)})


def turns(*days: tuple[str, str]) -> str:
    return "[" + ", ".join(f"{{from: {day}, policy: {policy}}}" for day, policy in days) + "]"


def paths(results: Results) -> np.ndarray:
    return np.stack([np.asarray(series.values) for series in results.series.values()])


@cache
def plain() -> Results:
    return run(crisis(), worlds=WORLDS)


@pytest.mark.parametrize("capital", CAPITALS)
def test_from_its_turn_on_a_capital_only_does_as_told_and_then_decides_again(capital: str) -> None:
    there_and_back = turns((DAY, "script"), (BACK, "agent"))
    found = run(crisis((f"levers.{capital}.then", there_and_back)), worlds=WORLDS)
    moved = np.asarray(found.series[f"move.{capital}"].values) > 0
    before = np.asarray(plain().series[f"move.{capital}"].values) > 0
    assert same_bits(paths(found)[:, :TURN].copy(), paths(plain())[:, :TURN].copy())
    assert before[TURN:27].any()
    assert not moved[TURN:27].any()
    assert moved[27:].any()


def test_a_turn_in_the_first_week_is_the_policy_itself() -> None:
    found = run(
        crisis(("levers.seoul.policy", "script"), ("levers.seoul.then", turns(("2018-11-02", "agent")))), worlds=WORLDS
    )
    assert same_bits(paths(found), paths(plain()))


def test_in_weeks_of_script_what_is_forced_is_done() -> None:
    forced = ("levers.seoul.force.quiet_channel", "{at: 2019-03-20}")
    found = run(crisis(forced, ("levers.seoul.then", turns((DAY, "script")))), worlds=WORLDS)
    pulled = {lever: share for lever, share in found.pulls.items() if lever.startswith("seoul.") and share[TURN:].any()}
    assert set(pulled) == {"seoul.quiet_channel"}
    assert np.flatnonzero(pulled["seoul.quiet_channel"][TURN:]).tolist() == [2]


def test_before_agents_from_nobody_decides_whatever_the_turns_say() -> None:
    record = load_scenario("history_2018_2023")
    free = with_changes(record, {"weeks": 30, "agents_from": "2019-05-06"})
    by_turns = with_changes(free, {"levers.seoul.policy": "script", "levers.seoul.then": turns((DAY, "agent"))})
    assert same_bits(paths(run(free, worlds=64)), paths(run(by_turns, worlds=64)))
