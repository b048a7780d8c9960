"""Who is in the room just now: whose browser is connected. No event of the game, and forgotten at a restart."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict


class Presence:
    """Open connections by room and seat. A seat may have several: two tabs are one person."""

    def __init__(self) -> None:
        self._open: dict[str, Counter[str]] = defaultdict(Counter)
        self._away: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()

    def enter(self, code: str, seat: str) -> bool:
        """A connection opened. True where the seat was away before."""
        with self._lock:
            self._open[code][seat] += 1
            self._away.pop((code, seat), None)
            return self._open[code][seat] == 1

    def leave(self, code: str, seat: str, at: float) -> bool:
        """A connection ended. True where the seat has none left."""
        with self._lock:
            self._open[code][seat] -= 1
            if self._open[code][seat] > 0:
                return False
            del self._open[code][seat]
            self._away[code, seat] = at
            return True

    def present(self, code: str) -> frozenset[str]:
        """The seats that are connected."""
        with self._lock:
            return frozenset(self._open[code]) if code in self._open else frozenset()

    def away_since(self, code: str, seat: str, at: float) -> float:
        """Since when a seat has had no connection; one that never had any is away from the first time of asking."""
        with self._lock:
            return self._away.setdefault((code, seat), at)

    def forget(self, code: str) -> None:
        """Nobody asks for this room any more."""
        with self._lock:
            if not self._open.get(code):
                self._open.pop(code, None)
                for key in [key for key in self._away if key[0] == code]:
                    del self._away[key]
