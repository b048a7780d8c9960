"""A room in memory: the fold of its log, one act at a time, and nothing believed before it is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from sim.game.host.errors import HostError
from sim.game.rules.act import Act, RuleError
from sim.game.rules.fold import accept
from sim.game.rules.room import Room, new_room
from sim.game.setup.frozen import thaw
from sim.game.store.errors import Behind
from sim.game.store.records import StoredAct
from sim.game.store.store import Store

TRIES = 20

Fits = Callable[[Room], bool]


class LiveRoom:
    """Raises NoRoom where the store has no such room."""

    def __init__(self, store: Store, code: str) -> None:
        kept = store.room(code)
        setup, scenario = thaw(kept.setup)
        self.code, self.scenario = kept.code, replace(scenario, seed=kept.seed)
        self._store = store
        self._lock = threading.Lock()
        self._empty = self._room = new_room(kept.code, setup, scenario.custom_levers)
        self._sent: set[tuple[str, str]] = set()
        self._last = 0.0
        with self._lock:
            self._catch_up()

    @property
    def room(self) -> Room:
        """The room as it stands; a value that never changes."""
        return self._room

    def knows(self, by: str, request: str) -> bool:
        """Whether somebody's act was kept already."""
        return (by, request) in self._sent

    def act(self, act: Act, fits: Fits | None = None) -> bool:
        """Accept an act, keep it, then believe it. True where the room has changed.

        An act that was sent before, and one for which the room no longer `fits`, change nothing. Raises RuleError
        where the rules refuse it, StoreError where the database does.
        """
        with self._lock:
            before = self._room.number
            for _ in range(TRIES):
                if self.knows(act.by, act.request) or (fits is not None and not fits(self._room)):
                    return self._room.number > before
                timed = replace(act, at=max(act.at, self._last))
                after = accept(self._room, timed)
                try:
                    kept = self._store.append(self.code, self._room.number, timed)
                except Behind:
                    self._catch_up()
                    continue
                if kept.number == after.number:
                    self._believe(kept, after)
                else:
                    self._catch_up()
                return self._room.number > before
        raise HostError("too many are acting in this room at once. Try again in a moment.")

    def begun(self, move: int) -> int:
        """The number of the act with which a move (counted from 1) last began. Raises HostError where it has not."""
        room, found = self._empty, 0
        for kept in self._store.acts(self.code):
            before, room = len(room.moves), accept(room, _as_act(kept))
            if before < move == len(room.moves):
                found = kept.number
        if not found:
            raise HostError(f"move {move} has not begun in this room; it has {len(room.moves)}. Choose one of these.")
        return found

    def _catch_up(self) -> None:
        """Take in what others kept meanwhile."""
        for kept in self._store.acts(self.code, after=self._room.number):
            try:
                self._believe(kept, accept(self._room, _as_act(kept)))
            except RuleError as error:
                raise HostError(
                    f"act {kept.number} of room {self.code} is against the rules of this version ({error}) "
                    "Open the room with the version in which it was played."
                ) from error

    def _believe(self, kept: StoredAct, after: Room) -> None:
        self._room = after
        self._last = max(self._last, kept.at)
        if kept.request:
            self._sent.add((kept.by, kept.request))


def _as_act(kept: StoredAct) -> Act:
    return Act(kept.kind, kept.by, kept.at, kept.data, kept.request, kept.number)
