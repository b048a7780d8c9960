"""Did Seoul ever give notice to end the pact?"""

from __future__ import annotations

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import ever

NOTICE = 1


def measure(record: Record) -> Array:
    """Whether Seoul gave notice to end the intelligence pact in some week.

    Shape (world,), in probability.
    """
    return ever(record, "pact_state", NOTICE)


OUTCOME = Outcome(
    key="p_notice",
    label="Notice given",
    unit="probability",
    help="Whether Seoul gave notice to end the intelligence pact in some week.",
    low=0.0,
    high=1.0,
    measure=measure,
    better="lower",
    floor=0.02,
    series="pact_state",
    digits=2,
)
