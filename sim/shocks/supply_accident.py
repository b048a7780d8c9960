"""An accident destroys stocks of the chemicals that chip makers need."""

from __future__ import annotations

import numpy as np

from sim.kernel.quantity import Evidence, Quantity
from sim.kernel.records import Shock
from sim.kernel.state import Array
from sim.kernel.week import Week

SOURCE = "authors' choice; spoilt photoresist at a Taiwanese chip maker in early 2019 (from general knowledge)"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """A share `size` of stocks is lost this week, a number, (1,) or (world,)."""
    np.maximum(week.state.supply_shock, size, out=week.state.supply_shock)


SHOCK = Shock(
    key="supply_accident",
    label="Supply accident",
    sentence="A fire or a spoilt batch destroys part of the chip makers' stocks of the three controlled chemicals.",
    size=Quantity(
        key="supply_accident.size",
        label="Stocks lost",
        unit="share of stocks",
        default=0.3,
        low=0.0,
        high=1.0,
        help="0 is none, 1 all stocks.",
        source=SOURCE,
        grade=Evidence.JUDGEMENT,
    ),
    source=SOURCE,
    grade=Evidence.JUDGEMENT,
    moves=("supply_shock",),
    apply=happen,
)
