"""What is told where the database is not as it should be; never a password."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from sim.game.store.address import as_url, default_url
from sim.game.store.errors import StoreError
from sim.game.store.store import Store
from sim.game.store.trouble import told
from tests.game.store.acts import SETUP, act

SECRET = "open-sesame"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("rooms.sqlite", "has no ://, so it is not one. Write sqlite:///rooms.sqlite"),
        ("sqlite://rooms.sqlite", "names a server called rooms.sqlite; a file has three"),
        ("sqlite://", "rooms must outlive the program"),
        ("sqlite:///:memory:", "rooms must outlive the program"),
        ("sqlite:///rooms.sqlite?mode=ro", "needs the name of a file alone"),
        (f"postgres://u:{SECRET}@host/rooms", "postgres:// is no database .* Did you mean postgresql"),
        (f"mysql://u:{SECRET}@host/rooms", "mysql:// is no database that rooms can be kept in"),
        (f"postgresql://u:{SECRET}@host:port/rooms", "beginning with postgresql:// cannot be read"),
        (f"postgresql://u:{SECRET}@host", "names no database after the last slash"),
        (f"postgresql://u:half@{SECRET}@host/rooms", "more than one @. In a password write %40 for @"),
        (f"postgresql+asyncpg://u:{SECRET}@host/rooms", r"postgresql\+asyncpg:// is no database"),
    ],
)
def test_a_wrong_address_is_told_without_the_password(url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words) as error:
        Store.open(url)
    assert SECRET not in str(error.value)


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(StoreError, match=r"postgresql://127\.0\.0\.1:1/rooms: the server does not let us in") as error:
        Store.open(f"postgresql://user:{SECRET}@127.0.0.1:1/rooms")
    assert SECRET not in str(error.value)


def test_a_database_that_is_not_there_is_told(server: str) -> None:
    address = server.replace("tester@", f"tester:{SECRET}@")
    with pytest.raises(StoreError, match=r'"nowhere" does not exist.* Look whether it runs there') as error:
        Store.open(f"{address}nowhere")
    assert SECRET not in str(error.value)


def test_a_password_that_the_server_repeats_is_not_passed_on() -> None:
    url = as_url(f"postgresql://user:{SECRET}@host/rooms")
    with pytest.raises(StoreError, match="the user said \\*\\*\\*") as error, told(url):
        raise DBAPIError("SELECT 1", {}, Exception(f"the user said {SECRET}"))
    assert SECRET not in str(error.value)


def test_a_missing_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"for PostgreSQL is not installed\. Run pip install 'psycopg\[binary\]'"):
        Store.open("postgresql://user@host/rooms")


def test_without_an_address_rooms_are_in_the_users_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRILATERAL_DATABASE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_url().startswith(f"sqlite:///{tmp_path}")
    store = Store.open()
    assert store.place == default_url().removeprefix("sqlite:///")
    assert Path(store.place).exists()
    assert Path(store.place).parent.stat().st_mode & 0o077 == 0
    store.shut()
    monkeypatch.setenv("TRILATERAL_DATABASE", f"sqlite:///{tmp_path / 'named.sqlite'}")
    store = Store.open()
    assert store.place == str(tmp_path / "named.sqlite")
    store.shut()


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "essay.txt"
    path.write_text("It is not a database. " * 100, encoding="utf-8")
    with pytest.raises(StoreError, match=r"essay\.txt: it is a file of another kind, no database"):
        Store.open(f"sqlite:///{path}")
    assert path.read_text(encoding="utf-8") == "It is not a database. " * 100


def test_places_where_no_file_can_be_are_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"it cannot be opened\. Name a file in a folder where you may write"):
        Store.open(f"sqlite:///{tmp_path}")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match=r"the folder .*file/deep for the rooms cannot be made: Not a directory"):
        Store.open(f"sqlite:///{tmp_path}/file/deep/rooms.sqlite")


def test_a_full_disk_keeps_what_was_acknowledged(sqlite_url: str) -> None:
    """The database may grow by a few pages of 4 KiB and no further, as on a full disk."""
    store = Store.open(sqlite_url)
    code = store.create_room(SETUP, seed=1, at=0.0).code
    kept = store.append(code, 0, act("a"))
    with store.database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreError, match=r"the disk is full\. What was acknowledged is safe"):
        store.append_all(code, 1, [act("b"), act("c", words="x" * 100_000)])
    assert store.acts(code) == [kept]
    with store.database.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert store.append(code, 1, act("b")).number == 2
    store.shut()


def test_a_file_that_may_only_be_read_is_told(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)
    with store.database.reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(StoreError, match=r"it may be read and not written\. Give yourself the right"):
        store.create_room(SETUP, seed=1, at=0.0)
    store.shut()


def test_a_file_that_another_program_holds_is_told(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)
    with store.database.reading() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    holder = sqlite3.connect(store.place, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another program has been holding it for too long"):
        store.create_room(SETUP, seed=1, at=0.0)
    assert store.rooms() == []
    holder.close()
    store.shut()


def test_a_user_who_may_not_make_tables_is_told(postgres_url: str) -> None:
    store = Store.open(postgres_url)
    with store.database.writing() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS guest")
        connection.exec_driver_sql("CREATE ROLE guest LOGIN")
    store.shut()
    with pytest.raises(StoreError, match="this user may not make or write tables there"):
        Store.open(postgres_url.replace("tester@", "guest@"))


def test_a_server_that_was_away_is_found_again(postgres_url: str) -> None:
    """The server ends every connection, as it does when it is started anew."""
    store, other = Store.open(postgres_url), Store.open(postgres_url)
    code = store.create_room(SETUP, seed=1, at=0.0).code
    with other.database.writing() as connection:
        ended = connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert set(ended.scalars()) == {True}
    assert store.append(code, 0, act("a")).number == 1
    store.shut()
    other.shut()


def test_a_connection_that_breaks_in_the_middle_keeps_nothing_by_half(postgres_url: str) -> None:
    store = Store.open(postgres_url)
    code = store.create_room(SETUP, seed=1, at=0.0).code

    def delete_and_break() -> None:
        with store.database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM game_room")
            connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(StoreError, match=f"{store.place}: the database refused: terminating connection"):
        delete_and_break()
    assert [room.code for room in store.rooms()] == [code]
    store.shut()


class RefusedError(Exception):
    """What PostgreSQL's driver raises: an error with a state."""

    def __init__(self, state: str) -> None:
        self.sqlstate = state
        super().__init__("it does not do")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("53100", "the server's disk is full"),
        ("53300", "too many connections"),
        ("25006", "the server only lets us read"),
        ("XX000", "the database refused: it does not do"),
    ],
)
def test_troubles_of_a_server_are_told(state: str, words: str) -> None:
    with (
        pytest.raises(StoreError, match=f"postgresql://host/rooms: .*{words}"),
        told(as_url("postgresql://host/rooms")),
    ):
        raise DBAPIError("SELECT 1", {}, RefusedError(state))


def test_too_many_at_once_are_asked_to_wait() -> None:
    with pytest.raises(StoreError, match="too many are asking at once"), told(as_url("postgresql://host/rooms")):
        raise PoolTimeout("limit")
