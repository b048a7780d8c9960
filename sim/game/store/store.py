"""The store of rooms: what was accepted in them is here, durably, before anybody is told that it was."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from sqlalchemy import Connection, Row, delete, exists, func, insert, literal, or_, select, update
from sqlalchemy.exc import IntegrityError

from sim.game.store.address import as_url, default_url, place_of
from sim.game.store.codes import as_code, new_code
from sim.game.store.database import Database
from sim.game.store.errors import Behind, NoRoom, StoreError
from sim.game.store.migrate import migrate
from sim.game.store.records import Key, KeyKind, NewAct, StoredAct, StoredRoom
from sim.game.store.tables import ACTS, KEYS, ROOMS
from sim.kernel.errors import near_matches

LARGEST_SEED = 2**63 - 1
TRIES = 20
Sent = tuple[str, str]


class Store:
    """Rooms, their acts and keys in a database. Any number of threads and programs may use it at once.

    Codes are taken as people type them. Times are seconds since 1970. Every method raises NoRoom where there is
    no such room, and StoreError where the database refuses.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, url: str | None = None) -> Store:
        """Open the database, making its folder and tables where they are not there.

        Without an address: that in TRILATERAL_DATABASE, else a SQLite file in the user's data folder. Raises
        StoreError where the address is wrong, nothing answers there, or it was written by a newer version.
        """
        database = Database(as_url(url or default_url()))
        try:
            migrate(database)
        except BaseException:
            database.dispose()
            raise
        return cls(database)

    def shut(self) -> None:
        """Close every connection to the database."""
        self.database.dispose()

    @property
    def place(self) -> str:
        """Where the rooms are kept, as words without a password."""
        return place_of(self.database.url)

    def create_room(self, setup: str, seed: int, at: float) -> StoredRoom:
        """Open a room under a new code. `setup` is JSON text; `seed` is a whole number from 0 to 2**63 - 1."""
        if not 0 <= seed <= LARGEST_SEED:
            raise StoreError(f"the seed {seed} of a room is out of range: write a whole number from 0 to 2**63 - 1.")
        with self.database.writing() as connection:
            return _new_room(connection, _storable(setup), seed, at)

    def room(self, code: str) -> StoredRoom:
        """The room with this code."""
        with self.database.reading() as connection:
            return _room(connection, as_code(code))

    def rooms(self) -> list[StoredRoom]:
        """Every room, the oldest first."""
        with self.database.reading() as connection:
            rows = connection.execute(select(ROOMS).order_by(ROOMS.c.created, ROOMS.c.code))
            return [StoredRoom(**row._mapping) for row in rows]

    def acts(self, code: str, after: int = 0) -> list[StoredAct]:
        """The accepted acts of a room with numbers above `after`, in order."""
        with self.database.reading() as connection:
            room = _room(connection, as_code(code))
            chosen = select(ACTS).where(ACTS.c.code == room.code, ACTS.c.number > after).order_by(ACTS.c.number)
            return [_as_act(row) for row in connection.execute(chosen)]

    def last_number(self, code: str) -> int:
        """The number of the last accepted act of a room; 0 where nothing has happened yet."""
        with self.database.reading() as connection:
            return _last(connection, _room(connection, as_code(code)).code)

    def append(self, code: str, expected: int, act: NewAct) -> StoredAct:
        """Keep an accepted act as number `expected` + 1. It is on the disk when this returns.

        An act that its sender sent before (same `by`, same `request`) is not kept again: the one that is there is
        returned. So it may be sent again where the database failed and nobody knows whether it was kept. Raises
        Behind, with the true last number, where the room has more or fewer acts than `expected`.
        """
        return self.append_all(code, expected, [act])[0]

    def append_all(self, code: str, expected: int, acts: Sequence[NewAct]) -> list[StoredAct]:
        """Keep several acts in a row, all of them or none; each as `append` does."""
        given = [_as_kept(act) for act in acts]
        with self.database.writing() as connection:
            room = _locked(connection, as_code(code))
            there = _sent_before(connection, room, given)
            answers, new = _placed(given, there, expected)
            if new:
                last = _last(connection, room)
                if last != expected:
                    raise Behind(room, expected, last)
                connection.execute(insert(ACTS), [_as_row(room, act) for act in new])
            return answers

    def close(self, code: str, at: float) -> None:
        """Mark a room as closed. A room that is closed keeps the time at which it was closed first."""
        with self.database.writing() as connection:
            room = _locked(connection, as_code(code))
            connection.execute(update(ROOMS).where(ROOMS.c.code == room, ROOMS.c.closed.is_(None)).values(closed=at))

    def delete(self, code: str) -> None:
        """Delete a room with everything that was done in it, and its keys."""
        with self.database.writing() as connection:
            room = _locked(connection, as_code(code))
            connection.execute(delete(ROOMS).where(ROOMS.c.code == room))

    def purge(self, before: float) -> list[str]:
        """Delete the rooms that were closed, or in which nothing has happened, since `before`; their codes."""
        recent = exists().where(ACTS.c.code == ROOMS.c.code, ACTS.c.at >= before)
        idle = (ROOMS.c.created < before) & ~recent
        with self.database.writing() as connection:
            old = delete(ROOMS).where(or_(ROOMS.c.closed < before, idle)).returning(ROOMS.c.code)
            return sorted(connection.scalars(old))

    def copy_room(self, code: str, upto: int, at: float) -> StoredRoom:
        """Open a branch of a room under a new code: same setup and seed, acts 1 to `upto`, and no keys."""
        with self.database.writing() as connection:
            old = _room(connection, _locked(connection, as_code(code)))
            last = _last(connection, old.code)
            if not 0 <= upto <= last:
                raise StoreError(f"room {old.code} has {last} acts, so a branch after act {upto} cannot be made.")
            branch = _new_room(connection, old.setup, old.seed, at)
            copied = [column for column in ACTS.c if column is not ACTS.c.code]
            chosen = select(literal(branch.code), *copied).where(ACTS.c.code == old.code, ACTS.c.number <= upto)
            connection.execute(insert(ACTS).from_select([ACTS.c.code, *copied], chosen))
            return branch

    def add_key(
        self,
        code: str,
        seat: str,
        kind: KeyKind,
        token_hash: str,
        at: float,
        expires: float | None = None,
        once: bool = False,
    ) -> Key:
        """Let whoever has the token with this hash be `seat` in the room, until `expires`, or a single time."""
        if kind not in get_args(KeyKind):
            kinds = get_args(KeyKind)
            raise StoreError(f"{kind!r} is no kind of key: write {', '.join(kinds)}.{near_matches(kind, kinds)}")
        with self.database.writing() as connection:
            room = _locked(connection, as_code(code))
            key = Key(token_hash, room, _storable(seat), kind, at, expires, once, None)
            connection.execute(insert(KEYS).values(**vars(key)))
            return key

    def whose_key(self, token_hash: str, at: float) -> Key | None:
        """The key with this hash, None where there is none, it has expired, or it was for one time and is used.

        Looking does not use up a one-time key (`once`): `use_once` does.
        """
        with self.database.reading() as connection:
            row = connection.execute(select(KEYS).where(KEYS.c.token_hash == token_hash, *_valid(at))).one_or_none()
            return None if row is None else Key(**row._mapping)

    def use_once(self, token_hash: str, at: float) -> Key | None:
        """Use up a one-time key. Of two who use it at once one gets the key, the other None."""
        fits = update(KEYS).where(KEYS.c.token_hash == token_hash, KEYS.c.once, *_valid(at))
        with self.database.writing() as connection:
            row = connection.execute(fits.values(used=at).returning(*KEYS.c)).one_or_none()
            return None if row is None else Key(**row._mapping)

    def drop_keys(self, code: str, seat: str, kind: KeyKind) -> None:
        """Take every key of this kind to a seat away."""
        with self.database.writing() as connection:
            room = _locked(connection, as_code(code))
            gone = (KEYS.c.code == room, KEYS.c.seat == seat, KEYS.c.kind == kind)
            connection.execute(delete(KEYS).where(*gone))


