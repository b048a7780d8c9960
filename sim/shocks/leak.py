"""What was meant to stay secret gets out."""

from __future__ import annotations

import numpy as np

from sim.kernel.quantity import Evidence, Quantity
from sim.kernel.records import Shock
from sim.kernel.state import Array
from sim.kernel.week import Week

SOURCE = "002_88698e6e37e21d87.txt (leaked and distorted); timeline 2019-11-24"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """An accusation follows this week. `size` is a number, (1,) or (world,); any size above 0 is a leak."""
    np.maximum(week.state.leak_order, size, out=week.state.leak_order)


SHOCK = Shock(
    key="leak",
    label="Leak",
    sentence="Details of talks leak, and one side accuses the other of twisting what was agreed.",
    size=Quantity(
        key="leak.size",
        label="Leak",
        unit="0 or 1",
        default=1.0,
        low=0.0,
        high=1.0,
        help="0 is none; anything above 0 is a leak.",
        source=SOURCE,
        grade=Evidence.JUDGEMENT,
    ),
    source=SOURCE,
    grade=Evidence.JUDGEMENT,
    moves=("leak_order",),
    apply=happen,
    historic=("2019-11-24",),
)
