"""Who pays for American troops: a standing demand, and talks that may break over it."""

from __future__ import annotations

from sim.kernel.bounds import ONE, ZERO, keep_in_unit
from sim.kernel.draws import Law, Stream
from sim.kernel.participant import Participant, Setup
from sim.kernel.quantity import Parameter
from sim.kernel.state import Field
from sim.kernel.week import Week

TALKS = Stream("cost_sharing.talks", 1, Law.UNIFORM, "Whether the cost-sharing talks break this week.")

PARAMETERS = (
    Parameter(
        "cost_sharing.break_hazard",
        "Talks break over a demand",
        "per week",
        0.10,
        0.0,
        0.5,
        "The weekly chance that talks break while a full demand stands.",
        "US team walked out on 19 November 2019, two months after talks began; rate is a judgement",
    ),
    Parameter(
        "cost_sharing.broken_resentment",
        "Resentment over broken talks",
        "index",
        0.08,
        0.0,
        0.3,
        "What broken talks add to the allies' resentment of Washington.",
        "demands have led to a breakdown of talks and resentment (Swedish institute article)",
    ),
)


class CostSharing(Participant):
    """While a demand stands, talks may break; broken talks are resented. An agreement clears both."""

    KEY = "cost_sharing"
    LABEL = "Cost sharing"
    PARAMETERS = PARAMETERS
    STREAMS = (TALKS,)
    FIELDS = (
        Field("cost_demand", "Cost-sharing demand", "dose 0-1", 0.0, 1.0, "Washington's standing demand."),
        Field("cost_talks_broken", "Talks broken", "0 or 1", 0.0, 1.0, "Whether the talks have broken."),
    )

    def prepare(self, setup: Setup) -> None:
        self.hazard = setup.inputs["cost_sharing.break_hazard"]
        self.resented = setup.inputs["cost_sharing.broken_resentment"]

    def negotiate(self, week: Week) -> None:
        """Talks go on, or break under the demand; both allies take the break badly."""
        state = week.state
        broken = state.cost_talks_broken
        breaks = (week.draw(TALKS)[0] < self.hazard * state.cost_demand) * (ONE - broken) * (not week.on_record)
        broken += breaks
        broken *= state.cost_demand > ZERO
        state.resentment += self.resented * breaks * (ONE - state.resentment)
        keep_in_unit(state.resentment)
