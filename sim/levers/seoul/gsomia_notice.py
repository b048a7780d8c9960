"""Seoul gives the ninety days' notice that ends the intelligence pact."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.rows import SEOUL, PactStep
from sim.levers.weighing import chance_that_pressure_works, feared_threat


def notice_is_legal(week: Week) -> Array:
    """The treaty's window is open and the pact is in force, shape (world,)."""
    return np.asarray(week.state.pact_may[PactStep.NOTICE])


def leverage_less_risk(week: Week) -> Array:
    """What a notice is worth to Seoul (pp, (world,)): leverage now, less the risk of a lapse later.

    Source: brinkmanship as a threat that leaves something to a deadline (Schelling 1960).
    """
    inputs = week.inputs
    chance = chance_that_pressure_works(week, SEOUL)
    leverage = inputs["decision.notice_leverage"] * inputs["decision.coercion_weight"] * chance
    risk = inputs["decision.notice_lapse_worry"] * inputs["decision.lapse_cost"]
    return np.asarray(leverage * week.state.stake[SEOUL] - risk * feared_threat(week, SEOUL))


def give_notice(week: Week, doses: Array) -> None:
    """The note is handed over; the countdown begins. `doses` has shape (1, world)."""
    pulled = doses[0] > ZERO
    np.copyto(week.state.pact_order[PactStep.NOTICE], doses[0], where=pulled)


LEVER = Lever(
    key="seoul.gsomia_notice",
    code="K7",
    label="GSOMIA notice",
    sentence="Seoul gives notice that it will let the intelligence pact with Tokyo end on its anniversary.",
    tempo=Tempo.STRUCTURAL,
    features={
        "escalation": 0.60,
        "security_damage": 0.7,
        "visibility": 1.0,
        "pressure": 0.25,
        "nationalism": 0.6,
    },
    political_cost=0.3,
    cooldown=40,
    clock="Once a year, in the weeks before the ninety-day limit in late August; the pact lapses on 23 November.",
    source="004_23131a2df6d52d71.txt; 000_15a09124d2c6ee77.txt; timeline 2019-08-22; features are judgement",
    needs="The pact is in force and the yearly window for notice is open.",
    window="gsomia.notice",
    reads=(
        "pact_may",
        "coercion_success",
        "coercion_failure",
        "stake",
        "threat",
        "abandonment_fear",
    ),
    moves=("pact_order",),
    possible=notice_is_legal,
    appeal=leverage_less_risk,
    effect=give_notice,
)
