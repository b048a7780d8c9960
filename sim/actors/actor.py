"""A Mesa agent that stands for one actor in all worlds of a chunk."""

from __future__ import annotations

from typing import ClassVar

import mesa

from sim.kernel.participant import Participant
from sim.kernel.state import Array, State


class Actor(mesa.Agent, Participant):
    """One actor of the crisis. Its state is a set of rows of the shared arena, one column per world."""

    ROWS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, model: mesa.Model, state: State) -> None:
        super().__init__(model)
        self._state = state

    @property
    def state(self) -> dict[str, Array]:
        """This actor's own state by row name, each of shape (world,)."""
        return {key: self._state.row(key) for key in self.ROWS}

    def __repr__(self) -> str:
        return f"<{self.LABEL}>"


def rows_of(name: str, *fields: str) -> tuple[str, ...]:
    """The arena rows `field.name` of an actor that shares fields with its counterpart."""
    return tuple(f"{field}.{name}" for field in fields)
