"""Washington withdraws some of its troops."""

from __future__ import annotations

import numpy as np

from sim.kernel.quantity import Evidence, Quantity
from sim.kernel.records import Shock
from sim.kernel.state import Array
from sim.kernel.week import Week

SOURCE = "002_88698e6e37e21d87.txt (fewer troops would benefit North Korea)"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """The cut stands from now on, and the news of it is fresh. `size` is a number, (1,) or (world,)."""
    np.maximum(week.state.troop_cut, size, out=week.state.troop_cut)
    np.maximum(week.state.troop_cut_news, size, out=week.state.troop_cut_news)


SHOCK = Shock(
    key="troop_cut",
    label="American troop cut",
    sentence="Washington withdraws part of the troops that it keeps in Korea and Japan.",
    size=Quantity(
        key="troop_cut.size",
        label="Size of the cut",
        unit="share of the troops",
        default=0.3,
        low=0.0,
        high=1.0,
        help="0 is no cut, 1 a full withdrawal.",
        source=SOURCE,
        grade=Evidence.JUDGEMENT,
    ),
    source=SOURCE,
    grade=Evidence.JUDGEMENT,
    moves=("troop_cut", "troop_cut_news"),
    apply=happen,
)
