"""How often something may be done: so many times in a row, and then so many times a minute."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from sim.game.host.errors import TooFast

MINUTE = 60.0
MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Pace:
    """`burst` times at once, then `a_minute` times a minute. `words` name what is done too often."""

    burst: int
    a_minute: float
    words: str


# A whole class shares one address, so that only wrong codes count, and a class may mistype one code a head.
WRONG_CODES = Pace(60, 20, "too many codes that are not right came from your network")
ACTS = Pace(30, 90, "you do more at once than the room can take")
WHITE_ACTS = Pace(90, 300, "you do more at once than the room can take")
QUESTIONS = Pace(10, 40, "you ask the adviser faster than it can think")
# A computer room opens a solo game a head.
ROOMS = Pace(60, 10, "too many rooms were opened from your network")
JOINS = Pace(160, 60, "too many people join from your network at once")


class Limit:
    """Keeps everybody to a pace, each by a name of their own (an address, a seat)."""

    def __init__(self, pace: Pace, now: Callable[[], float]) -> None:
        self.pace = pace
        self._now = now
        self._left: dict[Hashable, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def check(self, who: Hashable) -> None:
        """Raises TooFast where nothing is left to them, and counts nothing."""
        with self._lock:
            left = self._refilled(who)
        if left < 1.0:
            seconds = math.ceil((1.0 - left) * MINUTE / self.pace.a_minute)
            raise TooFast(f"{self.pace.words}. Wait {seconds} seconds, then try again.")

    def count(self, who: Hashable) -> None:
        """It was done once more."""
        with self._lock:
            if len(self._left) >= MOST_KEPT:
                self._forget_the_rested()
            self._left[who] = (max(self._refilled(who) - 1.0, 0.0), self._now())

    def take(self, who: Hashable) -> None:
        """Check and count in one."""
        self.check(who)
        self.count(who)

    def _refilled(self, who: Hashable) -> float:
        left, at = self._left.get(who, (float(self.pace.burst), 0.0))
        return min(left + max(self._now() - at, 0.0) * self.pace.a_minute / MINUTE, float(self.pace.burst))

    def _forget_the_rested(self) -> None:
        full = [who for who in self._left if self._refilled(who) >= self.pace.burst]
        for who in full or list(self._left)[: MOST_KEPT // 2]:
            del self._left[who]
