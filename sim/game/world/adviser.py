"""The adviser: what a capital's own lines would bring, reckoned from what that capital knows and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sim.game.rules.act import RuleError
from sim.game.rules.room import Move, Order, Room
from sim.game.setup.numbers import MOST_WEEKS
from sim.game.setup.records import Line
from sim.game.world.knowledge import Known, advised, rounded
from sim.game.world.lives import ELSEWHERE, Engine, Lives, parting
from sim.game.world.played import as_scenario, followed_by
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS, is_event
from sim.scenario.scenario import Scenario, ShockEvent

Plain = dict[str, Any]
BEYOND, BEFORE = 8, 8
FAN = (10, 25, 50, 75, 90)
# What a government sees coming: a date in the calendar. Everything else is left out of its reckoning.
FORESEEN = ("election",)
ASSUMES = (
    "The past is as it was lived. From the first day of this move on chance is open: {worlds} possible futures.",
    "Your lines are carried out as written; after this move your government does nothing more.",
    "The other capitals decide for themselves, as the model's governments do. What they have really sealed, and what "
    "their people say in the room, is not known here.",
    "How resolute or engaged the others are is drawn as likely as the world believes it; your own government is as it "
    "is.",
    "Elections come on their days. Scandals, new leaders and cards that are still in the deck are not foreseen.",
    "Compared with holding: the same futures, in which you do nothing in this move.",
)


def forecast(engine: Engine, room: Room, base: Scenario, capital: str, lines: Sequence[Line]) -> Plain:
    """What lines of a capital would bring until some weeks after the present move: public series as fans by week,
    beginning with the last lived weeks, and shares of what may happen; beside the same where it holds.

    Raises RuleError where no move is being played.
    """
    if room.stage != "playing" or room.move.report is not None:
        raise RuleError("the adviser reckons while a move is being played. Ask again in the next one.")
    meant, held = _reckoned(engine, room, base, capital, lines), _reckoned(engine, room, base, capital, ())
    return {**meant, "compare": {"series": held["series"], "shares": held["shares"]}}


def _reckoned(engine: Engine, room: Room, base: Scenario, capital: str, lines: Sequence[Line]) -> Plain:
    scenario = _supposed(room, base, capital, lines)
    key = (scenario.digest, scenario.seed, capital, room.index)
    return engine.answers.get(key, lambda: _answer(engine, room, scenario, capital))


def _supposed(room: Room, base: Scenario, capital: str, lines: Sequence[Line]) -> Scenario:
    """The game as this capital can suppose it to go on: its own lines, agents elsewhere, and no surprise."""
    hands = {one: "script" if one == capital else "agent" for one in CAPITALS}
    told = tuple(card for card in room.move.injected if capital in card.to)
    meant = Move(hands, {}, {capital: Order(tuple(lines))}, told)
    then = followed_by(room, meant, room.weeks)
    beyond = min(BEYOND, MOST_WEEKS - base.clock.week_of(room.setup.first_day(room.index + 1)))
    if beyond > 0:
        then = followed_by(then, Move(hands, {}), beyond)
    return as_scenario(then, replace(base, shocks=_foreseen(base, room)))


def _foreseen(base: Scenario, room: Room) -> tuple[ShockEvent, ...]:
    today = room.setup.first_day(room.index)
    return tuple(event for event in base.shocks if event.at < today or event.shock in FORESEEN)


def _answer(engine: Engine, room: Room, scenario: Scenario, capital: str) -> Plain:
    start = scenario.clock.week_of(room.setup.first_day(room.index))
    weeks = range(max(start - BEFORE, 0), scenario.weeks)
    lives = engine.live(scenario, parting(scenario, start, ELSEWHERE), unknown_to=capital, since=start)
    return {
        "capital": capital,
        "weeks": list(weeks),
        "days": [scenario.clock.first_day(week).isoformat() for week in weeks],
        "known": start - weeks.start,
        "labels": {known.series: known.described for known in advised(capital)},
        "series": {known.series: _fan(lives, known, weeks) for known in advised(capital)},
        "shares": _shares(lives),
        "assumes": [words.format(worlds=len(ELSEWHERE)) for words in ASSUMES],
    }


def _fan(lives: Lives, known: Known, weeks: range) -> dict[str, list[float]]:
    values = lives.record[known.series][weeks.start : weeks.stop].astype(np.float64) * known.times
    fans = np.nanpercentile(values, FAN, axis=1)
    return {f"p{level}": rounded(fan) for level, fan in zip(FAN, fans, strict=True)}


def _shares(lives: Lives) -> dict[str, Plain]:
    """Of every event, what it is called and in which share of the worlds it has come about, in percent."""
    return {
        key: {"label": outcome.label, "percent": round(100.0 * float(np.nanmean(lives.outcomes[key])), 1)}
        for key, outcome in catalogue().outcomes.items()
        if is_event(key)
    }
