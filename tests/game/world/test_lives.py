"""Several threads of a host ask at once: answers are found once, errors forgotten, and few worlds run together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, Event, Lock
from typing import Any

import numpy as np
import pytest

from sim.engine.chunk import Chunk, run_chunk
from sim.game.world import lives
from sim.game.world.lives import AT_ONCE, Engine, Kept, luck_before, parting
from sim.kernel.worlds import Worlds
from sim.scenario.scenario import Luck, Scenario


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


def test_few_runs_go_on_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six ask, and each run lasts until two go on together or a moment has passed: never more than two do."""
    going, most, lock = [0], [0], Lock()

    def counted(*arguments: Any, **words: Any) -> Chunk:
        with lock:
            going[0] += 1
            most[0] = max(most[0], going[0])
        found = run_chunk(*arguments, **words)
        with lock:
            going[0] -= 1
        return found

    monkeypatch.setattr(lives, "run_chunk", counted)
    engine, scenario = Engine(), Scenario(title="Short", start=date(2019, 7, 1), weeks=8)
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda _: engine.live(scenario, Worlds.consecutive(1)), range(6)))
    assert 1 <= most[0] <= AT_ONCE
    assert all(np.array_equal(one.record.values, found[0].record.values) for one in found)


def test_worlds_share_the_lived_past_and_part() -> None:
    """World 0 took the luck of world 5 in week 2 and of world 9 in week 4, which is still open when seen from there."""
    lucks = (Luck(date(2019, 7, 15), 5), Luck(date(2019, 7, 29), 9))
    scenario = Scenario(title="Changed", start=date(2019, 7, 1), weeks=8, luck=lucks)
    worlds = parting(scenario, 4, np.array([5, 1, 2]))
    assert worlds.luck.tolist() == [0, 0, 0]
    assert {week: luck.tolist() for week, luck in worlds.later.items()} == {2: [5, 5, 5], 4: [5, 1, 2]}
    assert [luck_before(scenario, week) for week in (0, 2, 3, 4, 5)] == [0, 0, 5, 5, 9]
