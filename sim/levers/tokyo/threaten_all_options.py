"""Tokyo warns that all options are on the table."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.rows import TOKYO
from sim.levers.weighing import flag


def unsettled(week: Week) -> Array:
    """There is still something to threaten about, shape (world,)."""
    return flag(week.state.settled == ZERO)


def value_of_threat(week: Week) -> Array:
    """What a warning is worth to Tokyo (pp, (world,)): more, the closer Korean courts come to its firms' assets.

    Source: sanctions tend to work as threats or not at all (TIES data, Morgan, Bapat and Kobayashi 2014).
    """
    return np.asarray(week.inputs["decision.threat_stake"] * week.state.stake[TOKYO])


LEVER = Lever(
    key="tokyo.threaten_all_options",
    code="J9",
    label="Threaten all options",
    sentence="Tokyo warns in public that it will use all options if Japanese assets are sold.",
    tempo=Tempo.ROUTINE,
    features={
        "escalation": 0.3,
        "security_damage": 0.05,
        "visibility": 0.9,
        "pressure": 0.2,
        "nationalism": 0.25,
    },
    political_cost=0.2,
    cooldown=8,
    clock="Any week while nothing is settled; the public remembers the promise.",
    source="000_15a09124d2c6ee77.txt ('all options'); timeline 2020-08-04 and 2020-10-21; features are judgement",
    needs="The forced-labour question is not settled.",
    reads=("settled", "stake"),
    possible=unsettled,
    appeal=value_of_threat,
)
