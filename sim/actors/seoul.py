"""The government of the Republic of Korea."""

from __future__ import annotations

from sim.actors.actor import Actor, rows_of


class Seoul(Actor):
    """Seoul weighs its levers each week; what it wants from Tokyo is an end of the trade measures."""

    KEY = "seoul"
    LABEL = "Seoul"
    ROWS = (
        *rows_of("seoul", "hostility", "grievance", "fatigue", "commitment", "approval", "stake", "pressed"),
        *rows_of("seoul", "abandonment_fear", "resentment", "type_high", "belief_high", "distraction"),
        "orientation",
        "korean_floor",
    )
