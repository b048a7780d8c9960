"""Tokyo invokes the disputes clause of the 1965 agreement."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.weighing import flag


def step_is_left(week: Week) -> Array:
    """The agreement offers a further step and nothing is settled, shape (world,)."""
    unused = week.state.treaty_steps < week.inputs["decision.treaty_steps_allowed"]
    return flag(unused & (week.state.settled == ZERO))


def take_step(week: Week, doses: Array) -> None:
    """One more step of the agreement is used up; it cannot be taken by halves. `doses` has shape (1, world)."""
    np.add(week.state.treaty_steps, ONE, out=week.state.treaty_steps, where=doses[0] > ZERO)


LEVER = Lever(
    key="tokyo.treaty_arbitration",
    code="J2",
    label="Treaty arbitration",
    sentence="Tokyo asks for consultation and then arbitration under the agreement that settled claims in 1965.",
    tempo=Tempo.ROUTINE,
    features={"escalation": 0.2, "visibility": 0.6, "pressure": 0.1, "nationalism": 0.15},
    political_cost=0.15,
    cooldown=8,
    clock="Three steps, each with thirty days to answer; an unanswered step adds to Tokyo's grievance.",
    source="timeline 2019-01-09, 2019-05-20, 2019-06-19, 2019-07-18; features are judgement",
    needs="A step of the agreement is left and nothing is settled.",
    reads=("treaty_steps", "settled"),
    moves=("treaty_steps",),
    possible=step_is_left,
    effect=take_step,
)
