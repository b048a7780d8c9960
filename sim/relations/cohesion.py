"""How well the three hold together (cohesion), and what that means against North Korea (deterrence gap)."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import HALF, ONE, keep_in_unit, positive
from sim.kernel.clock import retention
from sim.kernel.participant import Participant, Setup
from sim.kernel.quantity import Parameter
from sim.kernel.state import Field
from sim.kernel.week import Week

SMALLEST_TOTAL = 1e-6

PARAMETERS = (
    Parameter(
        "relations.weight_pact",
        "Weight of the pact in cohesion",
        "weight",
        0.35,
        0.0,
        1.0,
        "How much the intelligence pact counts in the cohesion index.",
        "index weights, judgement; vary them",
    ),
    Parameter(
        "relations.weight_amity",
        "Weight of amity in cohesion",
        "weight",
        0.35,
        0.0,
        1.0,
        "How much low hostility between the allies counts in the cohesion index.",
        "index weights, judgement",
    ),
    Parameter(
        "relations.weight_alliance",
        "Weight of the alliances in cohesion",
        "weight",
        0.30,
        0.0,
        1.0,
        "How much the allies' good feelings for Washington count in the cohesion index.",
        "index weights, judgement",
    ),
    Parameter(
        "relations.strain_half_life",
        "Half-life of security strain",
        "weeks",
        13.0,
        4.0,
        40.0,
        "How long Tokyo's measures strain security cooperation.",
        "judgement",
    ),
    Parameter(
        "relations.strain_gain",
        "Strain from security damage",
        "index",
        0.05,
        0.0,
        0.3,
        "How much Tokyo's measures strain security cooperation.",
        "judgement",
    ),
    Parameter(
        "relations.usual_threat",
        "Threat in quiet times",
        "index 0-1",
        0.25,
        0.0,
        0.6,
        "The North Korean threat when nothing happens.",
        "judgement",
    ),
    Parameter(
        "relations.threat_from_posture",
        "Threat from Pyongyang's posture",
        "index",
        0.5,
        0.0,
        1.0,
        "How much a hard posture adds to the threat.",
        "judgement",
    ),
    Parameter(
        "relations.threat_from_launches",
        "Threat from recent launches",
        "index",
        0.5,
        0.0,
        1.0,
        "How much recent provocations add to the threat.",
        "judgement",
    ),
    Parameter(
        "relations.threat_from_troop_cut",
        "Threat from a troop cut",
        "index",
        0.2,
        0.0,
        0.6,
        "How much a full American troop cut adds to the threat.",
        "a cut would benefit North Korea (Swedish institute article)",
    ),
    Parameter(
        "relations.intelligence_floor",
        "Deterrence from intelligence alone",
        "share",
        0.6,
        0.2,
        1.0,
        "How much of the threat shared intelligence offsets without any cohesion.",
        "judgement",
    ),
    Parameter(
        "relations.cohesion_in_deterrence",
        "Deterrence from cohesion",
        "share",
        0.4,
        0.0,
        0.8,
        "How much more of the threat full cohesion offsets.",
        "judgement",
    ),
)


class Cohesion(Participant):
    """Cohesion falls with a shaken pact, hostility and resentment; a threat that is not offset leaves a gap."""

    KEY = "cohesion"
    LABEL = "Cohesion and deterrence"
    PARAMETERS = PARAMETERS
    FIELDS = (
        Field(
            "cohesion", "Trilateral cohesion", "index 0-1", 0.0, 1.0, "How well the three hold together.", recorded=True
        ),
        Field("deterrence_gap", "Deterrence gap", "index 0-1", 0.0, 1.0, "Threat that is not offset.", recorded=True),
        Field("threat", "North Korean threat", "index 0-1", 0.0, 1.0, "How threatening Pyongyang is.", recorded=True),
        Field("pact_strain", "Strain on security cooperation", "index 0-1", 0.0, 1.0, "Left by Tokyo's measures."),
        Field("troop_cut", "American troop cut", "share", 0.0, 1.0, "How much of the troops has been cut."),
        Field("troop_cut_news", "News of a troop cut", "share", 0.0, 1.0, "A cut announced this week."),
    )

    def prepare(self, setup: Setup) -> None:
        inputs = setup.inputs
        self.pact = inputs["relations.weight_pact"]
        self.amity = inputs["relations.weight_amity"]
        self.alliance = inputs["relations.weight_alliance"]
        # Without any weight there is no cohesion to speak of, and nothing to divide by.
        self.total = np.maximum(self.pact + self.amity + self.alliance, SMALLEST_TOTAL)
        self.strain_keep = inputs.cast(retention(inputs.exact("relations.strain_half_life")))
        self.strain_gain = inputs["relations.strain_gain"]
        self.usual_threat = inputs["relations.usual_threat"]
        self.from_posture = inputs["relations.threat_from_posture"]
        self.from_launches = inputs["relations.threat_from_launches"]
        self.from_troop_cut = inputs["relations.threat_from_troop_cut"]
        self.floor = inputs["relations.intelligence_floor"]
        self.cohesive = inputs["relations.cohesion_in_deterrence"]

    def measure(self, week: Week) -> None:
        """Cohesion, threat and the deterrence gap as they stand at the end of the week."""
        state = week.state
        strain = state.pact_strain
        strain *= self.strain_keep
        strain += self.strain_gain * positive(state.security_damage[1])
        keep_in_unit(strain)
        cohesion = state.cohesion
        np.multiply(self.pact, state.pact_signal, out=cohesion)
        cohesion += self.amity * (ONE - HALF * (state.hostility[0] + state.hostility[1]))
        cohesion += self.alliance * (ONE - HALF * (state.resentment[0] + state.resentment[1]))
        cohesion /= self.total
        cohesion -= strain
        keep_in_unit(cohesion)
        threat = state.threat
        np.add(self.usual_threat, self.from_posture * state.posture, out=threat)
        threat += self.from_launches * state.excitement + self.from_troop_cut * state.troop_cut
        keep_in_unit(threat)
        unseen = ONE - state.intelligence * (self.floor + self.cohesive * cohesion)
        np.multiply(threat, unseen, out=state.deterrence_gap)
        keep_in_unit(state.deterrence_gap)
