"""The database under the store: how it is opened, and how it is read and written by many at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from sim.game.store.address import SQLITE, file_of
from sim.game.store.errors import StoreError
from sim.game.store.trouble import told

PATIENCE = 30
CONNECTIONS = 20
READS = "trilateral_reads"


class Database:
    """A database whose every change is durable when it is done, and whose readers see one moment of it."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.is_file = url.drivername == SQLITE
        self._writes = self._file_engine() if self.is_file else self._server_engine()
        level: dict[str, Any] = {} if self.is_file else {"isolation_level": "REPEATABLE READ"}
        self._reads = self._writes.execution_options(**{READS: True}, **level)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that is kept whole, and durably, or not at all. Raises StoreError."""
        with told(self.url), self._writes.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One moment of the database, whatever others write meanwhile. Raises StoreError."""
        with told(self.url), self._reads.begin() as connection:
            yield connection

    def dispose(self) -> None:
        """Close every connection."""
        self._writes.dispose()

    def _file_engine(self) -> Engine:
        folder = file_of(self.url).parent
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"the folder {folder} for the rooms cannot be made: {error.strerror}. "
                "Name a file in a folder of your own."
            ) from error
        engine = create_engine(
            self.url, connect_args={"timeout": PATIENCE}, pool_size=CONNECTIONS, pool_timeout=PATIENCE
        )
        event.listen(engine, "connect", _prepare_file)
        event.listen(engine, "begin", _begin_file)
        return engine

    def _server_engine(self) -> Engine:
        try:
            engine = create_engine(
                self.url,
                connect_args={"connect_timeout": PATIENCE},
                # Whoever waited for a room must then see what the one before wrote.
                isolation_level="READ COMMITTED",
                pool_size=CONNECTIONS,
                pool_timeout=PATIENCE,
                pool_pre_ping=True,
            )
        except ImportError as error:
            raise StoreError(
                "the driver for PostgreSQL is not installed. Run pip install 'psycopg[binary]', or keep the rooms in "
                "a file: sqlite:///rooms.sqlite."
            ) from error
        event.listen(engine, "connect", _prepare_server)
        return engine


def _prepare_file(connection: sqlite3.Connection, _record: object) -> None:
    # Python's own way of beginning transactions would begin them late, and never as IMMEDIATE.
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_file(connection: Connection) -> None:
    # A write that begins as a read can be refused half way; one that begins as a write waits its turn first.
    reads = connection.get_execution_options().get(READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _prepare_server(connection: Any, _record: object) -> None:
    # A server may be set to acknowledge before it has written; an act must not be.
    connection.execute("SET synchronous_commit = on")
    connection.commit()
