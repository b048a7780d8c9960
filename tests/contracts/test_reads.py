"""What levers look at is what they declare: nothing is read in secret, and nothing is declared in vain."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernel.records import Lever
from sim.kernel.state import Array, State
from sim.kernel.week import Week
from tests.contracts.records import PULLED, anywhere

every_move = pytest.mark.parametrize("lever", PULLED.values(), ids=PULLED.keys())
WORLDS = 16


class Watched:
    """A state that remembers which of its fields were asked for."""

    def __init__(self, state: State) -> None:
        self.__dict__["_state"] = state
        self.__dict__["asked"] = set()

    def __getattr__(self, name: str) -> Array:
        self.asked.add(name)
        return getattr(self._state, name)


def watched(lever: Lever) -> tuple[Week, Watched]:
    week = anywhere(lever.key, WORLDS)
    state = Watched(week.state)
    return Week(week.clock, state, week.inputs, week.draws), state  # type: ignore[arg-type]


@every_move
def test_it_reads_only_what_it_declares(lever: Lever) -> None:
    week, state = watched(lever)
    lever.possible(week)
    lever.appeal(week)
    assert state.asked <= set(lever.reads)


@every_move
def test_it_declares_nothing_in_vain(lever: Lever) -> None:
    week, state = watched(lever)
    lever.possible(week)
    lever.appeal(week)
    lever.effect(week, np.ones((len(lever.parts), WORLDS), dtype=np.float32))
    assert set(lever.reads) <= state.asked


@every_move
def test_it_writes_only_what_it_declares(lever: Lever) -> None:
    week, state = watched(lever)
    lever.effect(week, np.ones((len(lever.parts), WORLDS), dtype=np.float32))
    assert state.asked <= {*lever.moves, *lever.reads}
