"""How tired is Tokyo of Seoul?"""

from __future__ import annotations

import numpy as np

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import end_of


def measure(record: Record) -> Array:
    """Tokyo's weariness of the dispute in the last week.

    Shape (world,), in index 0-100.
    """
    return np.asarray(100.0 * end_of(record, "fatigue.tokyo"))


OUTCOME = Outcome(
    key="fatigue_tokyo",
    label="Tokyo weary of Korea",
    unit="index 0-100",
    help="Korea fatigue: Tokyo's weariness of the dispute in the last week.",
    low=0.0,
    high=100.0,
    measure=measure,
    better="lower",
    floor=0.5,
    series="fatigue.tokyo",
    digits=1,
)
