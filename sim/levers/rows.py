"""Names for the rows and steps that levers read and write, so that no lever counts on its fingers."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from sim.kernel.state import Array

SEOUL, TOKYO, WASHINGTON = range(3)


def _numbers(count: int) -> tuple[Array, ...]:
    """The first whole numbers as 0-d arrays, with which state is compared seven times as fast as with an IntEnum."""
    return tuple(np.full((), number, dtype=np.float32) for number in range(count))


class PactState:
    """Where the intelligence pact stands."""

    IN_FORCE, NOTICE, SUSPENDED, LAPSED = _numbers(4)


class PactStep(IntEnum):
    """What Seoul may do to the pact: the rows of `pact_may` and `pact_order`."""

    NOTICE = 0
    SUSPEND = 1
    TERMINATE = 2
    NORMALISE = 3


class CourtStage:
    """How far a forced-labour case has come."""

    RULING, SEIZED, SERVED, APPEALED, SALE_ORDERED, SALE_UPHELD, CASHED_OUT = _numbers(7)
