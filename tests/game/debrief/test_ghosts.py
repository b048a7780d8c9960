"""Ghosts live what was lived until their week, and then have luck of their own; the lived world stands among them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.engine.run import run
from sim.game.debrief.ghosts import Lot, game_worlds, lot, share, worlds_of
from sim.results import Results
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Luck
from tests.game.played import FEW, debriefed, played


def test_the_lived_world_keeps_every_change_of_its_luck() -> None:
    base = load_scenario("class_autumn_2019")
    start = base.start
    lucky = replace(base, luck=(Luck(start.replace(day=30), 7), Luck(date(2019, 8, 19), 9)))
    worlds = game_worlds(lucky, 40, 3)
    assert worlds.luck.tolist() == [0, 0, 0, 0]
    # Week 0: all as world 0 had it, which is world 7. Week 40: own luck, the lived world's stays. Week 42: world 9.
    assert {week: lucks.tolist() for week, lucks in worlds.later.items()} == {
        0: [7, 7, 7, 7],
        40: [7, 1, 2, 3],
        42: [9, 1, 2, 3],
    }


def test_a_change_in_the_very_week_counts_for_the_lived_world_alone() -> None:
    lucky = replace(load_scenario("class_autumn_2019"), luck=(Luck(date(2019, 8, 5), 5),))
    assert {week: lucks.tolist() for week, lucks in game_worlds(lucky, 40, 2).later.items()} == {40: [5, 1, 2]}


def test_the_lived_outcomes_are_those_that_the_room_reported() -> None:
    room, _ = played()
    for key, found in debriefed().lots.items():
        assert found.lived == room.last_report["outcomes"][key], key


def test_ghosts_share_the_past_and_part_on_the_day() -> None:
    found = debriefed()
    results = run(found.scenario, worlds=game_worlds(found.scenario, 42, FEW), stream=False)
    values = results.series["approval.seoul"].values
    assert values is not None
    assert np.all(values[:42] == values[:42, :1])
    assert not np.all(values[42:] == values[42:, :1])


def made_up(values: list[float], key: str) -> Results:
    """A run whose worlds had these values of an outcome."""
    results = run(load_scenario("class_autumn_2019"), worlds=len(values), weeks=1, stream=False)
    outcome = replace(results.outcomes[key], values=np.array(values, dtype=np.float32))
    return replace(results, outcomes={**results.outcomes, key: outcome})


def test_percentile_and_quantiles_are_those_of_the_ghosts_alone() -> None:
    results = made_up([25.0, 10.0, 20.0, 30.0, 40.0, 50.0], "hostility")
    found = lot(results, "hostility")
    # Two of five ghosts lie below 25: 40 %. Quantiles of 10..50: 10 + 40 times the level.
    assert found.percentile == 40.0
    assert found.points == pytest.approx((12.0, 20.0, 30.0, 40.0, 48.0))
    assert (found.lived, found.share) == (25.0, None)
    assert share(results, "hostility", lambda value: value <= 30.0) == pytest.approx(0.6)


def test_an_event_has_a_share_and_a_world_that_broke_down_does_not_count() -> None:
    found: Lot = lot(made_up([1.0, 1.0, 0.0, 0.0, float("nan")], "p_notice"), "p_notice")
    assert found.share == pytest.approx(1 / 3)
    # One of three finite ghosts is equal and counts half, two lie below: (2 + 0.5) / 3.
    assert found.percentile == pytest.approx(83.3)


def test_courses_begin_with_the_game() -> None:
    room, _ = played()
    found = debriefed()
    for course in found.courses.values():
        assert course.days[0] == room.setup.opens
        assert course.points.shape == (6, 5)
    reported = [value for move in room.resolved for value in move.report["series"]["boycott"]]  # type: ignore[index]
    assert found.courses["boycott"].lived == pytest.approx(reported, rel=1e-3)
    assert worlds_of(found.agents.results, "hostility").size == FEW + 1
