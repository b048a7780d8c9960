"""Whatever takes part in the week: it declares parameters, state and luck, and its methods are phases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.kernel.clock import Clock
from sim.kernel.draws import Draws, Stream
from sim.kernel.inputs import Inputs
from sim.kernel.quantity import Parameter
from sim.kernel.state import Field, State


@dataclass(frozen=True, slots=True)
class Setup:
    """What a participant is given once, before the first week."""

    clock: Clock
    state: State
    inputs: Inputs
    draws: Draws

    @property
    def worlds(self) -> int:
        return int(self.state.arena.shape[1])


class Participant:
    """Base of actors, institutions and relations. Subclasses declare what they own and define phase methods,
    each taking the present `Week`. `prepare` sets initial state and works out constants once.

    `READ_WHEN_NEEDED` names parameters that are read only when a lever is weighed or a shock strikes; all others
    must be read before the first week.
    """

    KEY: ClassVar[str] = ""
    LABEL: ClassVar[str] = ""
    PARAMETERS: ClassVar[tuple[Parameter, ...]] = ()
    FIELDS: ClassVar[tuple[Field, ...]] = ()
    STREAMS: ClassVar[tuple[Stream, ...]] = ()
    READ_WHEN_NEEDED: ClassVar[tuple[str, ...]] = ()

    def prepare(self, setup: Setup) -> None:
        """Set the initial state and work out constants."""
