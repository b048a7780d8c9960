"""How much effort does Washington put into mediation?"""

from __future__ import annotations

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import mean_of


def measure(record: Record) -> Array:
    """Mean over the horizon of Washington's standing effort to mediate.

    Shape (world,), in index 0-1.
    """
    return mean_of(record, "us_effort")


OUTCOME = Outcome(
    key="us_effort",
    label="American effort",
    unit="index 0-1",
    help="Mean over the horizon of Washington's standing effort to mediate.",
    low=0.0,
    high=1.0,
    measure=measure,
    better="",
    floor=0.01,
    series="us_effort",
    digits=2,
)
