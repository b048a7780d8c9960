"""How long did the intelligence pact last?"""

from __future__ import annotations

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import weeks_until

LAPSED = 3


def measure(record: Record) -> Array:
    """Weeks until the intelligence pact lapsed; the whole horizon where it never did.

    Shape (world,), in weeks.
    """
    return weeks_until(record, "pact_state", LAPSED)


OUTCOME = Outcome(
    key="weeks_to_lapse",
    label="Weeks to lapse",
    unit="weeks",
    help="Weeks until the intelligence pact lapsed; the whole horizon where it never did.",
    low=0.0,
    high=1040.0,
    measure=measure,
    better="higher",
    floor=1.0,
    series="pact_state",
    digits=1,
)
