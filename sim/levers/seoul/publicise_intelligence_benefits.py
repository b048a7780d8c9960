"""Seoul shows its public what the intelligence pact has been good for."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week


def show_use(week: Week, doses: Array) -> None:
    """The public sees more of the pact's use, up to all of it. `doses` has shape (1, world)."""
    shown = week.state.pact_publicity
    shown += doses[0] * week.inputs["decision.publicity_step"]
    np.minimum(shown, ONE, out=shown)


LEVER = Lever(
    key="seoul.publicise_intelligence_benefits",
    code="K12",
    label="Publicise the pact's benefits",
    sentence="Seoul publishes concrete examples of how shared intelligence has protected the country.",
    tempo=Tempo.ROUTINE,
    features={
        "escalation": -0.05,
        "concession": 0.05,
        "security_damage": -0.05,
        "visibility": 0.4,
        "nationalism": -0.15,
    },
    political_cost=0.6,
    cooldown=13,
    clock="Any week.",
    source="000_15a09124d2c6ee77.txt (Botto): examples could wall the pact off from politics; features are judgement",
    reads=("pact_publicity",),
    moves=("pact_publicity",),
    effect=show_use,
)
