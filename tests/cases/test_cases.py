"""Hand-worked cases: what comes out was worked out beside it in a comment, never by the code."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from sim.decision.equilibrium import Ally, Game, Mediator, solve
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array
from sim.kernel.week import Week
from tests.cases.reading import TOLERANCE, named
from tests.laboratory import MONDAY, act, bench, ready
from tests.laws.games import nothing_expected, tables

LEVERS, MECHANISMS, PACT, CHOICES = (named(folder) for folder in ("levers", "mechanisms", "pact", "choice"))
PACT_ORDERS = ("notice", "suspend", "terminate", "normalise")
STANDING = {"in force": 0.0, "notice": 1.0, "suspended": 2.0, "lapsed": 3.0}
WORLDS = 2
FAR_BELOW = -60.0


def arrays(content: dict[str, Any] | None) -> dict[str, Any]:
    return {key: np.array(value) if isinstance(value, list) else value for key, value in (content or {}).items()}


def check(week: Week, expected: dict[str, float]) -> None:
    """Every row named must have the number named, in every world."""
    for key, value in expected.items():
        np.testing.assert_allclose(week.state.row(key), value, rtol=TOLERANCE, atol=TOLERANCE, err_msg=key)


@pytest.mark.parametrize("case", LEVERS.values(), ids=LEVERS.keys())
def test_lever(case: dict[str, Any]) -> None:
    assert set(case) <= {"lever", "week_of", "state", "inputs", "possible", "appeal", "expect"}
    lever = catalogue().levers[case["lever"]]
    day = case.get("week_of", MONDAY)
    week = bench(state=case.get("state"), inputs=case.get("inputs"), day=day, worlds=WORLDS)
    if "possible" in case:
        np.testing.assert_array_equal(np.broadcast_to(lever.possible(week), WORLDS), float(case["possible"]))
    if "appeal" in case:
        np.testing.assert_allclose(np.broadcast_to(lever.appeal(week), WORLDS), case["appeal"], rtol=TOLERANCE)
    if "expect" in case:
        lever.effect(week, np.ones((len(lever.parts), WORLDS)))
        check(week, case["expect"])


def test_every_lever_that_does_something_or_is_worth_something_has_a_case() -> None:
    told = {case["lever"] for case in LEVERS.values()}
    owed = {key for key, lever in catalogue().levers.items() if lever.has_effect or lever.has_appeal}
    assert owed - told == set()


@pytest.mark.parametrize("case", MECHANISMS.values(), ids=MECHANISMS.keys())
def test_mechanism(case: dict[str, Any]) -> None:
    """One phase of the week, once or for some weeks: state and luck before, state after."""
    assert set(case) <= {"phase", "day", "weeks", "state", "inputs", "luck", "expect"}
    week = bench(
        state=case.get("state"),
        inputs=case.get("inputs"),
        luck=arrays(case.get("luck")),
        day=case.get("day", MONDAY),
        worlds=WORLDS,
    )
    if case.get("weeks", 1) == 1:
        act(case["phase"], week)
    else:
        key, method = case["phase"].split(".")
        participant = ready(key, week)
        for week.index in range(case["weeks"]):
            getattr(participant, method)(week)
    check(week, case["expect"])


@pytest.mark.parametrize("case", PACT.values(), ids=PACT.keys())
def test_pact_by_the_calendar(case: dict[str, Any]) -> None:
    """Seoul's orders on their dates; where the pact stands at the end of the week of each date."""
    assert set(case) <= {"title", "start", "state", "inputs", "orders", "stands", "may", "shares"}
    start: date = case["start"]
    orders = {(day - start).days // 7: order for day, order in (case.get("orders") or {}).items()}
    stands = {(day - start).days // 7: STANDING[name] for day, name in case["stands"].items()}
    may = {(day - start).days // 7: names for day, names in (case.get("may") or {}).items()}
    shares = {(day - start).days // 7: value for day, value in (case.get("shares") or {}).items()}
    week = bench(state=case.get("state"), inputs=case.get("inputs"), day=start, worlds=WORLDS)
    pact = ready("gsomia", week)
    for week.index in range(max([*stands, *may, *shares]) + 1):
        pact.consult_calendar(week)  # type: ignore[attr-defined]
        if week.index in may:
            legal = {order for row, order in enumerate(PACT_ORDERS) if week.state.pact_may[row].all()}
            assert legal == set(may[week.index]), f"legal in the week of {start + timedelta(weeks=week.index)}"
        if week.index in orders:
            week.state.pact_order[PACT_ORDERS.index(orders[week.index])] = 1.0
        pact.carry_out(week)  # type: ignore[attr-defined]
        pact.run_out(week)  # type: ignore[attr-defined]
        if week.index in stands:
            assert (week.state.pact_state == stands[week.index]).all(), start + timedelta(weeks=week.index)
        if week.index in shares:
            np.testing.assert_allclose(week.state.intelligence, shares[week.index], rtol=TOLERANCE)


@pytest.mark.parametrize("case", CHOICES.values(), ids=CHOICES.keys())
def test_choice_between_few_levers(case: dict[str, Any]) -> None:
    """The chance of each named lever once the cabinet door is open; levers that are not named are forbidden."""
    assert set(case) <= {"title", "values", "answers", "expected", "chances"}
    answers = {capital: case.get("answers", {}).get(capital, {}) for capital in CAPITALS}
    game = small_game(case["values"], answers)
    start = nothing_expected(WORLDS)
    for capital, heard in (case.get("expected") or {}).items():
        start[CAPITALS.index(capital)] = np.array(heard)[:, np.newaxis]
    answer = solve(game, start)
    for capital, chances in case["chances"].items():
        number = CAPITALS.index(capital)
        levers = [lever.name for lever in catalogue().levers_of(capital)]
        found = answer.weights[game.rows[number]] / answer.totals[number][0]
        for name, chance in chances.items():
            np.testing.assert_allclose(found[levers.index(name)], chance, rtol=1e-5, err_msg=f"{capital}.{name}")


ALLY_ANSWERS = (("spiral",), ("exchange",), ("face",), ("success",), ("defiance", "carrot", "damage"))
WASHINGTON_ANSWERS = (("fought", "given"), ("damage",), ("pressing",))


def coefficient(answers: dict[str, float], names: tuple[str, ...]) -> Array:
    """A coefficient in every world, (world,), or several that go together, (name, world)."""
    found = np.array([[answers.get(name, 0.0)] * WORLDS for name in names])
    return found if len(names) > 1 else found[0]


def small_game(values: dict[str, dict[str, float]], answers: dict[str, dict[str, float]]) -> Game:
    """A game in which both types are alike, no routine door exists, and the cabinet is always open."""
    sides = []
    known = dict(zip(CAPITALS, tables(), strict=True))
    for capital in CAPITALS:
        table = known[capital]
        base = np.full((len(table.levers), 2, WORLDS), FAR_BELOW)
        base[0] = 0.0
        for name, value in values.get(capital, {}).items():
            base[table.rows[name]] = value
        words = WASHINGTON_ANSWERS if capital == "washington" else ALLY_ANSWERS
        unknown = set(answers[capital]) - {word for group in words for word in group}
        assert not unknown, unknown
        coefficients = tuple(coefficient(answers[capital], group) for group in words)
        doors = np.zeros((2, 2, WORLDS))
        doors[0] = 0.5
        kind = Mediator if capital == "washington" else Ally
        sides.append(kind(table.interplay, table.listen, base, doors, coefficients))
    seoul, tokyo, washington = sides
    assert isinstance(seoul, Ally)
    assert isinstance(tokyo, Ally)
    assert isinstance(washington, Mediator)
    return Game(seoul, tokyo, washington)
