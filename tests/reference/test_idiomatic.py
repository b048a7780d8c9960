"""The idiomatic Mesa model is the same model: left alone with the same luck it lives the same lives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim import load_scenario
from tests.reference.engine_view import Dealt, Watched
from tests.reference.idiomatic import CrisisWorld, run_world

TOLERANCE = 1e-6
COLUMNS = (0, 17, 40, 63, 77, 99, 120, 127)
WEEKS = 52


@pytest.mark.parametrize("name", ["baseline", "notice_2019"])
def test_it_lives_the_lives_of_the_engine(name: str) -> None:
    """Eight worlds run freely beside the engine for a year: every field agrees in every week."""
    scenario = replace(load_scenario(name), agents_from=None)
    watched = Watched(scenario, worlds=128)
    alone = [CrisisWorld(scenario, values=watched.values(c), luck=Dealt(watched.draws, c)) for c in COLUMNS]
    for week in range(WEEKS):
        watched.step()
        for column, model in zip(COLUMNS, alone, strict=True):
            model.step()
            where = f"week {week}, world {column}"
            assert not model.world.same_as(watched.model.state, column, TOLERANCE), where


def test_it_runs_on_luck_of_its_own() -> None:
    """With a seed alone it runs; the same world of the same seed is the same again, and another world is not."""
    scenario = load_scenario("baseline")
    first, again, other = (run_world(scenario, seed=5, world=world, weeks=WEEKS) for world in (1, 1, 2))
    assert first.datacollector.model_vars == again.datacollector.model_vars
    assert first.datacollector.model_vars != other.datacollector.model_vars
    assert all(len(series) == WEEKS for series in first.datacollector.model_vars.values())
