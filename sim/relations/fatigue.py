"""Korea fatigue and Japan fatigue: weariness after every flare-up, and doubt whether a concession ever sticks."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, keep_in_unit, positive
from sim.kernel.clock import retention
from sim.kernel.participant import Participant, Setup
from sim.kernel.quantity import Evidence, Parameter, Role, for_each
from sim.kernel.records import ALLIES
from sim.kernel.state import Field
from sim.kernel.week import Week

NEVER = 1000.0

PARAMETERS = (
    *for_each(
        ALLIES,
        Parameter(
            "initial_fatigue",
            "Fatigue at the start",
            "index 0-1",
            0.20,
            0.0,
            1.0,
            "How tired of the other side policymakers are in the first week.",
            "Klingner on Korea fatigue and Japan fatigue (KEI article); level is a judgement",
            Evidence.JUDGEMENT,
            Role.DISPOSITION,
        ),
        0.20,
        0.30,
    ),
    Parameter(
        "relations.fatigue_half_life",
        "Half-life of fatigue",
        "weeks",
        70.0,
        40.0,
        120.0,
        "How long weariness lasts.",
        "range judged from repeated cycles 2012-2019",
        Evidence.LITERATURE,
    ),
    Parameter(
        "relations.usual_fatigue",
        "Usual fatigue",
        "index 0-1",
        0.15,
        0.0,
        0.4,
        "The fatigue to which both return in quiet times.",
        "judgement",
    ),
    Parameter(
        "relations.fatigue_from_flare_up",
        "Fatigue from a flare-up",
        "index",
        0.10,
        0.0,
        0.3,
        "How much a visible escalation by the other side tires an attentive public.",
        "articles: fatigue after cyclical flare-ups",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "relations.fatigue_from_hostility",
        "Fatigue from lasting hostility",
        "index a week",
        0.004,
        0.0,
        0.02,
        "What every week of high hostility adds.",
        "judgement",
    ),
    Parameter(
        "relations.high_hostility",
        "Hostility that tires",
        "index 0-1",
        0.5,
        0.3,
        0.8,
        "The hostility above which every week is tiring.",
        "judgement",
    ),
    Parameter(
        "relations.fatigue_from_relapse",
        "Fatigue from a relapse",
        "index",
        0.05,
        0.0,
        0.2,
        "What an agreement that breaks, or an accusation over it, adds.",
        "undermining ties after nearly reconciling is worse (Swedish institute article)",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "relations.fatigue_relief",
        "Fatigue relieved by a concession",
        "share",
        0.1,
        0.0,
        0.4,
        "The share of the fatigue that a full concession by the other side takes away.",
        "judgement",
    ),
    Parameter(
        "relations.fatigue_kept_by_successor",
        "Fatigue with a new leader opposite",
        "share",
        0.8,
        0.3,
        1.0,
        "The share of fatigue that remains when the other side gets a new leader.",
        "judgement",
    ),
    Parameter(
        "relations.promise_weeks",
        "Weeks after which a concession has held",
        "weeks",
        26.0,
        8.0,
        52.0,
        "A concession not answered by escalation for so long counts as having stuck.",
        "judgement",
    ),
    Parameter(
        "relations.promise_size",
        "Smallest act that counts for trust",
        "index 0-1",
        0.3,
        0.1,
        0.6,
        "Concessions and visible escalations from this size on are remembered.",
        "judgement",
    ),
    Parameter(
        "relations.promise_prior",
        "Prior count of kept and of broken promises",
        "count",
        2.0,
        0.5,
        10.0,
        "How firmly both sides believe at the start that a concession is as likely to stick as not.",
        "Beta(2, 2)",
        Evidence.JUDGEMENT,
    ),
)


class Fatigue(Participant):
    """Flare-ups tire policymakers for more than a year; concessions that are answered by blows destroy trust."""

    KEY = "fatigue"
    LABEL = "Fatigue and broken promises"
    PARAMETERS = PARAMETERS
    FIELDS = (
        Field(
            "fatigue",
            "Fatigue with the other side",
            "index 0-1",
            0.0,
            1.0,
            "How tired of the other side policymakers are.",
            ALLIES,
            recorded=True,
        ),
        Field("kept_promises", "Concessions that stuck", "count", 0.0, 1e4, "Beta count.", ALLIES),
        Field("broken_promises", "Concessions that were answered by blows", "count", 0.0, 1e4, "Beta count.", ALLIES),
        Field(
            "concession_age",
            "Weeks since an own concession",
            "weeks",
            0.0,
            NEVER,
            "Weeks since a concession whose fate is still open; large where none is.",
            ALLIES,
            NEVER,
        ),
    )

    def prepare(self, setup: Setup) -> None:
        inputs, state = setup.inputs, setup.state
        state.fatigue[...] = inputs.rows("seoul.initial_fatigue", "tokyo.initial_fatigue")
        keep = retention(inputs.exact("relations.fatigue_half_life"))
        self.keep = inputs.cast(keep)
        self.back = inputs.cast((ONE - keep) * inputs.exact("relations.usual_fatigue"))
        self.from_flare_up = inputs["relations.fatigue_from_flare_up"]
        self.from_hostility = inputs["relations.fatigue_from_hostility"]
        self.high = inputs["relations.high_hostility"]
        self.from_relapse = inputs["relations.fatigue_from_relapse"]
        self.relief = inputs["relations.fatigue_relief"]
        self.renewal = ONE - inputs["relations.fatigue_kept_by_successor"]
        self.promise_weeks = inputs["relations.promise_weeks"]
        self.open_weeks = inputs.cast(self.promise_weeks + ONE)
        self.promise_size = inputs["relations.promise_size"]
        state.kept_promises[...] = inputs["relations.promise_prior"]
        state.broken_promises[...] = inputs["relations.promise_prior"]

    def tire(self, week: Week) -> None:
        """Flare-ups, lasting hostility and relapses tire; the other side's concessions and new leaders relieve."""
        state = week.state
        fatigue = state.fatigue
        change = self.from_flare_up * state.escalation_seen[::-1] * state.salience * (ONE - fatigue)
        change += self.from_hostility * (state.hostility > self.high)
        change += self.from_relapse * np.maximum(state.relapse, state.accusation)
        change -= self.relief * positive(state.concession[::-1]) * fatigue
        fatigue *= self.keep
        fatigue += self.back
        fatigue += change
        fatigue *= ONE - self.renewal * state.new_leader[1::-1]
        keep_in_unit(fatigue)

    def remember(self, week: Week) -> None:
        """A concession sticks if no blow follows for half a year; a blow before that breaks it."""
        state = week.state
        age = state.concession_age
        age += ONE
        is_open = age < self.open_weeks
        broken = is_open & (state.escalation_seen[::-1] >= self.promise_size)
        kept = is_open & ~broken & (age >= self.promise_weeks)
        state.broken_promises += broken
        state.kept_promises += kept
        age += (broken | kept) * (NEVER - age)
        age *= state.concession < self.promise_size
        np.minimum(age, NEVER, out=age)
