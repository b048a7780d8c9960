"""How well do the three hold together?"""

from __future__ import annotations

import numpy as np

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import mean_of


def measure(record: Record) -> Array:
    """Mean over the horizon of an index of the pact, the allies' amity and their trust in Washington.

    Shape (world,), in index 0-100.
    """
    return np.asarray(100.0 * mean_of(record, "cohesion"))


OUTCOME = Outcome(
    key="trilateral_cohesion",
    label="Trilateral cohesion",
    unit="index 0-100",
    help="Mean over the horizon of an index of the pact, the allies' amity and their trust in Washington.",
    low=0.0,
    high=100.0,
    measure=measure,
    better="higher",
    floor=0.5,
    series="cohesion",
    digits=1,
)