def _new_room(connection: Connection, setup: str, seed: int, at: float) -> StoredRoom:
    for _ in range(TRIES):
        room = StoredRoom(new_code(), at, setup, seed, None)
        try:
            with connection.begin_nested():
                connection.execute(insert(ROOMS).values(**vars(room)))
        except IntegrityError:
            continue
        return room
    raise StoreError("no free code for a new room was found. Delete old rooms, then try again.")


def _room(connection: Connection, code: str) -> StoredRoom:
    row = connection.execute(select(ROOMS).where(ROOMS.c.code == code)).one_or_none()
    if row is None:
        raise _no_room(code)
    return StoredRoom(**row._mapping)


def _locked(connection: Connection, code: str) -> str:
    """The code of a room that no other transaction can change until this one ends."""
    found = connection.scalar(select(ROOMS.c.code).where(ROOMS.c.code == code).with_for_update())
    if found is None:
        raise _no_room(code)
    return str(found)


def _no_room(code: str) -> NoRoom:
    return NoRoom(
        f"there is no room {code}: the code is mistyped, or the room was deleted. Look at the projector again."
    )


def _last(connection: Connection, code: str) -> int:
    return connection.scalar(select(func.max(ACTS.c.number)).where(ACTS.c.code == code)) or 0


def _valid(at: float) -> tuple[Any, ...]:
    return KEYS.c.used.is_(None), or_(KEYS.c.expires.is_(None), KEYS.c.expires > at)


