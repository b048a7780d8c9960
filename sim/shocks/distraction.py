"""A government is busy with itself."""

from __future__ import annotations

import numpy as np

from sim.kernel.quantity import Evidence, Quantity
from sim.kernel.records import CAPITALS, Shock
from sim.kernel.state import Array
from sim.kernel.week import Week

SOURCE = "004_23131a2df6d52d71.txt (domestic distractions); impeachment September 2019 to February 2020"


def happen(week: Week, size: Array | float, option: str) -> None:
    """The capital `option` is distracted this week. `size` is a number, (1,) or (world,)."""
    order = week.state.distraction_order[CAPITALS.index(option)]
    np.maximum(order, size, out=order)


SHOCK = Shock(
    key="distraction",
    label="Distraction",
    sentence="An election, an impeachment or a scandal leaves a government little time for its neighbours.",
    size=Quantity(
        key="distraction.size",
        label="Level",
        unit="share of attention",
        default=0.5,
        low=0.0,
        high=1.0,
        help="0 is none, 1 a government that attends to nothing else.",
        source=SOURCE,
        grade=Evidence.JUDGEMENT,
    ),
    source=SOURCE,
    grade=Evidence.JUDGEMENT,
    moves=("distraction_order",),
    apply=happen,
    option="capital",
    choices=CAPITALS,
    lasts=True,
    historic=("2019-09-24", "2019-08-09"),
)
