"""Pyongyang: launches come in bursts, more often when the three fall out, less often while it talks to Washington."""

from __future__ import annotations

import numpy as np

from sim.actors.actor import Actor
from sim.kernel.bounds import ONE, ZERO
from sim.kernel.clock import retention, weekly_probability
from sim.kernel.draws import Law, Stream
from sim.kernel.participant import Setup
from sim.kernel.quantity import Evidence, Parameter, Role
from sim.kernel.state import Field
from sim.kernel.week import Week

LAUNCH = Stream("pyongyang.launch", 2, Law.UNIFORM, "Whether Pyongyang launches this week, and how many times.")

PARAMETERS = (
    Parameter(
        "pyongyang.launch_rate",
        "Launches in quiet times",
        "per week",
        0.045,
        0.005,
        0.2,
        "The weekly hazard of a launch when nothing provokes one.",
        "launch weeks 2018-2019",
        Evidence.DATA,
    ),
    Parameter(
        "pyongyang.clustering",
        "Clustering of launches",
        "launches caused by a launch",
        0.5,
        0.0,
        0.8,
        "How many further launches a launch brings about.",
        "Hess 2017: the best predictor is a recent provocation",
        Evidence.DATA,
    ),
    Parameter(
        "pyongyang.opportunism",
        "Opportunism",
        "log rate per disunity",
        1.2,
        0.0,
        2.5,
        "How much more Pyongyang provokes when the three fall out; 0 if it does not care.",
        "articles say it gains; Hess 2017 finds no trigger, so the range holds 0",
        Evidence.JUDGEMENT,
        Role.DISPOSITION,
    ),
    Parameter(
        "pyongyang.usual_disunity",
        "Usual disunity",
        "index 0-1",
        0.30,
        0.1,
        0.6,
        "The disunity at which Pyongyang's rate is its usual one.",
        "mean disunity of the base run; centres the effect",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "pyongyang.ultimatum_effect",
        "Launches under an ultimatum",
        "log rate",
        0.7,
        0.0,
        2.0,
        "How much more Pyongyang launches after setting an ultimatum.",
        "end of 2019",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "pyongyang.ultimatum_half_life",
        "Half-life of an ultimatum",
        "weeks",
        13.0,
        4.0,
        40.0,
        "How long an ultimatum is felt.",
        "judgement",
    ),
    Parameter(
        "pyongyang.talks_effect",
        "Launches held back by talks",
        "log rate",
        1.0,
        0.0,
        3.0,
        "How much less Pyongyang launches while it talks to Washington.",
        "no tests in 2018",
        Evidence.DATA,
    ),
    Parameter(
        "pyongyang.usual_posture",
        "Usual posture",
        "index 0-1",
        0.1,
        0.0,
        0.5,
        "How hard Pyongyang's posture is in quiet times.",
        "judgement",
    ),
    Parameter(
        "pyongyang.posture_half_life",
        "Half-life of a hard posture",
        "weeks",
        26.0,
        8.0,
        80.0,
        "How long a harder posture lasts.",
        "judgement",
    ),
    Parameter(
        "pyongyang.excitement_kept",
        "Memory of recent launches",
        "share a week",
        0.85,
        0.6,
        0.95,
        "How long a launch keeps the tension up.",
        "spacing of launches May to November 2019",
        Evidence.DATA,
    ),
    Parameter(
        "pyongyang.largest_burst",
        "Second launch in the same week",
        "share",
        0.25,
        0.0,
        0.6,
        "How often a week with a launch has a second one.",
        "launch weeks 2019",
        Evidence.DATA,
    ),
    Parameter(
        "pyongyang.troop_cut_gain",
        "Gain from an American troop cut",
        "index a week",
        0.02,
        0.0,
        0.1,
        "What every week with fewer American troops is worth to Pyongyang.",
        "a reduction would benefit North Korea (Swedish institute article)",
    ),
)


class Pyongyang(Actor):
    """Launches excite further launches; disunity tempts, talks restrain, ultimatums commit."""

    KEY = "pyongyang"
    LABEL = "Pyongyang"
    PARAMETERS = PARAMETERS
    STREAMS = (LAUNCH,)
    FIELDS = (
        Field("provocation", "Provocations", "launches this week", 0.0, 20.0, "North Korean launches.", recorded=True),
        Field("excitement", "Recent launches", "index", 0.0, 20.0, "A fading memory of launches."),
        Field("posture", "Pyongyang's posture", "index 0-1", 0.0, 1.0, "How hard its line is."),
        Field("ultimatum", "Ultimatum", "0 to 1", 0.0, 1.0, "How present an ultimatum is."),
        Field("summitry_weeks", "Weeks of talks left", "weeks", 0.0, 60.0, "While Pyongyang talks to Washington."),
        Field("launch_hazard", "Hazard of a launch", "per week", 0.0, 1e3, "How near Pyongyang was to launching."),
        Field("missile_order", "Launch by shock", "0 to 1", 0.0, 10.0, "Launches that a shock brings about this week."),
        Field("gain_pyongyang", "Gain of Pyongyang", "index", 0.0, 1e4, "What it has gained so far.", recorded=True),
    )
    ROWS = ("provocation", "excitement", "posture", "ultimatum", "summitry_weeks", "gain_pyongyang")

    def prepare(self, setup: Setup) -> None:
        inputs = setup.inputs
        self.rate = inputs["pyongyang.launch_rate"]
        self.kept = inputs["pyongyang.excitement_kept"]
        self.fresh = inputs.cast(ONE - self.kept)
        self.clustering = inputs["pyongyang.clustering"]
        self.opportunism = inputs["pyongyang.opportunism"]
        self.usual_disunity = inputs["pyongyang.usual_disunity"]
        self.ultimatum_effect = inputs["pyongyang.ultimatum_effect"]
        self.ultimatum_keep = inputs.cast(retention(inputs.exact("pyongyang.ultimatum_half_life")))
        self.talks_effect = inputs["pyongyang.talks_effect"]
        self.usual_posture = inputs["pyongyang.usual_posture"]
        self.posture_drift = inputs.cast(ONE - retention(inputs.exact("pyongyang.posture_half_life")))
        self.second = inputs["pyongyang.largest_burst"]
        self.cut_gain = inputs["pyongyang.troop_cut_gain"]
        setup.state.posture[...] = self.usual_posture

    def act(self, week: Week) -> None:
        """Pyongyang launches or not, given disunity, ultimatum, talks and its own last launches."""
        state = week.state
        drive = self.opportunism * (ONE - state.cohesion - self.usual_disunity)
        drive += self.ultimatum_effect * state.ultimatum - self.talks_effect * (state.summitry_weeks > ZERO)
        np.add(self.rate * np.exp(drive), self.clustering * state.excitement, out=state.launch_hazard)
        luck = week.draw(LAUNCH)
        launches = (luck[0] < weekly_probability(state.launch_hazard)) * (ONE + (luck[1] < self.second))
        np.add(launches * (not week.on_record), state.missile_order, out=state.provocation)
        state.missile_order[...] = 0.0
        state.excitement *= self.kept
        state.excitement += self.fresh * state.provocation
        state.posture += self.posture_drift * (self.usual_posture - state.posture)
        state.ultimatum *= self.ultimatum_keep
        np.maximum(state.summitry_weeks - ONE, ZERO, out=state.summitry_weeks)

    def profit(self, week: Week) -> None:
        """Launches that the three see less well, and a troop cut, are Pyongyang's gain."""
        state = week.state
        state.gain_pyongyang += state.provocation * (ONE - state.intelligence) + self.cut_gain * state.troop_cut
