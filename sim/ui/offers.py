"""What the pages of the game are told before anybody joins: ready games, scenarios, the pact's calendar, shocks."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit import config

from sim.game.setup.files import game_names
from sim.game.setup.from_scenario import as_game
from sim.game.setup.library import game_named
from sim.game.setup.records import Setup
from sim.institutions.gsomia import NOTICE_DAYS, SIGNED
from sim.kernel.catalogue import catalogue
from sim.kernel.errors import ScenarioError
from sim.kernel.records import CAPITALS
from sim.ui import library
from sim.ui.game.join_address import LOOPBACK, host_for_others

Plain = dict[str, Any]
MEDIATOR = "washington"


def games() -> list[Plain]:
    """The ready games as their cards show them, the shortest world first; a file in error is left out."""
    found = []
    for name in game_names():
        try:
            found.append({"name": name, **terms(game_named(name))})
        except ScenarioError:
            continue
    return sorted(found, key=lambda game: sum(game["moves"]))


def terms(setup: Setup) -> Plain:
    """What a teacher may change of a game, and its words for a list."""
    return {
        "title": setup.title,
        "summary": setup.summary,
        "length": setup.length,
        "opens": setup.opens.isoformat(),
        "moves": list(setup.moves),
        "minutes": dict(setup.minutes),
        "hands": {capital: setup.teams[capital].hand for capital in CAPITALS},
        "adjudicated": setup.options.adjudicated,
        "names": setup.options.names,
    }


def scenarios() -> list[Plain]:
    """Every scenario that can be opened as a game."""
    return [{"name": name, "title": library.title_of(name)} for name in library.names()]


def any_scenario() -> Plain:
    """The terms of a game that is made from a scenario and nothing else."""
    return terms(as_game(library.open_named(library.FIRST).scenario, library.FIRST))


def reach() -> Plain:
    """Whether only this computer can reach the server, and the command by which a class network can."""
    address, port = str(config.get_option("server.address") or ""), int(config.get_option("server.port"))
    return {"loopback": address in LOOPBACK, "command": f"trilateral app --address 0.0.0.0 --port {port}"}


def host() -> str:
    """The name and port that others type to reach this server."""
    return host_for_others(str(st.context.headers.get("host", "localhost")))


def board() -> Plain:
    """What the board needs to put public facts into words: the pact's calendar, and what Washington's levers press."""
    return {"pact": {"renewal": list(SIGNED), "notice": list(NOTICE_DAYS)}, "steps": _steps()}


def _steps() -> Plain:
    """By lever of Washington, how hard it presses Seoul and Tokyo and how much it assures both."""
    found = {}
    for lever in catalogue().levers_of(MEDIATOR):
        pressed = {ally: lever.features.get(f"pressure_{ally}", 0.0) for ally in CAPITALS if ally != MEDIATOR}
        found[lever.key] = {**pressed, "assurance": lever.features.get("assurance", 0.0)}
    return found


def shocks() -> Plain:
    """Every shock that a white cell can let the world feel, with its range."""
    return {
        key: {"sentence": shock.sentence, "low": shock.size.low, "high": shock.size.high, "default": shock.size.default}
        for key, shock in catalogue().shocks.items()
    }
