"""Laws of the pact: only legal steps, no notice out of season, no lapse but by the calendar or by a revived notice."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.chunk import Chunk
from sim.institutions import gsomia
from sim.institutions.gsomia import days_to_renewal, notice_is_legal
from sim.kernel.catalogue import catalogue
from sim.kernel.state import Array
from tests.laboratory import bench, ready

SCENARIOS = sorted(file.stem for file in (Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
STATES = tuple(float(state) for state in (gsomia.IN_FORCE, gsomia.NOTICE, gsomia.SUSPENDED, gsomia.LAPSED))
IN_FORCE, NOTICE, SUSPENDED, LAPSED = STATES
LEGAL = {
    (IN_FORCE, NOTICE), (NOTICE, SUSPENDED), (NOTICE, IN_FORCE), (NOTICE, LAPSED), (SUSPENDED, LAPSED),
    (SUSPENDED, IN_FORCE), (LAPSED, IN_FORCE),
}
WORLDS = 128
WEEKS = 160
Chunks = Callable[[str, int], Chunk]


def holds_anniversary(first: date) -> bool:
    return any((day.month, day.day) == (11, 23) for day in (first + timedelta(days=n) for n in range(7)))


def in_season(first: date) -> bool:
    return any(notice_is_legal(first + timedelta(days=n)) for n in range(7))


def taken(before: Array, after: Array) -> set[tuple[float, float]]:
    """The steps from one state to another that some world took."""
    return {divmod(float(step), 10.0) for step in np.unique((10.0 * before + after)[before != after])}


def assert_lawful(states: Array, start: date) -> None:
    """`states` (week, world) is what the pact was at the end of each week from `start` on."""
    assert set(np.unique(states)) <= set(STATES)
    path = np.concatenate((np.zeros((1, states.shape[1])), states))
    for week, (before, after) in enumerate(itertools.pairwise(path)):
        first = start + timedelta(weeks=week)
        steps = taken(before, after)
        assert steps <= LEGAL, f"{steps - LEGAL} in the week of {first}"
        assert (IN_FORCE, NOTICE) not in steps or in_season(first), f"notice in the week of {first}"
        assert (NOTICE, LAPSED) not in steps or holds_anniversary(first), f"lapse in the week of {first}"
        assert not (holds_anniversary(first) and (after == NOTICE).any()), f"notice outlives the week of {first}"


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario_is_lawful(name: str, chunk_of: Chunks) -> None:
    record = chunk_of(name, 512 if name == "baseline" else WORLDS).record
    assert_lawful(record["pact_state"], record.clock.start)


def drive(orders: Array, start: date, **inputs: float) -> Array:
    """The pact alone, with any orders in any week, (week, order, world): (week, world)."""
    week = bench(day=start, worlds=orders.shape[2], dtype=np.float32, inputs=inputs)
    pact = ready("gsomia", week)
    seen = []
    for week.index in range(len(orders)):
        pact.consult_calendar(week)  # type: ignore[attr-defined]
        week.state.pact_order[...] = orders[week.index]
        pact.carry_out(week)  # type: ignore[attr-defined]
        pact.run_out(week)  # type: ignore[attr-defined]
        seen.append(week.state.pact_state.copy())
    return np.stack(seen)


@settings(max_examples=15)
@given(
    seed=st.integers(0, 2**32 - 1),
    start=st.dates(date(2018, 1, 1), date(2021, 12, 31)),
    often=st.sampled_from([0.02, 0.2, 1.0]),
    delay=st.sampled_from([0.0, 1.0, 6.0, 13.0]),
    lag=st.sampled_from([1.0, 4.0, 13.0]),
    conditional=st.sampled_from([0.0, 1.0]),
)
def test_whatever_is_ordered_only_legal_steps_are_taken(
    seed: int, start: date, often: float, delay: float, lag: float, conditional: float
) -> None:
    luck = np.random.default_rng(seed)
    orders = (luck.random((WEEKS, 4, 16)) < often) * luck.random((WEEKS, 4, 16))
    keys = ("gsomia.revival_delay", "gsomia.normalising_weeks", "gsomia.conditional_suspension")
    assert_lawful(drive(orders, start, **dict(zip(keys, (delay, lag, conditional), strict=True))), start)


def test_whatever_is_ordered_every_legal_step_is_found() -> None:
    """The random orders above do reach every step of the machine; otherwise they would show nothing."""
    luck = np.random.default_rng(1)
    orders = (luck.random((WEEKS, 4, 256)) < 0.1).astype(float)
    states = drive(orders, date(2018, 1, 1))
    assert taken(states[:-1].ravel(), states[1:].ravel()) == LEGAL - {(NOTICE, IN_FORCE)}


def test_nothing_ordered_nothing_happens() -> None:
    """Renewal is automatic and needs no pronouncement."""
    assert not drive(np.zeros((WEEKS, 4, 4)), date(2018, 10, 29)).any()


@given(st.dates(date(2016, 11, 23), date(2030, 12, 31)))
def test_notice_is_legal_from_late_june_to_late_august(day: date) -> None:
    assert notice_is_legal(day) == (90 <= days_to_renewal(day) <= 150)
    assert notice_is_legal(day) == (date(day.year, 6, 26) <= day <= date(day.year, 8, 25))
    assert catalogue().windows["gsomia.notice"].opens(day) == notice_is_legal(day)


@given(st.dates(date(2016, 11, 23), date(2030, 12, 31)))
def test_renewal_is_never_more_than_a_year_away(day: date) -> None:
    days = days_to_renewal(day)
    end = day + timedelta(days=days)
    assert 0 <= days <= 365
    assert (end.month, end.day) == (11, 23)
