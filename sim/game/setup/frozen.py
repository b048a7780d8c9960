"""A room's own frozen world: the game and its whole scenario in one text, so that no changed file changes a room."""

from __future__ import annotations

import json

from sim.game.setup.errors import SetupError
from sim.game.setup.names import unknown_names
from sim.game.setup.plain import DAMAGED, from_plain, to_plain
from sim.game.setup.records import Setup
from sim.kernel.catalogue import catalogue
from sim.kernel.errors import ScenarioError
from sim.kernel.plain import to_json
from sim.scenario.load import load_text
from sim.scenario.scenario import Scenario
from sim.scenario.write import to_yaml

FORM = 1


def freeze(setup: Setup, scenario: Scenario) -> str:
    """A game and the scenario that its world plays as one JSON text, which needs no other file."""
    return to_json({"form": FORM, "setup": to_plain(setup), "scenario": to_yaml(scenario)})


def thaw(text: str) -> tuple[Setup, Scenario]:
    """The game and the scenario of a frozen world. Raises SetupError where the text is damaged, or where the
    game names what the model no longer has."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise SetupError(DAMAGED.format(why="it is no JSON")) from None
    if not isinstance(content, dict) or content.get("form") != FORM or not isinstance(content.get("scenario"), str):
        raise SetupError(DAMAGED.format(why=f"it has not the form {FORM}, a setup and a scenario"))
    setup = from_plain(content.get("setup"))
    try:
        scenario = load_text(content["scenario"], setup.scenario)
    except ScenarioError as error:
        raise SetupError(DAMAGED.format(why=f"its scenario cannot be read ({error.problems[0].message})")) from None
    if not scenario.clock.holds(setup.opens):
        raise SetupError(DAMAGED.format(why=f"it opens on {setup.opens}, outside its scenario"))
    unknown = next(unknown_names(setup, scenario, catalogue()), None)
    if unknown is not None:
        raise SetupError(f"This game was made with another version of the model: this one has no {unknown}.")
    return setup, scenario
