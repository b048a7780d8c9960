"""How hostile each side is to the other (a slow climate), and what each still has to answer for (grievance)."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, ZERO, keep_in_unit, positive
from sim.kernel.clock import retention
from sim.kernel.participant import Participant, Setup
from sim.kernel.quantity import Evidence, Parameter, Role, for_each
from sim.kernel.records import ALLIES
from sim.kernel.state import Array, Field
from sim.kernel.week import Week

GOLDSTEIN = "Goldstein & Pevehouse 1997: reciprocity in weekly event data"

PARAMETERS = (
    *for_each(
        ALLIES,
        Parameter(
            "initial_hostility",
            "Hostility at the start",
            "index 0-1",
            0.35,
            0.0,
            1.0,
            "How hostile this side is to the other in the first week.",
            "relations at their lowest since 1965 (all three articles); level is a judgement",
            Evidence.JUDGEMENT,
            Role.INITIAL,
        ),
    ),
    *for_each(
        ALLIES,
        Parameter(
            "initial_grievance",
            "Grievance at the start",
            "index 0-1",
            0.0,
            0.0,
            1.0,
            "What this side still has to answer in the first week.",
            "the ruling of 30 October 2018 is Tokyo's grievance",
            Evidence.JUDGEMENT,
            Role.INITIAL,
        ),
        0.0,
        0.25,
    ),
    *for_each(
        ALLIES,
        Parameter(
            "grievance_from_rival",
            "Grievance from the rival's escalation",
            "index",
            1.0,
            0.4,
            1.2,
            "How much a visible escalation by the other side calls for an answer.",
            "Patchen & Bogumil 1995: comparative reciprocity",
            Evidence.LITERATURE,
        ),
        1.0,
        0.7,
    ),
    *for_each(
        ALLIES,
        Parameter(
            "dependence",
            "Dependence on the other",
            "index 0-1",
            0.55,
            0.0,
            1.0,
            "How much this side needs the other; who needs less bends less under pressure.",
            "Glosserman: Japan feels that South Korea needs it more",
            Evidence.JUDGEMENT,
            Role.DISPOSITION,
        ),
        0.55,
        0.40,
    ),
    Parameter(
        "relations.legacy_hostility",
        "Hostility left by the occupation",
        "index 0-1",
        0.30,
        0.15,
        0.4,
        "The hostility to which both sides return when nothing happens.",
        "legacy of the occupation as a lasting barrier (KEI article); level is a judgement",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "relations.hostility_half_life",
        "Half-life of hostility",
        "weeks",
        26.0,
        12.0,
        52.0,
        "How long a spell of hostility lasts.",
        GOLDSTEIN,
        Evidence.LITERATURE,
    ),
    Parameter(
        "relations.hostility_from_own",
        "Hostility from own escalation",
        "index",
        0.30,
        0.1,
        0.5,
        "How much a government's escalation turns its own side against the other.",
        "judgement",
    ),
    Parameter(
        "relations.hostility_from_rival",
        "Hostility from the rival's escalation",
        "index",
        0.30,
        0.0,
        0.5,
        "How much an escalation turns the side that is hit against the other.",
        GOLDSTEIN,
        Evidence.DATA,
    ),
    Parameter(
        "relations.hostility_eased_by_own",
        "Hostility eased by own concession",
        "index",
        0.25,
        0.0,
        0.6,
        "How much giving way calms the own side.",
        "judgement",
    ),
    Parameter(
        "relations.hostility_eased_by_rival",
        "Hostility eased by the rival's concession",
        "index",
        0.12,
        0.0,
        0.4,
        "How much the other side's giving way calms this side.",
        "judgement",
    ),
    Parameter(
        "relations.bullying",
        "Yielding to pressure",
        "index",
        0.0,
        -0.1,
        0.1,
        "Inverse response: how much pressure calms a dependent target instead of angering it.",
        "Goldstein & Pevehouse 1997 find both signs",
        Evidence.DATA,
    ),
    Parameter(
        "relations.grievance_half_life",
        "Half-life of an unanswered grievance",
        "weeks",
        18.0,
        8.0,
        30.0,
        "How long a hit calls for an answer.",
        "identifiable from the spacing of moves in 2019; start value from trial runs",
        Evidence.DATA,
    ),
    Parameter(
        "relations.grievance_answered",
        "Grievance settled by answering",
        "index",
        0.9,
        0.3,
        1.2,
        "How much of the grievance an escalation of one's own settles.",
        "judgement",
    ),
    Parameter(
        "relations.grievance_appeased",
        "Grievance settled by the rival's concession",
        "index",
        0.5,
        0.0,
        1.0,
        "How much of the grievance a concession by the other side settles.",
        "judgement",
    ),
    Parameter(
        "tokyo.grievance_from_open_case",
        "Grievance from open court cases",
        "index a week",
        0.010,
        0.0,
        0.03,
        "What every week with seized assets adds to Tokyo's grievance.",
        "treaty steps of 2019",
        Evidence.DATA,
    ),
    Parameter(
        "tokyo.unanswered_step_grievance",
        "Grievance from an unanswered treaty step",
        "index",
        0.10,
        0.0,
        0.3,
        "What a step under the 1965 treaty that Seoul leaves unanswered adds to Tokyo's grievance.",
        "consultation asked on 9 January, arbitration on 20 May 2019, both unanswered",
    ),
    Parameter(
        "tokyo.treaty_answer_weeks",
        "Time to answer a treaty step",
        "weeks",
        4.0,
        2.0,
        9.0,
        "How long Seoul has to answer a step under the 1965 treaty.",
        "30 days for each step, Claims Agreement Art. III",
        Evidence.DATA,
    ),
    Parameter(
        "relations.hostility_from_probe",
        "Hostility from an airspace probe",
        "index",
        0.02,
        0.0,
        0.1,
        "How much a Russian or Chinese probe sets the two allies against each other.",
        "23 July 2019: both protested, also to each other",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "relations.grievance_from_probe",
        "Grievance from a probe near Dokdo/Takeshima",
        "index",
        0.10,
        0.0,
        0.3,
        "Tokyo also protests to Seoul when the probe touches the islands.",
        "Japanese protest of 23 July 2019",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "relations.grievance_from_accusation",
        "Grievance from an accusation",
        "index",
        0.15,
        0.0,
        0.4,
        "What a public accusation over a joint step adds to both grievances.",
        "accusations of 24 November 2019",
        Evidence.JUDGEMENT,
    ),
)


class Hostility(Participant):
    """Escalations raise hostility and call for an answer; answers and concessions settle the account."""

    KEY = "hostility"
    LABEL = "Hostility and grievance"
    PARAMETERS = PARAMETERS
    FIELDS = (
        Field(
            "hostility",
            "Hostility",
            "index 0-1",
            0.0,
            1.0,
            "How hostile each side is to the other.",
            ALLIES,
            recorded=True,
        ),
        Field(
            "grievance",
            "Unanswered grievance",
            "index 0-1",
            0.0,
            1.0,
            "What each side still means to answer.",
            ALLIES,
            recorded=True,
        ),
        Field("treaty_steps_seen", "Treaty steps noticed", "count", 0.0, 100.0, "As of last week."),
        Field("treaty_clock", "Weeks left to answer a treaty step", "weeks", 0.0, 20.0, "0 where none waits."),
    )

    def prepare(self, setup: Setup) -> None:
        inputs, state = setup.inputs, setup.state
        state.hostility[...] = inputs.rows("seoul.initial_hostility", "tokyo.initial_hostility")
        state.grievance[...] = inputs.rows("seoul.initial_grievance", "tokyo.initial_grievance")
        keep = retention(inputs.exact("relations.hostility_half_life"))
        self.keep = inputs.cast(keep)
        self.back = inputs.cast((ONE - keep) * inputs.exact("relations.legacy_hostility"))
        self.from_own = inputs["relations.hostility_from_own"]
        self.from_rival = inputs["relations.hostility_from_rival"]
        self.eased_by_own = inputs["relations.hostility_eased_by_own"]
        self.eased_by_rival = inputs["relations.hostility_eased_by_rival"]
        self.yielding = inputs["relations.bullying"] * inputs.rows("seoul.dependence", "tokyo.dependence")
        self.from_probe = inputs["relations.hostility_from_probe"]
        self.grievance_keep = inputs.cast(retention(inputs.exact("relations.grievance_half_life")))
        self.hit = inputs.rows("seoul.grievance_from_rival", "tokyo.grievance_from_rival")
        self.answered = inputs["relations.grievance_answered"]
        self.appeased = inputs["relations.grievance_appeased"]
        self.open_case = inputs["tokyo.grievance_from_open_case"]
        self.probe_protest = inputs["relations.grievance_from_probe"]
        self.unanswered = inputs["tokyo.unanswered_step_grievance"]
        self.answer_weeks = inputs["tokyo.treaty_answer_weeks"]
        self.accused = inputs["relations.grievance_from_accusation"]

    def climate(self, week: Week) -> None:
        """Hostility follows what both sides did this week and fades towards the legacy of the past."""
        state = week.state
        hostility = state.hostility
        escalation = positive(state.escalation)
        heat = self.from_own * escalation + self.from_rival * escalation[::-1] + self.from_probe * state.probe
        calm = self.eased_by_own * state.concession + self.eased_by_rival * state.concession[::-1]
        heat *= ONE - hostility
        heat -= calm * hostility
        heat -= self.yielding * positive(state.pressure[::-1])
        hostility *= self.keep
        hostility += self.back
        hostility += heat
        keep_in_unit(hostility)

    def account(self, week: Week) -> None:
        """Hits call for an answer; answers and the rival's concessions settle it."""
        state = week.state
        grievance = state.grievance
        grievance *= self.grievance_keep
        grievance += self.hit * state.escalation_seen[::-1]
        grievance += self.accused * state.accusation
        grievance -= self.answered * positive(state.escalation)
        grievance -= self.appeased * state.concession[::-1]
        grievance[1] += self.unanswered * self._unanswered_step(week)
        open_case = (state.court_highest >= ONE) * (ONE - state.settled)
        grievance[1] += self.open_case * open_case + state.court_news + self.probe_protest * state.probe_near_islands
        keep_in_unit(grievance)

    def _unanswered_step(self, week: Week) -> Array:
        """Worlds in which the time to answer a step under the treaty ran out this week."""
        state = week.state
        clock = state.treaty_clock
        waiting = clock > ZERO
        clock -= waiting
        clock *= state.concession[0] <= ZERO
        ran_out = waiting & (clock <= ZERO) & (state.concession[0] <= ZERO)
        np.maximum(clock, ZERO, out=clock)
        clock += (state.treaty_steps > state.treaty_steps_seen) * (self.answer_weeks - clock)
        state.treaty_steps_seen[...] = state.treaty_steps
        return np.asarray(ran_out)
