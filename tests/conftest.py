"""What all tests share: hypothesis settles for repeatable examples, and common runs are made once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, settings

from sim import load_scenario
from sim.engine.chunk import Chunk, Task, run_chunk
from sim.kernel.worlds import Worlds

settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers come last: while one is open its event loop runs, and no other can be begun in this thread."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@cache
def _chunk(name: str, worlds: int) -> Chunk:
    scenario = load_scenario(name)
    return run_chunk(Task(scenario, scenario.seed, Worlds.consecutive(worlds)))


@pytest.fixture(scope="session")
def chunk_of() -> Callable[[str, int], Chunk]:
    """One chunk of a scenario by name and number of worlds, run once for all tests that look at it."""
    return _chunk


@pytest.fixture(autouse=True)
def the_same_main() -> Iterator[None]:
    """Streamlit's own tests put the page that they run in the place of the main module, and leave it there; processes
    that later tests start would run that page first."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before
