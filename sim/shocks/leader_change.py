"""A new leader takes office."""

from __future__ import annotations

import numpy as np

from sim.kernel.quantity import Evidence, Quantity
from sim.kernel.records import CAPITALS, Shock
from sim.kernel.state import Array
from sim.kernel.week import Week

SOURCE = "timeline 2020-09-16 and 2021-10-04; inaugurations of January 2021 and May 2022 (from general knowledge)"


def happen(week: Week, size: Array | float, option: str) -> None:
    """The leader of the capital `option` may change; the draw is made this week. `size` is the chance of it."""
    order = week.state.leader_change[CAPITALS.index(option)]
    np.maximum(order, size, out=order)


SHOCK = Shock(
    key="leader_change",
    label="Change of leader",
    sentence="A new leader, whose firmness is not yet known, takes office; in Seoul, of the other bloc.",
    size=Quantity(
        key="leader_change.size",
        label="Chance of a change",
        unit="probability",
        default=1.0,
        low=0.0,
        high=1.0,
        help="The chance that the leader changes: 1 is certain.",
        source=SOURCE,
        grade=Evidence.JUDGEMENT,
    ),
    source=SOURCE,
    grade=Evidence.JUDGEMENT,
    moves=("leader_change",),
    apply=happen,
    option="capital",
    choices=CAPITALS,
    historic=("2020-09-16", "2021-01-20", "2021-10-04", "2022-05-10"),
)
