"""The one host of this server process, opened when it is first needed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from sim.game.host.host import Host
from sim.game.store.errors import StoreError


def open_host() -> Host:
    """A host over the store that is named in the environment, and over the model. Raises StoreError."""
    from sim.game.store.store import Store
    from sim.game.world.game_world import GameWorld

    host = Host(Store.open(), GameWorld())
    host.start()
    return host


class Service:
    """Opens its host once; where that fails it is tried again, so that the rest of the app is served all the same.
    `over` is told, in a thread of its own, of each room whose game is over."""

    def __init__(
        self, opened: Callable[[], Host] = open_host, over: Callable[[Host, str], None] | None = None
    ) -> None:
        self._open, self.over = opened, over
        self._host: Host | None = None
        self._lock = threading.Lock()

    def host(self) -> Host:
        """The host. Raises StoreError where its store cannot be opened."""
        with self._lock:
            if self._host is None:
                self._host = self._open()
            return self._host

    def begin(self) -> None:
        """Open the host without waiting for it, so that rooms go on by themselves after a restart."""
        threading.Thread(target=self._try, name="open rooms", daemon=True).start()

    def end(self) -> None:
        """Stop clock and world, and close the store."""
        with self._lock:
            if self._host is not None:
                self._host.stop()
                self._host.store.shut()
                self._host = None

    def _try(self) -> None:
        with suppress(StoreError):
            self.host()
