"""What every actor must hold: it is a Mesa agent of the model, and its state is rows of the arena."""

from __future__ import annotations

import mesa
import numpy as np
import pytest

from sim import load_scenario
from sim.actors.actor import Actor
from sim.engine.model import CrisisModel
from sim.kernel.catalogue import catalogue

ACTORS = {key: kind for key, kind in catalogue().participants.items() if issubclass(kind, Actor)}
NAMES = {
    "seoul", "tokyo", "washington", "korean_public", "japanese_public", "courts", "industry", "pyongyang",
    "beijing_moscow",
}
every_actor = pytest.mark.parametrize("key", sorted(NAMES))


@pytest.fixture(scope="module")
def model() -> CrisisModel:
    model = CrisisModel(load_scenario("baseline"), worlds=256)
    model.step()
    return model


def test_there_are_nine() -> None:
    assert set(ACTORS) == NAMES


def test_they_are_the_agents_of_the_model(model: CrisisModel) -> None:
    assert isinstance(model, mesa.Model)
    assert {type(agent) for agent in model.agents} == set(ACTORS.values())
    assert len(model.agents) == len(NAMES)


@every_actor
def test_it_has_a_name_and_rows_of_its_own(key: str, model: CrisisModel) -> None:
    kind = ACTORS[key]
    agent = next(iter(model.agents_by_type[kind]))
    assert kind.LABEL
    assert kind.LABEL in repr(agent)
    assert kind.ROWS
    assert set(kind.ROWS) <= set(model.state.row_keys)
    assert len(set(kind.ROWS)) == len(kind.ROWS)


@every_actor
def test_its_state_is_a_view_over_the_worlds(key: str, model: CrisisModel) -> None:
    agent = next(iter(model.agents_by_type[ACTORS[key]]))
    for name, values in agent.state.items():
        assert values.shape == (256,)
        assert np.shares_memory(values, model.state.row(name))


def test_a_step_is_a_week(model: CrisisModel) -> None:
    before = model.week.index
    model.step()
    assert model.week.index == before + 1
