"""How many visitors did Japan gain or lose?"""

from __future__ import annotations

import numpy as np

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import mean_of


def measure(record: Record) -> Array:
    """Mean change over the horizon of Korean visitors to Japan, against a year without dispute.

    Shape (world,), in percent.
    """
    return np.asarray(100.0 * mean_of(record, "visitors_change"))


OUTCOME = Outcome(
    key="visitors_change",
    label="Korean visitors to Japan",
    unit="percent",
    help="Mean change over the horizon of Korean visitors to Japan, against a year without dispute.",
    low=-100.0,
    high=50.0,
    measure=measure,
    better="higher",
    floor=1.0,
    series="visitors_change",
    digits=1,
)
