"""Korean consumers turn away from Japanese goods and travel (boycott), fast at first and for long."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, positive
from sim.kernel.clock import retention
from sim.kernel.participant import Participant, Setup
from sim.kernel.quantity import Evidence, Parameter
from sim.kernel.state import Field
from sim.kernel.week import Week

PARAMETERS = (
    Parameter(
        "korean_public.boycott_contagion",
        "Boycott contagion",
        "per week",
        1.6,
        0.0,
        3.0,
        "How fast the boycott spreads among an attentive public.",
        "Realmeter participation 48.0, 54.6, 62.8 % (10, 17, 24 Jul 2019)",
        Evidence.DATA,
    ),
    Parameter(
        "korean_public.boycott_threshold",
        "Attention that a boycott needs",
        "index 0-1",
        0.38,
        0.1,
        0.7,
        "The boycott spreads by itself only above this salience.",
        "without a threshold the simulated boycott never dies",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "korean_public.boycott_trigger",
        "Boycott triggered by a trade measure",
        "share",
        0.9,
        0.0,
        1.5,
        "How many join at once when Tokyo takes a measure and attention is full.",
        "visitors and beer, July to September 2019",
        Evidence.DATA,
    ),
    Parameter(
        "korean_public.boycott_half_life",
        "Half-life of the boycott",
        "weeks",
        54.0,
        15.0,
        120.0,
        "How long the boycott lasts when nothing feeds it.",
        "visitors November 2019 to January 2020: logs 1.06, 1.05, 1.01, .90",
        Evidence.DATA,
    ),
    Parameter(
        "korean_public.boycott_ceiling",
        "Largest boycott",
        "share of consumers",
        0.70,
        0.4,
        0.9,
        "The largest share of consumers who take part.",
        "KOBACO July 2020: 75 % still boycotting",
        Evidence.DATA,
    ),
    Parameter(
        "korean_public.boycott_core",
        "Standing boycott",
        "share of consumers",
        0.004,
        0.0,
        0.05,
        "The few who always boycott, from whom a movement can grow.",
        "judgement",
    ),
    Parameter(
        "korean_public.boycott_softening",
        "Boycott softened by a Japanese concession",
        "share",
        0.05,
        0.0,
        0.3,
        "The share of boycotters who stop after a full concession by Tokyo.",
        "judgement",
    ),
    Parameter(
        "korean_public.list_removal_trigger",
        "Trigger by the white-list removal",
        "relative",
        0.6,
        0.0,
        1.5,
        "The trigger of the white-list removal relative to that of the export controls.",
        "judgement",
    ),
    Parameter(
        "korean_public.retaliation_trigger",
        "Trigger by retaliation",
        "relative",
        0.8,
        0.0,
        1.5,
        "The trigger of the retaliation package relative to that of the export controls.",
        "judgement",
    ),
    Parameter(
        "korean_public.travel_lag_rate",
        "Speed of the travel response",
        "per week and stage",
        0.35,
        0.1,
        1.0,
        "Trips are booked ahead: each of three stages passes on this share a week.",
        "visitors -7.6 % in July, -48.0 % in August, -58.1 % in September 2019",
        Evidence.DATA,
    ),
    Parameter(
        "korean_public.travel_response",
        "Travel response",
        "log points per share",
        1.75,
        0.5,
        3.0,
        "How strongly the boycott cuts travel to Japan.",
        "JNTO visitor arrivals 2019",
        Evidence.DATA,
    ),
    Parameter(
        "korean_public.beer_response",
        "Response of consumer goods",
        "log points per share",
        5.4,
        1.0,
        10.0,
        "How strongly the boycott cuts sales of consumer brands such as beer.",
        "beer exports to Korea -97 % in August 2019",
        Evidence.DATA,
    ),
)


class Boycott(Participant):
    """Trade measures trigger a boycott among an attentive public; it spreads, then fades over a year."""

    KEY = "boycott"
    LABEL = "Boycott"
    PARAMETERS = PARAMETERS
    FIELDS = (
        Field(
            "boycott",
            "Boycott of Japanese goods",
            "share of consumers",
            0.0,
            0.9,
            "The share of Korean consumers who avoid Japanese goods and travel.",
            recorded=True,
        ),
        Field(
            "boycott_lag",
            "Boycott as booked",
            "share of consumers",
            0.0,
            0.9,
            "The boycott as it reaches bookings, in three stages.",
            ("1", "2", "3"),
        ),
        Field(
            "measures_seen",
            "Trade measures known to consumers",
            "dose",
            0.0,
            1.0,
            "Japan's trade measures as they stood last week, so that a new one is noticed.",
            ("controls", "list", "retaliation"),
        ),
        Field(
            "visitors_change",
            "Korean visitors to Japan",
            "change on the year before, fraction",
            -1.0,
            0.0,
            "Change in Korean visitors to Japan against a normal year.",
            recorded=True,
        ),
        Field(
            "beer_change",
            "Beer imports from Japan",
            "change on the year before, fraction",
            -1.0,
            0.0,
            "Change in sales of Japanese consumer brands, beer as the example.",
            recorded=True,
        ),
    )

    def prepare(self, setup: Setup) -> None:
        inputs, state = setup.inputs, setup.state
        self.contagion = inputs["korean_public.boycott_contagion"]
        self.threshold = inputs["korean_public.boycott_threshold"]
        self.trigger = inputs["korean_public.boycott_trigger"]
        self.fade = inputs.cast(ONE - retention(inputs.exact("korean_public.boycott_half_life")))
        self.ceiling = inputs["korean_public.boycott_ceiling"]
        self.core = inputs["korean_public.boycott_core"]
        self.softening = inputs["korean_public.boycott_softening"]
        self.list_trigger = inputs["korean_public.list_removal_trigger"]
        self.retaliation_trigger = inputs["korean_public.retaliation_trigger"]
        self.pass_on = inputs["korean_public.travel_lag_rate"]
        self.travel = inputs["korean_public.travel_response"]
        self.beer = inputs["korean_public.beer_response"]
        state.boycott[...] = self.core
        state.boycott_lag[...] = self.core

    def spread(self, week: Week) -> None:
        """Consumers join when Tokyo acts and attention is high, and drift back; bookings follow with a lag."""
        state = week.state
        boycott, salience = state.boycott, state.salience[0]
        seen = state.measures_seen
        before = seen.copy()
        seen[0], seen[1] = state.export_controls, state.whitelist_removed
        np.maximum.reduce(state.retaliation, axis=0, out=seen[2])
        struck = positive(seen - before)
        trigger = struck[0] + self.list_trigger * struck[1] + self.retaliation_trigger * struck[2]
        live = np.minimum(seen[0] + seen[1] + seen[2], ONE)
        joining = self.contagion * positive(salience - self.threshold) * boycott * live
        joining += self.trigger * trigger * salience
        joining *= ONE - boycott / self.ceiling
        boycott += joining - boycott * (self.fade + self.softening * positive(state.concession[1]))
        np.maximum(boycott, self.core, out=boycott)
        np.minimum(boycott, self.ceiling, out=boycott)
        lag = state.boycott_lag
        lag[0] += self.pass_on * (boycott - lag[0])
        lag[1] += self.pass_on * (lag[0] - lag[1])
        lag[2] += self.pass_on * (lag[1] - lag[2])
        np.subtract(np.exp(-self.travel * lag[2]) * (ONE - state.covid), ONE, out=state.visitors_change)
        np.expm1(-self.beer * lag[1], out=state.beer_change)
