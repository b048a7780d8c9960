"""A small game and reports as the world would send them, for tests that need no engine."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sim.game.rules.act import Act
from sim.game.rules.fold import accept, fold
from sim.game.rules.room import Room, new_room
from sim.game.setup.records import Inject, Line, Objective, Options, Question, Role, Setup, Team
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS

OPENS = date(2019, 8, 5)
GUESS = {"low": 20.0, "mid": 50.0, "high": 80.0}
SERIES = ("hostility.seoul", "approval.seoul", "approval.tokyo", "pact_state", "boycott")


def small_setup(**changes: Any) -> Setup:
    """Three moves of two weeks, with people in all capitals."""
    teams = {
        capital: Team(
            capital,
            f"{capital.title()} House",
            f"Brief of {capital}",
            (Role("Head", f"You lead {capital}"), Role("Foreign minister", "You travel")),
            (Objective("keep", "Keep the pact", "p_lapse", 3.0, at_most=0.0),),
            (Line(f"{capital}.{'private_message' if capital == 'washington' else 'quiet_channel'}", {"dose": 0.5}),),
        )
        for capital in CAPITALS
    }
    words: dict[str, Any] = {
        "title": "A small game",
        "scenario": "july_2019",
        "opens": OPENS,
        "moves": (2, 2, 2),
        "teams": teams,
        "options": Options(),
        "injects": (Inject("missile", "A launch", "Something flew.", shock="dprk_missile", at_move=2),),
        "questions": (Question("notice", "Will Seoul give notice?", "p_notice", at_least=1.0),),
    }
    return Setup(**{**words, **changes})


def report(week: int, weeks: int, pulled: list[dict[str, Any]] | None = None, **changes: Any) -> dict[str, Any]:
    """What the world says after `weeks` weeks that end with week number `week` of the world."""
    after = OPENS + timedelta(weeks=week - 40)
    found: dict[str, Any] = {
        "week": week,
        "day": after.isoformat(),
        "first_day": (after - timedelta(weeks=weeks)).isoformat(),
        "labels": {key: {"label": key, "unit": "index", "low": 0.0, "high": 100.0, "digits": 0} for key in SERIES},
        "series": {key: [50.0] * weeks for key in SERIES},
        "private": {capital: {"fatigue": [20.0] * weeks} for capital in CAPITALS},
        "pulled": pulled or [],
        "missed": [],
        "permitted": {key: [1.0] * 13 for key in catalogue().levers},
        "headlines": [{"week": week, "day": after.isoformat(), "text": "Nothing new", "tone": "neutral"}],
        "estimates": {one: {other: dict(GUESS) for other in CAPITALS if other != one} for one in CAPITALS},
        "truth": {capital: {"resolute": True} for capital in CAPITALS},
        "bands": {key: [0.0, 0.5, 1.0] for key in ("p_lapse", "p_notice")},
        "outcomes": dict.fromkeys(catalogue().outcomes, 0.0),
    }
    return {**found, **changes}


def seated(setup: Setup | None = None) -> Room:
    """A room whose world is ready, with one head in each capital: seats s1, s2 and s3."""
    room = accept(new_room("ABCDEF", setup or small_setup()), Act("opened", "host", 0.0, {"report": report(40, 10)}))
    joins = (Act("join", "host", 1.0, {"seat": f"s{k}", "name": "", "team": one}) for k, one in enumerate(CAPITALS, 1))
    return fold(room, joins)


def playing(phase: str = "brief", setup: Setup | None = None) -> Room:
    """The same room in its first move, pushed on to a phase."""
    room = accept(seated(setup), Act("start", "white", 2.0))
    while room.phase != phase:
        room = accept(room, Act("push", "white", 3.0))
    return room
