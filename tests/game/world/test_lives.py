"""Several hosts' threads ask at once: an answer is found once, an error is told to all and forgotten."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from sim.game.world.lives import Kept


def test_who_asks_at_the_same_time_waits_for_one_answer() -> None:
    kept: Kept[int] = Kept(4)
    found, together, may_end = [], Barrier(4), Event()

    def find() -> int:
        found.append(1)
        may_end.wait(5.0)
        return 7

    def ask() -> int:
        together.wait(5.0)
        return kept.get("key", find)

    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(ask) for _ in range(4)]
        may_end.set()
        assert [one.result(5.0) for one in asked] == [7] * 4
    assert found == [1]


def test_an_error_is_told_and_not_kept() -> None:
    kept: Kept[int] = Kept(4)

    def fail() -> int:
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        kept.get("key", fail)
    assert kept.get("key", lambda: 3) == 3


def test_the_oldest_answers_go_first() -> None:
    kept: Kept[int] = Kept(2)
    for key, value in (("a", 1), ("b", 2), ("a", 9), ("c", 3)):
        kept.get(key, lambda value=value: value)  # type: ignore[misc]
    assert [kept.get(key, lambda: 0) for key in ("a", "c")] == [1, 3]
    assert kept.get("b", lambda: 0) == 0
