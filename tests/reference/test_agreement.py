"""The vectorised engine against the model written for one world: same state, same luck, same week."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim import load_scenario
from sim.scenario.scenario import Scenario
from tests.reference.choice import Decided, probabilities
from tests.reference.engine_view import Dealt, Watched
from tests.reference.everything import closely_watching, everything
from tests.reference.setting import Setting, setting_of
from tests.reference.week import live
from tests.reference.world import World, close

TOLERANCE = 1e-9
WORLDS_A_WEEK = 12


def compare(scenario: Scenario, worlds: int, weeks: int, each_week: int = WORLDS_A_WEEK) -> int:
    """Run both for some weeks; each week starts from the engine's state in another dozen of its worlds.

    Returns in how many of these world-weeks the reasoning did not settle.
    """
    watched = Watched(replace(scenario, weeks=max(weeks, scenario.weeks)), worlds)
    settings: dict[int, Setting] = {}
    unsettled = 0
    for week in range(weeks):
        columns = [(week * each_week + offset) * 11 % watched.columns for offset in range(each_week)]
        before = {column: World.read(watched.model.state, column) for column in columns}
        watched.step()
        for column, world in before.items():
            alike = column if scenario.uncertain else 0
            if alike not in settings:
                settings[alike] = setting_of(scenario, watched.values(column))
            unsettled += check(watched, settings[alike], column, week, world)
    return unsettled


def check(watched: Watched, setting: Setting, column: int, week: int, world: World) -> bool:
    """One week of one world, both ways. Says whether its reasoning did not settle."""
    p, luck = setting.p, Dealt(watched.draws, column)
    lowest = p["courts.lowest_acceptance"]
    world.accepted = lowest + (0.9 - lowest) * luck.draw("courts.acceptance", 0)[0]
    decided = live(world, setting, week, luck, watched.of(watched.expected_before, column))
    where = f"week {week}, world {column}"
    assert not world.same_as(watched.model.state, column, TOLERANCE), where
    compare_reasoning(watched, setting, column, decided, where)
    return decided.reasoning.unconverged


def compare_reasoning(watched: Watched, setting: Setting, column: int, decided: Decided, where: str) -> None:
    """Doors, expected features, and the chance of every lever of every type through both doors."""
    for mine, theirs in zip(decided.doors, watched.doors(column), strict=True):
        assert all(close(a, b, TOLERANCE) for a, b in zip(mine, theirs, strict=True)), where
    theirs_expected = watched.of(watched.expected, column)
    for row, fellow in zip(decided.reasoning.expected, theirs_expected, strict=True):
        assert all(close(a, b, TOLERANCE) for a, b in zip(row, fellow, strict=True)), where
    weights = watched.weights(column)
    for rows, here, there in zip(setting.tables, decided.reasoning.weights, weights, strict=True):
        for kind in range(2):
            for through_cabinet in (True, False):
                chances = probabilities(here[kind], rows, through_cabinet)
                others = probabilities(there[kind], rows, through_cabinet)
                assert all(close(a, b, TOLERANCE) for a, b in zip(chances, others, strict=True)), where


@pytest.mark.parametrize("name", ["baseline", "notice_2019", "liquidation_and_retaliation"])
def test_the_engine_is_the_model_written_for_one_world(name: str) -> None:
    """Every field of the state, every chance and every move, week by week."""
    scenario = load_scenario(name)
    compare(scenario, worlds=130, weeks=min(104, scenario.weeks))


@pytest.mark.parametrize(("mode", "level"), [("level_k", 0), ("level_k", 2), ("independent", 0)])
def test_other_ways_of_reasoning_agree(mode: str, level: int) -> None:
    """Capitals that reason in steps, or not at all about each other."""
    scenario = replace(load_scenario("baseline"), decision_mode=mode, level=level)
    compare(scenario, worlds=128, weeks=16, each_week=4)


def test_reasoning_that_hardly_settles_agrees() -> None:
    """Plain sweeps, damped sweeps and, where these fail, the mean of the last two expectations."""
    assert compare(closely_watching(load_scenario("baseline")), worlds=128, weeks=40, each_week=20) > 0


def test_every_parameter_counts_alike() -> None:
    """Parameters differ from world to world, and every shock and lever happens: nothing is mixed up."""
    compare(everything(weeks=60), worlds=128, weeks=60, each_week=8)


@pytest.mark.slow
def test_every_parameter_counts_alike_for_years() -> None:
    """The same in more worlds and for longer, so that rare states and unsettled reasoning come up."""
    compare(everything(weeks=260), worlds=256, weeks=260, each_week=24)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["august_2019", "engaged_washington", "history_2018_2023", "pact_lapses_2019"])
def test_more_scenarios_agree(name: str) -> None:
    """The whole horizon of other scenarios that come along."""
    scenario = load_scenario(name)
    compare(scenario, worlds=256, weeks=scenario.weeks)
