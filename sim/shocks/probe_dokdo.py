"""Russian or Chinese aircraft probe the airspace that both allies claim."""

from __future__ import annotations

import numpy as np

from sim.kernel.quantity import Evidence, Quantity
from sim.kernel.records import Shock
from sim.kernel.state import Array
from sim.kernel.week import Week

SOURCE = "002_88698e6e37e21d87.txt; timeline 2019-07-23"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """A probe is added to this week's. `size` is a number, (1,) or (world,)."""
    np.maximum(week.state.probe_order, size, out=week.state.probe_order)


SHOCK = Shock(
    key="probe_dokdo",
    label="Airspace probe near Dokdo",
    sentence="Russian or Chinese military aircraft enter the airspace over Dokdo/Takeshima, which both allies claim.",
    size=Quantity(
        key="probe_dokdo.size",
        label="Size of the probe",
        unit="share of a full probe",
        default=1.0,
        low=0.0,
        high=1.0,
        help="0 is none, 1 the two violations of July 2019.",
        source=SOURCE,
        grade=Evidence.JUDGEMENT,
    ),
    source=SOURCE,
    grade=Evidence.JUDGEMENT,
    moves=("probe_order",),
    apply=happen,
    historic=("2019-07-23",),
)
