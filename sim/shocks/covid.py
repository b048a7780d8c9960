"""A pandemic closes the borders."""

from __future__ import annotations

import numpy as np

from sim.kernel.quantity import Evidence, Quantity
from sim.kernel.records import Shock
from sim.kernel.state import Array
from sim.kernel.week import Week

SOURCE = "timeline 2020-03-05 and 2020-03-06"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """Borders are shut this week by the share `size`, a number, (1,) or (world,)."""
    np.maximum(week.state.covid, size, out=week.state.covid)


SHOCK = Shock(
    key="covid",
    label="Pandemic",
    sentence="A pandemic closes the borders, so that travel says nothing about the dispute any more.",
    size=Quantity(
        key="covid.size",
        label="Closure",
        unit="share of travel stopped",
        default=0.98,
        low=0.0,
        high=1.0,
        help="0 is open borders, 1 no travel at all.",
        source=SOURCE,
        grade=Evidence.DATA,
    ),
    source=SOURCE,
    grade=Evidence.DATA,
    moves=("covid",),
    apply=happen,
    lasts=True,
    historic=("2020-03-05",),
)
