"""The Mesa model: one chunk of worlds, advanced a week at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mesa
import numpy as np

from sim.actors.actor import Actor
from sim.decision.decide import Decision, lever_fields
from sim.decision.signals import Signals
from sim.engine.events import Events
from sim.engine.plans import plan_of
from sim.engine.week import OPENING, WEEK
from sim.kernel.catalogue import Catalogue, catalogue
from sim.kernel.draws import BLOCK, DrawCache, Draws, blocks_for
from sim.kernel.errors import CatalogueError
from sim.kernel.inputs import Inputs
from sim.kernel.participant import Participant, Setup
from sim.kernel.state import State
from sim.kernel.week import Week
from sim.kernel.worlds import Worlds
from sim.scenario.sample import sampled_values, worlds_of
from sim.scenario.scenario import Scenario


class CrisisModel(mesa.Model):
    """Seoul, Tokyo and Washington in the worlds of one chunk. `.agents` are the actors, `.step()` is one week.

    `worlds` says how many, or which ones with what given in each. They are computed in whole blocks of 128; surplus
    worlds are computed and ignored. `dtype` is float32, or float64 for checks against other solvers.
    """

    def __init__(
        self,
        scenario: Scenario,
        worlds: int | Worlds | None = None,
        *,
        seed: int | None = None,
        cache: DrawCache | None = None,
        dtype: type[np.floating[Any]] = np.float32,
    ) -> None:
        seed = scenario.seed if seed is None else seed
        super().__init__(rng=seed)
        self.scenario = scenario
        asked = worlds_of(scenario, worlds)
        self.worlds = len(asked)
        self.clock = scenario.clock
        self.catalogue: Catalogue = catalogue()
        computed = blocks_for(self.worlds) * BLOCK
        run = asked.padded(computed)
        first_luck = Draws(seed, run.luck, cache)
        draws = Draws(seed, run.luck, cache, run.later) if run.later else first_luck
        real = np.dtype(dtype)
        values = sampled_values(scenario, self.catalogue, first_luck) | dict(run.given)
        self.varying = {key: value[: self.worlds] for key, value in values.items() if value.size > 1}
        inputs = Inputs({key: values[key] for key in self.catalogue.parameters}, computed, real)
        plan = plan_of(scenario, self.catalogue, values, real)
        fields = (*self.catalogue.fields.values(), *lever_fields(plan))
        self.state = State(fields, computed, real)
        free = scenario.agents_from
        record_until = 0 if free is None else self.clock.week_of(free)
        self.week = Week(self.clock, self.state, inputs, draws, record_until)
        self.decision = Decision(plan)
        self.participants = self._gather()
        self._prepare(Setup(self.clock, self.state, inputs, draws))
        self._phases = [(phase, self._bound(phase.participant, phase.method)) for phase in WEEK]

    def _gather(self) -> dict[str, Participant]:
        """Actors as Mesa agents; institutions and relations beside them."""
        found: dict[str, Participant] = {
            "events": Events(self.scenario.shocks, self.catalogue.shocks, self.clock),
            "decision": self.decision,
            "signals": Signals(self.decision.plan),
        }
        for key, kind in self.catalogue.participants.items():
            if key not in found:
                found[key] = kind(self, self.state) if issubclass(kind, Actor) else kind()
        return found

    def _prepare(self, setup: Setup) -> None:
        for participant in self.participants.values():
            participant.prepare(setup)
        self._refuse_idle_parameters(setup)
        for phase in OPENING:
            self._bound(phase.participant, phase.method)(self.week)

    def _refuse_idle_parameters(self, setup: Setup) -> None:
        """A parameter that nobody reads would be a dead slider. Raises CatalogueError."""
        kinds = self.catalogue.participants.values()
        excused = {key for kind in kinds for key in kind.READ_WHEN_NEEDED}
        idle = [key for key in setup.inputs.unread() if key not in excused]
        if idle:
            raise CatalogueError(f"no one reads {', '.join(idle)}: use each parameter, or take it out")

    def _bound(self, participant: str, method: str) -> Callable[[Week], None]:
        try:
            bound: Callable[[Week], None] = getattr(self.participants[participant], method)
        except (KeyError, AttributeError):
            raise CatalogueError(f"the week names {participant}.{method}, which does not exist") from None
        return bound

    @property
    def inputs(self) -> Inputs:
        """Parameters per world, sampled ones included."""
        return self.week.inputs

    def release(self) -> None:
        """Let the worlds go. Mesa's models live in reference cycles, so their arrays would otherwise stay in memory
        until Python's collector comes round, which does not count bytes. The model cannot be stepped afterwards."""
        self.remove_all_agents()
        self.participants.clear()
        self._phases.clear()
        del self.state, self.week, self.decision

    def step(self) -> None:
        """One week in every world, phase by phase."""
        with np.errstate(all="ignore"):
            for _, act in self._phases:
                act(self.week)
        self.week.index += 1
