"""What the capitals learn about each other's private types from public moves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.decision.equilibrium import TYPES, Answer
from sim.decision.table import LeverTable
from sim.kernel.bounds import ONE, rows
from sim.kernel.inputs import Inputs
from sim.kernel.state import Array
from sim.kernel.week import Week

UNLIKELY = np.float32(1e-12)


class Beliefs:
    """Tempered Bayes over the two types of each government; sealed moves and holding teach nothing."""

    def __init__(self, tables: Sequence[LeverTable], inputs: Inputs) -> None:
        self.tables = tables
        self.learning = inputs["decision.learning_rate"]
        self.forgetting = inputs["decision.forgetting"]
        self.taught = inputs["decision.belief_from_mediation"]
        self.prior = inputs.rows("seoul.resolve", "tokyo.resolve", "washington.engagement")
        self.columns = np.arange(inputs.worlds)

    def learn(self, week: Week, choice: Array, answer: Answer, cabinet: Array, routine: Array) -> None:
        """Public moves tell about the mover's type; a credible mediator tells the truth; all slowly forget.

        `choice` (government, world) are the rows of the levers pulled; onlookers know the chances of the doors,
        `cabinet` and `routine`, and not which one was open.
        """
        state = week.state
        chance, seen = self._likelihoods(choice, answer, cabinet, routine)
        tempered = np.exp(self.learning * np.log(np.maximum(chance, UNLIKELY)))
        belief = state.belief_high
        high = belief * tempered[:, 1]
        posterior = high / (high + (ONE - belief) * tempered[:, 0] + UNLIKELY)
        belief += seen * (posterior - belief)
        belief += self.forgetting * (self.prior - belief)
        belief[:2] += self.taught * state.face[::-1] * (state.type_high[:2] - belief[:2])

    def _likelihoods(self, choice: Array, answer: Answer, cabinet: Array, routine: Array) -> tuple[Array, Array]:
        """How likely each type was to make the move that was made, (government, type, world), and whether the move
        was seen, (government, world)."""
        worlds = self.columns.size
        chance = np.empty((len(self.tables), TYPES, worlds), dtype=cabinet.dtype)
        seen = np.empty((len(self.tables), worlds), dtype=cabinet.dtype)
        for k, table in enumerate(self.tables):
            chosen = choice[k]
            np.take(table.public, chosen, out=seen[k])
            spot = chosen.astype(np.int64) * (TYPES * worlds) + self.columns
            weight = np.take(answer.weights[k], rows(spot, spot + worlds))
            in_cabinet, in_routine = answer.totals[k]
            by_routine = (ONE - cabinet[k]) * routine[k] / in_routine
            by_routine *= np.take(table.routine, chosen)
            np.multiply(weight, cabinet[k] / in_cabinet + by_routine, out=chance[k])
        return chance, seen
