"""The president travels to both capitals as a neutral go-between."""

from __future__ import annotations

from datetime import date, timedelta

from sim.kernel.records import Lever, Tempo, Window
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.rows import WASHINGTON
from sim.levers.weighing import flag

SUMMIT_MONTHS = frozenset({5, 6, 7, 10, 11})
LAST_DAY = timedelta(days=6)


def in_summit_season(day: date) -> bool:
    """May to July (G7, G20) and October to November (APEC, East Asia Summit)."""
    return day.month in SUMMIT_MONTHS


SUMMIT_SEASON = Window(
    key="washington.summit_season",
    words="A president travels to the region around summits, from May to July and in October and November.",
    opens=in_summit_season,
    source="timeline: visits of June 2019, May 2022 and May 2023; Asia tour of November 2017; months are judgement",
)


def president_can_travel(week: Week) -> Array:
    """The calendar has a slot and the president is not too distracted at home, shape (world,)."""
    season = in_summit_season(week.first_day) or in_summit_season(week.first_day + LAST_DAY)
    free = week.state.distraction[WASHINGTON] < week.inputs["decision.visit_attention_limit"]
    return flag(free) * float(season)


LEVER = Lever(
    key="washington.presidential_visit",
    code="U5",
    label="Presidential visit",
    sentence="The president visits both capitals as a neutral go-between and speaks of the common threat.",
    tempo=Tempo.STRUCTURAL,
    features={
        "mediation": 1.0,
        "pressure_seoul": 0.5,
        "pressure_tokyo": 0.5,
        "assurance": 0.2,
        "visibility": 1.0,
    },
    political_cost=1.8,
    cooldown=30,
    clock="In summit season only; the effort fades within weeks.",
    source="004_23131a2df6d52d71.txt ('a neutral, intermediary role'); features are judgement",
    needs="Summit season, and a president who is not too distracted at home.",
    window="washington.summit_season",
    reads=("distraction",),
    possible=president_can_travel,
)
