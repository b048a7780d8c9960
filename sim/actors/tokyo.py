"""The government of Japan."""

from __future__ import annotations

from sim.actors.actor import Actor, rows_of


class Tokyo(Actor):
    """Tokyo weighs its levers each week; what it wants from Seoul is an end of the court cases."""

    KEY = "tokyo"
    LABEL = "Tokyo"
    ROWS = (
        *rows_of("tokyo", "hostility", "grievance", "fatigue", "commitment", "approval", "stake", "pressed"),
        *rows_of("tokyo", "abandonment_fear", "resentment", "type_high", "belief_high", "distraction"),
        "japanese_ceiling",
    )
