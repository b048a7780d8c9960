"""Tokyo strikes back for the sale of Japanese assets: tariffs, its ambassador called home, fewer visas."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, ZERO
from sim.kernel.records import Lever, Part, Tempo
from sim.kernel.stages import CourtStage
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.weighing import flag

TARIFFS = Part(
    key="tariffs",
    label="Tariffs",
    features={
        "escalation": 0.4,
        "security_damage": 0.05,
        "visibility": 0.4,
        "pressure": 0.4,
        "nationalism": 0.2,
        "own_cost": 0.4,
    },
)
AMBASSADOR = Part(
    key="ambassador_recall",
    label="Ambassador's recall",
    features={
        "escalation": 0.3,
        "security_damage": 0.1,
        "visibility": 0.35,
        "pressure": 0.05,
        "nationalism": 0.25,
    },
)
VISAS = Part(
    key="visa_limits",
    label="Visa limits",
    features={
        "escalation": 0.2,
        "security_damage": 0.05,
        "visibility": 0.25,
        "pressure": 0.15,
        "nationalism": 0.15,
        "own_cost": 0.2,
    },
)


def sale_ordered(week: Week) -> Array:
    """A court has ordered a sale of Japanese assets, shape (world,)."""
    return flag(week.state.court_highest >= CourtStage.SALE_ORDERED)


def answer_to_stage(week: Week) -> Array:
    """What striking back is worth to Tokyo (pp, (world,)), by how far the sale has come."""
    stage, inputs = week.state.court_highest, week.inputs
    ordered = flag(stage == CourtStage.SALE_ORDERED) * inputs["decision.retaliate_sale_ordered"]
    upheld = flag(stage == CourtStage.SALE_UPHELD) * inputs["decision.retaliate_sale_upheld"]
    paid_out = flag(stage >= CourtStage.CASHED_OUT) * inputs["decision.retaliate_cash_out"]
    return np.asarray(ordered + upheld + paid_out)


def strike_back(week: Week, doses: Array) -> None:
    """Each part stands at its dose, and the memory of the blow is fresh. `doses` has shape (3, world)."""
    pulled = doses > ZERO
    np.copyto(week.state.retaliation, doses, where=pulled)
    np.copyto(week.state.retaliation_age, 0.0, where=pulled.any(axis=0))


def stand_down(week: Week, where: Array) -> None:
    """All parts end in the worlds where `where` is 1, shape (world,)."""
    retaliation = week.state.retaliation
    retaliation *= ONE - where


LEVER = Lever(
    key="tokyo.retaliation_package",
    code="J8",
    label="Retaliation package",
    sentence="Tokyo retaliates for the sale of Japanese assets with tariffs, its ambassador's recall and fewer visas.",
    tempo=Tempo.STRUCTURAL,
    features={
        "escalation": 0.9,
        "security_damage": 0.2,
        "visibility": 1.0,
        "pressure": 0.6,
        "nationalism": 0.6,
        "own_cost": 0.6,
    },
    political_cost=1.6,
    cooldown=26,
    clock="From the first sale order on; the measures stand until they are lifted.",
    source="000_15a09124d2c6ee77.txt (Kyodo, Suga); timeline 2020-08-04; features and their split are judgement",
    needs="A court has ordered a sale of Japanese assets (stage 4 or later).",
    parts=(TARIFFS, AMBASSADOR, VISAS),
    reads=("court_highest",),
    moves=("retaliation", "retaliation_age"),
    possible=sale_ordered,
    appeal=answer_to_stage,
    effect=strike_back,
    lift=stand_down,
)
