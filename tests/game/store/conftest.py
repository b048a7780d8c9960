"""Every test of the store runs on a SQLite file and on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from sim.game.store.store import Store
from tests.game.postgres import NoPostgres, running_server

NUMBERS = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server, up to the name of the database."""
    try:
        with running_server() as address:
            yield address
    except NoPostgres as reason:
        pytest.skip(str(reason))


def new_database(address: str) -> str:
    """The address of an empty database on the server."""
    name = f"rooms_{next(NUMBERS)}"
    administration = f"{address.replace('postgresql', 'postgresql+psycopg')}postgres"
    engine = create_engine(administration, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{address}{name}"


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'rooms.sqlite'}"


@pytest.fixture
def postgres_url(server: str) -> str:
    return new_database(server)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of either kind."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


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
