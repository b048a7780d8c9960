"""All rooms in one file, which any store can take in again, on whatever database.

The file is gzip of lines of JSON: a header with format, version and counts; a line a room, an act and a key; at the
end the SHA-256 of all lines before.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from sim.game.store.errors import StoreError
from sim.game.store.store import Store
from sim.game.store.tables import ACTS, KEYS, ROOMS
from sim.kernel.whole_files import written_whole

FORMAT = "trilateral rooms"
VERSION = 1
TABLES = {"rooms": ROOMS, "acts": ACTS, "keys": KEYS}
BATCH = 500
CODES_SHOWN = 10


@dataclass(frozen=True)
class Content:
    """How much a backup holds."""

    rooms: int
    acts: int
    keys: int


def write_backup(store: Store, path: Path) -> Content:
    """Write every room of one moment into a file, whole or not at all. Games may go on meanwhile.

    Raises RunError where the disk refuses, StoreError where the database does.
    """
    digest = sha256()
    with (
        store.database.reading() as connection,
        written_whole(path) as file,
        gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as packed,
    ):
        content = Content(**{name: _count(connection, name) for name in TABLES})
        packed.write(_line({"format": FORMAT, "version": VERSION, **asdict(content)}, digest))
        for name in TABLES:
            for row in _rows(connection, name):
                packed.write(_line({name: row}, digest))
        packed.write(_line({"sha256": digest.hexdigest()}, digest))
    return content


def restore_backup(store: Store, path: Path, replace: bool = False) -> Content:
    """Take the rooms of a backup into a store, all or none, with their acts and keys.

    Raises StoreError where the file is no backup, damaged or of a newer version, or where the store has one of its
    rooms already; with `replace` the store's are deleted first.
    """
    content, codes = _examined(path)
    with store.database.writing() as connection:
        there = sorted(codes & set(connection.scalars(select(ROOMS.c.code))))
        if there and not replace:
            raise StoreError(_told_already_there(path, there))
        for code in there:
            connection.execute(delete(ROOMS).where(ROOMS.c.code == code))
        for name, records in groupby(_records(path), key=itemgetter(0)):
            rows = (row for _, row in records)
            while batch := list(islice(rows, BATCH)):
                connection.execute(insert(TABLES[name]), batch)
    return content


def _count(connection: Connection, name: str) -> int:
    return connection.scalar(select(func.count()).select_from(TABLES[name])) or 0


def _rows(connection: Connection, name: str) -> Iterator[dict[str, Any]]:
    table = TABLES[name]
    chosen = select(table).order_by(*table.primary_key.columns)
    for row in connection.execute(chosen, execution_options={"yield_per": BATCH}):
        yield dict(row._mapping)


def _line(value: dict[str, Any], digest: Any) -> bytes:
    line = json.dumps(value, separators=(",", ":"), allow_nan=False).encode() + b"\n"
    digest.update(line)
    return line


def _examined(path: Path) -> tuple[Content, set[str]]:
    """What a backup holds, read through to its end, and the codes of its rooms."""
    counts: Counter[str] = Counter()
    codes = set()
    for name, row in _records(path):
        counts[name] += 1
        if name == "rooms":
            codes.add(row["code"])
    return Content(counts["rooms"], counts["acts"], counts["keys"]), codes


def _records(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Table and row of every record of a backup. Raises StoreError, at the latest at its end, where it is damaged."""
    try:
        with gzip.open(path, "rb") as file:
            yield from _checked_records(path, file)
    except FileNotFoundError as error:
        raise StoreError(f"{path} is not there. Name the file that a backup was written to.") from error
    except (EOFError, gzip.BadGzipFile, zlib.error, ValueError, LookupError, TypeError, AttributeError) as error:
        raise StoreError(_told_damaged(path)) from error
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}.") from error


def _checked_records(path: Path, file: gzip.GzipFile) -> Iterator[tuple[str, dict[str, Any]]]:
    first = _first_line(path, file)
    missing = Counter(_announced(path, first))
    digest = sha256(first)
    for line in file:
        record = json.loads(line)
        if "sha256" in record:
            if record["sha256"] == digest.hexdigest() and not any(missing.values()) and not file.read(1):
                return
            break
        digest.update(line)
        ((name, row),) = record.items()
        if set(row) != set(TABLES[name].columns.keys()):
            break
        missing[name] -= 1
        yield name, row
    raise StoreError(_told_damaged(path))


def _first_line(path: Path, file: gzip.GzipFile) -> bytes:
    try:
        return file.readline()
    except gzip.BadGzipFile as error:
        raise StoreError(_told_no_backup(path)) from error


def _announced(path: Path, first: bytes) -> dict[str, int]:
    """How many records of each table the header announces."""
    try:
        header = json.loads(first)
    except ValueError:
        header = None
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise StoreError(_told_no_backup(path))
    if header["version"] > VERSION:
        raise StoreError(
            f"{path} was written by a newer version of trilateral (backup version {header['version']}, this program "
            f"reads up to {VERSION}). Install the newer version, then restore."
        )
    return {name: int(header[name]) for name in TABLES}


def _told_no_backup(path: Path) -> str:
    return f"{path} is no backup of rooms. Name a file that `trilateral game backup` wrote."


def _told_damaged(path: Path) -> str:
    return (
        f"{path} is damaged: it is not what was written, perhaps since it was copied in part. Nothing was restored. "
        "Copy it again, or take another backup."
    )


def _told_already_there(path: Path, codes: list[str]) -> str:
    shown = ", ".join(codes[:CODES_SHOWN]) + (f" and {len(codes) - CODES_SHOWN} more" if codes[CODES_SHOWN:] else "")
    return (
        f"rooms of {path} are in the store already: {shown}. Nothing was restored. Restore into an empty database, "
        "or ask to replace them: what the store has of these rooms is then deleted."
    )
