"""How likely each type of each government is to pull each lever, or to hold: the chances that a week's reasoning
leaves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.decision.equilibrium import TYPES, Answer
from sim.decision.table import LeverTable
from sim.kernel.bounds import ONE
from sim.kernel.state import Array


class Odds:
    """Chances over both doors. Behind the cabinet door all levers wait, behind the routine door the routine ones, and
    where no door opens a government holds.

    In all methods `cabinet` and `only_routine` (government, world) are the chances that the cabinet door opens and
    that only the routine door does.
    """

    def __init__(self, tables: Sequence[LeverTable], worlds: int) -> None:
        levers = [len(table.levers) for table in tables]
        self.first_rows = np.cumsum([0, *levers[:-1]])[:, np.newaxis]
        self.government = np.repeat(np.arange(len(tables)), levers)
        self.routine = np.concatenate([table.routine for table in tables])
        self.holding = np.zeros_like(self.routine)
        self.holding[self.first_rows] = ONE
        self.places = np.arange(TYPES * worlds).reshape(TYPES, -1)

    def of(self, choice: Array, answer: Answer, cabinet: Array, only_routine: Array) -> Array:
        """How likely each type was to make the move that was made, (government, type, world).

        `choice` (government, world) are rows in the list of the government's own levers, 0 for hold.
        """
        pulled = choice + self.first_rows
        weight = answer.weights.reshape(-1).take((pulled * self.places.size)[:, np.newaxis] + self.places)
        routine, holding = self.routine.take(pulled), self.holding.take(pulled)
        return _chance(weight, routine, holding, answer.totals, cabinet, only_routine)

    def of_all(self, answer: Answer, cabinet: Array, only_routine: Array) -> Array:
        """How likely each type is to pull each lever, (lever, type, world), the levers of the three governments one
        below the other; those of a government add up to 1 for each type."""
        mover = self.government
        routine, holding = self.routine[:, np.newaxis], self.holding[:, np.newaxis]
        totals = answer.totals[mover]
        return _chance(answer.weights, routine, holding, totals, cabinet[mover], only_routine[mover])


def _chance(
    weight: Array, routine: Array, holding: Array, totals: Array, cabinet: Array, only_routine: Array
) -> Array:
    """Chances of levers, (lever, type, world), from their logit weights and the totals behind either door,
    (lever, door, type, world). `routine` and `holding` (lever, world) are 1 for such levers."""
    by_cabinet = cabinet[:, np.newaxis] / totals[:, 0]
    by_routine = (only_routine * routine)[:, np.newaxis] / totals[:, 1]
    no_door = (ONE - cabinet - only_routine) * holding
    return np.asarray(weight * (by_cabinet + by_routine) + no_door[:, np.newaxis])
