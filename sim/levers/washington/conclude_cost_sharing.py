"""Washington settles with its allies what they pay for its troops."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.weighing import flag


def bill_is_open(week: Week) -> Array:
    """A demand stands, shape (world,)."""
    return flag(week.state.cost_demand > ZERO)


def agree(week: Week, doses: Array) -> None:
    """The demand shrinks by the dose and the talks are mended. `doses` has shape (1, world)."""
    cost_demand = week.state.cost_demand
    cost_demand *= ONE - doses[0]
    np.copyto(week.state.cost_talks_broken, 0.0, where=doses[0] > ZERO)


LEVER = Lever(
    key="washington.conclude_cost_sharing",
    code="U8",
    label="Conclude cost sharing",
    sentence="Washington drops its large demand and signs an agreement on what the allies pay.",
    tempo=Tempo.STRUCTURAL,
    features={"assurance": 0.5, "visibility": 0.5, "gain": -0.4},
    political_cost=0.4,
    cooldown=52,
    clock="Any week while a demand stands.",
    source="timeline 2021-03-10: eleventh agreement announced; features are judgement",
    needs="A cost-sharing demand stands.",
    reads=("cost_demand",),
    moves=("cost_demand", "cost_talks_broken"),
    possible=bill_is_open,
    effect=agree,
)
