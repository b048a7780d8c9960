"""The week's game on small NumPy arrays, (lever, type): the fastest honest way to play it in one world.

The oracle for it is `choice.py`, in plain numbers; here the same rule is written for speed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tests.reference.choice import (
    ALL_SWEEPS,
    CONCESSION,
    DAMAGE,
    DAMPING,
    ESCALATION,
    FEWEST_SWEEPS,
    HEARD,
    MEDIATION,
    NATIONALISM,
    ON_SEOUL,
    ON_TOKYO,
    PLAIN_SWEEPS,
    PRESSURE,
    TOLERANCE,
    Answers,
    Expected,
    Plan,
    Row,
    carry_out_orders,
    door_chances,
    gap_between,
    learn,
    legal_levers,
    pick,
    scales_of,
    weights_of,
)
from tests.reference.levers import WORTH, lift
from tests.reference.setting import Setting
from tests.reference.world import CAPITALS, SEOUL, TOKYO, WASHINGTON, Parameters, World

Array = NDArray[np.float64]
ANSWERING = ((ESCALATION, CONCESSION, DAMAGE, PRESSURE),) * 2 + ((MEDIATION, ON_SEOUL, ON_TOKYO),)


class Table:
    """The levers of one capital as matrices, worked out once. `listen` maps weights to totals and heard features."""

    def __init__(self, capital: int, rows: list[Row], p: Parameters) -> None:
        self.capital, self.rows = capital, rows
        self.features = np.array([row.scaled for row in rows])
        self.answering = self.features[:, ANSWERING[capital]]
        self.cost = np.array([row.lever.political_cost for row in rows])
        self.with_worth = [(k, WORTH[row.lever.key]) for k, row in enumerate(rows) if row.lever.key in WORTH]
        self.about_pact = np.array([row.about_pact * row.scaled[NATIONALISM] for row in rows])
        heard = np.array([[row.features[channel] for channel in HEARD[capital]] for row in rows])
        listen = np.vstack((np.ones(len(rows)), heard.T))
        routine = np.array([0.0 if row.structural else 1.0 for row in rows])
        self.listen = np.vstack((listen, listen * routine))
        self.precision = p[f"{CAPITALS[capital]}.precision"]
        scales = scales_of(CAPITALS[capital], p)
        self.heard_scales = [scales[channel] for channel in HEARD[capital]]


@dataclass
class Side:
    """One government's side of the week's game: exponents (lever, type) and what its doors and types are worth."""

    table: Table
    exponents: Array
    answers: list[Answers]
    shares: tuple[float, float, float, float]


def side_of(table: Table, available: Sequence[bool], doors: tuple[float, float], world: World, p: Parameters) -> Side:
    """What each move would be worth to each type if the others held."""
    weights, answers = weights_of(table.capital, world, p)
    beyond = -table.cost
    for row, worth in table.with_worth:
        if available[row]:
            beyond[row] += worth(world, p)
    value = table.features @ np.array(weights).T
    value += beyond[:, np.newaxis]
    if table.capital == SEOUL:
        charge = world.pact_politics - 1.0
        value += np.outer(table.about_pact, [charge * weight[NATIONALISM] for weight in weights])
    value *= table.precision
    value[~np.array(available)] = -np.inf
    cabinet, routine = doors
    through, otherwise, high = cabinet, (1.0 - cabinet) * routine, world.belief_high[table.capital]
    low = 1.0 - high
    return Side(table, value, answers, (low * through, high * through, low * otherwise, high * otherwise))


def attraction(side: Side, expected: Expected, p: Parameters) -> list[list[float]]:
    """What the others' expected moves (already in scaled features) add to the answering channels, (channel, type)."""
    capital = side.table.capital
    if capital == WASHINGTON:
        seoul, tokyo = expected[SEOUL], expected[TOKYO]
        given = p["decision.us_concession_gain"] * (seoul[1] + tokyo[1])
        fought = p["decision.us_escalation_cost"] * (seoul[0] + tokyo[0])
        damage, pressing = p["decision.us_damage_response"], p["decision.us_pressure_response"]
        return [[given - fought] * 2, [damage * seoul[2]] * 2, [pressing * tokyo[2]] * 2]
    rival, washington = expected[1 - capital], expected[WASHINGTON]
    pressed, mediated = washington[1 + capital], washington[0]
    low, high = side.answers
    defied = low.defiance * pressed
    calmed = low.carrot * pressed + low.face * mediated
    return [
        [-low.spiral * rival[0] - 0.5 * defied] * 2,
        [low.exchange * rival[1] + calmed, high.exchange * rival[1] + calmed],
        [-defied] * 2,
        [low.success * rival[1]] * 2,
    ]


