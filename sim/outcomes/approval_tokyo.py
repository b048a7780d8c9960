"""How popular is Tokyo's leader?"""

from __future__ import annotations

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import mean_of


def measure(record: Record) -> Array:
    """Mean approval of Tokyo's cabinet over the horizon.

    Shape (world,), in percent.
    """
    return mean_of(record, "approval.tokyo")


OUTCOME = Outcome(
    key="approval_tokyo",
    label="Approval, Tokyo",
    unit="percent",
    help="Mean approval of Tokyo's cabinet over the horizon.",
    low=0.0,
    high=100.0,
    measure=measure,
    better="",
    floor=0.5,
    series="approval.tokyo",
    digits=1,
)
