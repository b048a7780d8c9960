"""A host whose store is a new file, whose clock is set by hand and whose world answers at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sim.game.host.host import Host
from sim.game.store.store import Store
from tests.game.host.worlds import AtOnce, Clock, StubWorld


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world() -> StubWorld:
    return StubWorld()


@pytest.fixture
def another(tmp_path: Path, clock: Clock) -> Iterator[Callable[[StubWorld], Host]]:
    """Opens hosts over one and the same database."""
    opened: list[Host] = []

    def host(world: StubWorld) -> Host:
        opened.append(Host(Store.open(f"sqlite:///{tmp_path / 'rooms.sqlite'}"), world, clock, AtOnce()))
        return opened[-1]

    yield host
    for one in opened:
        one.stop()
        one.store.shut()


@pytest.fixture
def host(another: Callable[[StubWorld], Host], world: StubWorld) -> Host:
    return another(world)
