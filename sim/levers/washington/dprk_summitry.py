"""Washington turns to talks with Pyongyang."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week


def begin_talks(week: Week, doses: Array) -> None:
    """Talks with Pyongyang go on for some weeks. `doses` has shape (1, world)."""
    np.copyto(week.state.summitry_weeks, week.inputs["decision.summitry_lull"], where=doses[0] > ZERO)


LEVER = Lever(
    key="washington.dprk_summitry",
    code="U11",
    label="Summitry with Pyongyang",
    sentence="The president meets North Korea's leader, which calms launches but takes attention from the allies.",
    tempo=Tempo.ROUTINE,
    features={"assurance": -0.1, "visibility": 0.9, "gain": 0.3},
    political_cost=0.8,
    cooldown=20,
    clock="Any week; launches are rarer for about eight weeks.",
    source="002_88698e6e37e21d87.txt; timeline 2019-02-28 and 2019-06-30; features are judgement",
    moves=("summitry_weeks",),
    effect=begin_talks,
)
