"""Names for the rows and steps that levers read and write, so that no lever counts on its fingers."""

from __future__ import annotations

from enum import IntEnum

SEOUL, TOKYO, WASHINGTON = range(3)


class PactState(IntEnum):
    """Where the intelligence pact stands."""

    IN_FORCE = 0
    NOTICE = 1
    SUSPENDED = 2
    LAPSED = 3


class PactStep(IntEnum):
    """What Seoul may do to the pact: the rows of `pact_may` and `pact_order`."""

    NOTICE = 0
    SUSPEND = 1
    TERMINATE = 2
    NORMALISE = 3


class CourtStage(IntEnum):
    """How far a forced-labour case has come."""

    RULING = 0
    SEIZED = 1
    SERVED = 2
    APPEALED = 3
    SALE_ORDERED = 4
    SALE_UPHELD = 5
    CASHED_OUT = 6
