"""How often does North Korea launch missiles?"""

from __future__ import annotations

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import yearly


def measure(record: Record) -> Array:
    """North Korean launch events a year.

    Shape (world,), in events a year.
    """
    return yearly(record, "provocation")


OUTCOME = Outcome(
    key="provocations",
    label="Provocations",
    unit="events a year",
    help="North Korean launch events a year.",
    low=0.0,
    high=150.0,
    measure=measure,
    better="lower",
    floor=0.2,
    series="provocation",
    digits=1,
)
