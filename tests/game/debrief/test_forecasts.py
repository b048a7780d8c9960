"""Forecast slips are scored as the formulas say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.game.debrief.forecasts import brier, calibration, forecasts, wilson
from tests.game.played import debriefed, played

TINY = 1e-12


def test_brier_is_the_squared_distance() -> None:
    assert brier(0.9, True) == pytest.approx(0.01)
    assert brier(0.9, False) == pytest.approx(0.81)
    assert brier(0.5, True) == brier(0.5, False) == 0.25


def test_the_played_game_by_hand() -> None:
    found = debriefed().forecasts
    # Notice was given; American effort was too high.
    # Quax: (0.9 - 1)^2 = 0.01 and (0.4 - 0)^2 = 0.16, mean 0.085. 민수: (0.2 - 1)^2 = 0.64. =SUM: (0.5 - 0)^2 = 0.25.
    # Zebulon Q: (1 - 1)^2 = 0, in the second move. All five: 1.06 / 5 = 0.212. Tokyo: (0.64 + 0) / 2 = 0.32.
    assert [(one.who, one.slips) for one in found.people] == [
        ("Zebulon Q", 1),
        ("Zebulon Quax", 2),
        ("=SUM(A1)", 1),
        ("민수", 1),
    ]
    assert [one.brier for one in found.people] == pytest.approx([0.0, 0.085, 0.25, 0.64])
    assert {one.who: one.brier for one in found.teams} == pytest.approx(
        {"seoul": 0.085, "washington": 0.25, "tokyo": 0.32}
    )
    assert found.everybody is not None
    assert found.everybody.brier == pytest.approx(0.212)
    assert [one.name for one in found.slips if one.slip.move == 1] == ["Zebulon Q"]


def test_slips_are_judged_against_the_odds_too() -> None:
    room, _ = played()
    outcomes = {"p_notice": 1.0, "us_effort": 1.0}
    odds = {(0, "notice"): 0.75, (0, "hands"): 0.5}
    found = forecasts(room, outcomes, odds)
    first = found.slips[0]
    # Said 0.9 of 0.75: 0.75 x 0.01 + 0.25 x 0.81 = 0.21. The odds themselves score (0.75 - 1)^2 = 0.0625.
    assert (first.name, first.yes) == ("Zebulon Quax", True)
    assert first.expected == pytest.approx(0.21)
    # Notice twice (0.0625 each), effort twice (0.25 each): mean 0.15625. The slip of the second move has no odds.
    assert found.everybody is not None
    assert found.everybody.model == pytest.approx(0.15625)
    assert found.everybody.slips == 4


def test_wilsons_interval() -> None:
    # 8 of 10 by Wilson (1927): 0.4902 to 0.9433; nothing of 4: 0 to 3.8415 / (4 + 3.8415) = 0.4899.
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 4) == pytest.approx((0.0, 0.4899), abs=1e-4)


def test_bins_hold_counts_means_and_shares() -> None:
    bins = calibration([(0.0, False), (0.1, True), (0.2, False), (0.95, True), (1.0, True)])
    # 0.2 opens the second bin; 1.0 belongs to the last.
    assert [(one.low, one.slips, one.yes) for one in bins] == [(0.0, 2, 0.5), (0.2, 1, 0.0), (0.8, 2, 1.0)]
    assert [one.said for one in bins] == pytest.approx([0.05, 0.2, 0.975])


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
def test_no_slip_is_lost_and_shares_lie_in_their_intervals(said: list[tuple[float, bool]]) -> None:
    bins = calibration(said)
    assert sum(one.slips for one in bins) == len(said)
    for one in bins:
        assert one.low - TINY <= one.said <= one.high + TINY
        assert 0.0 <= one.yes_low <= one.yes + TINY
        assert one.yes - TINY <= one.yes_high <= 1.0
