"""Beijing and Moscow: patrols and airspace probes, more often when the allies are divided."""

from __future__ import annotations

import numpy as np

from sim.actors.actor import Actor
from sim.kernel.bounds import ONE
from sim.kernel.clock import weekly_probability
from sim.kernel.draws import Law, Stream
from sim.kernel.participant import Setup
from sim.kernel.quantity import Evidence, Parameter, Role
from sim.kernel.state import Field
from sim.kernel.week import Week

PROBE = Stream("beijing_moscow.probe", 2, Law.UNIFORM, "Whether a probe is flown this week, and where.")

PARAMETERS = (
    Parameter(
        "beijing_moscow.probe_rate",
        "Probes in usual times",
        "per week",
        0.022,
        0.0,
        0.1,
        "The weekly hazard of an airspace probe or joint patrol.",
        "joint patrols 2019-2023",
        Evidence.DATA,
    ),
    Parameter(
        "beijing_moscow.opportunism",
        "Opportunism",
        "log rate per disunity",
        1.5,
        0.0,
        3.0,
        "How much more often they probe when the allies are divided.",
        "they can fan tensions (Swedish institute article)",
        Evidence.JUDGEMENT,
        Role.DISPOSITION,
    ),
    Parameter(
        "beijing_moscow.usual_disunity",
        "Usual disunity",
        "index 0-1",
        0.30,
        0.1,
        0.6,
        "The disunity at which their rate is the usual one.",
        "mean disunity of the base run",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "beijing_moscow.near_islands",
        "Probes near Dokdo/Takeshima",
        "share",
        0.10,
        0.0,
        1.0,
        "The share of probes that touch the disputed islands.",
        "once, on 23 July 2019",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "beijing_moscow.wedge_gain",
        "Gain from disunity",
        "index a week",
        0.01,
        0.0,
        0.05,
        "What every week of full disunity is worth to them.",
        "judgement",
    ),
)


class BeijingMoscow(Actor):
    """They probe where the allies are divided; disunity gains them influence, never territory."""

    KEY = "beijing_moscow"
    LABEL = "Beijing and Moscow"
    PARAMETERS = PARAMETERS
    STREAMS = (PROBE,)
    FIELDS = (
        Field(
            "probe", "Airspace probe", "this week", 0.0, 1.0, "Whether a probe or joint patrol is flown.", recorded=True
        ),
        Field(
            "probe_near_islands", "Probe near Dokdo/Takeshima", "0 to 1", 0.0, 1.0, "Whether it touches the islands."
        ),
        Field(
            "probe_order", "Probe by shock", "0 to 1", 0.0, 1.0, "A probe near the islands that a shock brings about."
        ),
        Field("probe_hazard", "Hazard of a probe", "per week", 0.0, 10.0, "How near they were to flying a probe."),
        Field("gain_beijing_moscow", "Gain of Beijing and Moscow", "index", 0.0, 1e4, "So far.", recorded=True),
    )
    ROWS = ("probe", "probe_near_islands", "gain_beijing_moscow")

    def prepare(self, setup: Setup) -> None:
        inputs = setup.inputs
        self.rate = inputs["beijing_moscow.probe_rate"]
        self.opportunism = inputs["beijing_moscow.opportunism"]
        self.usual_disunity = inputs["beijing_moscow.usual_disunity"]
        self.near = inputs["beijing_moscow.near_islands"]
        self.wedge = inputs["beijing_moscow.wedge_gain"]

    def act(self, week: Week) -> None:
        """They fly a probe or not, given how divided the allies are; some probes touch the islands."""
        state = week.state
        hazard = state.probe_hazard
        hazard[...] = self.rate * np.exp(self.opportunism * (ONE - state.cohesion - self.usual_disunity))
        luck = week.draw(PROBE)
        flown = (luck[0] < weekly_probability(hazard)) & (not week.on_record)
        np.maximum(flown, state.probe_order, out=state.probe)
        np.maximum(flown & (luck[1] < self.near), state.probe_order, out=state.probe_near_islands)
        state.probe_order[...] = 0.0

    def profit(self, week: Week) -> None:
        """Every probe in a divided alliance, and every divided week, is their gain."""
        state = week.state
        disunity = ONE - state.cohesion
        state.gain_beijing_moscow += disunity * (state.probe + self.wedge)