def _as_kept(act: NewAct) -> StoredAct:
    """The act as it would be read back, without a number yet."""
    for word in (act.by, act.kind, act.request):
        _storable(word)
    try:
        data = json.loads(_as_json(act.data))
    except (TypeError, ValueError) as error:
        raise StoreError(
            f"an act of kind {act.kind} cannot be kept as JSON: {error}. Use words and finite numbers."
        ) from error
    return StoredAct(0, act.at, act.by, act.kind, data, act.request)


def _as_json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, default=dict, allow_nan=False, separators=(",", ":"))


def _sent_before(connection: Connection, code: str, given: Sequence[StoredAct]) -> dict[Sent, StoredAct]:
    """The acts of a room that have a request of these, by sender and request."""
    requests = {act.request for act in given if act.request}
    if not requests:
        return {}
    chosen = select(ACTS).where(ACTS.c.code == code, ACTS.c.request.in_(requests))
    return {(row.by, row.request): _as_act(row) for row in connection.execute(chosen)}


def _placed(
    given: Sequence[StoredAct], there: Mapping[Sent, StoredAct], last: int
) -> tuple[list[StoredAct], list[StoredAct]]:
    """Each act as it is or will be kept; and those that are new, numbered on from `last`."""
    known = dict(there)
    answers: list[StoredAct] = []
    new: list[StoredAct] = []
    for act in given:
        answer = known.get((act.by, act.request))
        if answer is None:
            answer = replace(act, number=last + len(new) + 1)
            new.append(answer)
        if act.request:
            known[act.by, act.request] = answer
        answers.append(answer)
    return answers, new


def _storable(text: str) -> str:
    """The text itself. Raises StoreError where it has signs that no database keeps."""
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise StoreError("a text has signs in it that are no letters (a zero byte, or half a letter). Leave them out.")
    return text


def _as_row(code: str, act: StoredAct) -> dict[str, object]:
    return {**vars(act), "code": code, "data": _as_json(act.data), "request": act.request or None}


def _as_act(row: Row[Any]) -> StoredAct:
    return StoredAct(row.number, row.at, row.by, row.kind, json.loads(row.data), row.request or "")
