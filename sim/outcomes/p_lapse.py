"""Did the intelligence pact ever lapse?"""

from __future__ import annotations

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import ever

LAPSED = 3


def measure(record: Record) -> Array:
    """Whether the intelligence pact was out of force in some week.

    Shape (world,), in probability.
    """
    return ever(record, "pact_state", LAPSED)


OUTCOME = Outcome(
    key="p_lapse",
    label="Pact lapsed",
    unit="probability",
    help="Whether the intelligence pact was out of force in some week.",
    low=0.0,
    high=1.0,
    measure=measure,
    better="lower",
    floor=0.02,
    series="pact_state",
    digits=2,
)
