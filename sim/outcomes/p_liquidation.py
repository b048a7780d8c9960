"""Were assets of a Japanese firm ever sold and paid out?"""

from __future__ import annotations

import numpy as np

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import ever_reached

CASHED_OUT = 6


def measure(record: Record) -> Array:
    """Whether a forced-labour case reached its last stage, the payment from seized assets.

    Shape (world,), in probability.
    """
    cases = (ever_reached(record, f"court_stage.{case}", CASHED_OUT) for case in ("pnr", "mhi"))
    return np.maximum(*cases)


OUTCOME = Outcome(
    key="p_liquidation",
    label="Assets sold",
    unit="probability",
    help="Whether a forced-labour case reached its last stage, the payment from seized assets.",
    low=0.0,
    high=1.0,
    measure=measure,
    better="lower",
    floor=0.02,
    series="court_highest",
    digits=2,
)
