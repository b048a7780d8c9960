"""Which levers stay in a table that cannot hold all: holding, and those that the others most expect."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np

from sim.decision.equilibrium import TYPES, Answer, Game
from sim.kernel.errors import RunError
from sim.kernel.state import Array
from sim.study.game_form.agents import behind_door, everyone, players_among
from sim.study.game_form.smaller_game import with_levers

MOST_PROFILES = 20_000
FEWEST, USUAL = 2, 4


def likeliest(game: Game, may: Sequence[Array], answer: Answer, levers: int | None) -> list[list[int]]:
    """The rows of the levers that stay, by government: holding and the likeliest others, `levers` in all.

    Without a number, the most up to four that a table can hold. Raises RunError where a number makes no game, or too
    large a one.
    """
    ranked = [_ranked(game, flags, answer, number) for number, flags in enumerate(may)]
    if levers is not None:
        if levers < FEWEST:
            raise RunError(f"--levers {levers}: a choice takes two at least, holding and another. Write --levers 3.")
        kept = [sorted(rows[:levers]) for rows in ranked]
        _check_size(_shape(game, kept), levers)
        return kept
    for count in range(USUAL, FEWEST, -1):
        kept = [sorted(rows[:count]) for rows in ranked]
        if prod(_shape(game, kept)) <= MOST_PROFILES:
            return kept
    return [sorted(rows[:FEWEST]) for rows in ranked]


def _ranked(game: Game, may: Array, answer: Answer, number: int) -> list[int]:
    """A government's levers that may be pulled: hold, then by the chance that it pulls them as the others see it."""
    doors = game.players[number].doors[:, :, 0]
    chance = sum(
        doors[door, kind] * behind_door(game, answer, number, kind, door) for door in range(2) for kind in range(TYPES)
    )
    others = [int(row) for row in np.argsort(-np.asarray(chance), kind="stable") if may[row] and row > 0]
    return [0, *others]


def _shape(game: Game, kept: Sequence[Sequence[int]]) -> list[int]:
    small = with_levers(game, kept)
    agents = everyone(small, [np.ones(len(rows), dtype=bool) for rows in kept])
    return [len(agent.rows) for agent in players_among(agents)]


def _check_size(shape: Sequence[int], levers: int) -> None:
    if prod(shape) > MOST_PROFILES:
        raise RunError(
            f"--levers {levers}: {len(shape)} players with up to {max(shape)} levers make {prod(shape):,} profiles; "
            f"a table holds at most {MOST_PROFILES:,}. Ask for fewer levers, or add --known, which leaves one type of "
            "each government."
        )
