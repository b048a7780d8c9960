"""What a room tells its browsers: made anew after each change, once for all, and never waiting for a slow one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Protocol

from sim.game.host.host import Host
from sim.game.store.errors import NoRoom
from sim.kernel.errors import SimError
from sim.ui.game.sections import Sections, Texts

PAUSE = 0.3
GONE, NO_SEAT = 4404, 4401

log = logging.getLogger(__name__)


class Reader(Protocol):
    """A browser's line, as its feed sees it."""

    who: str

    def show(self, version: int, texts: Texts) -> None: ...
    def end(self, code: int, words: str) -> None: ...


class Feed:
    """One for each room with browsers. Lives in the event loop; views are made in a thread of the pool."""

    def __init__(self, host: Host, code: str, pool: Executor) -> None:
        self._host, self._code, self._pool = host, code, pool
        self._loop = asyncio.get_running_loop()
        self._sections = Sections()
        self.readers: set[Reader] = set()
        self._dirty = False
        self._task: asyncio.Task[None] | None = None
        self._later: asyncio.TimerHandle | None = None
        self._end = host.subscribe(code, self._told)

    def add(self, reader: Reader) -> None:
        """One more browser; it is shown everything."""
        self.readers.add(reader)
        self._make()

    def remove(self, reader: Reader) -> None:
        """A browser that has gone."""
        self.readers.discard(reader)

    def end_seat(self, seat: str, words: str) -> None:
        """Close every line of a seat. May be called from any thread."""
        mine = [reader for reader in list(self.readers) if reader.who == seat]
        self._loop.call_soon_threadsafe(self._end_all, mine, NO_SEAT, words)

    def stop(self) -> None:
        """Nobody reads this room any more."""
        self._end()
        if self._later is not None:
            self._later.cancel()

    def _told(self, urgent: bool) -> None:
        act: Callable[[], None] = self._make if urgent else self._make_later
        self._loop.call_soon_threadsafe(act)

    def _make_later(self) -> None:
        """Who comes and goes is told after a moment, since a whole class does it at once."""
        if self._later is None:
            self._later = self._loop.call_later(PAUSE, self._make)

    def _make(self) -> None:
        self._dirty = True
        if self._later is not None:
            self._later.cancel()
            self._later = None
        if self._task is None or self._task.done():
            self._task = self._loop.create_task(self._tell())

    async def _tell(self) -> None:
        while self._dirty:
            self._dirty = False
            readers = list(self.readers)
            try:
                version, found = await self._loop.run_in_executor(self._pool, self._made, {one.who for one in readers})
            except NoRoom as error:
                self._end_all(readers, GONE, str(error))
            except SimError as error:
                log.warning("room %s cannot be shown: %s", self._code, error)
            except Exception:
                log.exception("room %s cannot be shown", self._code)
            else:
                for reader in readers:
                    texts = found[reader.who]
                    if isinstance(texts, str):
                        reader.end(NO_SEAT, texts)
                    else:
                        reader.show(version, texts)

    def _made(self, readers: set[str]) -> tuple[int, dict[str, Texts | str]]:
        room = self._host.room(self._code)
        return room.number, self._sections.of(self._host, room, readers)

    def _end_all(self, readers: list[Reader], code: int, words: str) -> None:
        for reader in readers:
            reader.end(code, words)
