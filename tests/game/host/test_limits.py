"""So many times in a row, then so many times a minute. Times are worked out by hand."""

from __future__ import annotations

import pytest

from sim.game.host.errors import TooFast
from sim.game.host.limits import MOST_KEPT, Limit, Pace
from tests.game.host.worlds import Clock

PACE = Pace(3, 30, "you knock too often")


def test_a_burst_is_allowed_and_then_one_every_two_seconds(clock: Clock) -> None:
    limit = Limit(PACE, clock)
    for _ in range(3):
        limit.take("ann")
    with pytest.raises(TooFast, match=r"you knock too often\. Wait 2 seconds"):
        limit.take("ann")
    clock.at += 1.9
    with pytest.raises(TooFast, match="Wait 1 seconds"):
        limit.check("ann")
    clock.at += 0.2
    limit.take("ann")
    with pytest.raises(TooFast):
        limit.take("ann")


def test_everybody_has_a_pace_of_their_own(clock: Clock) -> None:
    limit = Limit(PACE, clock)
    for _ in range(3):
        limit.take("ann")
    limit.take("ben")


def test_looking_does_not_count(clock: Clock) -> None:
    limit = Limit(PACE, clock)
    for _ in range(100):
        limit.check("ann")
    limit.take("ann")


def test_what_is_counted_past_the_end_is_not_owed(clock: Clock) -> None:
    limit = Limit(PACE, clock)
    for _ in range(100):
        limit.count("ann")
    clock.at += 2.1
    limit.check("ann")


def test_the_memory_of_strangers_does_not_grow_without_end(clock: Clock) -> None:
    limit = Limit(PACE, clock)
    for number in range(MOST_KEPT + 5):
        limit.count(number)
    assert len(limit._left) <= MOST_KEPT