def respond(side: Side, expected: Expected, p: Parameters) -> tuple[Array, list[float]]:
    """Logit weights (lever, type) and the expected features, given what is expected of the others."""
    table = side.table
    added = np.array(attraction(side, expected, p))
    added *= table.precision
    weights = np.exp(side.exponents + table.answering @ added)
    (all_low, all_high), *heard = (table.listen @ weights).tolist()
    through, (few_low, few_high), otherwise = heard[:3], heard[3], heard[4:]
    a, b, c, d = side.shares
    a, b, c, d = a / all_low, b / all_high, c / few_low, d / few_high
    return weights, [
        a * full[0] + b * full[1] + c * few[0] + d * few[1] for full, few in zip(through, otherwise, strict=True)
    ]


def scaled(table: Table, expected: list[float]) -> list[float]:
    return [x * scale for x, scale in zip(expected, table.heard_scales, strict=True)]


def sweep(sides: list[Side], expected: Expected, p: Parameters) -> tuple[list[Array], Expected]:
    """Everybody answers once, in turn."""
    fresh = list(expected)
    felt = [scaled(side.table, row) for side, row in zip(sides, expected, strict=True)]
    weights = []
    for k, side in enumerate(sides):
        weight, fresh[k] = respond(side, felt, p)
        felt[k] = scaled(side.table, fresh[k])
        weights.append(weight)
    return weights, fresh


def equilibrium(sides: list[Side], start: Expected, p: Parameters) -> tuple[list[Array], Expected, bool]:
    """Sweeps from last week's expectations until they settle: weights, expected features, and whether they did not."""
    expected: Expected = start
    weights: list[Array] = []
    for number in range(1, ALL_SWEEPS + 1):
        weights, fresh = sweep(sides, expected, p)
        if number >= FEWEST_SWEEPS and gap_between(fresh, expected) <= TOLERANCE:
            return weights, fresh if number == FEWEST_SWEEPS else expected, False
        share = 1.0 if number <= PLAIN_SWEEPS else DAMPING
        expected = [
            [x + share * (y - x) for x, y in zip(row, fellow, strict=True)]
            for row, fellow in zip(expected, fresh, strict=True)
        ]
    return weights, expected, True


class Government:
    """One capital's mind in one world: what it may do, what that is worth, what it picks."""

    def __init__(self, capital: int, setting: Setting, first: int) -> None:
        self.capital, self.p = capital, setting.p
        self.table = Table(capital, setting.tables[capital], setting.p)
        self.plan: Plan = setting.plans[capital]
        self.own_waits = slice(first, first + len(self.table.rows))
        self.legal: list[bool] = []
        self.doors = (0.0, 0.0)

    def take_stock(self, world: World, week: int, first_day: date) -> Side:
        """Opportunities, permissions and values of the week."""
        self.doors = door_chances(world, self.p, self.capital)
        self.legal = legal_levers(self.table.rows, self.plan.bans(week), world, self.p, first_day)
        free = [legal and wait <= 0.0 for legal, wait in zip(self.legal, world.wait[self.own_waits], strict=True)]
        return side_of(self.table, free, self.doors, world, self.p)

    def decide(
        self, world: World, week: int, weights: Array, door_luck: Sequence[float], clocks: Sequence[float]
    ) -> dict[str, Mapping[str, float]]:
        """Pick a lever, or do as ordered; the cooldown starts and the others learn."""
        rows, by_kind, own = self.table.rows, weights.T.tolist(), 0
        if week >= self.plan.decides_from:
            own = pick(by_kind, rows, self.doors, world.type_high[self.capital], door_luck, clocks)
        for lever in self.plan.lifts.get(week, ()):
            lift(world, lever)
        own, done = carry_out_orders(self.plan.orders.get(week, ()), rows, self.legal, own)
        world.move[self.capital] = float(own)
        for k, row in enumerate(rows):
            if done and row.lever.key in done:
                world.wait[self.own_waits.start + k] = float(row.lever.cooldown)
        learn(self.capital, rows, by_kind, own, self.doors, world, self.p)
        return dict(done)


def wait_a_week(world: World) -> None:
    """Every lever is a week closer to being free."""
    world.wait = [weeks - 1.0 if weeks > 1.0 else 0.0 for weeks in world.wait]
