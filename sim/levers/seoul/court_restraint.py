"""Seoul asks the courts for time."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.stages import CourtStage
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.rows import SEOUL
from sim.levers.weighing import flag


def seizure_contested(week: Week) -> Array:
    """A seizure has gone to appeal and nothing is settled, shape (world,)."""
    return flag((week.state.court_highest >= CourtStage.APPEALED) & (week.state.settled == ZERO))


def urgency_less_backlash(week: Week) -> Array:
    """What a delay is worth to Seoul (pp, (world,)): full once a sale is ordered, less anger at home."""
    state, inputs = week.state, week.inputs
    urgency = np.minimum(state.court_highest / CourtStage.SALE_ORDERED, ONE)
    backlash = inputs["decision.restraint_backlash"] * state.hard_line[SEOUL] * state.salience[SEOUL]
    return np.asarray(inputs["decision.restraint_urgency"] * urgency - backlash)


def ask_for_time(week: Week, doses: Array) -> None:
    """The courts go slower for a while, longer for a larger dose. `doses` has shape (1, world)."""
    weeks = doses[0] * week.inputs["courts.restraint_weeks"]
    np.maximum(week.state.court_restraint, weeks, out=week.state.court_restraint)


LEVER = Lever(
    key="seoul.court_restraint",
    code="K11",
    label="Court restraint",
    sentence="The government files an opinion that asks the courts to wait, which slows a sale but cannot stop it.",
    tempo=Tempo.STRUCTURAL,
    features={"concession": 0.30, "visibility": 0.2, "nationalism": -0.3},
    political_cost=0.8,
    cooldown=26,
    clock="From stage 3 on; the effect lapses after about forty weeks.",
    source="opinion of the foreign ministry to the Supreme Court, July 2022 (from general knowledge); "
    "features are judgement",
    needs="A seizure has gone to appeal (stage 3 or later) and nothing is settled.",
    reads=("court_highest", "settled", "salience", "hard_line", "court_restraint"),
    moves=("court_restraint",),
    possible=seizure_contested,
    appeal=urgency_less_backlash,
    effect=ask_for_time,
)
