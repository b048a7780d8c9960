"""Seoul offers a fund that firms of both countries would pay into."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.weighing import flag


def unsettled(week: Week) -> Array:
    """There is something left to settle, shape (world,)."""
    return flag(week.state.settled == ZERO)


def put_offer_on_table(week: Week, doses: Array) -> None:
    """An offer lies on the table from this week. `doses` has shape (1, world)."""
    np.copyto(week.state.offer_weeks, 0.0, where=doses[0] > ZERO)


LEVER = Lever(
    key="seoul.joint_fund_offer",
    code="K2",
    label="Joint fund offer",
    sentence="Seoul proposes in public that firms of both countries pay the victims together.",
    tempo=Tempo.ROUTINE,
    features={"concession": 0.35, "visibility": 0.7, "nationalism": -0.35},
    political_cost=0.5,
    cooldown=12,
    clock="Any week while nothing is settled; the offer stays on the table for a season.",
    source="timeline 2019-06-19 and 2019-11-05: one-plus-one fund proposals; features are judgement",
    needs="The forced-labour question is not settled.",
    reads=("settled",),
    moves=("offer_weeks",),
    possible=unsettled,
    effect=put_offer_on_table,
)
