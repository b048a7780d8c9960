"""The report of a move: what became of the world, as plain words and numbers that a room keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import numpy as np

from sim.game.rules.room import Order
from sim.game.world.estimates import estimates
from sim.game.world.headlines import headlines
from sim.game.world.knowledge import PRIVATE, PUBLIC, labels, rounded
from sim.game.world.lives import Lives
from sim.game.world.orders import levers_of, missed, pulled
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS, Lever
from sim.kernel.state import Array
from sim.scenario.scenario import ShockEvent

Plain = dict[str, Any]
BAND = (10, 50, 90)
SHOWN_BEFORE = 52
RECENT = 13
HEADLINES, HEADLINES_BEFORE = 6, 5


def report(
    lives: Lives,
    column: int,
    weeks: range,
    *,
    opens: int,
    move: int,
    orders: Mapping[str, Order],
    permitted: Mapping[str, Array],
    leaks: bool,
    calendar: Sequence[ShockEvent] = (),
) -> Plain:
    """What the world says after some weeks of the world in `column`, the others being its ghosts.

    `opens` is the first week of the game, `move` the move counted from 0 (the opening is -1), `permitted` the share of
    worlds in which a lever is lawful in each of the coming weeks, `calendar` the shocks
    of the scenario that the game is about.
    """
    clock, levers = lives.scenario.clock, _levers(lives)
    done = pulled(lives, column, weeks, opens, leaks=leaks)
    shown = weeks[-SHOWN_BEFORE:]
    types, most = lives.types[:, column], HEADLINES if move >= 0 else HEADLINES_BEFORE
    return {
        "week": weeks.stop,
        "day": clock.first_day(weeks.stop).isoformat(),
        "first_day": clock.first_day(shown.start).isoformat(),
        "labels": labels(),
        **_seen(lives, column, shown),
        "pulled": done,
        "missed": missed(orders, done, levers),
        "permitted": {key: rounded(shares) for key, shares in permitted.items()},
        "headlines": headlines(lives, column, weeks[-RECENT:], done=done, calendar=calendar, levers=levers, most=most),
        "estimates": estimates(types, lives.scenario.seed, move),
        "truth": _truth(lives, column, weeks.stop - 1),
        **measured(lives, column),
    }


def on_the_eve(lives: Lives, permitted: Mapping[str, Array]) -> Plain:
    """The report of the day before a scenario begins, for a game that opens on its first day: nothing was done yet."""
    one_row = range(1)  # stands for the week before the first
    found = report(lives, 0, one_row, opens=0, move=-1, orders={}, permitted=permitted, leaks=False)
    start = lives.scenario.start
    return {
        **found,
        "headlines": [],
        "week": 0,
        "day": start.isoformat(),
        "first_day": (start - timedelta(weeks=1)).isoformat(),
    }


def _levers(lives: Lives) -> dict[str, Lever]:
    return {lever.key: lever for capital in CAPITALS for lever in levers_of(lives.scenario, capital)}


def _seen(lives: Lives, column: int, weeks: range) -> Plain:
    """Public series by key, and what each capital alone knows by plain name."""
    rows = slice(weeks.start, weeks.stop)
    record = lives.record
    return {
        "series": {known.series: known.shown(record[known.series][rows, column]) for known in PUBLIC},
        "private": {
            capital: {known.name: known.shown(record[known.series][rows, column]) for known in found}
            for capital, found in PRIVATE.items()
        },
    }


def _truth(lives: Lives, column: int, week: int) -> Plain:
    return {
        capital: {
            "resolute": bool(lives.types[row, column] > 0.0),
            "belief": round(100.0 * float(lives.record[f"belief_high.{capital}"][week, column]), 1),
        }
        for row, capital in enumerate(CAPITALS)
    }


def measured(lives: Lives, column: int) -> Plain:
    """Every outcome at the end: p10, median and p90 over the worlds, the value in one of them, and where it lies."""
    outcomes = {key: lives.outcomes[key] for key in catalogue().outcomes}
    return {
        "bands": {key: rounded(np.nanpercentile(values, BAND)) for key, values in outcomes.items()},
        "outcomes": {key: float(values[column]) for key, values in outcomes.items()},
        "percentile": {key: percentile(values, column) for key, values in outcomes.items()},
    }


def last_week(lives: Lives) -> Plain:
    """Public series in the last week, p10, median and p90 over the worlds."""
    last = lives.record.values.shape[0] - 1
    found = {known: lives.record[known.series][last].astype(np.float64) * known.times for known in PUBLIC}
    return {known.series: rounded(np.nanpercentile(values, BAND)) for known, values in found.items()}


def percentile(values: Array, column: int) -> float:
    """Where a world lies among the others, 0 to 100: the share below it, and half of those that are equal."""
    others = np.delete(values, column)
    others = others[np.isfinite(others)]
    if not others.size:
        return 50.0
    below, equal = np.count_nonzero(others < values[column]), np.count_nonzero(others == values[column])
    return float(round(100.0 * (below + 0.5 * equal) / others.size, 1))
