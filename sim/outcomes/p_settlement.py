"""Was the forced-labour question ever settled?"""

from __future__ import annotations

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import ever


def measure(record: Record) -> Array:
    """Whether a settlement was reached, negotiated or by Seoul's own payment, even if it failed later.

    Shape (world,), in probability.
    """
    return ever(record, "settled", 1)


OUTCOME = Outcome(
    key="p_settlement",
    label="Settlement",
    unit="probability",
    help="Whether a settlement was reached, negotiated or by Seoul's own payment, even if it failed later.",
    low=0.0,
    high=1.0,
    measure=measure,
    better="higher",
    floor=0.02,
    series="settled",
    digits=2,
)
