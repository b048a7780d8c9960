"""Washington improves the route by which its allies share intelligence through the Pentagon."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.stages import PactState
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.weighing import flag


def direct_route_is_closed(week: Week) -> Array:
    """The pact has lapsed, and no such work is under way or done, shape (world,)."""
    state = week.state
    return flag((state.pact_state == PactState.LAPSED) & (state.bridge_weeks == ZERO) & (state.bridge < ONE))


def start_work(week: Week, doses: Array) -> None:
    """The work begins and takes its time. `doses` has shape (1, world)."""
    np.copyto(week.state.bridge_weeks, week.inputs["gsomia.bridge_weeks"], where=doses[0] > ZERO)


LEVER = Lever(
    key="washington.tisa_bridge",
    code="U10",
    label="Intelligence bridge",
    sentence="Washington improves the 2014 arrangement through which its allies share intelligence by way of the US.",
    tempo=Tempo.STRUCTURAL,
    features={
        "mediation": 0.1,
        "assurance": 0.1,
        # Below the limit of what others notice: work between defence ministries is not announced.
        "visibility": 0.05,
        "bridging": 0.6,
    },
    political_cost=0.3,
    cooldown=30,
    clock="Only after the pact has lapsed; takes about eight weeks to build; sealed.",
    source="000_15a09124d2c6ee77.txt (Maxwell: 'middle man'); timeline 2014-12-29; features are judgement",
    needs="The pact has lapsed and the bridge is not already being built.",
    reads=("pact_state", "bridge_weeks", "bridge"),
    moves=("bridge_weeks",),
    possible=direct_route_is_closed,
    effect=start_work,
)
