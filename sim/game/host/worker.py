"""What happens in rooms without anybody's doing: time runs out, the world answers, a missing head is replaced."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, Protocol

from sim.game.host.live_room import Fits, LiveRoom
from sim.game.host.presence import Presence
from sim.game.host.world import World
from sim.game.rules.act import HOST
from sim.game.rules.room import Move, Room
from sim.kernel.errors import SimError
from sim.kernel.records import CAPITALS

AWAY = 60.0
LONGEST_SLEEP = 60.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """What the world owes a room: the record before the first move, or the answer to a move as it was ordered."""

    what: str
    index: int = -1
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """The world could not do a task; `words` say why."""

    task: Task
    words: str


def owed(room: Room) -> Task | None:
    """What a room waits for from the world."""
    if room.opening is None and room.stage == "lobby":
        return Task("opening")
    if room.stage != "playing" or room.phase != "resolve" or room.move.report is not None:
        return None
    waits_for_white = room.setup.options.adjudicated and room.move.ruling is None
    return None if waits_for_white else Task("move", room.index, room.move)


class Rooms(Protocol):
    """What the worker needs of whoever keeps the rooms."""

    world: World
    presence: Presence

    def recover(self) -> None:
        """Take up every room that is open."""

    def in_memory(self) -> list[LiveRoom]:
        """The rooms in which something may be due."""
        ...

    def act(
        self,
        code: str,
        by: str,
        kind: str,
        data: Mapping[str, Any] | None = None,
        request: str = "",
        fits: Fits | None = None,
    ) -> Room:
        """Do something in a room."""
        ...

    def tell(self, code: str, urgent: bool = True) -> None:
        """Call those who listen to a room."""


class Worker:
    """One for each host. `step` does all that is due and says when something is due next."""

    def __init__(self, host: Rooms, now: Callable[[], float], pool: Executor) -> None:
        self._host, self._now, self._pool = host, now, pool
        self._busy: dict[str, float] = {}
        self._troubles: dict[str, Trouble] = {}
        self._lock = threading.Lock()
        self._woken = threading.Event()
        self._over = False
        self._thread = threading.Thread(target=self._run, name="rooms", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End after what is being done now."""
        self._over = True
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def wake(self) -> None:
        """Something changed: look again."""
        self._woken.set()

    def working_since(self, code: str) -> float | None:
        """Since when the world has been computing for a room."""
        return self._busy.get(code)

    def trouble(self, room: Room) -> str:
        """Why the world cannot answer a room as it stands; nothing where it can."""
        found = self._troubles.get(room.code)
        return found.words if found is not None and found.task == owed(room) else ""

    def retry(self, code: str) -> None:
        """Let the world try again."""
        self._troubles.pop(code, None)
        self.wake()

    def _run(self) -> None:
        self._host.recover()
        while not self._over:
            self._woken.clear()
            due = self.step()
            left = LONGEST_SLEEP if due is None else min(due - self._now(), LONGEST_SLEEP)
            self._woken.wait(max(left, 0.01))

    def step(self) -> float | None:
        """Do what is due in every room; when something will be due next, in seconds since 1970."""
        moments: list[float] = []
        for live in self._host.in_memory():
            try:
                moments += self._look_at(live)
            except SimError as error:
                log.warning("room %s: %s", live.code, error)
            except Exception:
                log.exception("room %s", live.code)
        return min(moments, default=None)

    def _look_at(self, live: LiveRoom) -> list[float]:
        self._set_to_work(live)
        return [*self._time(live.room), *self._heads(live.room)]

    def _time(self, room: Room) -> list[float]:
        if room.stage != "playing" or room.ends is None:
            return []
        if room.ends > self._now():
            return [room.ends]
        data = {"move": room.index, "phase": room.phase}
        self._host.act(room.code, HOST, "time_up", data, fits=lambda now: now.number == room.number)
        return [self._now()]

    def _heads(self, room: Room) -> list[float]:
        """A head who has been away for a minute is replaced by a member who is there."""
        if room.stage != "playing":
            return []
        present, moments = self._host.presence.present(room.code), []
        for capital in CAPITALS:
            members = room.members(capital)
            head = next((one for one in members if one.head), None)
            there = [one for one in members if one.id in present]
            if head is None or not there or head in there:
                continue
            due = self._host.presence.away_since(room.code, head.id, self._now()) + AWAY
            if due > self._now():
                moments.append(due)
            else:
                self._host.act(room.code, HOST, "appoint", {"seat": there[0].id})
        return moments

    def _set_to_work(self, live: LiveRoom) -> None:
        task, failed = owed(live.room), self._troubles.get(live.code)
        with self._lock:
            if task is None or live.code in self._busy or (failed is not None and failed.task == task):
                return
            self._busy[live.code] = self._now()
        self._host.tell(live.code)
        self._pool.submit(self._work, live, live.room, task)

    def _work(self, live: LiveRoom, room: Room, task: Task) -> None:
        try:
            self._troubles.pop(live.code, None)
            self._carry_out(live, room, task)
        except SimError as error:
            self._troubles[live.code] = Trouble(task, str(error))
        except Exception as error:
            log.exception("room %s: the world failed", live.code)
            words = f"the world could not be computed ({type(error).__name__}); the server's log says more. Try again."
            self._troubles[live.code] = Trouble(task, words)
        finally:
            self._busy.pop(live.code, None)
            self._host.tell(live.code)
            self.wake()

    def _carry_out(self, live: LiveRoom, room: Room, task: Task) -> None:
        world, data = self._host.world, dict[str, Any]()
        if task.what == "opening":
            kind, data = "opened", {"report": world.opening(room.setup, live.scenario)}
        else:
            kind, data = "moved", {"move": task.index, **world.resolve(room, live.scenario)}
        # What another server, or an undo, has overtaken meanwhile does not fit any more.
        self._host.act(live.code, HOST, kind, _plain(data), fits=lambda now: owed(now) == task)


def _plain(value: Any) -> Any:
    """The same value as the log will give it back."""
    return json.loads(json.dumps(value, default=dict, allow_nan=False))
