"""Games as room files, for tests: JSON, which is YAML too."""

from __future__ import annotations

import json
from typing import Any

from sim.game.setup.plain import to_plain
from sim.game.setup.records import Setup

# A room file with nothing but what it needs.
SHORT = """game: 1
title: A short game
scenario: july_2019
moves: [4, 3]
teams:
  seoul: {}
  tokyo: {}
  washington: {}
"""


def room_text(setup: Setup) -> str:
    """The text of a room file that says all that a game holds."""
    document: dict[str, Any] = {"game": 1, **to_plain(setup)}
    for team in document["teams"].values():
        del team["capital"]
        team["objectives"] = [_said(wanted) for wanted in team["objectives"]]
        team["standing"] = [
            {"lever": line["lever"].split(".")[1], **line["doses"], "week": line["week"]} for line in team["standing"]
        ]
    document["questions"] = [_said(question) for question in document["questions"]]
    document["injects"] = [_said(inject) for inject in document["injects"]]
    for inject in document["injects"]:
        if "when" in inject:
            inject["when"] = _said(inject["when"])
    return json.dumps(document, indent=1, ensure_ascii=False)


def _said(content: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if value is not None}
