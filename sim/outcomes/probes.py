"""How often do Russian and Chinese aircraft probe the airspace?"""

from __future__ import annotations

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import yearly


def measure(record: Record) -> Array:
    """Russian and Chinese probes of the allies' airspace a year.

    Shape (world,), in events a year.
    """
    return yearly(record, "probe")


OUTCOME = Outcome(
    key="probes",
    label="Airspace probes",
    unit="events a year",
    help="Russian and Chinese probes of the allies' airspace a year.",
    low=0.0,
    high=52.0,
    measure=measure,
    better="lower",
    floor=0.1,
    series="probe",
    digits=1,
)
