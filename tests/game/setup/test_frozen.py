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


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"standing": [{"lever": "seoul.apology", "doses": {"dose": 1}, "week": 1}]}, "has no seoul.apology"),
        ({"standing": [{"lever": "seoul.wto_case", "doses": {"tariffs": 1}, "week": 1}]}, r"wto_case \(tariffs\)"),
        ({"objectives": [{"key": "a", "text": "a", "outcome": "p_peace", "points": 1}]}, "has no p_peace"),
        ({"questions": [{"key": "a", "text": "a", "outcome": "p_peace"}]}, "has no p_peace"),
        ({"watch": ["p_peace"]}, "has no p_peace"),
        ({"injects": [{"key": "a", "title": "a", "text": "a", "shock": "flood", "size": 1}]}, "has no flood"),
        ({"injects": [{"key": "a", "title": "a", "text": "a", "shock": "scandal", "size": 1}]}, "has no scandal"),
        ({"injects": [{"key": "a", "title": "a", "text": "a", "when": {"series": "joy", "above": 1}}]}, "has no joy"),
    ],
)
def test_what_the_model_no_longer_has_is_named(change: dict[str, object], words: str) -> None:
    content = json.loads(freeze(*opened("july_2019")))
    for name, value in change.items():
        around = content["setup"] if name in content["setup"] else content["setup"]["teams"]["seoul"]
        around[name] = value
    with pytest.raises(SetupError, match=words):
        thaw(json.dumps(content))
