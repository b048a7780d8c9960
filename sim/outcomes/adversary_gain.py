"""What do Pyongyang, Beijing and Moscow gain from the quarrel?"""

from __future__ import annotations

import numpy as np

from sim.kernel.record import Record
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.outcomes.measures import end_of


def measure(record: Record) -> Array:
    """Total over the horizon: launches not seen together, probes of a divided alliance, and the division itself.

    Shape (world,), in index.
    """
    return np.asarray(end_of(record, "gain_pyongyang") + end_of(record, "gain_beijing_moscow"))


OUTCOME = Outcome(
    key="adversary_gain",
    label="Adversaries' gain",
    unit="index",
    help="Total over the horizon: launches not seen together, probes of a divided alliance, and the division itself.",
    low=0.0,
    high=150.0,
    measure=measure,
    better="lower",
    floor=0.1,
    series="gain_pyongyang",
    digits=1,
)
