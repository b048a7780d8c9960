"""What a host says when it cannot do as asked.

HostError       a room cannot be served as asked
├── NoEntry     whoever asks has no key to the room, or the wrong one
└── TooFast     whoever asks does so too often
"""

from __future__ import annotations

from sim.kernel.errors import SimError


class HostError(SimError):
    """A host cannot do what was asked."""


class NoEntry(HostError):  # noqa: N818 - it is an ordinary answer, and read as words
    """The key does not fit; the words say how to get in."""


class TooFast(HostError):  # noqa: N818 - it is an ordinary answer, and read as words
    """Somebody asks more often than anybody needs; the words say how long to wait."""
