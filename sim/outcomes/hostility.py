"""How hostile are the two neighbours to each other?"""

from __future__ import annotations

import numpy as np

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import mean_of


def measure(record: Record) -> Array:
    """Mean over the horizon and over both sides.

    Shape (world,), in index 0-100.
    """
    return np.asarray(100.0 * mean_of(record, "hostility.seoul", "hostility.tokyo"))


OUTCOME = Outcome(
    key="hostility",
    label="Hostility",
    unit="index 0-100",
    help="Mean over the horizon and over both sides.",
    low=0.0,
    high=100.0,
    measure=measure,
    better="lower",
    floor=0.5,
    series="hostility.seoul",
    digits=1,
)
