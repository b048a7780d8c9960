"""How much of the value of shared intelligence is left?"""

from __future__ import annotations

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import mean_of


def measure(record: Record) -> Array:
    """Mean over the horizon: 1 while the pact is in force, less when data must go through Washington.

    Shape (world,), in index 0-1.
    """
    return mean_of(record, "intelligence")


OUTCOME = Outcome(
    key="intel_value",
    label="Intelligence value",
    unit="index 0-1",
    help="Mean over the horizon: 1 while the pact is in force, less when data must go through Washington.",
    low=0.0,
    high=1.0,
    measure=measure,
    better="higher",
    floor=0.01,
    series="intelligence",
    digits=2,
)
