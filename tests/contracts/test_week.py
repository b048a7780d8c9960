"""The week is one list: every phase exists, and everything that participants do in a week is in it once."""

from __future__ import annotations

import inspect
from collections import Counter

import pytest

from sim import load_scenario
from sim.engine.model import CrisisModel
from sim.engine.week import OPENING, WEEK, Phase
from tests.contracts.records import is_sentence


@pytest.fixture(scope="module")
def model() -> CrisisModel:
    return CrisisModel(load_scenario("baseline"), worlds=1)


@pytest.mark.parametrize("phase", [*WEEK, *OPENING], ids=lambda phase: phase.key)
def test_it_exists_and_is_told_in_words(phase: Phase, model: CrisisModel) -> None:
    assert callable(getattr(model.participants[phase.participant], phase.method))
    assert is_sentence(f"{phase.label}.")


def test_everything_that_is_done_in_a_week_is_named_once(model: CrisisModel) -> None:
    named = Counter(phase.key for phase in WEEK)
    offered = set()
    for key, participant in model.participants.items():
        for name, method in inspect.getmembers(type(participant), inspect.isfunction):
            takes = list(inspect.signature(method).parameters)
            if not name.startswith("_") and takes == ["self", "week"]:
                offered.add(f"{key}.{name}")
    assert set(named) == offered
    assert max(named.values()) == 1


def test_participants_keep_their_keys(model: CrisisModel) -> None:
    assert all(key == participant.KEY for key, participant in model.participants.items())
