"""Seoul withdraws its notice for good and restores the intelligence pact."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.rows import SEOUL, PactStep


def pact_is_impaired(week: Week) -> Array:
    """The pact is suspended or has lapsed, shape (world,)."""
    return np.asarray(week.state.pact_may[PactStep.NORMALISE])


def repair_less_leverage(week: Week) -> Array:
    """What full repair is worth to Seoul (pp, (world,)): high once its own demands are met, less anger at home."""
    state, inputs = week.state, week.inputs
    stake = state.stake[SEOUL]
    repair = inputs["decision.normalise_repair_value"] * (ONE - stake)
    backlash = inputs["decision.normalise_backlash"] * state.salience[SEOUL] * state.hard_line[SEOUL]
    return np.asarray(repair - inputs["decision.normalise_leverage_lost"] * stake - backlash)


def restore(week: Week, doses: Array) -> None:
    """The pact is restored, Japan relisted and the trade case withdrawn. `doses` has shape (1, world)."""
    pulled = doses[0] > ZERO
    np.copyto(week.state.pact_order[PactStep.NORMALISE], doses[0], where=pulled)
    np.copyto(week.state.wto_case, 0.0, where=pulled)
    np.copyto(week.state.japan_delisted, 0.0, where=pulled)


LEVER = Lever(
    key="seoul.gsomia_normalise",
    code="K10",
    label="Normalise the pact",
    sentence="Seoul withdraws its notice for good, relists Japan and drops its trade case.",
    tempo=Tempo.STRUCTURAL,
    features={
        "escalation": -0.5,
        "concession": 0.55,
        "security_damage": -0.7,
        "visibility": 0.9,
        "nationalism": -0.4,
    },
    political_cost=0.8,
    cooldown=52,
    clock="Any week while the pact is suspended; after a lapse it takes four weeks of paperwork.",
    source="004_23131a2df6d52d71.txt ('an immediate renewal'); timeline 2023-03-21 to 2023-04-24; "
    "features are judgement",
    needs="The pact is suspended or has lapsed.",
    reads=("pact_may", "stake", "salience", "hard_line"),
    moves=("pact_order", "wto_case", "japan_delisted"),
    possible=pact_is_impaired,
    appeal=repair_less_leverage,
    effect=restore,
)
