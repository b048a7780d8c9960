"""Tokyo makes a public gesture: a summit, kind words, a voluntary fund."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.rows import TOKYO


def settlement_less_stake(week: Week) -> Array:
    """What a gesture is worth to Tokyo (pp, (world,)): good after a settlement, bad while cases are open or tired."""
    state, inputs = week.state, week.inputs
    settled = inputs["decision.gesture_settled"] * state.settled
    lost = inputs["decision.gesture_stake_lost"] * state.stake[TOKYO]
    return np.asarray(settled - lost - inputs["decision.gesture_fatigue"] * state.fatigue[TOKYO])


def open_door(week: Week, doses: Array) -> None:
    """A gesture lies on the table from this week. `doses` has shape (1, world)."""
    np.copyto(week.state.offer_weeks, 0.0, where=doses[0] > ZERO)


LEVER = Lever(
    key="tokyo.gesture",
    code="J11",
    label="Gesture",
    sentence="Tokyo makes a public gesture, such as a summit, an expression of regret or a voluntary fund.",
    tempo=Tempo.ROUTINE,
    features={
        "escalation": -0.3,
        "concession": 0.5,
        "security_damage": -0.1,
        "visibility": 0.9,
        "nationalism": -0.4,
    },
    political_cost=0.6,
    cooldown=20,
    clock="Any week; it opens the way to a settlement for a season.",
    source="timeline 2019-12-24 and 2023-05-07; features are judgement",
    reads=("settled", "stake", "fatigue"),
    moves=("offer_weeks",),
    appeal=settlement_less_stake,
    effect=open_door,
)
