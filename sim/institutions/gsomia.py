"""The intelligence pact (GSOMIA): one-year terms, notice 90 days ahead, suspension, lapse, and what it is worth."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import numpy as np

from sim.kernel.bounds import ONE, ZERO
from sim.kernel.clock import days_to_anniversary, retention
from sim.kernel.participant import Participant, Setup
from sim.kernel.quantity import Evidence, Parameter
from sim.kernel.records import Window
from sim.kernel.stages import PactState
from sim.kernel.state import Array, Field
from sim.kernel.week import Week

IN_FORCE, NOTICE = PactState.IN_FORCE, PactState.NOTICE
SUSPENDED, LAPSED = PactState.SUSPENDED, PactState.LAPSED
SIGNED = (11, 23)
NOTICE_DAYS = (90, 150)
ORDERS = ("notice", "suspend", "terminate", "normalise")


def days_to_renewal(day: date) -> int:
    """Days to the next 23 November, when a term ends. Source: GSOMIA, signed 23 November 2016, Art. 21(3)."""
    return days_to_anniversary(day, *SIGNED)


def notice_is_legal(day: date) -> bool:
    """Written notice must reach the other side 90 days before a term ends; earlier than 150 days nobody gives it."""
    return NOTICE_DAYS[0] <= days_to_renewal(day) <= NOTICE_DAYS[1]


NOTICE_WINDOW = Window(
    "gsomia.notice",
    "Notice must be given 90 to 150 days before 23 November, that is from 26 June to 25 August.",
    notice_is_legal,
    "GSOMIA Art. 21(3); notice decided 22 August and served 23 August 2019",
)

PARAMETERS = (
    Parameter(
        "gsomia.shadow",
        "Shadow of a suspended notice",
        "index 0-1",
        0.2,
        0.05,
        0.4,
        "How much of the pact's political signal is lost while the notice is only suspended.",
        "judgement",
    ),
    Parameter(
        "gsomia.notice_signal",
        "Signal left after notice",
        "index 0-1",
        0.45,
        0.1,
        0.9,
        "How much of the pact's political signal is left once notice is given, though it is still in force.",
        "the announcement at once weakens the alliances (strategic-value article)",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "gsomia.route_through_washington",
        "Intelligence by way of Washington",
        "index 0-1",
        0.65,
        0.4,
        0.85,
        "How much of the pact's intelligence value the three-way arrangement of 2014 (TISA) still gives.",
        "TISA makes the Pentagon the hub: slower and filtered",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "gsomia.distraction_loss",
        "Route lost to distraction",
        "share",
        0.4,
        0.0,
        0.8,
        "How much less the route through Washington gives when Washington is distracted.",
        "Maxwell: both would depend on the US as the middle man",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "gsomia.bridge_gain",
        "Intelligence gained by an upgraded route",
        "index",
        0.3,
        0.0,
        0.35,
        "What a fully upgraded route through Washington adds.",
        "judgement",
    ),
    Parameter(
        "gsomia.bridge_weeks",
        "Weeks to build the upgraded route",
        "weeks",
        8.0,
        2.0,
        26.0,
        "How long an upgrade of the three-way route takes.",
        "judgement",
    ),
    Parameter(
        "gsomia.deadline_discount",
        "Deadline discount",
        "per week",
        0.5,
        0.4,
        0.85,
        "How fast the deadline's weight falls with every week still to go; small means brinkmanship.",
        "history decided six hours before the deadline",
        Evidence.DATA,
    ),
    Parameter(
        "gsomia.revival_delay",
        "Delay of a revived notice",
        "weeks",
        0.0,
        0.0,
        13.0,
        "Weeks between the revival of a suspended notice and the end: 0 in Seoul's reading, 13 in Tokyo's.",
        "Korean foreign ministry August 2020: may revive at any time",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "gsomia.conditional_suspension",
        "Suspension keeps the notice alive",
        "switch 0-1",
        1.0,
        0.0,
        1.0,
        "Above one half a suspended notice can be revived at any time; below, suspension is a plain renewal.",
        "Korean foreign ministry August 2020",
        Evidence.DATA,
    ),
    Parameter(
        "gsomia.normalising_weeks",
        "Weeks to restore a lapsed pact",
        "weeks",
        4.0,
        1.0,
        13.0,
        "The administrative lag before a lapsed pact is in force again.",
        "judgement",
    ),
    Parameter(
        "gsomia.use_half_life",
        "Half-life of the memory of use",
        "weeks",
        26.0,
        8.0,
        80.0,
        "How long an exchange under the pact is remembered.",
        "judgement",
    ),
    Parameter(
        "gsomia.visible_value",
        "Visible value of the pact",
        "index 0-1",
        0.3,
        0.1,
        0.6,
        "The most that the pact's use can be worth in the public's eyes.",
        "little used (Botto) against proven (strategic-value article): both in the range",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "gsomia.initial_use",
        "Use of the pact at the start",
        "exchanges remembered",
        1.0,
        0.0,
        10.0,
        "How much use of the pact is remembered in the first week.",
        "29 exchanges from November 2016 to October 2019",
        Evidence.DATA,
    ),
    Parameter(
        "gsomia.publicity_half_life",
        "Half-life of publicity",
        "weeks",
        26.0,
        4.0,
        80.0,
        "How long published examples of the pact's use are remembered.",
        "judgement",
    ),
    Parameter(
        "gsomia.politicisation",
        "Politicisation of the pact",
        "index",
        1.0,
        0.3,
        1.5,
        "How strongly moves about the pact appeal to nationalists.",
        "enmeshed in politics and public discourse (Botto)",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "gsomia.insulation",
        "Insulation by visible value",
        "share",
        0.5,
        0.0,
        1.0,
        "How much a visible value of the pact takes it out of politics.",
        "concrete examples might help in walling it off (Botto)",
        Evidence.JUDGEMENT,
    ),
)


class Gsomia(Participant):
    """The pact runs on unless notice is given in time; notice may be suspended, revived, or run out."""

    KEY = "gsomia"
    LABEL = "Intelligence pact"
    PARAMETERS = PARAMETERS
    READ_WHEN_NEEDED = ("gsomia.bridge_weeks",)
    FIELDS = (
        Field(
            "pact_state",
            "State of the pact",
            "0 in force, 1 notice, 2 suspended, 3 lapsed",
            0.0,
            3.0,
            "Where the pact stands in law.",
            recorded=True,
        ),
        Field("pact_may", "Steps that are legal now", "0 or 1", 0.0, 1.0, "What the pact allows this week.", ORDERS),
        Field("pact_order", "Steps ordered", "0 to 1", 0.0, 1.0, "What Seoul has ordered this week.", ORDERS),
        Field("pact_signal", "Signal of the pact", "index 0-1", 0.0, 1.0, "What the pact says politically.", (), 1.0),
        Field(
            "deadline_nearness",
            "Nearness of the deadline",
            "index 0-1",
            0.0,
            1.0,
            "How near the end of a running notice is; 0 without notice.",
        ),
        Field("revival_weeks", "Weeks until a revived notice ends the pact", "weeks", 0.0, 20.0, "0 where none runs."),
        Field("normalising_weeks", "Weeks until a lapsed pact is restored", "weeks", 0.0, 20.0, "0 where none runs."),
        Field("pact_use", "Use of the pact", "exchanges remembered", 0.0, 200.0, "How much it has been used."),
        Field("pact_publicity", "Publicity of the pact's use", "index 0-1", 0.0, 1.0, "Published examples."),
        Field("pact_value", "Visible value of the pact", "index 0-1", 0.0, 1.0, "What the public sees in it."),
        Field("pact_politics", "Political charge of the pact", "index", 0.0, 1.5, "How much moves on it appeal."),
        Field("intelligence", "Intelligence shared", "index 0-1", 0.0, 1.0, "Value of what is shared.", (), 1.0, True),
        Field("bridge", "Upgrade of the route through Washington", "index 0-1", 0.0, 1.0, "How far it is built."),
        Field("bridge_weeks", "Weeks until the upgrade is built", "weeks", 0.0, 30.0, "0 where none is being built."),
    )

    def prepare(self, setup: Setup) -> None:
        inputs, state = setup.inputs, setup.state
        state.pact_use[...] = inputs["gsomia.initial_use"]
        self.columns = np.arange(setup.worlds)
        self.signals = inputs.cast(
            np.stack([np.broadcast_to(signal, (setup.worlds,)) for signal in self._signals(setup)])
        )
        self.route = inputs["gsomia.route_through_washington"]
        self.distraction_loss = inputs["gsomia.distraction_loss"]
        self.bridge_gain = inputs["gsomia.bridge_gain"]
        self.discount = inputs.exact("gsomia.deadline_discount")
        self.weeks_to_revival = inputs.cast(inputs["gsomia.revival_delay"] + ONE)
        self.suspended_state = inputs.cast(SUSPENDED * (inputs.exact("gsomia.conditional_suspension") > 0.5))
        self.lag = inputs["gsomia.normalising_weeks"]
        self.use_keep = inputs.cast(retention(inputs.exact("gsomia.use_half_life")))
        self.publicity_keep = inputs.cast(retention(inputs.exact("gsomia.publicity_half_life")))
        self.visible = inputs["gsomia.visible_value"]
        self.politicisation = inputs["gsomia.politicisation"]
        self.insulation = inputs["gsomia.insulation"]
        self.cast = inputs.cast

    @staticmethod
    def _signals(setup: Setup) -> tuple[Array, ...]:
        """What the pact signals in each of its states, in their order."""
        inputs = setup.inputs
        return ONE, inputs["gsomia.notice_signal"], ONE - inputs["gsomia.shadow"], ZERO

    def consult_calendar(self, week: Week) -> None:
        """What the pact allows this week, how near its deadline is, and how politically charged it is."""
        state = week.state
        standing = state.pact_state
        may = state.pact_may
        may[0] = (standing == IN_FORCE) * float(_notice_window_opens(week.first_day))
        may[1] = standing == NOTICE
        may[2] = (standing == SUSPENDED) * (state.revival_weeks == ZERO)
        may[3] = (standing >= SUSPENDED) * (state.normalising_weeks == ZERO)
        weeks_left = days_to_renewal(week.first_day) // 7
        np.multiply(may[1], self.cast(self.discount**weeks_left), out=state.deadline_nearness)
        used = state.pact_use / (state.pact_use + ONE)
        np.minimum(self.visible * used + state.pact_publicity, ONE, out=state.pact_value)
        np.multiply(self.politicisation, ONE - self.insulation * state.pact_value, out=state.pact_politics)

    def carry_out(self, week: Week) -> None:
        """Seoul's orders change the pact's state, as far as the law allows; countdowns go on."""
        state = week.state
        standing, order = state.pact_state, state.pact_order
        order *= state.pact_may
        order[...] = order > ZERO
        standing += order[0] * (NOTICE - standing)
        standing += order[1] * (self.suspended_state - standing)
        self._count_down(state.revival_weeks, order[2] * self.weeks_to_revival, standing, LAPSED)
        was_lapsed = standing == LAPSED
        self._count_down(state.normalising_weeks, order[3] * (was_lapsed * self.lag + ONE), standing, IN_FORCE)
        # Restoring the pact takes a revived notice back before it has run out.
        state.revival_weeks *= standing == SUSPENDED
        order[...] = 0.0

    @staticmethod
    def _count_down(weeks: Array, started: Array, standing: Array, then: Array) -> None:
        weeks += started
        due = (weeks > ZERO) & (weeks <= ONE)
        np.maximum(weeks - ONE, ZERO, out=weeks)
        standing += due * (then - standing)

    def run_out(self, week: Week) -> None:
        """A notice that nobody suspended ends the pact in the week of 23 November; the value of sharing follows."""
        state = week.state
        standing = state.pact_state
        if _holds_anniversary(week.first_day):
            standing += (standing == NOTICE) * (LAPSED - standing)
        spot = standing.astype(np.int64) * self.columns.size + self.columns
        self.signals.take(spot, out=state.pact_signal, mode="clip")
        self._share_intelligence(week)

    def _share_intelligence(self, week: Week) -> None:
        state = week.state
        due = (state.bridge_weeks > ZERO) & (state.bridge_weeks <= ONE)
        np.maximum(state.bridge_weeks - ONE, ZERO, out=state.bridge_weeks)
        state.bridge += due * (ONE - state.bridge)
        lapsed = state.pact_state == LAPSED
        indirect = self.route * (ONE - self.distraction_loss * state.distraction[2]) + self.bridge_gain * state.bridge
        np.add(ONE, lapsed * (np.minimum(indirect, ONE) - ONE), out=state.intelligence)
        state.pact_use *= self.use_keep
        state.pact_use += state.provocation * (ONE - lapsed)
        state.pact_publicity *= self.publicity_keep


@cache
def _notice_window_opens(first_day: date) -> bool:
    return any(notice_is_legal(first_day + timedelta(days=offset)) for offset in range(7))


@cache
def _holds_anniversary(first_day: date) -> bool:
    return days_to_renewal(first_day) < timedelta(days=7).days
