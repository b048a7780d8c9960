"""How much do the allies resent Washington?"""

from __future__ import annotations

import numpy as np

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import mean_of


def measure(record: Record) -> Array:
    """Mean over the horizon and over both allies.

    Shape (world,), in index 0-100.
    """
    return np.asarray(100.0 * mean_of(record, "resentment.seoul", "resentment.tokyo"))


OUTCOME = Outcome(
    key="resentment_of_washington",
    label="Resentment of Washington",
    unit="index 0-100",
    help="Mean over the horizon and over both allies.",
    low=0.0,
    high=100.0,
    measure=measure,
    better="lower",
    floor=0.5,
    series="resentment.seoul",
    digits=1,
)
