"""How much of the threat is not covered?"""

from __future__ import annotations

import numpy as np

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import mean_of


def measure(record: Record) -> Array:
    """Mean over the horizon of the threat that shared intelligence and cohesion leave uncovered.

    Shape (world,), in index 0-100.
    """
    return np.asarray(100.0 * mean_of(record, "deterrence_gap"))


OUTCOME = Outcome(
    key="deterrence_gap",
    label="Deterrence gap",
    unit="index 0-100",
    help="Mean over the horizon of the threat that shared intelligence and cohesion leave uncovered.",
    low=0.0,
    high=100.0,
    measure=measure,
    better="lower",
    floor=0.5,
    series="deterrence_gap",
    digits=1,
)
