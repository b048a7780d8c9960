"""What did the dispute cost Japan's economy?"""

from __future__ import annotations

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import end_of


def measure(record: Record) -> Array:
    """Total over the horizon: lost visitors, consumer goods and sales of controlled chemicals.

    Shape (world,), in USD million.
    """
    return end_of(record, "loss_japan")


OUTCOME = Outcome(
    key="economic_loss_japan",
    label="Economic loss, Japan",
    unit="USD million",
    help="Total over the horizon: lost visitors, consumer goods and sales of controlled chemicals.",
    low=0.0,
    high=30000.0,
    measure=measure,
    better="lower",
    floor=10.0,
    series="loss_japan",
    digits=0,
)
