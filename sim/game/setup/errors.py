"""What can be wrong with a game that is not in a file."""

from __future__ import annotations

from sim.kernel.errors import SimError


class SetupError(SimError):
    """A game cannot be set up as asked, or a stored one is damaged."""
