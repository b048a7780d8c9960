"""Seoul takes Tokyo's trade measures to the World Trade Organization."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.weighing import flag


def measure_stands_unchallenged(week: Week) -> Array:
    """Tokyo has a trade measure in force and Seoul has no case open, shape (world,)."""
    state = week.state
    return flag(((state.export_controls > ZERO) | (state.whitelist_removed > ZERO)) & (state.wto_case == ZERO))


def open_case(week: Week, doses: Array) -> None:
    """The case is open or resumed. `doses` has shape (1, world)."""
    np.copyto(week.state.wto_case, 1.0, where=doses[0] > ZERO)


def drop_case(week: Week, where: Array) -> None:
    """The case is withdrawn in the worlds where `where` is 1, shape (world,)."""
    wto_case = week.state.wto_case
    wto_case *= ONE - where


LEVER = Lever(
    key="seoul.wto_case",
    code="K5",
    label="WTO case",
    sentence="Seoul complains about Tokyo's trade measures at the World Trade Organization, or resumes its complaint.",
    tempo=Tempo.ROUTINE,
    features={
        "escalation": 0.30,
        "visibility": 0.6,
        "pressure": 0.15,
        "nationalism": 0.3,
        "own_cost": 0.02,
    },
    political_cost=0.3,
    # Seoul resumed its case 38 weeks after filing it, so a year between pulls would contradict the record.
    cooldown=26,
    clock="Sixty days of consultation first; the case stays open until it is halted or withdrawn.",
    source="timeline 2019-09-11 (case), 2019-11-22 (halt), 2020-06-02 (resumed); features are judgement",
    needs="Tokyo has export controls or a white-list removal in force, and no case is open.",
    reads=("export_controls", "whitelist_removed", "wto_case"),
    moves=("wto_case",),
    possible=measure_stands_unchallenged,
    effect=open_case,
    lift=drop_case,
)
