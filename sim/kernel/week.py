"""What a phase, a lever or a shock sees of the present week, in all worlds of a chunk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sim.kernel.clock import Clock
from sim.kernel.draws import Draws, Stream
from sim.kernel.inputs import Inputs
from sim.kernel.state import Array, State


@dataclass(slots=True)
class Week:
    """The present week: `state` to read and write, `inputs` (parameters per world), the luck, and the date."""

    clock: Clock
    state: State
    inputs: Inputs
    draws: Draws
    index: int = 0

    @property
    def first_day(self) -> date:
        return self.clock.first_day(self.index)

    def draw(self, stream: Stream) -> Array:
        """This week's luck from a stream, shape (stream.rows, world)."""
        return self.draws.week(stream, self.index)
