"""Laws of luck that changes hands: from a week on, a world draws what another draws, and all else stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import load_scenario, run, with_changes
from sim.engine.model import CrisisModel
from sim.kernel.draws import BLOCK, SPAN, DrawCache, Draws, Law, Stream
from sim.kernel.worlds import Worlds
from sim.results import Results
from sim.scenario.sample import worlds_of, worlds_with
from sim.scenario.scenario import Luck, Scenario
from tests.laboratory import same_bits

WEEKS = 60
MANY = 300
STREAM = Stream("trial", 2, Law.NORMAL, "A trial.")
INPUT = "relations.rally"


def crisis(*changes: tuple[int, int], weeks: int = WEEKS) -> Scenario:
    """The baseline past a first year of draws, in which world 0 goes on as others from some weeks on: (week, world)."""
    plain = with_changes(load_scenario("baseline"), {"weeks": weeks, f"uncertain.{INPUT}": [0.4, 1.6]})
    days = [(plain.start + timedelta(7 * week + 3), world) for week, world in changes]
    return replace(plain, luck=tuple(Luck(day, world) for day, world in days))


@cache
def plain() -> Results:
    return run(crisis(), worlds=MANY)


def paths(results: Results) -> np.ndarray:
    return np.stack([np.asarray(series.values) for series in results.series.values()])


def later(worlds: Worlds) -> list[tuple[int, list[int]]]:
    return [(week, luck.tolist()) for week, luck in worlds.later.items()]


def same(one: np.ndarray, other: np.ndarray) -> bool:
    return same_bits(one.copy(), other.copy())


@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=200),
    st.dictionaries(st.integers(0, 2 * SPAN), st.integers(0, 400), max_size=3),
    st.integers(0, 2 * SPAN + 10),
)
@settings(max_examples=40, deadline=None)
def test_a_world_draws_what_the_world_draws_whose_luck_it_has(
    luck: list[int], changes: dict[int, int], week: int
) -> None:
    """Changes in the middle of a year, at its edges and in the first week; weeks may be asked for in any order."""
    kept, first = DrawCache(limit_bytes=50_000_000), np.array(luck)
    changed = {at: np.where(np.arange(first.size) == 0, world, first) for at, world in changes.items()}
    draws, every = Draws(7, first, kept, changed), Draws(7, np.arange(4 * BLOCK))
    for asked in (week, 0, week):
        owners = first.copy()
        since = [at for at in changes if at <= asked]
        owners[0] = changes[max(since)] if since else luck[0]
        assert same(draws.week(STREAM, asked), every.week(STREAM, asked)[:, owners])


@pytest.mark.parametrize(("week", "world"), [(20, 37), (SPAN, 37), (55, 290)])
def test_world_0_is_as_it_was_and_then_another(week: int, world: int) -> None:
    found, before = paths(run(crisis((week, world)), worlds=MANY)), paths(plain())
    assert same(found[:, :, 1:], before[:, :, 1:])
    assert same(found[:, :week, 0], before[:, :week, 0])
    assert not same(found[:, week:, 0], before[:, week:, 0])


def test_its_draws_are_those_of_the_other_in_the_model_too() -> None:
    model, other = CrisisModel(crisis((3, 37)), 2), CrisisModel(crisis(), 128)
    for week in range(5):
        own, all_ = model.week.draws.week(STREAM, week), other.week.draws.week(STREAM, week)
        assert same(own[:, 0], all_[:, 37 if week >= 3 else 0])
        assert same(own[:, 1], all_[:, 1])


def test_luck_of_the_first_week_on_is_all_but_the_inputs() -> None:
    """With the luck of world 37 from the first week on, and the inputs of world 37 given, world 0 is world 37."""
    inputs = plain().inputs[INPUT].copy()
    assert run(crisis((0, 37)), worlds=2).inputs[INPUT][0] == inputs[0]
    given_37 = worlds_with(crisis((0, 37)), np.arange(2), {INPUT: inputs[[37, 1]]})
    assert same(paths(run(crisis(), worlds=given_37)), paths(plain())[:, :, [37, 1]])


def test_worlds_share_a_past_and_part() -> None:
    """All live the past of world 0; column k then goes on as world 0 of the scenario does with the luck of world k."""
    week = 21
    parted = Worlds(np.zeros(MANY, dtype=np.int64), later={week: np.arange(MANY)})
    found = run(crisis(), worlds=parted)
    every, before = paths(found), paths(plain())
    assert same(every[:, :, 0], before[:, :, 0])
    assert same(every[:, :week], np.repeat(before[:, :week, :1], MANY, axis=2))
    assert np.ptp(found.inputs[INPUT]) == 0.0
    for world in (1, 130, MANY - 1):
        assert same(every[:, :, world], paths(run(crisis((week, world)), worlds=1))[:, :, 0])


def test_neither_the_number_of_worlds_nor_the_horizon_matters() -> None:
    changes = ((8, 200), (21, 5), (53, 0))
    many = paths(run(crisis(*changes), worlds=MANY))
    assert same(paths(run(crisis(*changes), worlds=3)), many[:, :, :3])
    assert same(paths(run(crisis(*changes, weeks=54), worlds=3)), many[:, :54, :3])


@pytest.mark.parametrize("workers", [1, 2])
def test_neither_processes_nor_streaming_matter(workers: int) -> None:
    """2200 worlds are two chunks; only the first holds world 0."""
    scenario = crisis((20, 2100), weeks=30)
    kept = run(scenario, worlds=2200)
    assert same(paths(run(scenario, worlds=2200, workers=2)), paths(kept))
    streamed = run(scenario, worlds=2200, stream=True, workers=workers)
    assert streamed.outcomes["hostility"].mean == pytest.approx(kept.outcomes["hostility"].mean, rel=1e-6)


def test_parts_and_whole_blocks_keep_who_has_whose_luck() -> None:
    worlds = Worlds(np.zeros(5, dtype=np.int64), {INPUT: np.ones(5)}, {9: [4, 3, 2, 1, 0], 4: [7] * 5})
    part = worlds.part(1, 3)
    assert later(part) == [(4, [7, 7, 7]), (9, [3, 2, 1])]
    assert later(part.padded(5)) == [(4, [7, 7, 7, 8, 9]), (9, [3, 2, 1, 2, 3])]


def test_told_worlds_are_taken_as_they_are_and_numbered_ones_follow_the_scenario() -> None:
    scenario = crisis((20, 37))
    assert not worlds_of(scenario, Worlds.consecutive(3)).later
    assert worlds_of(scenario, 3).later[20].tolist() == [37, 1, 2]
    assert not worlds_with(scenario, np.array([1, 2])).later


def test_a_luck_for_every_world_is_needed() -> None:
    with pytest.raises(ValueError, match="from week 3 on is given for 1 worlds of 2"):
        Worlds(np.arange(2), later={3: [1]})
