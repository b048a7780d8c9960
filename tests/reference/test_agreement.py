"""The vectorised engine against the model written for one world: same state, same luck, same week."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from sim import load_scenario
from sim.scenario.scenario import Scenario
from tests.reference.choice import Decided, probabilities
from tests.reference.engine_view import Dealt, Watched
from tests.reference.setting import Setting, setting_of
from tests.reference.week import live
from tests.reference.world import World, close

TOLERANCE = 1e-9
WORLDS_A_WEEK = 12


def compare(scenario: Scenario, worlds: int, weeks: int, each_week: int = WORLDS_A_WEEK) -> Watched:
    """Run both for some weeks; each week starts from the engine's state in another dozen of its worlds."""
    watched = Watched(replace(scenario, weeks=max(weeks, scenario.weeks)), worlds)
    settings: dict[int, Setting] = {}
    for week in range(weeks):
        columns = [(week * each_week + offset) * 11 % watched.columns for offset in range(each_week)]
        before = {column: World.read(watched.model.state, column) for column in columns}
        watched.step()
        for column, world in before.items():
            if column not in settings:
                settings[column] = setting_of(scenario, watched.values(column))
            check(watched, settings[column], column, week, world)
    return watched


def check(watched: Watched, setting: Setting, column: int, week: int, world: World) -> None:
    """One week of one world, both ways."""
    p, luck = setting.p, Dealt(watched.draws, column)
    lowest = p["courts.lowest_acceptance"]
    world.accepted = lowest + (0.9 - lowest) * luck.draw("courts.acceptance", 0)[0]
    decided = live(world, setting, week, luck, watched.of(watched.expected_before, column))
    where = f"week {week}, world {column}"
    assert not world.same_as(watched.model.state, column, TOLERANCE), where
    compare_reasoning(watched, setting, column, decided, where)


def compare_reasoning(watched: Watched, setting: Setting, column: int, decided: Decided, where: str) -> None:
    """Doors, expected features, and the chance of every lever of every type through both doors."""
    for mine, theirs in zip(decided.doors, watched.doors(column), strict=True):
        assert all(close(a, b, TOLERANCE) for a, b in zip(mine, theirs, strict=True)), where
    theirs_expected = watched.of(watched.expected, column)
    for row, fellow in zip(decided.reasoning.expected, theirs_expected, strict=True):
        assert all(close(a, b, TOLERANCE) for a, b in zip(row, fellow, strict=True)), where
    for rows, mine, theirs in zip(setting.tables, decided.reasoning.weights, watched.weights(column), strict=True):
        for kind in range(2):
            for through_cabinet in (True, False):
                here = probabilities(mine[kind], rows, through_cabinet)
                there = probabilities(theirs[kind], rows, through_cabinet)
                assert all(close(a, b, TOLERANCE) for a, b in zip(here, there, strict=True)), where


@pytest.mark.parametrize("name", ["baseline", "notice_2019", "liquidation_and_retaliation"])
def test_the_engine_is_the_model_written_for_one_world(name: str) -> None:
    """Every field of the state, every chance and every move, week by week."""
    scenario = load_scenario(name)
    compare(scenario, worlds=130, weeks=min(104, scenario.weeks))
