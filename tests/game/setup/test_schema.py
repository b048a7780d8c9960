"""Editors are told the form of a room file."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from ruamel.yaml import YAML

from sim.game.setup.form import game_schema, series_of
from sim.game.setup.library import ready_games
from sim.game.setup.records import PHASES, Setup
from sim.kernel.catalogue import catalogue
from tests.game.setup.written import SHORT, room_text
from tests.game.strategies import setups


def test_the_schema_is_plain_json_and_names_what_may_be_written() -> None:
    schema = json.loads(json.dumps(game_schema()))
    assert schema["title"] == "Trilateral room"
    assert schema["properties"]["game"] == {"const": 1, "description": "The form of this file."}
    assert set(schema["$defs"]["Minutes"]["properties"]) == set(PHASES)
    assert schema["$defs"]["Inject"]["properties"]["shock"]["enum"] == list(catalogue().shocks)
    assert schema["$defs"]["Condition"]["properties"]["series"]["enum"] == list(series_of(catalogue()))
    assert {"lever", "dose", "tariffs", "week"} <= set(schema["$defs"]["StandingTokyo"]["properties"])
    assert "tariffs" not in schema["$defs"]["StandingSeoul"]["properties"]


@settings(max_examples=10)
@given(setups())
def test_what_is_in_order_fits_the_schema(setup: Setup) -> None:
    judge = pytest.importorskip("jsonschema").Draft202012Validator(game_schema())
    judge.validate(json.loads(room_text(setup)))


def test_short_and_ready_games_fit_the_schema_and_mistakes_do_not() -> None:
    judge = pytest.importorskip("jsonschema").Draft202012Validator(game_schema())
    short = YAML(typ="safe", pure=True).load(SHORT)
    judge.validate(short)
    judge.validate(short | {"moves": {"count": 5, "weeks": 4}})
    for wrong in (
        {"moves": [14]},
        {"moves": []},
        {"lenght": "long"},
        {"watch": ["p_lapsed"]},
        {"options": {"names": "yes"}},
    ):
        assert not judge.is_valid(short | wrong)
    for card in ready_games():
        content = YAML(typ="safe", pure=True).load(card.path.read_text(encoding="utf-8"))
        judge.validate(json.loads(json.dumps(content, default=str)))
