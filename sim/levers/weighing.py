"""What governments weigh before several of their moves: does pressure work, how dangerous is the neighbourhood."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernel.bounds import ONE
from sim.kernel.state import Array
from sim.kernel.week import Week


def flag(condition: NDArray[np.bool_]) -> Array:
    """1 in the worlds where the condition holds, 0 elsewhere; same shape."""
    return condition.view(np.int8)


def chance_that_pressure_works(week: Week, side: int) -> Array:
    """A capital's own estimate that pressing the other side pays, shape (world,), 0 to 1.

    The mean of its Beta belief: weeks in which pressure was answered, out of all weeks that it counted.
    """
    answered = week.state.coercion_success[side]
    return np.asarray(answered / (answered + week.state.coercion_failure[side]))


def feared_threat(week: Week, side: int) -> Array:
    """The common threat as a capital feels it, shape (world,): the less it trusts in Washington, the more it weighs.

    Source: Cha (1999), quasi-alliance: fear of abandonment makes the two allies need each other.
    """
    fear = week.inputs["relations.fear_to_security"] * week.state.abandonment_fear[side]
    return np.asarray(week.state.threat * (ONE + fear))
