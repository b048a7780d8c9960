"""Time that a court case has waited while the record was played counts as it would have counted without a record."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ks_2samp

from sim.actors.courts import Courts
from sim.kernel.draws import Draws
from sim.kernel.state import Array
from sim.kernel.week import Week
from tests.laboratory import bench, ready

NOTHING_MOVES = 0.999
MANY = 8192
HORIZON = 400
SAME, OTHER = 1e-3, 1e-12


def waited(week: Week, weeks: int) -> Courts:
    """So many weeks of the record; afterwards the next week is free."""
    courts = ready("courts", week)
    assert isinstance(courts, Courts)
    week.record_until = weeks
    for week.index in range(weeks):
        courts.advance(week)
    week.index = weeks
    return courts


@pytest.mark.parametrize(("luck", "steps"), [(0.5487, 0), (0.5489, 1), (0.9327, 1), (0.9329, 2)])
def test_steps_taken_unseen_in_two_weeks_of_a_record(luck: float, steps: int) -> None:
    """A mean of 10 weeks: 3/10 a week, a step with 1 - e^-.3 = .2592. Two weeks cannot bring three steps, so nothing is
    excluded: none .7408^2 = .5488, one 2 * .2592 * .7408 = .3840 (together .9328), two .2592^2 = .0672."""
    week = bench(
        inputs={"courts.pnr_ruling_weeks": 10.0}, luck={"courts.advance": NOTHING_MOVES, "courts.unseen": luck}
    )
    waited(week, 2).advance(week)
    assert week.state.court_substage[0] == steps


def test_that_no_third_step_was_taken_is_known() -> None:
    """A third week: o = e^.3 - 1 = .34986, so 1 : 3 o : 3 o^2 = 1 : 1.04958 : .36721, for three steps (o^3) would have
    ended the stage. A restrained week of an appeal with mean 62, at .4 of its pace: o = e^(.4 * 3/62) - 1 = .01954."""
    inputs = {"courts.pnr_ruling_weeks": 10.0, "courts.mhi_appeal_filed_weeks": 62.0, "courts.restraint": 0.4}
    week = bench(state={"court_stage.mhi": 3, "court_restraint": 5.0}, inputs=inputs)
    waited(week, 3)
    np.testing.assert_allclose(week.state.court_one_unseen[:, 0], [1.04958, 3 * 0.01954], rtol=1e-3)
    np.testing.assert_allclose(week.state.court_two_unseen[:, 0], [0.36721, 3 * 0.01954**2], rtol=1e-3)


def test_a_stage_that_has_just_begun_has_no_step_behind_it() -> None:
    week = bench(luck={"courts.advance": NOTHING_MOVES, "courts.unseen": NOTHING_MOVES})
    courts = waited(week, 40)
    week.index = 39
    week.state.court_order[0] = 2.0
    courts.advance(week)
    week.index = 40
    courts.advance(week)
    assert week.state.court_stage[:, 0].tolist() == [1.0, 0.0]
    assert week.state.court_substage[:, 0].tolist() == [0.0, 2.0]


def test_an_appeal_that_is_one_step_and_a_case_at_its_end_wait_for_nothing() -> None:
    luck = {"courts.advance": NOTHING_MOVES, "courts.unseen": NOTHING_MOVES}
    fast = {"courts.pnr_papers_served_weeks": 0.3, "courts.pace": 3.0, "courts.appeals": 0.0}
    week = bench(state={"court_stage.pnr": 2, "court_stage.mhi": 6}, inputs=fast, luck=luck, dtype=np.float32)
    waited(week, 100).advance(week)
    assert not week.state.court_substage.any()
    assert not week.state.court_one_unseen.any()


def test_a_stage_far_faster_than_its_record_is_about_to_end() -> None:
    """Chances near one and many weeks stay numbers in single precision: all but the last step are taken."""
    fast = {"courts.pnr_appeal_filed_weeks": 4.0, "courts.pace": 3.0, "courts.appeals": 0.0}
    fast["courts.appeal_speed_up"] = 10.0
    luck = {"courts.advance": NOTHING_MOVES, "courts.unseen": 0.001}
    week = bench(state={"court_stage.pnr": 3}, inputs=fast, luck=luck, dtype=np.float32)
    courts = waited(week, 500)
    assert np.isfinite(week.state.arena).all()
    courts.advance(week)
    assert week.state.court_stage[0, 0] + week.state.court_substage[0, 0] >= 4


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([0.0, 1.0]), min_size=1, max_size=8), st.floats(4.0, 260.0))
def test_the_odds_are_those_of_all_ways_in_which_the_stage_has_not_ended(leaned_on: list[float], mean: float) -> None:
    """Every week with or without a step, and the pace of the week, listed one by one."""
    week = bench(state={"court_stage.pnr": 3}, inputs={"courts.pnr_appeal_filed_weeks": mean, "courts.restraint": 0.4})
    courts = ready("courts", week)
    assert isinstance(courts, Courts)
    week.record_until = len(leaned_on)
    for week.index, restrained in enumerate(leaned_on):
        week.state.court_restraint[...] = restrained
        courts.advance(week)
    steps = [1.0 - np.exp(-3.0 / mean * (0.4 if restrained else 1.0)) for restrained in leaned_on]
    ways = np.zeros(len(steps) + 1)
    for path in product((0, 1), repeat=len(steps)):
        ways[sum(path)] += np.prod([p if taken else 1.0 - p for taken, p in zip(path, steps, strict=True)])
    two = ways[2] if len(ways) > 2 else 0.0
    np.testing.assert_allclose(week.state.court_one_unseen[0], ways[1] / ways[0], rtol=1e-9)
    np.testing.assert_allclose(week.state.court_two_unseen[0], two / ways[0], rtol=1e-9, atol=1e-12)


def endings(seed: int, record_until: int) -> Array:
    """In which week each case leaves its stage, (case, world): Nippon Steel's appeal, restrained for its first 20
    weeks, and Mitsubishi's seizure. HORIZON where it never does."""
    stages = {"court_stage.pnr": 3, "court_stage.mhi": 1, "court_restraint": 20.0}
    means = {"courts.pnr_appeal_filed_weeks": 40.0, "courts.mhi_seizure_approved_weeks": 70.0, "courts.restraint": 0.4}
    week = bench(state=stages, inputs=means, worlds=MANY, dtype=np.float32)
    week.draws = Draws(seed, np.arange(MANY))
    courts = ready("courts", week)
    assert isinstance(courts, Courts)
    week.record_until = record_until
    began = week.state.court_stage.copy()
    ended = np.full(began.shape, HORIZON)
    for week.index in range(HORIZON):
        courts.advance(week)
        left = (week.state.court_stage > began) & (ended == HORIZON)
        ended[left] = week.index
    return ended


def test_a_replay_and_a_free_run_wait_alike_for_what_is_left() -> None:
    """Given no end in 45 weeks, the weeks that follow have one distribution, with a record or without; a stage begun
    afresh has another, which the same test tells apart."""
    quiet = 45
    free, replayed = endings(seed=1, record_until=0), endings(seed=2, record_until=quiet)
    assert (replayed >= quiet).all()
    for without, after in zip(free, replayed, strict=True):
        left = without[without >= quiet]
        assert ks_2samp(left, after).pvalue > SAME
        assert ks_2samp(left - quiet, without).pvalue < OTHER
