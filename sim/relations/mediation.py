"""American effort between the two capitals: a stock that persists, believed more or less, even-handed or not."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, keep_in_unit, positive
from sim.kernel.clock import retention
from sim.kernel.participant import Participant, Setup
from sim.kernel.quantity import Evidence, Parameter, Role
from sim.kernel.records import ALLIES
from sim.kernel.state import Field
from sim.kernel.week import Week

KYDD = "Kydd 2003: a biased mediator is believed by the side it leans to"

PARAMETERS = (
    Parameter(
        "relations.effort_kept",
        "Effort that persists",
        "share a week",
        0.86,
        0.5,
        0.97,
        "The share of American effort and pressure still felt a week later.",
        "half-life 4.6 weeks, judgement",
    ),
    Parameter(
        "relations.effort_gain",
        "Effort laid down by a move",
        "share",
        0.6,
        0.2,
        1.0,
        "How much of a move's effort goes into the stock.",
        "judgement",
    ),
    Parameter(
        "relations.bias_kept",
        "Memory of bias",
        "share a week",
        0.95,
        0.8,
        0.99,
        "How long one-sided pressure is remembered.",
        "judgement",
    ),
    Parameter(
        "washington.credibility",
        "Credibility as a mediator",
        "index 0-1",
        0.8,
        0.2,
        1.0,
        "How far the allies believe what Washington says when it is not distracted.",
        "judgement",
        Evidence.JUDGEMENT,
        Role.DISPOSITION,
    ),
    Parameter(
        "relations.credibility_base",
        "Belief in an even-handed mediator",
        "logit",
        1.4,
        -1.0,
        3.0,
        "How readily an unbiased mediator is believed.",
        KYDD,
        Evidence.LITERATURE,
    ),
    Parameter(
        "relations.credibility_from_bias",
        "Belief gained by leaning to a side",
        "logit per bias",
        0.0,
        -1.0,
        2.0,
        "How much more a mediator is believed by the side to which it leans.",
        KYDD,
        Evidence.LITERATURE,
    ),
    Parameter(
        "relations.bias_penalty",
        "Reception lost by leaning away",
        "share per bias",
        0.4,
        0.0,
        0.8,
        "How much less a side listens to a mediator that leans to the other.",
        "favouring one ally harms cooperation (strategic-value article)",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "relations.distraction_penalty",
        "Credibility lost to distraction",
        "share",
        0.5,
        0.0,
        1.0,
        "How much less a fully distracted Washington is believed.",
        "judgement",
    ),
    Parameter(
        "relations.threat_framing",
        "Weight of the common threat in mediation",
        "share",
        0.3,
        0.0,
        0.8,
        "How much more mediation counts when North Korea is threatening.",
        "a visit should stress North Korea (strategic-value article)",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "relations.goodwill_cost",
        "Goodwill lost by using security as a tool",
        "index",
        0.5,
        0.0,
        1.0,
        "How much American goodwill an ally loses by damaging security cooperation.",
        "US officials angry that GSOMIA is used as a tool (Glosserman)",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "relations.goodwill_half_life",
        "Half-life of lost goodwill",
        "weeks",
        26.0,
        8.0,
        80.0,
        "How long Washington stays angry.",
        "judgement",
    ),
)


class Mediation(Participant):
    """What Washington does this week lays down effort, pressure and an impression of bias that last for weeks."""

    KEY = "mediation"
    LABEL = "American mediation"
    PARAMETERS = PARAMETERS
    FIELDS = (
        Field(
            "us_effort",
            "American effort",
            "index 0-1",
            0.0,
            1.0,
            "The stock of mediating effort that Washington has made.",
            recorded=True,
        ),
        Field("us_pressure", "American pressure", "index 0-1", 0.0, 1.0, "The stock of pressure on each ally.", ALLIES),
        Field(
            "us_bias", "Perceived bias", "index", -1.0, 1.0, "How one-sided Washington seems; above 0 against Seoul."
        ),
        Field(
            "lean",
            "Lean towards the ally",
            "index",
            -1.0,
            1.0,
            "Bias as each ally sees it; below 0 against it.",
            ALLIES,
        ),
        Field(
            "reception",
            "How well Washington is heard",
            "index",
            0.0,
            2.0,
            "Credibility of Washington's mediation in each capital, bias and threat included.",
            ALLIES,
        ),
        Field(
            "face",
            "Face saved by mediation",
            "index",
            0.0,
            1.0,
            "How far a concession can be made to Washington.",
            ALLIES,
        ),
        Field(
            "us_goodwill",
            "American goodwill",
            "index 0-1",
            0.0,
            1.0,
            "How well disposed Washington is to each ally.",
            ALLIES,
            1.0,
        ),
    )

    def prepare(self, setup: Setup) -> None:
        inputs = setup.inputs
        self.kept = inputs["relations.effort_kept"]
        self.gain = inputs["relations.effort_gain"]
        self.bias_kept = inputs["relations.bias_kept"]
        self.bias_gain = inputs.cast(ONE - self.bias_kept)
        self.credibility = inputs["washington.credibility"]
        self.base = inputs["relations.credibility_base"]
        self.from_bias = inputs["relations.credibility_from_bias"]
        self.penalty = inputs["relations.bias_penalty"]
        self.distracted = inputs["relations.distraction_penalty"]
        self.framing = inputs["relations.threat_framing"]
        self.goodwill_cost = inputs["relations.goodwill_cost"]
        self.goodwill_drift = inputs.cast(ONE - retention(inputs.exact("relations.goodwill_half_life")))

    def be_heard(self, week: Week) -> None:
        """How well Washington would be heard in each capital this week."""
        state = week.state
        belief = state.reception
        state.lean[0] = -state.us_bias
        state.lean[1] = state.us_bias
        np.divide(ONE, ONE + np.exp(-(self.base + self.from_bias * state.lean)), out=belief)
        belief *= self.credibility * (ONE - self.distracted * state.distraction[2])
        belief *= ONE - self.penalty * positive(-state.lean)
        belief *= ONE + self.framing * state.threat

    def accumulate(self, week: Week) -> None:
        """This week's effort, pressure and one-sidedness add to the stocks; security used as a tool costs goodwill."""
        state = week.state
        np.minimum((state.us_mediation + state.us_effort) * state.reception, ONE, out=state.face)
        state.us_effort *= self.kept
        state.us_effort += self.gain * state.us_mediation
        keep_in_unit(state.us_effort)
        state.us_pressure *= self.kept
        state.us_pressure += self.gain * state.us_pressing
        keep_in_unit(state.us_pressure)
        state.us_bias *= self.bias_kept
        state.us_bias += self.bias_gain * (state.us_pressing[0] - state.us_pressing[1])
        state.us_bias.clip(-ONE, ONE, out=state.us_bias)
        goodwill = state.us_goodwill
        goodwill += self.goodwill_drift * (ONE - goodwill)
        goodwill -= self.goodwill_cost * state.security_damage
        keep_in_unit(goodwill)
