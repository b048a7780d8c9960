"""Tokyo plans as if Korea were not there."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.rows import TOKYO


def weariness(week: Week) -> Array:
    """What ignoring Korea is worth to Tokyo (pp, (world,)): more, the more tired it is of Korea."""
    inputs = week.inputs
    worth = inputs["decision.neglect_fatigue"] * week.state.fatigue[TOKYO]
    return np.asarray(worth - inputs["decision.neglect_reluctance"])


def let_talks_wither(week: Week, doses: Array) -> None:
    """The talks lose momentum. `doses` has shape (1, world)."""
    talks = week.state.talks
    talks *= ONE - doses[0] * (ONE - week.inputs["decision.neglect_talks_left"])


LEVER = Lever(
    key="tokyo.strategic_neglect",
    code="J10",
    label="Strategic neglect",
    sentence="Tokyo treats Korea as a non-entity and makes its plans without it.",
    tempo=Tempo.ROUTINE,
    features={"escalation": 0.15, "security_damage": 0.1, "visibility": 0.3, "nationalism": 0.2},
    political_cost=0.05,
    cooldown=26,
    clock="Any week; a posture for half a year.",
    source="002_88698e6e37e21d87.txt ('simply ignore Korea'); timeline 2019-06-28; features are judgement",
    reads=("fatigue", "talks"),
    moves=("talks",),
    appeal=weariness,
    effect=let_talks_wither,
)
