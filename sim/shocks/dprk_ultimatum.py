"""North Korea sets a deadline and promises trouble after it."""

from __future__ import annotations

import numpy as np

from sim.kernel.quantity import Evidence, Quantity
from sim.kernel.records import Shock
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.shocks.posture import harden

SOURCE = "002_88698e6e37e21d87.txt (a deal before the end of the year)"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """The deadline is fresh and posture hardens. `size` is a number, (1,) or (world,)."""
    np.maximum(week.state.ultimatum, size, out=week.state.ultimatum)
    harden(week, size)


SHOCK = Shock(
    key="dprk_ultimatum",
    label="North Korean ultimatum",
    sentence="North Korea sets Washington a deadline and says that it will lose its patience when it passes.",
    size=Quantity(
        key="dprk_ultimatum.size",
        label="Firmness",
        unit="share of a full ultimatum",
        default=1.0,
        low=0.0,
        high=1.0,
        help="0 is none, 1 the ultimatum of 2019.",
        source=SOURCE,
        grade=Evidence.JUDGEMENT,
    ),
    source=SOURCE,
    grade=Evidence.JUDGEMENT,
    moves=("ultimatum", "posture"),
    apply=happen,
    historic=("2019-04-12",),
)
