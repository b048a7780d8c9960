"""Recent results are kept, so that going back to an earlier setting costs nothing."""

from __future__ import annotations

from typing import Any

import pytest

from sim.ui import engine
from sim.ui.engine import CachedEngine
from tests.ui.toy import ToyEngine, toy_scenario


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> ToyEngine:
    toy = ToyEngine()

    def run(scenario: Any, *, worlds: int, cache: object) -> Any:
        return toy.run(scenario, worlds)

    monkeypatch.setattr(engine, "run", run)
    return toy


def test_the_same_run_is_made_once(counted: ToyEngine) -> None:
    cached = CachedEngine()
    first = cached.run(toy_scenario(), 50)
    assert cached.run(toy_scenario(title="Another title, the same worlds"), 50) is first
    assert counted.runs == 1


def test_worlds_seed_and_content_make_another_run(counted: ToyEngine) -> None:
    cached = CachedEngine()
    for scenario, worlds in (
        (toy_scenario(), 50),
        (toy_scenario(), 60),
        (toy_scenario(seed=8), 50),
        (toy_scenario(values={}), 50),
    ):
        cached.run(scenario, worlds)
    assert counted.runs == 4


def test_memory_is_bounded_and_the_oldest_goes_first(counted: ToyEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    results = ToyEngine().run(toy_scenario(), 50)
    one = results.worlds * results.weeks * len(results.series) * engine.BYTES_A_NUMBER
    monkeypatch.setattr(engine, "RESULT_BYTES", 2 * one)
    cached = CachedEngine()
    for seed in (1, 2, 3, 3, 2, 1):
        cached.run(toy_scenario(seed=seed), 50)
    assert counted.runs == 4
