"""How likely coded moves are: types are added up rightly, chances are chances, and a known truth is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from sim.data.archive import archive
from sim.engine.chunk import Task, run_chunk
from sim.kernel.draws import DrawCache
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array
from sim.kernel.worlds import Worlds
from sim.scenario.scenario import Policy
from sim.study.calibration.choice import truths as truths_module
from sim.study.calibration.choice.coded_moves import Coded, coded_moves
from sim.study.calibration.choice.likelihood import FLOOR, Listener, MoveReplay, log_likelihood
from sim.study.calibration.choice.prior import BLOCK, HIGH, LOW, as_assumed, drawn, values_at
from sim.study.calibration.choice.truths import truths

UNTIL = date(2019, 3, 20)


class Told:
    """A model that says, week after week, how likely each type was to do what was done, (week, type)."""

    def __init__(self, chances: list[tuple[float, float]], new_leader_in: int = -1) -> None:
        self.chances, self.new_leader_in = chances, new_leader_in
        self.worlds, self.week = 1, SimpleNamespace(index=0)
        self.inputs = SimpleNamespace(rows=lambda *keys: np.full((3, 1), 0.5))
        reasoning = SimpleNamespace(answer=None, cabinet=None, only_routine=None)
        self.decision = SimpleNamespace(odds=self, reasoning=reasoning, choice=np.zeros((3, 1)))
        self.state = SimpleNamespace(new_leader=np.zeros((3, 1)))

    def of(self, *_: object) -> Array:
        chance = np.array(self.chances[self.week.index - 1])
        return np.broadcast_to(chance.reshape(1, 2, 1), (3, 2, 1))

    def hear(self) -> Array:
        listener = Listener(np.zeros((len(self.chances), 3), dtype=np.int64))
        for week in range(len(self.chances)):
            self.week.index = week + 1
            self.state.new_leader[...] = float(week == self.new_leader_in)
            listener.hear(self)  # type: ignore[arg-type]
        return np.exp(listener.told[:, 0, 0])


def test_types_are_weighed_by_how_well_they_explained_what_came_before() -> None:
    """Either type is as likely at first. Week 1: (0.2 + 0.6) / 2 = 0.4. Then the resolute type has 0.3 / 0.4 = 3/4:
    week 2 has 1/4 x 0.5 + 3/4 x 0.1 = 0.2. Together 0.08 = (0.2 x 0.5 + 0.6 x 0.1) / 2."""
    np.testing.assert_allclose(Told([(0.2, 0.6), (0.5, 0.1)]).hear(), [0.4, 0.2])


def test_a_new_leader_is_of_either_type_again() -> None:
    """With a new leader in week 2 both types are as likely then: (0.5 + 0.1) / 2 = 0.3."""
    np.testing.assert_allclose(Told([(0.2, 0.6), (0.5, 0.1)], new_leader_in=1).hear(), [0.4, 0.3])


def test_a_forbidden_move_has_the_floor_and_teaches_nothing_about_types() -> None:
    np.testing.assert_allclose(Told([(0.0, 0.0), (0.5, 0.1)]).hear(), [FLOOR, 0.3])


def test_likelihoods_are_averaged_over_lucks_and_read_as_far_as_told() -> None:
    """Two lucks; over three weeks the moves have 0.5 x 0.5 x 0.5 and 0.5 x 0.1 x 0.1. Two weeks: (0.25 + 0.05) / 2;
    two and a half: (0.25 x sqrt(0.5) + 0.05 x sqrt(0.1)) / 2."""
    chances = np.array([[[0.5, 0.5, 0.5], [0.5, 0.1, 0.1]]])
    logs = np.log(chances)[..., np.newaxis]
    assert np.exp(log_likelihood(logs, 2.0))[0] == pytest.approx(0.15)
    assert np.exp(log_likelihood(logs, 2.5))[0] == pytest.approx((0.25 * 0.5**0.5 + 0.05 * 0.1**0.5) / 2)
    assert np.exp(log_likelihood(logs, 3.0))[0] == pytest.approx((0.125 + 0.005) / 2)
    assert log_likelihood(logs, 0.0)[0] == pytest.approx(0.0)


def at(coded: Coded, points: Array, lucks: int = 1) -> Array:
    return MoveReplay(coded.script, coded.choice, 1, np.arange(lucks)).log_chances(values_at(points))


def test_all_that_a_government_might_have_done_adds_up_to_one() -> None:
    """The record stays as it is, and only what is asked about in its last week differs."""
    coded = coded_moves(archive().before(UNTIL))
    total = np.zeros(3)
    for row in range(13):
        choice = coded.choice.copy()
        choice[-1] = np.minimum(row, [12, 11, 11])
        chance = np.exp(at(replace(coded, choice=choice), as_assumed()[np.newaxis])[0, 0, -1])
        total += np.where([True, row < 12, row < 12], np.where(chance > 1.01 * FLOOR, chance, 0.0), 0.0)
    np.testing.assert_allclose(total, 1.0, atol=3e-3)


def test_every_point_is_judged_as_if_it_were_alone() -> None:
    coded = coded_moves(archive().before(UNTIL))
    points = drawn(5, np.random.default_rng(1))
    together = at(coded, points, lucks=2)
    assert together.shape == (5, 2, coded.clock.weeks, 3)
    np.testing.assert_array_equal(at(coded, points[3:4], lucks=2)[0], together[3])


def test_what_is_forced_replays_the_world_that_chose_it() -> None:
    """The world of a known truth and its replay are the same to the last bit, all state included."""
    truth = truths(2, seed=5, weeks=30)[1]
    script = truth.coded.script
    free = replace(script, policies={capital: Policy("agent") for capital in CAPITALS})
    worlds = Worlds(np.array([truth.luck]), values_at(truth.point[np.newaxis]))
    chosen, replayed = (run_chunk(Task(scenario, 5, worlds)).record.values for scenario in (free, script))
    np.testing.assert_array_equal(chosen, replayed)
    assert len(truth.coded.moves) > 0


def test_precision_is_found_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five worlds whose capitals all choose with the same precision: summed over them the likelihood peaks near it."""
    keys = [free.key for free in BLOCK]
    which = [keys.index(f"{capital}.precision") for capital in CAPITALS]
    cache = DrawCache(100_000_000)
    grid = np.array([0.3, 0.6, 0.9, 1.2, 1.6, 2.0])
    for true in (0.3, 1.6):
        point = as_assumed()
        point[which] = true
        with monkeypatch.context() as patch:
            patch.setattr(truths_module, "drawn", lambda count, _, point=point: np.tile(point, (count, 1)))
            worlds = truths(5, seed=11, weeks=50)
        points = np.tile(as_assumed(), (len(grid), 1))
        points[:, which] = grid[:, np.newaxis]
        total = np.zeros(len(grid))
        for truth in worlds:
            lucks = np.array([truth.luck])
            replay = MoveReplay(truth.coded.script, truth.coded.choice, 11, lucks, cache)
            total += log_likelihood(replay.log_chances(values_at(points)), 50.0)
        assert abs(grid[total.argmax()] - true) <= 0.41
        assert total.max() - total[np.abs(grid - true).argmin()] < 2.0


@pytest.mark.slow
def test_at_the_truth_the_likelihood_is_level_on_average() -> None:
    """Over worlds that the model made, the slope of the log likelihood at the true weights has mean zero, in every
    direction: what is simulated and what is computed are one rule, doors and types included."""
    count, seed, weeks, step = 80, 43, 45, 0.003
    steps = step * np.diag(HIGH - LOW)
    cache = DrawCache(400_000_000)
    slopes = np.empty((count, len(BLOCK)))
    for truth in truths(count, seed, weeks):
        replay = MoveReplay(truth.coded.script, truth.coded.choice, seed, np.array([truth.luck]), cache)
        points = np.concatenate((truth.point + steps, truth.point - steps))
        more, less = np.split(log_likelihood(replay.log_chances(values_at(points)), float(weeks)), 2)
        slopes[truth.luck] = (more - less) / (2.0 * step)
    errors = slopes.std(axis=0, ddof=1) / np.sqrt(count)
    assert (np.abs(slopes.mean(axis=0)) < 4.0 * errors).all()
    assert (errors > 0.0).all()
