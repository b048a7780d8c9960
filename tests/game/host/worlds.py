"""A world without an engine, a clock that is set by hand, and work that is done at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import date
from typing import Any

from sim.game.rules.room import Room
from sim.game.setup.records import Line, Setup
from sim.kernel.errors import RunError
from sim.scenario.scenario import Scenario
from tests.game.reports import report

SCENARIO = Scenario(title="A small world", start=date(2018, 10, 29), weeks=80)
OPENING = 40


class StubWorld:
    """Answers every question with a fixed report; `refuses` makes it fail with these words."""

    def __init__(self) -> None:
        self.refuses = ""
        self.asked: list[str] = []

    def opening(self, setup: Setup, scenario: Scenario) -> dict[str, Any]:
        self._answer("opening")
        return report(OPENING, 10)

    def resolve(self, room: Room, scenario: Scenario) -> dict[str, Any]:
        self._answer("resolve")
        return {"report": report(OPENING + sum(room.setup.moves[: len(room.moves)]), room.weeks), "luck": None}

    def outlook(self, room: Room, scenario: Scenario) -> dict[str, Any]:
        self._answer("outlook")
        return {"p_notice": [0.0, 0.5, 1.0]}

    def forecast(self, room: Room, scenario: Scenario, capital: str, lines: Sequence[Line]) -> dict[str, Any]:
        self._answer("forecast")
        return {"capital": capital, "levers": [line.lever for line in lines]}

    def as_scenario(self, room: Room, scenario: Scenario) -> Scenario:
        return replace(scenario, title=room.setup.title)

    def _answer(self, question: str) -> None:
        self.asked.append(question)
        if self.refuses:
            raise RunError(self.refuses)


class AtOnce(Executor):
    """Does what is submitted before it returns."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


class Clock:
    """Seconds since 1970, as set."""

    def __init__(self, at: float = 1_000_000.0) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at
