"""What a store says when it cannot do as asked.

StoreError      the database or its address
├── NoRoom      a room that is not there
└── Behind      an act came for a room that has moved on
"""

from __future__ import annotations

from sim.kernel.errors import SimError


class StoreError(SimError):
    """The store cannot keep or find what was asked."""


class NoRoom(StoreError):  # noqa: N818 - it is an ordinary answer, and read as words
    """There is no such room: its code is mistyped, or it was deleted."""


class Behind(StoreError):  # noqa: N818 - it is the ordinary answer in a race, and read as a word
    """Others were faster: the room has other acts than the sender knew. `last` is the true last number."""

    def __init__(self, code: str, expected: int, last: int) -> None:
        self.last = last
        super().__init__(
            f"room {code} has {last} acts, and this one was meant to follow act {expected}: another was faster. "
            f"Read the acts after {min(expected, last)}, check the act anew, and send it again after act {last}."
        )
