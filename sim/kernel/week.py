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
    """The present week: `state` to read and write, `inputs` (parameters per world), the luck, and the date.

    Before week `record_until` the run replays a record (see `on_record`).
    """

    clock: Clock
    state: State
    inputs: Inputs
    draws: Draws
    record_until: int = 0
    index: int = 0

    @property
    def on_record(self) -> bool:
        """Whether this week still follows the record: nobody acts of their own accord, only what is dated happens."""
        return self.index < self.record_until

    @property
    def first_day(self) -> date:
        return self.clock.first_day(self.index)

    def draw(self, stream: Stream) -> Array:
        """This week's luck from a stream, shape (stream.rows, world)."""
        return self.draws.week(stream, self.index)
