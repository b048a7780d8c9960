"""Seoul sends an envoy whom nobody is meant to see."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.rows import SEOUL


def send_envoy(week: Week, doses: Array) -> None:
    """The talks gain what the envoy carries this week. `doses` has shape (1, world)."""
    np.copyto(week.state.quiet_talks[SEOUL], doses[0], where=doses[0] > ZERO)


LEVER = Lever(
    key="seoul.quiet_channel",
    code="K1",
    label="Quiet channel",
    sentence="Seoul sends an envoy to talk out of sight, which feeds the talks unless it leaks.",
    tempo=Tempo.ROUTINE,
    features={"concession": 0.10, "visibility": 0.05, "nationalism": -0.05},
    political_cost=0.15,
    cooldown=4,
    clock="Any week; sealed.",
    source="timeline 2020-11-10: envoy meets the new prime minister; features are judgement",
    moves=("quiet_talks",),
    effect=send_envoy,
)
