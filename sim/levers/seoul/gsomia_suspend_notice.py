"""Seoul suspends its notice at the last moment and keeps the right to end the pact."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.rows import SEOUL, PactStep
from sim.levers.weighing import feared_threat


def notice_is_running(week: Week) -> Array:
    """A notice counts down, shape (world,)."""
    return np.asarray(week.state.pact_may[PactStep.SUSPEND])


def deadline_against_leverage(week: Week) -> Array:
    """What suspending is worth to Seoul (pp, (world,)): the lapse avoided, less the leverage of waiting on.

    The first grows and the second shrinks as the deadline comes near, so the half-step comes late.
    """
    state, inputs = week.state, week.inputs
    near = state.deadline_nearness
    pressed = inputs["decision.lapse_ally_weight"] * state.us_pressure[SEOUL]
    avoided = near * inputs["decision.lapse_cost"] * (feared_threat(week, SEOUL) + pressed)
    waiting = (ONE - near) * (state.stake[SEOUL] + inputs["decision.suspend_leverage_floor"])
    return np.asarray(avoided - inputs["decision.suspend_patience"] * waiting)


def suspend_notice(week: Week, doses: Array) -> None:
    """The notice is suspended and the trade case halted. `doses` has shape (1, world)."""
    pulled = doses[0] > ZERO
    np.copyto(week.state.pact_order[PactStep.SUSPEND], doses[0], where=pulled)
    np.copyto(week.state.wto_case, 0.0, where=pulled)


LEVER = Lever(
    key="seoul.gsomia_suspend_notice",
    code="K8",
    label="Suspend the notice",
    sentence="Seoul suspends its notice and halts its trade case, but keeps the right to end the pact at any time.",
    tempo=Tempo.ROUTINE,
    features={
        "escalation": -0.3,
        "concession": 0.45,
        "security_damage": -0.6,
        "visibility": 0.9,
        "nationalism": -0.35,
    },
    political_cost=0.3,
    cooldown=20,
    clock="Only while a notice runs; in 2019 it came six hours before the pact would have lapsed.",
    source="000_15a09124d2c6ee77.txt; 002_88698e6e37e21d87.txt; timeline 2019-11-22; features are judgement",
    needs="A notice is running.",
    reads=(
        "pact_may",
        "deadline_nearness",
        "us_pressure",
        "stake",
        "threat",
        "abandonment_fear",
    ),
    moves=("pact_order", "wto_case"),
    possible=notice_is_running,
    appeal=deadline_against_leverage,
    effect=suspend_notice,
)
