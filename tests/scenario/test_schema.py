"""The JSON Schema says to an editor what the loader says to everyone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from sim.kernel.catalogue import Catalogue, catalogue
from sim.kernel.records import CAPITALS
from sim.scenario.library import library
from sim.scenario.schema import json_schema
from sim.scenario.sections import paths
from sim.scenario.tree import read_tree
from tests.scenario.texts import FULL


def inside(schema: dict[str, Any], *steps: str) -> dict[str, Any]:
    """The part of a schema below some keys, references followed."""
    found = schema
    for step in steps:
        found = _followed(schema, found)["properties"][step]
    return _followed(schema, found)


def _followed(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    return schema["$defs"][part["$ref"].rsplit("/", 1)[1]] if "$ref" in part else part


def blocks(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if part.get("type") == "object" and "properties" in part:
            yield part
        for value in part.values():
            yield from blocks(value)
    elif isinstance(part, list):
        for value in part:
            yield from blocks(value)


def test_it_is_json_of_the_announced_dialect() -> None:
    schema = json.loads(json.dumps(json_schema()))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["required"] == ["schema"]
    assert schema["additionalProperties"] is False


def test_every_parameter_has_its_range_default_and_description() -> None:
    schema, known = json_schema(), catalogue()
    for path, parameter in paths(known):
        part = inside(schema, *map(str, path))
        assert (part["minimum"], part["maximum"]) == (parameter.low, parameter.high)
        assert part["default"] == parameter.default
        assert parameter.help in part["description"]
        assert parameter.unit in part["description"]


def test_every_lever_shock_and_outcome_is_offered() -> None:
    schema, known = json_schema(), catalogue()
    for capital in CAPITALS:
        force = inside(schema, "levers", capital, "force")
        assert set(force["properties"]) == {lever.name for lever in known.levers_of(capital)}
        for lever in known.levers_of(capital):
            assert lever.sentence in force["properties"][lever.name]["description"]
    assert set(_followed(schema, schema["properties"]["shocks"]["items"])["properties"]) == set(known.shocks)
    assert set(schema["properties"]["watch"]["items"]["enum"]) == set(known.outcomes)
    assert set(known.parameters) <= set(schema["properties"]["uncertain"]["propertyNames"]["anyOf"][0]["enum"])


def test_every_scenario_that_comes_along_fits() -> None:
    judge = pytest.importorskip("jsonschema").Draft202012Validator(json_schema())
    for card in library():
        assert not list(judge.iter_errors(read_tree(card.path.read_text(encoding="utf-8"), card.name).content))


def test_only_standing_measures_have_an_end(small: Catalogue) -> None:
    schema = json_schema(small)
    for key, lever in small.levers.items():
        capital, name = key.split(".")
        once = inside(schema, "levers", capital, "force")["properties"][name]["anyOf"][0]
        assert ("until" in _followed(schema, once)["properties"]) == (lever.lift is not None)


def test_unknown_keys_are_refused_everywhere_but_where_a_file_names_its_own() -> None:
    open_blocks = [block["title"] for block in blocks(json_schema()) if block.get("additionalProperties") is not False]
    assert sorted(open_blocks) == [f"Force{capital.capitalize()}" for capital in CAPITALS]


def test_no_inner_name_leaks_and_nothing_defaults_to_nothing() -> None:
    text = json.dumps(json_schema())
    assert "key_" not in text
    assert '"default": null' not in text


def test_every_key_of_a_full_file_is_in_it(small: Catalogue) -> None:
    schema = json_schema(small)
    assert set(read_tree(FULL, "file.yaml").content) <= set(schema["properties"])
