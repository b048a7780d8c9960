"""Tokyo grants licences more freely while its controls stay on the books."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, ZERO
from sim.kernel.materials import mean_over_materials
from sim.kernel.records import Lever, Tempo
from sim.kernel.stages import PactState
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.weighing import flag


def controls_stand(week: Week) -> Array:
    """Export controls are in force, shape (world,)."""
    return flag(week.state.export_controls > ZERO)


def sales_and_deadline(week: Week) -> Array:
    """What easing is worth to Tokyo (pp, (world,)): sales won back while Korea still buys, and a lapse averted."""
    state, inputs = week.state, week.inputs
    dependence = ONE - mean_over_materials(state.diversification)
    sales = inputs["decision.easing_exporters_gain"] * inputs["decision.economy_weight"] * dependence
    countdown = state.deadline_nearness * flag(state.pact_state == PactState.NOTICE)
    return np.asarray(sales + inputs["decision.easing_deadline"] * countdown)


def grant_licences(week: Week, doses: Array) -> None:
    """A further share of shipments flows freely, up to all. `doses` has shape (1, world)."""
    eased = week.state.licence_easing
    eased += doses[0] * week.inputs["licensing.easing_step"]
    np.minimum(eased, ONE, out=eased)


LEVER = Lever(
    key="tokyo.ease_licences",
    code="J6",
    label="Ease licences",
    sentence="Tokyo grants licences more freely, so that more of the three chemicals flows again.",
    tempo=Tempo.ROUTINE,
    features={
        "escalation": -0.2,
        "concession": 0.35,
        "security_damage": -0.1,
        "visibility": 0.4,
        "pressure": -0.3,
        "nationalism": -0.2,
        "own_cost": -0.1,
    },
    political_cost=0.25,
    cooldown=10,
    clock="Any week while the controls stand; each use frees another share of shipments.",
    source="timeline 2019-12-20: bulk licences for photoresists; features are judgement",
    needs="Export controls are in force.",
    reads=("export_controls", "diversification", "deadline_nearness", "pact_state", "licence_easing"),
    moves=("licence_easing",),
    possible=controls_stand,
    appeal=sales_and_deadline,
    effect=grant_licences,
)
