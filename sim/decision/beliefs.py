"""What the capitals learn about each other's private types from public moves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.decision.equilibrium import Answer
from sim.decision.odds import Odds
from sim.decision.table import LeverTable
from sim.kernel.bounds import ONE
from sim.kernel.inputs import Inputs
from sim.kernel.state import Array
from sim.kernel.week import Week

UNLIKELY = np.float32(1e-12)


class Beliefs:
    """Tempered Bayes over the two types of each government; sealed moves and holding teach nothing."""

    def __init__(self, tables: Sequence[LeverTable], odds: Odds, inputs: Inputs) -> None:
        self.public = np.concatenate([table.public for table in tables])
        self.odds = odds
        self.learning = inputs["decision.learning_rate"]
        self.forgetting = inputs["decision.forgetting"]
        self.taught = inputs["decision.belief_from_mediation"]
        self.prior = inputs.rows("seoul.resolve", "tokyo.resolve", "washington.engagement")

    def learn(self, week: Week, choice: Array, answer: Answer, cabinet: Array, only_routine: Array) -> None:
        """Public moves tell about the mover's type; a credible mediator tells the truth; all slowly forget.

        `choice` (government, world) are the rows of the levers pulled; onlookers know the chances that the cabinet
        door opens, `cabinet`, and that only the routine door does, and not which one was open.
        """
        state = week.state
        seen = self.public.take(choice + self.odds.first_rows)
        chance = self.odds.of(choice, answer, cabinet, only_routine)
        tempered = np.exp(self.learning * np.log(np.maximum(chance, UNLIKELY)))
        belief = state.belief_high
        high = belief * tempered[:, 1]
        posterior = high / (high + (ONE - belief) * tempered[:, 0] + UNLIKELY)
        belief += seen * (posterior - belief)
        belief += self.forgetting * (self.prior - belief)
        belief[:2] += self.taught * state.face[::-1] * (state.type_high[:2] - belief[:2])
