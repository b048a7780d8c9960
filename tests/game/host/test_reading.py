"""A class that comes back at once after a restart has its room read once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sim.game.host import host as module
from sim.game.host.host import Host
from sim.game.host.live_room import LiveRoom
from sim.game.store.store import Store
from tests.game.host.worlds import SCENARIO, AtOnce, StubWorld
from tests.game.reports import small_setup


def test_many_who_ask_at_once_read_the_log_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, read = Store.open(f"sqlite:///{tmp_path / 'rooms.sqlite'}"), list[str]()
    code, _ = Host(store, StubWorld(), pool=AtOnce()).open_room(small_setup(), SCENARIO, 1)

    def slow(store: Store, code: str) -> LiveRoom:
        read.append(code)
        time.sleep(0.05)
        return LiveRoom(store, code)

    monkeypatch.setattr(module, "LiveRoom", slow)
    restarted = Host(store, StubWorld(), pool=AtOnce())
    with ThreadPoolExecutor(8) as pool:
        rooms = list(pool.map(restarted.room, [code] * 8))
    assert read == [code]
    assert all(room is rooms[0] for room in rooms)
    store.shut()
