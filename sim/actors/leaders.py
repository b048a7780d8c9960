"""The leaders: resolute or not, and nobody knows for sure; they change with elections and are distracted at home."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ZERO, keep_in_unit
from sim.kernel.draws import Law, Stream
from sim.kernel.participant import Participant, Setup
from sim.kernel.quantity import Evidence, Parameter, Role, for_each
from sim.kernel.records import ALLIES, CAPITALS
from sim.kernel.state import Array, Field, State
from sim.kernel.week import Week

TYPES = Stream("leaders.types", 6, Law.UNIFORM, "The type of each capital's leader, and whether a new one comes.")

PARAMETERS = (
    *for_each(
        ALLIES,
        Parameter(
            "resolve",
            "Resolve",
            "chance of a resolute leader",
            0.5,
            0.0,
            1.0,
            "How likely a leader is one who bears high costs to stand firm; others know only this chance.",
            "private resolve after Fearon 1994; level is a judgement",
            Evidence.JUDGEMENT,
            Role.DISPOSITION,
        ),
    ),
    Parameter(
        "washington.engagement",
        "Engagement",
        "chance of an engaged administration",
        0.4,
        0.0,
        1.0,
        "How likely Washington is run by people who care for the alliance more than for a bargain.",
        "hands-off approach (Klingner); level is a judgement",
        Evidence.JUDGEMENT,
        Role.DISPOSITION,
    ),
    *for_each(
        CAPITALS,
        Parameter(
            "distraction",
            "Distraction at home",
            "index 0-1",
            0.0,
            0.0,
            1.0,
            "How much of the government's attention home affairs take in normal weeks.",
            "scandal, elections, impeachment (strategic-value article); level is a judgement",
            Evidence.JUDGEMENT,
            Role.DISPOSITION,
        ),
        0.0,
        0.0,
        0.1,
    ),
    Parameter(
        "seoul.orientation",
        "Orientation to reconciliation",
        "index 0-1",
        0.2,
        0.0,
        1.0,
        "How far Seoul's leader seeks reconciliation with Japan: about 0.2 under Moon, 0.8 under Yoon.",
        "terms of 2019 and 2023 compared; levels are a judgement",
        Evidence.JUDGEMENT,
        Role.DISPOSITION,
    ),
    Parameter(
        "seoul.opposition_orientation",
        "Orientation of the opposition",
        "index 0-1",
        0.8,
        0.0,
        1.0,
        "How far the other bloc's leader would seek reconciliation.",
        "judgement",
    ),
    Parameter(
        "relations.low_resolve",
        "Resolve of a pragmatic leader",
        "relative",
        0.6,
        0.3,
        1.0,
        "How strongly a pragmatic leader feels grievance and principle.",
        "judgement",
    ),
    Parameter(
        "relations.high_resolve",
        "Resolve of a resolute leader",
        "relative",
        1.4,
        1.0,
        2.0,
        "How strongly a resolute leader feels grievance and principle.",
        "judgement",
    ),
    Parameter(
        "washington.transactional_value",
        "Care of a transactional administration",
        "index 0-1",
        0.25,
        0.0,
        0.6,
        "How much a transactional administration cares for the alliance.",
        "judgement",
    ),
    Parameter(
        "washington.engaged_value",
        "Care of an engaged administration",
        "index 0-1",
        0.85,
        0.5,
        1.0,
        "How much an engaged administration cares for the alliance.",
        "judgement",
    ),
    Parameter(
        "relations.summitry_distraction",
        "Distraction by summitry",
        "index",
        0.2,
        0.0,
        0.6,
        "How much attention talks with Pyongyang take from Washington.",
        "Trump largely focused on North Korea (Swedish institute article)",
        Evidence.JUDGEMENT,
    ),
)


class Leaders(Participant):
    """Types are drawn at the start and at every change of leader; home affairs and summitry distract."""

    KEY = "leaders"
    LABEL = "Leaders"
    PARAMETERS = PARAMETERS
    STREAMS = (TYPES,)
    FIELDS = (
        Field("type_high", "Resolute or engaged", "0 or 1", 0.0, 1.0, "The leader's private type.", CAPITALS),
        Field(
            "belief_high",
            "Belief that the leader is resolute or engaged",
            "probability",
            0.0,
            1.0,
            "What the others believe.",
            CAPITALS,
            0.0,
            True,
        ),
        Field(
            "resolve", "Resolve or care", "relative", 0.0, 2.0, "The leader's own, known to nobody else.", CAPITALS, 1.0
        ),
        Field("orientation", "Orientation to reconciliation", "index 0-1", 0.0, 1.0, "Of Seoul's leader."),
        Field(
            "leader_change",
            "Change of leader by shock",
            "chance",
            0.0,
            1.0,
            "How likely a new leader takes office this week; Seoul's comes from the other bloc.",
            CAPITALS,
        ),
        Field("new_leader", "New leader", "0 or 1", 0.0, 1.0, "Whether a new leader took office this week.", CAPITALS),
        Field("distraction", "Distraction", "index 0-1", 0.0, 1.0, "By home affairs and summitry.", CAPITALS),
        Field("distraction_order", "Distraction by shock", "index 0-1", 0.0, 1.0, "Set by shocks each week.", CAPITALS),
    )

    def prepare(self, setup: Setup) -> None:
        inputs, state = setup.inputs, setup.state
        chances = ("seoul.resolve", "tokyo.resolve", "washington.engagement")
        self.prior = inputs.rows(*chances)
        self.low = inputs.rows("relations.low_resolve", "relations.low_resolve", "washington.transactional_value")
        self.high = inputs.rows("relations.high_resolve", "relations.high_resolve", "washington.engaged_value")
        state.orientation[...] = inputs["seoul.orientation"]
        self.both_blocs = inputs["seoul.orientation"] + inputs["seoul.opposition_orientation"]
        self.usual_distraction = inputs.rows(*(f"{capital}.distraction" for capital in CAPITALS))
        self.summitry = inputs["relations.summitry_distraction"]
        state.belief_high[...] = self.prior
        self.put_in_office(state, setup.draws.week(TYPES, 0)[:3] < self.prior)

    def put_in_office(self, state: State, types: Array) -> None:
        """Leaders of these types, (capital, world), govern; what others believe of them stays."""
        state.type_high[...] = types
        state.resolve[...] = self.low + (self.high - self.low) * state.type_high

    def take_office(self, week: Week) -> None:
        """New leaders bring a type of their own; the others' beliefs start afresh."""
        state = week.state
        if state.leader_change.any():
            self._change(week)
        else:
            state.new_leader[...] = 0.0
        np.maximum(self.usual_distraction, state.distraction_order, out=state.distraction)
        state.distraction[2] += self.summitry * (state.summitry_weeks > ZERO)
        keep_in_unit(state.distraction)
        state.distraction_order[...] = 0.0

    def _change(self, week: Week) -> None:
        state = week.state
        luck = week.draw(TYPES)
        change = (luck[3:] < state.leader_change).astype(state.arena.dtype)
        state.new_leader[...] = change
        state.orientation += change[0] * (self.both_blocs - 2.0 * state.orientation)
        self.put_in_office(state, state.type_high + change * ((luck[:3] < self.prior) - state.type_high))
        state.belief_high += change * (self.prior - state.belief_high)
        state.leader_change[...] = 0.0
