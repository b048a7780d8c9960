"""Friction after agreements: in the weeks after a joint step one side may accuse the other over it."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, ZERO
from sim.kernel.clock import weekly_probability
from sim.kernel.draws import Law, Stream
from sim.kernel.participant import Participant, Setup
from sim.kernel.quantity import Evidence, Parameter
from sim.kernel.records import ALLIES
from sim.kernel.state import Field
from sim.kernel.week import Week

LEAK = Stream("friction.leak", 1, Law.UNIFORM, "Whether a joint step leaks into an accusation this week.")
LONG_AGO = 1000.0

PARAMETERS = (
    Parameter(
        "relations.leak_hazard",
        "Accusations after a joint step",
        "per week",
        0.05,
        0.0,
        0.15,
        "The weekly hazard that a joint step ends in accusations over its announcement.",
        "24 November 2019, two days after the suspension",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "relations.leak_weeks",
        "Weeks in which a joint step is fragile",
        "weeks",
        6.0,
        2.0,
        13.0,
        "How long after a joint step accusations may follow.",
        "judgement",
    ),
    Parameter(
        "relations.joint_window",
        "Weeks within which two steps are joint",
        "weeks",
        4.0,
        1.0,
        8.0,
        "Concessions by both sides within so many weeks are a joint step.",
        "judgement",
    ),
    Parameter(
        "seoul.joint_step_size",
        "Concession that makes a joint step",
        "index 0-1",
        0.3,
        0.05,
        0.6,
        "The smallest Korean concession that counts towards a joint step.",
        "judgement",
    ),
    Parameter(
        "tokyo.joint_step_size",
        "Concession that makes a joint step",
        "index 0-1",
        0.1,
        0.05,
        0.6,
        "The smallest Japanese concession that counts towards a joint step.",
        "judgement",
    ),
)


class Friction(Participant):
    """When both have just given way, a leak or a boast can turn the agreement into a quarrel."""

    KEY = "friction"
    LABEL = "Friction after agreements"
    PARAMETERS = PARAMETERS
    STREAMS = (LEAK,)
    FIELDS = (
        Field(
            "giving_age",
            "Weeks since the last step",
            "weeks",
            0.0,
            LONG_AGO,
            "Since each side last gave.",
            ALLIES,
            LONG_AGO,
        ),
        Field("joint_step_weeks", "Fragile weeks left", "weeks", 0.0, 60.0, "Weeks in which accusations may follow."),
        Field(
            "accusation",
            "Accusation",
            "0 or 1",
            0.0,
            1.0,
            "Whether one side accused the other this week.",
            recorded=True,
        ),
        Field("leak_order", "Forced leak", "0 to 1", 0.0, 1.0, "A leak that a shock brings about this week."),
    )

    def prepare(self, setup: Setup) -> None:
        inputs = setup.inputs
        self.hazard = inputs.cast(weekly_probability(inputs.exact("relations.leak_hazard")))
        self.weeks = inputs["relations.leak_weeks"]
        self.window = inputs["relations.joint_window"]
        self.size = inputs.rows("seoul.joint_step_size", "tokyo.joint_step_size")

    def quarrel(self, week: Week) -> None:
        """Joint steps open some fragile weeks; a leak in them becomes an accusation."""
        state = week.state
        age = state.giving_age
        age += ONE
        age *= state.concession <= self.size
        np.minimum(age, LONG_AGO, out=age)
        joint = (np.maximum(age[0], age[1]) <= self.window) & (np.minimum(age[0], age[1]) == ZERO)
        left = state.joint_step_weeks
        leaks = (week.draw(LEAK)[0] < self.hazard) & (left > ZERO) & (not week.on_record)
        state.accusation[...] = leaks | (state.leak_order > ZERO)
        state.leak_order[...] = 0.0
        np.maximum(left - ONE, ZERO, out=left)
        left += joint * (self.weeks - left)
