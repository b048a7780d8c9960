"""What each side wants from the other (stakes), and what it has learned about whether pressing works."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, ZERO, keep_in_unit, positive, rows
from sim.kernel.clock import retention
from sim.kernel.materials import mean_over_materials
from sim.kernel.participant import Participant, Setup
from sim.kernel.quantity import Evidence, Parameter
from sim.kernel.records import ALLIES
from sim.kernel.stages import PactState
from sim.kernel.state import Field
from sim.kernel.week import Week

HUFBAUER = "Hufbauer et al.: sanctions succeed in about a third of episodes on a lenient scale"

PARAMETERS = (
    Parameter(
        "relations.success_prior",
        "Prior successes of pressure",
        "count",
        3.4,
        1.0,
        10.0,
        "With the prior failures, how likely governments think that pressure works (0.34 at the start).",
        HUFBAUER,
        Evidence.LITERATURE,
    ),
    Parameter(
        "relations.failure_prior",
        "Prior failures of pressure",
        "count",
        6.6,
        1.0,
        20.0,
        "The larger, the less governments expect from pressure.",
        HUFBAUER,
        Evidence.LITERATURE,
    ),
    Parameter(
        "relations.success_lesson",
        "Lesson of a concession under pressure",
        "count",
        0.8,
        0.0,
        3.0,
        "How much a concession teaches the side that was pressing.",
        "judgement",
    ),
    Parameter(
        "relations.failure_lesson",
        "Lesson of a week without result",
        "count",
        0.04,
        0.0,
        0.2,
        "How much a week of pressing without result teaches.",
        "judgement",
    ),
    Parameter(
        "relations.controls_stake",
        "Stake of the export controls",
        "index",
        0.55,
        0.0,
        1.0,
        "How much Seoul wants the export controls lifted.",
        "judgement",
    ),
    Parameter(
        "relations.list_stake",
        "Stake of the white list",
        "index",
        0.45,
        0.0,
        1.0,
        "How much Seoul wants its place on the white list back.",
        "judgement",
    ),
    Parameter(
        "relations.diversified_stake",
        "Stake lost by diversification",
        "share",
        0.6,
        0.0,
        1.0,
        "How much of the stake in the controls goes when Korea finds other suppliers.",
        "judgement",
    ),
    Parameter(
        "relations.pressed_half_life",
        "Half-life of being pressed",
        "weeks",
        13.0,
        4.0,
        40.0,
        "How long pressure by the other side is felt.",
        "judgement",
    ),
)


class Coercion(Participant):
    """Pressure aims at what the rival wants; both sides learn from concessions and from waiting in vain."""

    KEY = "coercion"
    LABEL = "Coercion and learning"
    PARAMETERS = PARAMETERS
    FIELDS = (
        Field(
            "stake",
            "Stake in the dispute",
            "index",
            0.0,
            2.0,
            "What each capital wants from the other: Seoul the trade measures lifted, Tokyo the cases ended.",
            ALLIES,
        ),
        Field("coercion_success", "Lessons that pressure works", "count", 0.0, 1e4, "Beta count.", ALLIES),
        Field("coercion_failure", "Lessons that pressure fails", "count", 0.0, 1e4, "Beta count.", ALLIES),
        Field("pressed", "Pressure felt", "index 0-1", 0.0, 1.0, "How hard the other side has pressed lately.", ALLIES),
    )

    def prepare(self, setup: Setup) -> None:
        inputs, state = setup.inputs, setup.state
        state.coercion_success[...] = inputs["relations.success_prior"]
        state.coercion_failure[...] = inputs["relations.failure_prior"]
        self.success_lesson = inputs["relations.success_lesson"]
        self.failure_lesson = inputs["relations.failure_lesson"]
        self.controls_stake = inputs["relations.controls_stake"]
        self.list_stake = inputs["relations.list_stake"]
        self.diversified = inputs["relations.diversified_stake"]
        self.pressed_keep = inputs.cast(retention(inputs.exact("relations.pressed_half_life")))

    def set_stakes(self, week: Week) -> None:
        """What each capital wants from the other this week."""
        state = week.state
        seoul, tokyo = state.stake
        freed = ONE - self.diversified * mean_over_materials(state.diversification)
        np.multiply(self.controls_stake * state.export_controls, freed, out=seoul)
        seoul += self.list_stake * state.whitelist_removed
        np.multiply(state.court_stake, ONE - state.settled, out=tokyo)

    def learn(self, week: Week) -> None:
        """A concession teaches that pressure works; a week of pressing in vain teaches the opposite."""
        state = week.state
        seoul_presses = (state.pact_state >= PactState.NOTICE) & (state.pact_state < PactState.LAPSED)
        seoul_presses |= (state.wto_case > ZERO) | (state.japan_delisted > ZERO)
        measures = state.export_controls + state.whitelist_removed + np.add.reduce(state.retaliation, axis=0)
        pressing = rows(seoul_presses, measures > ZERO)
        given = positive(state.concession[::-1])
        state.coercion_success += self.success_lesson * given * pressing
        state.coercion_failure += self.failure_lesson * pressing * (given <= ZERO)
        pressed = state.pressed
        pressed *= self.pressed_keep
        pressed += positive(state.pressure[::-1])
        keep_in_unit(pressed)
