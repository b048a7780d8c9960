"""Backups: one file that any database takes in again, whole or not at all."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sim.game.store.backup import Content, restore_backup, write_backup
from sim.game.store.errors import StoreError
from sim.game.store.store import Store
from sim.game.store.tables import ACTS, KEYS, ROOMS
from sim.kernel.errors import RunError
from tests.game.store.acts import SETUP, act


def filled(store: Store) -> list[str]:
    """Two rooms with acts and keys of every form, and one in which nothing has happened."""
    codes = [store.create_room(SETUP, seed=seed, at=0.1 + 0.2).code for seed in (0, 2**63 - 1, 7)]
    for code in codes[:2]:
        store.append_all(code, 0, [act("a", words="회의 会議"), act(""), act("b", at=1e-9), *[act()] * 600])
        store.add_key(code, "tokyo", "seat", f"hash of {code}", at=1.0)
        store.add_key(code, "seoul", "pass", f"pass of {code}", at=1.0, expires=99.5, once=True)
    store.use_once(f"pass of {codes[0]}", at=2.5)
    store.close(codes[1], at=3.25)
    return codes


def everything(store: Store) -> list[Any]:
    """Every row of the store, in an order that does not depend on the database."""
    with store.database.reading() as connection:
        return [sorted(map(tuple, connection.execute(table.select())), key=repr) for table in (ROOMS, ACTS, KEYS)]


def rewritten(path: Path, lines: list[dict[str, Any]]) -> None:
    """A backup with these lines and the right sum at its end."""
    body = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    path.write_bytes(gzip.compress(body + json.dumps({"sha256": sha256(body).hexdigest()}).encode() + b"\n"))


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()[:-1]]


def test_rooms_move_between_the_databases_and_back(sqlite_url: str, postgres_url: str, tmp_path: Path) -> None:
    stores = [Store.open(url) for url in (sqlite_url, postgres_url, f"sqlite:///{tmp_path / 'third.sqlite'}")]
    filled(stores[0])
    for number, (old, new) in enumerate(pairwise(stores)):
        content = write_backup(old, tmp_path / f"{number}.backup")
        assert content == Content(rooms=3, acts=1206, keys=4)
        assert restore_backup(new, tmp_path / f"{number}.backup") == content
        assert everything(new) == everything(stores[0])
    assert (tmp_path / "0.backup").read_bytes() == (tmp_path / "1.backup").read_bytes()
    for store in stores:
        store.shut()


def test_a_restored_room_goes_on(store: Store, tmp_path: Path) -> None:
    code = filled(store)[0]
    write_backup(store, tmp_path / "rooms.backup")
    store.delete(code)
    for room in store.rooms():
        store.delete(room.code)
    restore_backup(store, tmp_path / "rooms.backup")
    assert store.append(code, 603, act("a")).number == 1
    assert store.append(code, 603, act("new")).number == 604
    assert store.use_once(f"pass of {code}", at=3.0) is None


def test_a_store_without_rooms_has_a_backup_too(store: Store, tmp_path: Path) -> None:
    assert write_backup(store, tmp_path / "deep" / "rooms.backup") == Content(0, 0, 0)
    assert restore_backup(store, tmp_path / "deep" / "rooms.backup") == Content(0, 0, 0)


def test_rooms_that_are_there_already_are_named_and_replaced_only_when_asked(store: Store, tmp_path: Path) -> None:
    codes = filled(store)
    write_backup(store, tmp_path / "rooms.backup")
    kept = everything(store)
    other = store.create_room(SETUP, seed=1, at=0.0)
    store.delete(codes[2])
    store.append(codes[0], 603, act("since the backup"))
    store.add_key(codes[1], "white", "white", "key since the backup", at=1.0)
    before = everything(store)
    with pytest.raises(StoreError, match=f"in the store already: {', '.join(sorted(codes[:2]))}. Nothing was restored"):
        restore_backup(store, tmp_path / "rooms.backup")
    assert everything(store) == before
    restore_backup(store, tmp_path / "rooms.backup", replace=True)
    assert store.room(other.code) == other
    store.delete(other.code)
    assert everything(store) == kept


def test_a_torn_backup_restores_nothing(store: Store, tmp_path: Path) -> None:
    """Cut anywhere, with a byte changed anywhere, or with something behind its end."""
    code = store.create_room(SETUP, seed=1, at=0.0).code
    store.append(code, 0, act("a"))
    path = tmp_path / "rooms.backup"
    write_backup(store, path)
    store.delete(code)
    whole = path.read_bytes()
    torn = [whole[:length] for length in range(0, len(whole), 7)] + [whole[:-1], whole + gzip.compress(b"{}\n")]
    # Bytes 4 to 9 of gzip say when and where it was packed, and the last byte before the 8 of its sums may end with
    # bits that mean nothing; the content hangs on all others.
    places = [place for place in range(10, len(whole), 5) if place != len(whole) - 9]
    turned = [whole[:place] + bytes([whole[place] ^ 16]) + whole[place + 1 :] for place in places]
    for broken in torn + turned:
        path.write_bytes(broken)
        with pytest.raises(StoreError, match=r"is damaged|is no backup of rooms"):
            restore_backup(store, path)
    assert store.rooms() == []


@pytest.mark.parametrize("place", [1, 2, -1])
def test_a_backup_without_one_of_its_lines_is_damaged(sqlite_url: str, tmp_path: Path, place: int) -> None:
    store = Store.open(sqlite_url)
    code = store.create_room(SETUP, seed=1, at=0.0).code
    store.append(code, 0, act("a"))
    store.add_key(code, "tokyo", "seat", "hash", at=1.0)
    path = tmp_path / "rooms.backup"
    write_backup(store, path)
    lines = lines_of(path)
    del lines[place]
    rewritten(path, lines)
    store.delete(code)
    with pytest.raises(StoreError, match="is damaged: it is not what was written"):
        restore_backup(store, path)
    store.shut()


def test_a_backup_with_a_column_that_nobody_knows_is_damaged(sqlite_url: str, tmp_path: Path) -> None:
    store = Store.open(sqlite_url)
    code = store.create_room(SETUP, seed=1, at=0.0).code
    path = tmp_path / "rooms.backup"
    write_backup(store, path)
    lines = lines_of(path)
    lines[1]["rooms"]["colour"] = "red"
    rewritten(path, lines)
    store.delete(code)
    with pytest.raises(StoreError, match="is damaged"):
        restore_backup(store, path)
    store.shut()


def test_other_files_and_newer_backups_are_refused_with_words(sqlite_url: str, tmp_path: Path) -> None:
    store = Store.open(sqlite_url)
    path = tmp_path / "rooms.backup"
    with pytest.raises(StoreError, match=r"rooms\.backup is not there"):
        restore_backup(store, path)
    with pytest.raises(StoreError, match="cannot be read: Is a directory"):
        restore_backup(store, tmp_path)
    for other in (b"", b"game: 1\n", gzip.compress(b"game: 1\n"), gzip.compress(b'["format"]\n')):
        path.write_bytes(other)
        with pytest.raises(
            StoreError, match=r"is no backup of rooms\. Name a file that `trilateral game backup` wrote"
        ):
            restore_backup(store, path)
    rewritten(path, [{"format": "trilateral rooms", "version": 2, "planets": 9}])
    with pytest.raises(StoreError, match=r"newer version of trilateral \(backup version 2, .* up to 1\)"):
        restore_backup(store, path)
    store.shut()


def test_a_backup_that_cannot_be_written_leaves_the_old_one(sqlite_url: str, tmp_path: Path) -> None:
    store = Store.open(sqlite_url)
    path = tmp_path / "rooms.backup"
    path.write_bytes(b"the old one")
    with store.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE game_key RENAME TO elsewhere")
    with pytest.raises(StoreError, match="the database refused: no such table: game_key"):
        write_backup(store, path)
    assert path.read_bytes() == b"the old one"
    with pytest.raises(RunError, match="could not be written: File exists"):
        write_backup(store, path / "under a file")
    assert [file.name for file in tmp_path.iterdir() if "backup" in file.name] == ["rooms.backup"]
    store.shut()
