"""What became of orders: which levers were pulled in the lived world, by whom, and which could not be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from sim.game.rules.room import Order
from sim.game.world.lives import Lives
from sim.kernel.catalogue import catalogue
from sim.kernel.records import ALLIES, CAPITALS, Lever
from sim.scenario.scenario import Scenario

Plain = dict[str, Any]
# An accusation is about talks of that week or of the few before; longer ago is no news.
FRESH = 4


def levers_of(scenario: Scenario, capital: str) -> tuple[Lever, ...]:
    """A capital's levers in the order in which the world numbers them; holding is 0."""
    own = (lever for lever in scenario.custom_levers if lever.owner == capital)
    return (*catalogue().levers_of(capital), *own)


def pulled(lives: Lives, column: int, weeks: range, opens: int, *, leaks: bool) -> list[Plain]:
    """Every lever pulled in some weeks of a world, in the order of the weeks. `opens` is the first week of the game;
    what is forced before is the record, and after it an order."""
    accused = np.flatnonzero(lives.record["accusation"][:, column] > 0.0)
    found = []
    for week in weeks:
        for lever in _in_week(lives, column, week):
            dose = _dose(lives.scenario, lever, week)
            secret = lever.sealed and leaks and lever.owner in ALLIES
            found.append(
                {
                    "week": week,
                    "in_week": week - weeks.start + 1,
                    "capital": lever.owner,
                    "lever": lever.key,
                    "label": lever.label,
                    "dose": 1.0 if dose is None else round(dose, 3),
                    "public": not lever.sealed,
                    "leaked": secret and any(week <= told < min(week + FRESH, weeks.stop) for told in accused.tolist()),
                    "by": "agent" if dose is None else "record" if week < opens else "order",
                }
            )
    return found


def _in_week(lives: Lives, column: int, week: int) -> Iterator[Lever]:
    for capital in CAPITALS:
        row = int(lives.record[f"move.{capital}"][week, column])
        if row:
            yield levers_of(lives.scenario, capital)[row]


def _dose(scenario: Scenario, lever: Lever, week: int) -> float | None:
    """The largest dose of a lever that is forced in a week; None where its government chose it."""
    force, clock = scenario.policies[lever.owner].force, scenario.clock
    doses = [max(one.doses.values()) for one in force if one.lever == lever.key and clock.week_of(one.at) == week]
    return max(doses, default=None)


def missed(orders: Mapping[str, Order], done: list[Plain], levers: Mapping[str, Lever]) -> list[Plain]:
    """The lines of the orders that were not carried out in their week."""
    carried_out = {(item["lever"], item["in_week"]) for item in done}
    return [
        {
            "capital": capital,
            "lever": line.lever,
            "label": levers[line.lever].label,
            "in_week": line.week,
            "why": _why(levers[line.lever]),
        }
        for capital, order in orders.items()
        for line in order.lines
        if any(line.doses.values()) and (line.lever, line.week) not in carried_out
    ]


def _why(lever: Lever) -> str:
    needs = lever.needs or lever.clock
    return f"When its week came it was not possible. It needs this: {needs}"
