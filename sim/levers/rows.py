"""Names for the rows and steps that levers read and write, so that no lever counts on its fingers."""

from __future__ import annotations

from enum import IntEnum

SEOUL, TOKYO, WASHINGTON = range(3)


class PactStep(IntEnum):
    """What Seoul may do to the pact: the rows of `pact_may` and `pact_order`."""

    NOTICE = 0
    SUSPEND = 1
    TERMINATE = 2
    NORMALISE = 3
