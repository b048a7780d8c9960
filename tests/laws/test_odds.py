"""Laws of the chances that a week leaves: they add up, hold includes closed doors, one move is one of all."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.decision.equilibrium import Answer, solve
from sim.decision.odds import Odds
from sim.kernel.state import Array
from tests.laws.games import nothing_expected, random_game, tables

WORLDS = 4
SEEDS = st.integers(0, 2**32 - 1)


def doors(seed: int) -> tuple[Array, Array]:
    """Chances that the cabinet door opens and that only the routine door does, (government, world)."""
    luck = np.random.default_rng(seed)
    cabinet = luck.uniform(0.0, 0.9, (3, WORLDS))
    return cabinet, (1.0 - cabinet) * luck.uniform(0.0, 0.95, (3, WORLDS))


def reasoned(seed: int) -> Answer:
    return solve(random_game(seed, WORLDS, 1.0), nothing_expected(WORLDS))


@given(SEEDS)
def test_the_levers_of_a_government_add_up_to_one_for_each_type(seed: int) -> None:
    odds = Odds(tables(), WORLDS)
    chances = odds.of_all(reasoned(seed), *doors(seed))
    assert (chances >= 0.0).all()
    for government in range(3):
        np.testing.assert_allclose(chances[odds.government == government].sum(axis=0), 1.0, rtol=1e-12)


@given(SEEDS)
def test_a_move_that_was_made_is_one_of_all(seed: int) -> None:
    odds, answer, doors_ = Odds(tables(), WORLDS), reasoned(seed), doors(seed)
    counts = np.array([[len(table.levers)] for table in tables()])
    choice = np.random.default_rng(seed).integers(0, counts, (3, WORLDS))
    rows = choice + odds.first_rows
    expected = np.take_along_axis(odds.of_all(answer, *doors_), rows[:, np.newaxis], axis=0)
    np.testing.assert_array_equal(odds.of(choice, answer, *doors_), expected)


def test_a_tiny_case_by_hand() -> None:
    """Every lever weighs the same. Seoul has L levers, R of them routine (hold is one); the cabinet door opens with
    chance 0.2, only the routine door with 0.5, none with 0.3. Hold: 0.2 / L + 0.5 / R + 0.3; another routine lever
    0.2 / L + 0.5 / R; a lever of the cabinet 0.2 / L."""
    table = tables()[0]
    answer = solve(random_game(1, WORLDS, sway=0.0, sharpness=0.0), nothing_expected(WORLDS))
    chances = Odds(tables(), WORLDS).of_all(answer, np.full((3, WORLDS), 0.2), np.full((3, WORLDS), 0.5))
    levers, routine = len(table.levers), int(table.routine.sum())
    by_cabinet, by_routine = 0.2 / levers, 0.5 / routine
    expected = np.where(table.routine > 0, by_cabinet + by_routine, by_cabinet)
    expected[0] += 0.3
    np.testing.assert_allclose(chances[:levers, 0, 0], expected, rtol=1e-12)


def test_with_closed_doors_a_government_holds() -> None:
    odds, closed = Odds(tables(), WORLDS), np.zeros((3, WORLDS))
    chances = odds.of_all(reasoned(3), closed, closed)
    np.testing.assert_array_equal(chances, np.broadcast_to(odds.holding[:, np.newaxis, np.newaxis], chances.shape))
