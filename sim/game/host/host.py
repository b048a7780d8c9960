"""The host of all rooms: an act is accepted by the rules, kept in the store, and only then told to everybody."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

from sim.game.host.doors import Doors
from sim.game.host.errors import HostError, NoEntry
from sim.game.host.live_room import Fits, LiveRoom
from sim.game.host.presence import Presence
from sim.game.host.worker import Worker
from sim.game.host.world import World
from sim.game.rules.act import HOST, WHITE, Act
from sim.game.rules.orders import lines_of
from sim.game.rules.room import Room
from sim.game.setup.frozen import freeze
from sim.game.setup.records import Setup
from sim.game.store.codes import as_code
from sim.game.store.errors import NoRoom
from sim.game.store.store import Store
from sim.kernel.errors import SimError
from sim.scenario.scenario import Scenario

KEPT_DAYS = 90
DAY = 86_400.0
REST = 900.0
WORLDS_AT_ONCE = 2
LONGEST_LINE = 8

log = logging.getLogger(__name__)


class Host:
    """Rooms are read from the store when somebody asks for them. Every method may be called from any thread, and
    raises NoRoom where there is no such room, RuleError where the rules refuse, StoreError where the database does.

    One server process serves a database: acts of two are kept in one order, but each tells only its own browsers.
    """

    def __init__(
        self, store: Store, world: World, now: Callable[[], float] = time.time, pool: Executor | None = None
    ) -> None:
        self.store, self.world, self.now = store, world, now
        self.doors, self.presence = Doors(store, now), Presence()
        self._rooms: dict[str, LiveRoom] = {}
        self._used: dict[str, float] = {}
        self._listeners: dict[str, set[Callable[[bool], None]]] = {}
        self._lock, self._reading = threading.Lock(), threading.Lock()
        self.worker = Worker(self, now, pool or ThreadPoolExecutor(WORLDS_AT_ONCE, "world"))

    def start(self) -> None:
        """Take up the rooms where they were left, and let clock and world work by themselves."""
        self.worker.start()

    def stop(self) -> None:
        """End clock and world; the store stays open."""
        self.worker.stop()

    def open_room(self, setup: Setup, scenario: Scenario, seed: int) -> tuple[str, str]:
        """A new room's code, and the token of its white cell. The world begins to be prepared."""
        kept = self.store.create_room(freeze(setup, scenario), seed, self.now())
        token = self.doors.cut(kept.code, WHITE)
        self._live(kept.code)
        self.worker.wake()
        return kept.code, token

    def room(self, code: str) -> Room:
        """The room as it stands."""
        return self._live(code).room

    def scenario(self, code: str) -> Scenario:
        """The scenario that a room's world began with."""
        return self._live(code).scenario

    def act(
        self,
        code: str,
        by: str,
        kind: str,
        data: Mapping[str, Any] | None = None,
        request: str = "",
        fits: Fits | None = None,
    ) -> Room:
        """Do something in a room; when this returns it is on the disk. What was sent before counts once.

        With `fits`, nothing is done where it says no to the room at that moment.
        """
        live = self._live(code)
        salted = {**(data or {}), "salt": secrets.token_hex(16)} if kind == "seal" else data or {}
        try:
            changed = live.act(Act(kind, by, self.now(), salted, request), fits)
        except NoRoom:
            self._forget(live.code)
            raise
        if changed:
            self._changed(live, kind)
        return live.room

    def knows(self, code: str, by: str, request: str) -> bool:
        """Whether somebody's act was kept already, so that sending it again costs nothing."""
        return self._live(code).knows(by, request)

    def join(self, code: str, name: str, team: str) -> tuple[str, str]:
        """A new seat in the room, and its token."""
        code = as_code(code)
        seat = f"s{secrets.token_hex(5)}"
        token = self.doors.cut(code, seat)
        try:
            self.act(code, HOST, "join", {"seat": seat, "name": name, "team": team})
        except SimError:
            self.doors.lock_out(code, seat)
            raise
        return seat, token

    def line_of(self, code: str) -> list[str]:
        """The code of a room, and of those from which it goes on, the nearest first."""
        found = [self.room(code).code]
        while len(found) < LONGEST_LINE and (origin := self.room(found[-1]).branched_from):
            found.append(origin)
            if not self._there(origin):
                break
        return found

    def seat_of(self, code: str, token: str) -> str | None:
        """Whose token this is, in this room or in those from which it goes on; None where it opens no seat here."""
        seats = self.room(code).seats
        found = (self.doors.seat_of(one, token) for one in self.line_of(code))
        return next((seat for seat in found if seat in seats), None)

    def is_white(self, code: str, token: str) -> bool:
        """Whether this token opens the white cell of this room, or of those from which it goes on."""
        return any(self.doors.is_white(one, token) for one in self.line_of(code))

    def pass_for(self, code: str, seat: str) -> str:
        """A pass that opens a seat, or the white cell, once from another device."""
        room = self.room(code)
        if seat != WHITE and seat not in room.seats:
            raise HostError("there is nobody with this seat in the room. Reload the page and choose again.")
        return self.doors.write_pass(room.code, seat)

    def redeem(self, code: str, words: str) -> tuple[str, str]:
        """The seat that a pass opens, and a new token for it; older tokens of the seat end."""
        live = self._live(code)
        found = self.doors.redeem(live.code, words)
        self.tell(live.code)
        return found

    def follow(self, code: str, token: str) -> tuple[str, str]:
        """The same seat, and a new token, in a room that goes on from the one that the token opens."""
        room = self.room(code)
        seat = WHITE if self.is_white(code, token) else self.seat_of(code, token)
        if seat is None:
            raise NoEntry("you have no seat in the room from which this one goes on. Join it with its code.")
        return seat, self.doors.cut(room.code, seat)

    def branch(self, code: str, move: int) -> tuple[str, str]:
        """A new room that goes on from the beginning of a move (counted from 1) of this one, with its clock stopped;
        its code, and the token of its white cell. Its people follow with the tokens that they have."""
        live = self._live(code)
        kept = self.store.copy_room(live.code, live.begun(move), self.now())
        self.act(kept.code, HOST, "branched", {"from": live.code})
        return kept.code, self.doors.cut(kept.code, WHITE)

    def close(self, code: str) -> None:
        """End the game for good; what was done stays to be read."""
        self.act(code, WHITE, "close")

    def delete(self, code: str) -> None:
        """Delete the room and everything that was done in it."""
        live = self._live(code)
        self.store.delete(live.code)
        self._forget(live.code)

    def forecast(self, code: str, capital: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """What a capital's adviser expects of the lines in `data`."""
        live = self._live(code)
        return self.world.forecast(live.room, live.scenario, capital, lines_of(live.room, capital, data))

    def outlook(self, code: str) -> dict[str, Any]:
        """What the sealed orders of a room would bring."""
        live = self._live(code)
        return self.world.outlook(live.room, live.scenario)

    def retry(self, code: str) -> None:
        """Let the world try again what it could not do."""
        self.worker.retry(as_code(code))

    def enter(self, code: str, seat: str) -> None:
        """Somebody's browser is connected."""
        if self.presence.enter(code, seat):
            self.worker.wake()
            self.tell(code, urgent=False)

    def leave(self, code: str, seat: str) -> None:
        """Somebody's browser is not connected any more."""
        if self.presence.leave(code, seat, self.now()):
            self.worker.wake()
            self.tell(code, urgent=False)

    def subscribe(self, code: str, listener: Callable[[bool], None]) -> Callable[[], None]:
        """Call the listener, from any thread, whenever something about a room may have changed, also when it is gone;
        with False where that can wait a moment (who is connected). It must be quick. What is returned ends it."""
        with self._lock:
            self._listeners.setdefault(code, set()).add(listener)

        def end() -> None:
            with self._lock:
                left = self._listeners.get(code, set())
                left.discard(listener)
                if not left:
                    self._listeners.pop(code, None)

        return end

    def tell(self, code: str, urgent: bool = True) -> None:
        """Call those who listen to a room."""
        with self._lock:
            listeners = list(self._listeners.get(code, ()))
        for listener in listeners:
            listener(urgent)

    def in_memory(self) -> list[LiveRoom]:
        """The rooms that somebody uses, or in which a clock or the world is at work; others are put aside."""
        since = self.now() - REST
        with self._lock:
            resting = [
                code
                for code, used in self._used.items()
                if used < since and code not in self._listeners and self._rooms[code].room.ends is None
            ]
            for code in resting:
                del self._rooms[code], self._used[code]
                self.presence.forget(code)
            return list(self._rooms.values())

    def recover(self) -> None:
        """Delete what nobody has used for 90 days, and take up every room that is open."""
        try:
            gone = self.store.purge(self.now() - KEPT_DAYS * DAY)
            if gone:
                log.info("deleted %d rooms that nobody has used for %d days", len(gone), KEPT_DAYS)
            codes = [kept.code for kept in self.store.rooms() if kept.closed is None]
        except SimError as error:
            log.warning("rooms cannot be taken up: %s", error)
            return
        for code in codes:
            try:
                self._live(code)
            except SimError as error:
                log.warning("room %s cannot be taken up: %s", code, error)

    def _there(self, code: str) -> bool:
        try:
            return bool(self._live(code))
        except NoRoom:
            return False

    def _live(self, code: str) -> LiveRoom:
        code = as_code(code)
        with self._lock:
            found = self._rooms.get(code)
        live = found or self._read(code)
        with self._lock:
            self._used[code] = self.now()
            return self._rooms.setdefault(code, live)

    def _read(self, code: str) -> LiveRoom:
        """The room from its log. After a restart a whole class asks for it at once; one reads it for all."""
        with self._reading:
            with self._lock:
                found = self._rooms.get(code)
            if found is not None:
                return found
            read = LiveRoom(self.store, code)
            with self._lock:
                return self._rooms.setdefault(code, read)

    def _changed(self, live: LiveRoom, kind: str) -> None:
        if kind == "close":
            self.store.close(live.code, self.now())
        self.tell(live.code)
        self.worker.wake()

    def _forget(self, code: str) -> None:
        with self._lock:
            self._rooms.pop(code, None)
            self._used.pop(code, None)
        self.tell(code)
