"""How much each public has the dispute on its mind (salience): it flares with news and fades within weeks."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from sim.kernel.bounds import ONE, keep_in_unit
from sim.kernel.clock import retention
from sim.kernel.participant import Participant, Setup
from sim.kernel.quantity import Evidence, Parameter, Role, for_each
from sim.kernel.records import ALLIES
from sim.kernel.state import Field
from sim.kernel.week import Week

PUBLICS = ("korean_public", "japanese_public")
MEMORIAL_DAYS = ((3, 1), (8, 15))

PARAMETERS = (
    *for_each(
        PUBLICS,
        Parameter(
            "initial_salience",
            "Salience at the start",
            "index 0-1",
            0.25,
            0.0,
            1.0,
            "How much the dispute is on the public's mind in the first week.",
            "set to the weeks around the rulings of October 2018",
            Evidence.JUDGEMENT,
            Role.INITIAL,
        ),
    ),
    *for_each(
        PUBLICS,
        Parameter(
            "court_attention",
            "Attention to court news",
            "index",
            0.5,
            0.0,
            1.5,
            "How strongly a step of the courts puts the dispute on the public's mind.",
            "Japanese reaction to the rulings was the stronger one (Swedish institute article, 2019)",
        ),
        0.5,
        0.8,
    ),
    Parameter(
        "relations.salience_half_life",
        "Half-life of salience",
        "weeks",
        5.0,
        3.0,
        10.0,
        "How fast public attention fades without news.",
        "Henry & Gordon 2001: interest rises fast and saturates",
        Evidence.LITERATURE,
    ),
    Parameter(
        "relations.usual_salience",
        "Usual salience",
        "index 0-1",
        0.15,
        0.0,
        0.4,
        "The attention to which the public returns when nothing happens.",
        "judgement",
    ),
    Parameter(
        "relations.salience_from_rival",
        "Salience from the rival's escalation",
        "index",
        0.55,
        0.3,
        0.8,
        "How much a visible escalation by the other side stirs the public.",
        "fixed because it trades off with the half-life",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "relations.salience_from_own",
        "Salience from the own government's escalation",
        "index",
        0.28,
        0.0,
        0.6,
        "How much a visible escalation by the own government stirs the public.",
        "half of the rival's, judgement",
    ),
    Parameter(
        "relations.salience_from_washington",
        "Salience from public American pressure",
        "index",
        0.10,
        0.0,
        0.4,
        "How much public pressure from Washington stirs the public of the capital pressed.",
        "judgement",
    ),
    Parameter(
        "relations.memorial_salience",
        "Salience in memorial weeks",
        "index",
        0.08,
        0.0,
        0.2,
        "What the weeks of 1 March and 15 August add to attention.",
        "judgement",
    ),
    Parameter(
        "relations.accusation_salience",
        "Salience from an accusation",
        "index",
        0.10,
        0.0,
        0.3,
        "What a public accusation over a joint step adds to attention.",
        "accusations of November 2019 over the announcement",
        Evidence.JUDGEMENT,
    ),
)


class Salience(Participant):
    """Attention rises with what can be seen, less so where it is already high, and fades with a half-life of weeks."""

    KEY = "salience"
    LABEL = "Public attention"
    PARAMETERS = PARAMETERS
    FIELDS = (
        Field(
            "salience",
            "Salience of the dispute",
            "index 0-1",
            0.0,
            1.0,
            "How much the dispute is on the public's mind.",
            ALLIES,
            recorded=True,
        ),
    )

    def prepare(self, setup: Setup) -> None:
        inputs, state = setup.inputs, setup.state
        state.salience[...] = inputs.rows("korean_public.initial_salience", "japanese_public.initial_salience")
        keep = retention(inputs.exact("relations.salience_half_life"))
        self.keep = inputs.cast(keep)
        self.back = inputs.cast((ONE - keep) * inputs.exact("relations.usual_salience"))
        self.from_rival = inputs["relations.salience_from_rival"]
        self.from_own = inputs["relations.salience_from_own"]
        self.from_washington = inputs["relations.salience_from_washington"]
        self.from_courts = inputs.rows("korean_public.court_attention", "japanese_public.court_attention")
        self.memorial = inputs["relations.memorial_salience"]
        self.accusation = inputs["relations.accusation_salience"]

    def stir(self, week: Week) -> None:
        """Moves, court news and memorial days put the dispute on both publics' minds."""
        state = week.state
        stir = self.from_rival * state.escalation_seen[::-1]
        stir += self.from_own * state.escalation_stirring
        stir += self.from_washington * state.us_pressing * state.us_visibility
        stir += self.from_courts * state.court_news
        stir += self.accusation * state.accusation
        if _holds_memorial_day(week.first_day):
            stir += self.memorial
        salience = state.salience
        stir *= ONE - salience
        salience *= self.keep
        salience += self.back
        salience += stir
        keep_in_unit(salience)


@cache
def _holds_memorial_day(first_day: date) -> bool:
    days = (first_day + timedelta(days=offset) for offset in range(7))
    return any((day.month, day.day) in MEMORIAL_DAYS for day in days)
