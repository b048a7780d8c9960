"""What the game's other pages are told before anybody joins, and that each of them is drawn."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.kernel.catalogue import catalogue
from sim.ui import offers


def told(name: str) -> dict[str, Any]:
    """What the component of a page is given."""

    def page(name: str) -> None:
        import importlib

        importlib.import_module(f"sim.ui.pages.{name}").PAGE.render()

    drawn = AppTest.from_function(page, args=(name,), default_timeout=60).run()
    assert not drawn.exception
    (part,) = drawn.get("bidi_component")
    found: dict[str, Any] = json.loads(part.proto.json)
    return found


@pytest.mark.parametrize("name", ["board", "observe"])
def test_a_board_is_told_what_is_public_by_nature(name: str) -> None:
    found = told(name)
    assert found["pact"] == {"renewal": [11, 23], "notice": [90, 150]}
    assert set(found) == {"as", "host", "pact", "steps"}


def test_washington_presses_one_ally_and_assures_both() -> None:
    steps = offers.board()["steps"]
    assert set(steps) == {lever.key for lever in catalogue().levers_of("washington")}
    assert steps["washington.press_tokyo"]["tokyo"] > steps["washington.press_tokyo"]["seoul"] == 0.0
    assert steps["washington.reassurance"]["assurance"] > 0.0 > steps["washington.cost_sharing_demand"]["assurance"]


def test_the_front_door_offers_the_shortest_game_first() -> None:
    games = told("play")["games"]
    weeks = [sum(game["moves"]) for game in games]
    assert games[0]["name"] == "autumn_2019_50_minutes"
    assert weeks == sorted(weeks)


def test_a_room_can_be_opened_from_every_scenario() -> None:
    found = told("open_room")
    assert {"baseline", "july_2019"} <= {scenario["name"] for scenario in found["scenarios"]}
    assert found["plain"]["hands"] == {"seoul": "human", "tokyo": "human", "washington": "human"}


def test_a_teacher_is_told_when_no_class_can_reach_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    options = {"server.address": "127.0.0.1", "server.port": 8600}
    monkeypatch.setattr(offers.config, "get_option", options.__getitem__)
    assert offers.reach()["loopback"]
    assert offers.reach()["command"].endswith("--port 8600")
    options["server.address"] = "0.0.0.0"
    assert not offers.reach()["loopback"]


def test_the_white_cell_knows_every_shock() -> None:
    assert set(told("white")["shocks"]) == set(catalogue().shocks)
