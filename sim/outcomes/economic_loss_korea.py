"""What did the dispute cost Korea's economy?"""

from __future__ import annotations

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import end_of


def measure(record: Record) -> Array:
    """Total over the horizon: lost production, compliance and the search for other suppliers.

    Shape (world,), in USD million.
    """
    return end_of(record, "loss_korea")


OUTCOME = Outcome(
    key="economic_loss_korea",
    label="Economic loss, Korea",
    unit="USD million",
    help="Total over the horizon: lost production, compliance and the search for other suppliers.",
    low=0.0,
    high=50000.0,
    measure=measure,
    better="lower",
    floor=10.0,
    series="loss_korea",
    digits=0,
)
