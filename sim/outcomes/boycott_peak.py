"""How many Koreans joined the boycott at its height?"""

from __future__ import annotations

import numpy as np

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import peak_of


def measure(record: Record) -> Array:
    """The largest share of Korean consumers in the boycott of Japanese goods and travel in any week.

    Shape (world,), in percent.
    """
    return np.asarray(100.0 * peak_of(record, "boycott"))


OUTCOME = Outcome(
    key="boycott_peak",
    label="Boycott peak",
    unit="percent",
    help="The largest share of Korean consumers in the boycott of Japanese goods and travel in any week.",
    low=0.0,
    high=90.0,
    measure=measure,
    better="lower",
    floor=1.0,
    series="boycott",
    digits=1,
)
