"""Single precision is enough: the same worlds in double precision live almost the same lives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from sim import CrisisModel, load_scenario
from sim.kernel.catalogue import catalogue
from sim.kernel.clock import Clock
from sim.kernel.record import Record

WEEKS = 104
LARGEST_SHARE_OF_OTHER_PATHS = 0.02
LARGEST_SHIFT = 0.2


def run(name: str, worlds: int, dtype: type[np.floating]) -> tuple[NDArray[np.int64], Record]:  # type: ignore[type-arg]
    """Levers pulled (week, capital, world) and the record, both in full."""
    model = CrisisModel(replace(load_scenario(name), weeks=WEEKS), worlds, dtype=dtype)
    state = model.state
    moves = np.empty((WEEKS, *state.move.shape), dtype=np.int64)
    seen = np.empty((WEEKS, state.recorded_rows, state.arena.shape[1]))
    for week in range(WEEKS):
        model.step()
        moves[week] = state.move
        seen[week] = state.arena[: state.recorded_rows]
    return moves, Record(state.recorded_keys, Clock(model.clock.start, WEEKS), seen)


def check_precision(name: str, worlds: int) -> None:
    """Few worlds take another path, and no outcome's mean moves by more than a fifth of its Monte Carlo error, or by
    what single precision can hold of it."""
    moves, single = run(name, worlds, np.float32)
    same_moves, double = run(name, worlds, np.float64)
    other = (moves != same_moves).any(axis=(0, 1)).mean()
    assert other < LARGEST_SHARE_OF_OTHER_PATHS, f"{other:.2%} of the worlds take another path"
    for key, outcome in catalogue().outcomes.items():
        here, there = np.asarray(outcome.measure(single), float), np.asarray(outcome.measure(double), float)
        error = there.std(ddof=1) / np.sqrt(there.size)
        shift = abs(here.mean() - there.mean())
        resolution = np.finfo(np.float32).eps * max(abs(there.mean()), 1.0)
        assert shift <= LARGEST_SHIFT * error + resolution, f"{key}: {shift:g}, Monte Carlo error {error:g}"


@pytest.mark.parametrize("name", ["baseline", "notice_2019"])
def test_single_precision_changes_next_to_nothing(name: str) -> None:
    """Two years in a few hundred worlds."""
    check_precision(name, worlds=512)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["baseline", "liquidation_and_retaliation", "engaged_washington"])
def test_single_precision_changes_next_to_nothing_in_many_worlds(name: str) -> None:
    """The same in thousands of worlds, so that a share of some per mille would show."""
    check_precision(name, worlds=4096)
