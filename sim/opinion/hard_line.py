"""The share of each public that wants its government to stand firm (hard-line share)."""

from __future__ import annotations

from sim.kernel.bounds import ONE, keep_in_unit, positive
from sim.kernel.clock import retention
from sim.kernel.participant import Participant, Setup
from sim.kernel.quantity import Evidence, Parameter, for_each
from sim.kernel.records import ALLIES
from sim.kernel.state import Field
from sim.kernel.week import Week

PUBLICS = ("korean_public", "japanese_public")

PARAMETERS = (
    *for_each(
        PUBLICS,
        Parameter(
            "usual_hard_line",
            "Usual hard-line share",
            "share",
            0.45,
            0.2,
            0.8,
            "The share of the public that wants to stand firm in normal times.",
            "Realmeter on ending GSOMIA 47.0 % (30 Jul 2019); Nikkei on export controls 58 % (Jul 2019)",
            Evidence.DATA,
        ),
        0.45,
        0.50,
    ),
    Parameter(
        "relations.hard_line_half_life",
        "Half-life of a swing in opinion",
        "weeks",
        12.0,
        6.0,
        26.0,
        "How fast the hard-line share returns to normal.",
        "Realmeter 54.9 % (23 Aug) to 48.3 % (6 Nov 2019)",
        Evidence.DATA,
    ),
    Parameter(
        "relations.hard_line_from_rival",
        "Hardening by the rival's escalation",
        "share",
        0.36,
        0.2,
        0.6,
        "How much a visible escalation by the other side hardens opinion.",
        "Nikkei 58 to 67 % in a month; Realmeter 47.0 to 54.9 %",
        Evidence.DATA,
    ),
    Parameter(
        "relations.hard_line_from_rhetoric",
        "Hardening by the own government's rhetoric",
        "share",
        0.03,
        0.0,
        0.1,
        "How much nationalist moves of the own government harden opinion.",
        "judgement",
    ),
    Parameter(
        "relations.hard_line_softening",
        "Softening by the rival's concession",
        "share",
        0.06,
        0.0,
        0.2,
        "How much a concession by the other side softens opinion.",
        "judgement, .03 to .1",
    ),
)


class HardLine(Participant):
    """Opinion hardens when the other side hits in public, softens when it gives, and drifts back to normal."""

    KEY = "hard_line"
    LABEL = "Hard-line opinion"
    PARAMETERS = PARAMETERS
    FIELDS = (
        Field(
            "hard_line",
            "Hard-line share",
            "share of the public",
            0.0,
            1.0,
            "The share of the public that wants its government to stand firm.",
            ALLIES,
            recorded=True,
        ),
    )

    def prepare(self, setup: Setup) -> None:
        inputs = setup.inputs
        self.usual = inputs.rows("korean_public.usual_hard_line", "japanese_public.usual_hard_line")
        setup.state.hard_line[...] = self.usual
        self.drift = inputs.cast(ONE - retention(inputs.exact("relations.hard_line_half_life")))
        self.from_rival = inputs["relations.hard_line_from_rival"]
        self.from_rhetoric = inputs["relations.hard_line_from_rhetoric"]
        self.softening = inputs["relations.hard_line_softening"]

    def swing(self, week: Week) -> None:
        """Opinion moves with the rival's visible escalation, the own side's rhetoric and the rival's concessions."""
        state = week.state
        hard_line = state.hard_line
        push = self.from_rhetoric * positive(state.nationalism)
        push *= state.salience
        push += self.from_rival * state.escalation_seen[::-1]
        push *= ONE - hard_line
        push -= self.softening * state.concession[::-1] * hard_line
        push += self.drift * (self.usual - hard_line)
        hard_line += push
        keep_in_unit(hard_line)
