"""A room keeps the world with which it was opened, whatever becomes of the files."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from sim.game.setup.errors import SetupError
from sim.game.setup.frozen import freeze, thaw
from sim.game.setup.library import opened
from sim.game.setup.records import Setup
from tests.game.strategies import setups, world


@settings(max_examples=10)
@given(setups())
def test_a_frozen_game_thaws_to_the_same_game_and_world(setup: Setup) -> None:
    found, scenario = thaw(freeze(setup, world()))
    assert found == setup
    assert scenario == world()
    assert scenario.digest == world().digest


@pytest.mark.parametrize("text", ["", "[]", "{", '{"form": 2}', '{"form": 1, "scenario": 3}', "[" * 100_000])
def test_a_text_that_is_no_world_is_refused(text: str) -> None:
    with pytest.raises(SetupError, match="damaged"):
        thaw(text)


@pytest.mark.parametrize(
    ("part", "value", "words"),
    [
        ("scenario", "schema: 1", "scenario cannot be read"),
        ("scenario", "schema: 1\nhorizon: {start: 2030-01-07, weeks: 4}", "outside its scenario"),
        ("setup", None, "no teams"),
    ],
)
def test_a_damaged_part_is_named(part: str, value: object, words: str) -> None:
    setup, scenario = opened("july_2019")
    content = json.loads(freeze(setup, scenario)) | {part: value}
    with pytest.raises(SetupError, match=words):
        thaw(json.dumps(content))
