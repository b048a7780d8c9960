"""Washington asks its allies to pay several times more for its troops."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.weighing import flag


def no_bill_open(week: Week) -> Array:
    """No such demand stands, shape (world,)."""
    return flag(week.state.cost_demand == ZERO)


def send_bill(week: Week, doses: Array) -> None:
    """The demand stands at its dose. `doses` has shape (1, world)."""
    np.copyto(week.state.cost_demand, doses[0], where=doses[0] > ZERO)


def withdraw_bill(week: Week, where: Array) -> None:
    """The demand is dropped in the worlds where `where` is 1, shape (world,)."""
    cost_demand = week.state.cost_demand
    cost_demand *= ONE - where


LEVER = Lever(
    key="washington.cost_sharing_demand",
    code="U7",
    label="Cost-sharing demand",
    sentence="Washington asks its allies to pay several times more for the American troops they host.",
    tempo=Tempo.STRUCTURAL,
    features={"assurance": -0.6, "visibility": 0.8, "gain": 0.7},
    political_cost=0.3,
    cooldown=20,
    clock="Any week; it stands until it is concluded or dropped, and the talks may break down over it.",
    source="002_88698e6e37e21d87.txt (500 percent); timeline 2019-11-15 and 2019-11-19; features are judgement",
    needs="No such demand stands.",
    reads=("cost_demand",),
    moves=("cost_demand",),
    possible=no_bill_open,
    effect=send_bill,
    lift=withdraw_bill,
)
