"""Tokyo talks to Seoul at the level of directors-general, out of sight."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.rows import TOKYO


def meet_quietly(week: Week, doses: Array) -> None:
    """The talks gain what the meeting carries this week. `doses` has shape (1, world)."""
    np.copyto(week.state.quiet_talks[TOKYO], doses[0], where=doses[0] > ZERO)


LEVER = Lever(
    key="tokyo.quiet_channel",
    code="J1",
    label="Quiet channel",
    sentence="Tokyo lets its diplomats talk to Seoul out of sight, which feeds the talks unless it leaks.",
    tempo=Tempo.ROUTINE,
    features={"concession": 0.10, "visibility": 0.05, "nationalism": -0.05},
    political_cost=0.15,
    cooldown=4,
    clock="Any week; sealed.",
    source="timeline 2019-11-22: bureau-chief talks agreed behind the scenes; features are judgement",
    moves=("quiet_talks",),
    effect=meet_quietly,
)
