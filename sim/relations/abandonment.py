"""Fear of being abandoned by Washington, and resentment of Washington: two stocks with opposite effects."""

from __future__ import annotations

from sim.kernel.bounds import ONE, keep_in_unit, positive
from sim.kernel.clock import retention
from sim.kernel.participant import Participant, Setup
from sim.kernel.quantity import Evidence, Parameter, Role, for_each
from sim.kernel.records import ALLIES
from sim.kernel.state import Field
from sim.kernel.week import Week

CHA = "Cha 1999: contention falls when the American commitment looks weak"

PARAMETERS = (
    *for_each(
        ALLIES,
        Parameter(
            "usual_abandonment_fear",
            "Usual fear of abandonment",
            "index 0-1",
            0.30,
            0.0,
            1.0,
            "The fear of being left alone by Washington in normal times.",
            CHA,
            Evidence.JUDGEMENT,
            Role.DISPOSITION,
        ),
        0.30,
        0.25,
    ),
    *for_each(
        ALLIES,
        Parameter(
            "initial_resentment",
            "Resentment of Washington at the start",
            "index 0-1",
            0.1,
            0.0,
            1.0,
            "How much this ally resents Washington in the first week.",
            "judgement",
            Evidence.JUDGEMENT,
            Role.INITIAL,
        ),
    ),
    Parameter(
        "relations.fear_to_security",
        "Security weighs more for the afraid",
        "per fear",
        0.8,
        0.0,
        2.0,
        "How much more the common threat weighs for an ally that fears to be abandoned.",
        "Cha 1999: quasi-alliance",
        Evidence.LITERATURE,
    ),
    Parameter(
        "relations.fear_half_life",
        "Half-life of abandonment fear",
        "weeks",
        23.0,
        8.0,
        52.0,
        "How fast the fear returns to normal.",
        "judgement",
    ),
    Parameter(
        "relations.fear_from_demand",
        "Fear from a demand",
        "index",
        0.12,
        0.0,
        0.3,
        "How much an American demand unsettles an ally.",
        CHA,
        Evidence.LITERATURE,
    ),
    Parameter(
        "relations.fear_from_troop_cut",
        "Fear from a troop cut",
        "index",
        0.30,
        0.0,
        0.8,
        "How much a full troop cut unsettles an ally.",
        CHA,
        Evidence.LITERATURE,
    ),
    Parameter(
        "relations.fear_relieved",
        "Fear relieved by assurance",
        "index",
        0.09,
        0.0,
        0.3,
        "How much an American assurance calms an ally.",
        CHA,
        Evidence.LITERATURE,
    ),
    Parameter(
        "relations.resentment_half_life",
        "Half-life of resentment",
        "weeks",
        27.0,
        8.0,
        80.0,
        "How long a demand is resented.",
        "judgement",
    ),
    Parameter(
        "relations.resentment_from_demand",
        "Resentment from a demand",
        "index",
        0.25,
        0.0,
        0.6,
        "How much an American demand is resented.",
        "articles: demands created resentment in both publics",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "relations.resentment_from_pressure",
        "Resentment from public pressure",
        "index",
        0.06,
        0.0,
        0.3,
        "How much public pressure is resented by the capital pressed.",
        "judgement",
    ),
    Parameter(
        "relations.resentment_from_bias",
        "Resentment from bias",
        "index a week",
        0.10,
        0.0,
        0.4,
        "How much an ally resents a mediator that leans to the other side.",
        "favouring one ally harms Washington (strategic-value article)",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "relations.resentment_relieved",
        "Resentment relieved by assurance",
        "share",
        0.1,
        0.0,
        0.4,
        "The share of the resentment that a full assurance takes away.",
        "judgement",
    ),
)


class Abandonment(Participant):
    """Demands frighten and anger the allies at once; assurance calms both feelings."""

    KEY = "abandonment"
    LABEL = "Abandonment fear and resentment of Washington"
    PARAMETERS = PARAMETERS
    FIELDS = (
        Field(
            "abandonment_fear",
            "Fear of abandonment",
            "index 0-1",
            0.0,
            1.0,
            "How much each ally fears being left alone by Washington.",
            ALLIES,
            recorded=True,
        ),
        Field(
            "resentment",
            "Resentment of Washington",
            "index 0-1",
            0.0,
            1.0,
            "How much each ally resents Washington.",
            ALLIES,
            recorded=True,
        ),
    )

    def prepare(self, setup: Setup) -> None:
        inputs, state = setup.inputs, setup.state
        self.usual = inputs.rows("seoul.usual_abandonment_fear", "tokyo.usual_abandonment_fear")
        state.abandonment_fear[...] = self.usual
        state.resentment[...] = inputs.rows("seoul.initial_resentment", "tokyo.initial_resentment")
        self.drift = inputs.cast(ONE - retention(inputs.exact("relations.fear_half_life")))
        self.from_demand = inputs["relations.fear_from_demand"]
        self.from_troop_cut = inputs["relations.fear_from_troop_cut"]
        self.relieved = inputs["relations.fear_relieved"]
        self.resentment_keep = inputs.cast(retention(inputs.exact("relations.resentment_half_life")))
        self.resented = inputs["relations.resentment_from_demand"]
        self.pressed = inputs["relations.resentment_from_pressure"]
        self.biased = inputs["relations.resentment_from_bias"]
        self.soothed = inputs["relations.resentment_relieved"]

    def feel(self, week: Week) -> None:
        """The allies feel this week's demands, pressure, bias, troop cuts and assurances."""
        state = week.state
        fear, resentment = state.abandonment_fear, state.resentment
        demand = positive(-state.us_assurance)
        assurance = positive(state.us_assurance)
        fear += self.drift * (self.usual - fear)
        fear += self.from_demand * demand + self.from_troop_cut * state.troop_cut_news - self.relieved * assurance
        keep_in_unit(fear)
        anger = self.resented * demand + self.pressed * state.us_pressing * state.us_visibility
        anger += self.biased * positive(-state.lean)
        anger *= ONE - resentment
        anger -= self.soothed * assurance * resentment
        resentment *= self.resentment_keep
        resentment += anger
        keep_in_unit(resentment)
        state.troop_cut_news[...] = 0.0
