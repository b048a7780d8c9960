"""Answers to answers: small games whose equilibria and circles everybody knows."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernel.state import Array
from sim.study.choice.responses import (
    CIRCLE,
    SETTLED,
    UNDECIDED,
    Answer,
    Path,
    Profile,
    answered,
    cells,
    equilibria,
    iterate,
    near_equilibria,
)

STATES = 6
PENNIES = ([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])  # one wants to match, the other not to
DILEMMA = ([[3, 0], [5, 1]], [[3, 0], [5, 1]])  # 0 keeps quiet, 1 tells: each seen from its own side
ROADS = ([[2, 0], [0, 1]], [[2, 0], [0, 1]])  # both left or both right


def game(own: list[list[int]]) -> Array:
    """A table of values, (own, other's, state), the same in every state."""
    return np.repeat(np.array(own, dtype=float)[:, :, np.newaxis], STATES, axis=2)


def answers(tables: tuple[list[list[int]], list[list[int]]]) -> Answer:
    """Best answers in a game of two; `tables` each from its own side."""

    def answer(profile: Profile, player: int) -> int:
        column = np.array(tables[player], dtype=float)[:, profile[1 - player]]
        return answered(column, np.zeros(len(column)), profile[player])

    return answer


def play(tables: tuple[list[list[int]], list[list[int]]], start: Profile = (0, 0)) -> Path:
    return iterate(answers(tables), start)


def steady(tables: tuple[list[list[int]], list[list[int]]]) -> list[Profile]:
    return equilibria(cells(game(tables[0])), cells(game(tables[1])))


def test_matching_pennies_go_in_a_circle() -> None:
    path = play(PENNIES)
    assert steady(PENNIES) == []
    assert path.ending == CIRCLE
    assert set(path.circle) == {(0, 0), (0, 1), (1, 1), (1, 0)}
    assert len(path.circle) == 4


def test_the_dilemma_ends_where_both_tell() -> None:
    path = play(DILEMMA)
    assert steady(DILEMMA) == [(1, 1)]
    assert (path.ending, path.profiles, path.turns) == (SETTLED, ((0, 0), (1, 0), (1, 1)), (-1, 0, 1))


@pytest.mark.parametrize("start", [(0, 0), (1, 1)])
def test_of_two_equilibria_one_stays_where_one_begins(start: Profile) -> None:
    path = play(ROADS, start)
    assert steady(ROADS) == [(0, 0), (1, 1)]
    assert path.profiles == (start,)
    assert path.ending == SETTLED


def test_three_can_settle() -> None:
    def follow(profile: Profile, player: int) -> int:
        return 1 if player == 0 else profile[player - 1]

    path = iterate(follow, (0, 0, 0))
    assert path.profiles == ((0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1))
    assert path.ending == SETTLED


def test_whoever_never_settles_is_said_to_be_undecided() -> None:
    assert iterate(lambda profile, player: profile[player] + 1, (0, 0), rounds=3).ending == UNDECIDED


def test_nobody_moves_for_what_cannot_be_told_apart() -> None:
    mean, error = np.array([1.0, 1.3]), np.array([0.2, 0.0])
    assert answered(mean, error, 0) == 0
    assert answered(mean, error / 4, 0) == 1


def test_noise_makes_a_lever_about_as_good() -> None:
    gap = np.array([0.3, -0.2, 0.4, -0.1, 0.2, -0.1])  # mean 0.083, far less than two of its errors
    table = cells(np.stack([gap, np.zeros(STATES), np.full(STATES, -5.0)])[:, np.newaxis])
    assert table.best[:, 0].tolist() == [True, False, False]
    assert table.about_best[:, 0].tolist() == [True, True, False]


def test_noise_widens_the_equilibria() -> None:
    noisy = game([[1, 1], [1, 1]]) + np.random.default_rng(4).normal(size=(2, 2, STATES))
    exact, near = equilibria(cells(noisy), cells(noisy)), near_equilibria(cells(noisy), cells(noisy))
    assert set(exact) < set(near)


def test_one_state_cannot_tell_levers_apart() -> None:
    table = cells(np.array([[[1.0]], [[2.0]]]))
    assert table.about_best.all()
