"""Random games of one week between the three capitals, with their real levers."""

from __future__ import annotations

import numpy as np

from sim.decision.equilibrium import HEARD, TYPES, Ally, Game, Mediator, Player
from sim.decision.table import LeverTable
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array

# The leading axes of each answer, as Ally and Mediator take them.
ALLY_ANSWERS, WASHINGTON_ANSWERS = ((), (TYPES,), (), (), (3,)), ((2,), (), ())


def tables(dtype: type = np.float64) -> list[LeverTable]:
    return [LeverTable(capital, catalogue().levers_of(capital), np.dtype(dtype)) for capital in CAPITALS]


def random_game(seed: int, worlds: int, sway: float = 1.0, sharpness: float = 1.0, dtype: type = np.float64) -> Game:
    """Own values within about three points of each other; `sway` scales how much the capitals mind each other."""
    luck = np.random.default_rng(seed)

    def numbers(*shape: int, size: float = 1.0) -> Array:
        return (size * luck.normal(size=shape)).astype(dtype)

    def player(kind: type[Player], table: LeverTable, answers: tuple[tuple[int, ...], ...]) -> Player:
        levers = len(table.levers)
        belief = luck.random((1, worlds))
        beliefs = np.concatenate((1.0 - belief, belief))
        cabinet, routine = luck.uniform(0.0, 0.9, worlds), luck.uniform(0.03, 0.95, worlds)
        return kind(
            table.interplay,
            table.listen,
            numbers(levers, TYPES, worlds, size=sharpness),
            np.stack((beliefs * cabinet, beliefs * (1.0 - cabinet) * routine)).astype(dtype),
            tuple(numbers(*shape, worlds, size=sway) for shape in answers),
        )

    seoul, tokyo, washington = tables(dtype)
    return Game(
        player(Ally, seoul, ALLY_ANSWERS),  # type: ignore[arg-type]
        player(Ally, tokyo, ALLY_ANSWERS),  # type: ignore[arg-type]
        player(Mediator, washington, WASHINGTON_ANSWERS),  # type: ignore[arg-type]
    )


def nothing_expected(worlds: int, dtype: type = np.float64) -> Array:
    return np.zeros((3, HEARD, worlds), dtype=dtype)


def players(game: Game) -> tuple[Player, Player, Player]:
    return game.seoul, game.tokyo, game.washington
