"""Did Seoul ever suspend a running notice?"""

from __future__ import annotations

import numpy as np

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import ever_went

IN_FORCE, NOTICE, SUSPENDED = 0, 1, 2


def measure(record: Record) -> Array:
    """Whether a running notice was suspended, or taken back altogether, before it took effect.

    Shape (world,), in probability.
    """
    suspended = ever_went(record, "pact_state", NOTICE, SUSPENDED)
    return np.maximum(suspended, ever_went(record, "pact_state", NOTICE, IN_FORCE))


OUTCOME = Outcome(
    key="p_suspend",
    label="Notice suspended",
    unit="probability",
    help="Whether a running notice was suspended, or taken back altogether, before it took effect.",
    low=0.0,
    high=1.0,
    measure=measure,
    better="",
    floor=0.02,
    series="pact_state",
    digits=2,
)
