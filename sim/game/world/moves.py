"""A move and its answer: the opening, what sealed orders would bring, and what they brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from sim.game.rules.act import RuleError
from sim.game.rules.orders import filled
from sim.game.rules.room import Move, Room, Ruling, new_room
from sim.game.setup.records import Setup
from sim.game.world.lives import ELSEWHERE, GHOSTS, Engine, Lives, eve, luck_before, parting
from sim.game.world.played import as_scenario, followed_by
from sim.game.world.report import last_week, measured, on_the_eve, report
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array
from sim.scenario.sample import worlds_with
from sim.scenario.scenario import Scenario

Plain = dict[str, Any]
AHEAD = 13


def opening(engine: Engine, setup: Setup, base: Scenario) -> Plain:
    """The report of the record up to the day on which a game opens."""
    room = new_room("", setup, base.custom_levers)
    permitted, opens = _permitted(engine, room, base), base.clock.week_of(setup.opens)
    scenario = as_scenario(room, base)
    if opens == 0:
        return on_the_eve(eve(scenario), permitted)
    lives = engine.live(scenario, worlds_with(scenario, np.arange(GHOSTS)))
    return report(
        lives,
        0,
        range(opens),
        opens=opens,
        move=-1,
        orders={},
        permitted=permitted,
        calendar=base.shocks,
        leaks=setup.options.leaks,
    )


def resolve(engine: Engine, room: Room, base: Scenario) -> Plain:
    """The world answers the present move as it was ruled: its `report`, and whose `luck` the lived world has from the
    move's first day on, None for as before."""
    scenario = as_scenario(room, base)
    lives = ghosts(engine, room, scenario)
    column = _column(lives, room.move.ruling or Ruling())
    luck = int(lives.lucks[column]) if column else None
    after = room.with_move(report={}, luck=luck)
    found = report(
        lives,
        column,
        range(_first_week(room, scenario), scenario.weeks),
        opens=scenario.clock.week_of(room.setup.opens),
        move=room.index,
        orders={capital: order for capital, order in room.move.orders.items() if room.move.hands[capital] != "agent"},
        permitted=_permitted(engine, after, base),
        calendar=base.shocks,
        leaks=room.setup.options.leaks,
    )
    return {"report": found, "luck": luck}


def outlook(engine: Engine, room: Room, base: Scenario) -> Plain:
    """What the sealed orders would bring by the end of the move: p10, median and p90 of every outcome, which of them
    are watched, where the seeded draw lies, and the same of public series. Orders still missing are filled in as they
    would be.

    Raises RuleError where no move waits for its answer.
    """
    if room.stage != "playing" or room.move.report is not None:
        raise RuleError("no move waits for its answer. The outlook is for a move that is being played.")
    asked = room if room.phase == "resolve" else replace(filled(room), phase="resolve")
    scenario = as_scenario(asked, base)
    lives = ghosts(engine, asked, scenario)
    words = {"watch": list(scenario.watch), "ghosts": GHOSTS, "labels": _outcome_labels()}
    return {**measured(lives, 0), **words, "series": last_week(lives)}


def _outcome_labels() -> dict[str, Mapping[str, Any]]:
    known = catalogue().outcomes.values()
    return {one.key: {"label": one.label, "unit": one.unit, "digits": one.digits} for one in known}


def ghosts(engine: Engine, room: Room, scenario: Scenario) -> Lives:
    """The lived world in column 0; in column k the lived past, and the luck of world k from the present move on."""
    start = _first_week(room, scenario)
    lucks = np.arange(GHOSTS, dtype=np.int64)
    lucks[0] = luck_before(scenario, start)
    key = (scenario.digest, scenario.seed, start)
    return engine.lives.get(key, lambda: engine.live(scenario, parting(scenario, start, lucks)))


def _first_week(room: Room, scenario: Scenario) -> int:
    return scenario.clock.week_of(room.setup.first_day(room.index))


def _column(lives: Lives, ruling: Ruling) -> int:
    """The world that the ruling chooses: the lived one, or the first of those nearest a percentile of an outcome, or of
    a public series in the last week."""
    if ruling.how == "seeded":
        return 0
    known = lives.outcomes.get(ruling.outcome)
    values = (known if known is not None else lives.record[ruling.outcome][-1]).astype(np.float64)
    return int(np.nanargmin(np.abs(values - np.nanpercentile(values, ruling.percentile))))


def _permitted(engine: Engine, room: Room, base: Scenario) -> Mapping[str, Array]:
    """By lever, the share of worlds in which it is lawful in each of the coming weeks while people hold still; worlds
    with a luck of their own, so that nothing of the lived future shows."""
    hands = {capital: "agent" if room.hand(capital) == "agent" else "script" for capital in CAPITALS}
    scenario = as_scenario(followed_by(room, Move(hands, {}), AHEAD), base)
    now = scenario.weeks - AHEAD
    lives = engine.live(scenario, parting(scenario, now, ELSEWHERE))
    return {key: shares[now:] for key, shares in lives.permitted.items() if not key.endswith(".hold")}
