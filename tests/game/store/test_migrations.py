"""The tables that migrations make are the tables that the program knows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from sim.game.store.errors import StoreError
from sim.game.store.store import Store
from sim.game.store.tables import METADATA, VERSION_TABLE
from tests.game.store.acts import SETUP


def test_migrations_make_the_tables_of_the_program(store: Store) -> None:
    options = {"version_table": VERSION_TABLE, "compare_type": True, "compare_server_default": True}
    with store.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), METADATA) == []


def test_the_comparison_sees_a_column_too_many(url: str) -> None:
    store = Store.open(url)
    with store.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE game_act ADD COLUMN colour TEXT")
    with store.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert [change[0] for change in compare_metadata(context, METADATA)] == ["remove_column"]
    store.shut()


def test_a_store_is_opened_again_without_a_change(url: str) -> None:
    first = Store.open(url)
    room = first.create_room(SETUP, seed=1, at=0.0)
    second = Store.open(url)
    assert second.rooms() == [room]
    first.shut()
    second.shut()


def test_a_database_of_a_newer_version_is_left_alone(url: str) -> None:
    store = Store.open(url)
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE game_version SET version_num = '9999'")
    store.shut()
    with pytest.raises(StoreError, match=r"newer version of trilateral \(its tables are of version 9999, .* to 0001\)"):
        Store.open(url)


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "photos.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE photo (name TEXT)")
    other.close()
    with pytest.raises(StoreError, match=r"photos\.sqlite is the database of something else"):
        Store.open(f"sqlite:///{path}")
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("photo",)]
    other.close()


def test_a_file_is_written_durably_and_read_while_it_is_written(sqlite_url: str) -> None:
    """2 is FULL: every commit is forced to the disk."""
    store = Store.open(sqlite_url)
    with store.database.reading() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        said = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
    assert said == ["wal", 2, 1, 30_000]
    with store.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM game_room")
        assert store.rooms() == []
    store.shut()


def test_a_server_acknowledges_only_what_it_has_written(postgres_url: str) -> None:
    store = Store.open(postgres_url)
    with store.database.writing() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    store.shut()
