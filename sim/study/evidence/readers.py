"""Who reads a parameter, found by watching: everything that takes part is tried once, and what it asks for noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from sim.engine.model import CrisisModel
from sim.kernel.catalogue import catalogue
from sim.kernel.draws import BLOCK
from sim.kernel.inputs import Inputs
from sim.kernel.participant import Participant, Setup
from sim.kernel.records import Lever, Shock
from sim.kernel.week import Week
from sim.scenario.load import load_scenario
from sim.study.evidence.entry import How, Use

REAL = np.dtype(np.float32)
WHOLE = np.ones(BLOCK, dtype=REAL)


def readers() -> Iterator[tuple[str, Use]]:
    """Every parameter with who reads it: participants before the first week, levers when they are weighed or pulled,
    shocks when they strike. They are tried on the first week of the baseline, in a model that is then let go."""
    model = CrisisModel(load_scenario("baseline"), worlds=1)
    known = catalogue()
    for key, participant in model.participants.items():
        yield from _noted(key, participant.LABEL, _preparing(participant, model))
    for lever in known.levers.values():
        yield from _noted(lever.key, lever.label, _pulling(lever, model))
    for shock in known.shocks.values():
        yield from _noted(shock.key, shock.label, _striking(shock, model))
    model.release()


def _noted(who: str, label: str, act: Callable[[Inputs], None]) -> Iterator[tuple[str, Use]]:
    """Each parameter for which something asks when it acts."""
    parameters = catalogue().parameters
    watched = Inputs({key: np.array(record.default) for key, record in parameters.items()}, BLOCK, REAL)
    with np.errstate(all="ignore"):
        act(watched)
    unread = set(watched.unread())
    yield from ((key, Use(How.READ, who, label)) for key in parameters if key not in unread)


def _week(model: CrisisModel, inputs: Inputs) -> Week:
    return Week(model.clock, model.state, inputs, model.week.draws)


def _preparing(participant: Participant, model: CrisisModel) -> Callable[[Inputs], None]:
    return lambda inputs: participant.prepare(Setup(model.clock, model.state, inputs, model.week.draws))


def _pulling(lever: Lever, model: CrisisModel) -> Callable[[Inputs], None]:
    def pull(inputs: Inputs) -> None:
        week = _week(model, inputs)
        lever.possible(week)
        lever.appeal(week)
        lever.effect(week, np.ones((len(lever.parts), BLOCK), dtype=REAL))
        if lever.lift is not None:
            lever.lift(week, WHOLE)

    return pull


def _striking(shock: Shock, model: CrisisModel) -> Callable[[Inputs], None]:
    def strike(inputs: Inputs) -> None:
        for choice in shock.choices or (None,):
            shock.apply(_week(model, inputs), shock.size.default, choice)

    return strike
