"""Every test of the store runs on a SQLite file and on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sim.game.store.store import Store
from tests.game.postgres import new_database


@pytest.fixture(scope="session")
def served_store(server: str) -> Iterator[Store]:
    """One store on the server for all tests, since a new database takes its time."""
    opened = Store.open(new_database(server))
    yield opened
    opened.shut()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store of either kind. Its tables must stay as they are; take `url` to change them."""
    if request.param == "postgresql":
        served: Store = request.getfixturevalue("served_store")
        yield served
        for room in served.rooms():
            served.delete(room.code)
    else:
        opened = Store.open(request.getfixturevalue("sqlite_url"))
        yield opened
        opened.shut()
