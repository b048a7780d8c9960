"""Seoul revives its suspended notice, and the intelligence pact ends."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.rows import SEOUL, PactStep
from sim.levers.weighing import flag


def notice_is_suspended(week: Week) -> Array:
    """A suspended notice can be revived, shape (world,)."""
    return np.asarray(week.state.pact_may[PactStep.TERMINATE])


def last_card(week: Week) -> Array:
    """What ending the pact is worth to Seoul (pp, (world,)): leverage and an answer, less the cost of a lapse."""
    state, inputs = week.state, week.inputs
    pressed = inputs["decision.lapse_ally_weight"] * state.us_pressure[SEOUL]
    cost = inputs["decision.lapse_cost"] * (inputs["decision.terminate_standing_cost"] + pressed)
    struck = flag(state.retaliation_age <= inputs["decision.return_memory"])
    answer = inputs["decision.return_weight"] * struck
    return np.asarray(inputs["decision.terminate_leverage"] * state.stake[SEOUL] + answer - cost)


def end_pact(week: Week, doses: Array) -> None:
    """The suspended notice is revived. `doses` has shape (1, world)."""
    pulled = doses[0] > ZERO
    np.copyto(week.state.pact_order[PactStep.TERMINATE], doses[0], where=pulled)


LEVER = Lever(
    key="seoul.gsomia_terminate",
    code="K9",
    label="End the pact",
    sentence="Seoul revives its suspended notice and the intelligence pact with Tokyo ends.",
    tempo=Tempo.STRUCTURAL,
    features={
        "escalation": 0.8,
        "security_damage": 1.0,
        "visibility": 1.0,
        "pressure": 0.2,
        "nationalism": 0.5,
    },
    political_cost=0.8,
    cooldown=0,
    clock="Any week while the notice is suspended; on Seoul's reading of the deal the pact ends at once.",
    source="000_15a09124d2c6ee77.txt ('the right to reactivate the termination notice at any time'); "
    "features are judgement",
    needs="A notice has been suspended.",
    reads=("pact_may", "us_pressure", "retaliation_age", "stake"),
    moves=("pact_order",),
    possible=notice_is_suspended,
    appeal=last_card,
    effect=end_pact,
)
