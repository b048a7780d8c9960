"""The government of the United States, ally of both."""

from __future__ import annotations

from sim.actors.actor import Actor, rows_of


class Washington(Actor):
    """Washington may mediate, press, reassure, demand, or keep its hands off."""

    KEY = "washington"
    LABEL = "Washington"
    ROWS = (
        *rows_of("washington", "type_high", "belief_high", "distraction"),
        "us_effort",
        "us_bias",
        "us_goodwill.seoul",
        "us_goodwill.tokyo",
        "cost_demand",
        "bridge",
        "summitry_weeks",
    )
