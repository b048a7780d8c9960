"""Two levers of different capitals so few weeks apart: which worlds count, week by week."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.kernel.clock import Clock
from sim.kernel.record import Record
from sim.study.claims.measures import lever_rows, measured_in
from sim.study.claims.record import Measured

NOTICE, GESTURE = "seoul.gsomia_notice", "tokyo.gesture"


def record(seoul: dict[int, int], tokyo: dict[int, int]) -> Record:
    """Six weeks in as many worlds as there are cases: the notice and the gesture in these weeks, by world."""
    moves = np.zeros((6, 2, len(seoul)), dtype=np.float32)
    for world, week in seoul.items():
        moves[week, 0, world] = lever_rows()[NOTICE]
    for world, week in tokyo.items():
        moves[week, 1, world] = lever_rows()[GESTURE]
    return Record(("move.seoul", "move.tokyo"), Clock(date(2019, 1, 7), 6), moves)


@pytest.mark.parametrize(("within", "expected"), [(1, [1, 1, 0, 0]), (2, [1, 1, 1, 0]), (5, [1, 1, 1, 1])])
def test_either_may_come_first(within: int, expected: list[int]) -> None:
    """Weeks (Seoul, Tokyo): (3, 3) together; (3, 4) one apart; (4, 2) two apart, Tokyo first; (0, 5) five apart."""
    seen = record({0: 3, 1: 3, 2: 4, 3: 0}, {0: 3, 1: 4, 2: 2, 3: 5})
    found = measured_in(seen, Measured("ever_both", (NOTICE,), (GESTURE,), within))
    assert found.tolist() == expected


def test_one_side_alone_is_not_both() -> None:
    seen = record({0: 1, 1: 1}, {0: 1})
    assert measured_in(seen, Measured("ever_both", (NOTICE,), (GESTURE,), 4)).tolist() == [1, 0]
