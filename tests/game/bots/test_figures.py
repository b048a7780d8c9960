"""Percentiles, timetables, and how long updates and answers took: worked by hand."""

from __future__ import annotations

import math

from sim.game.bots.client import Client
from sim.game.bots.measures import spread
from sim.game.bots.rehearsal import update_waits
from sim.game.bots.timetable import timetable
from sim.game.store.records import StoredAct
from tests.game.reports import small_setup


def test_percentiles_are_values_that_were_measured() -> None:
    found = spread([float(value) for value in range(20, 0, -1)])
    assert (found.count, found.p50, found.p95, found.most) == (20, 10.0, 19.0, 20.0)
    assert spread([3.0]).plain() == {"count": 1, "p50": 3.0, "p95": 3.0, "max": 3.0}


def test_what_was_not_measured_is_null() -> None:
    assert math.isnan(spread([]).most)
    assert spread([]).plain() == {"count": 0, "p50": None, "p95": None, "max": None}


def test_a_timetable_adds_up() -> None:
    """Three moves of 1 + 4 + 2.5 + 0 + 1.5 = 9 minutes are 27; a class of 50 has 23 left."""
    minutes = {"brief": 1.0, "negotiate": 4.0, "seal": 2.5, "report": 1.5}
    times = timetable(small_setup(minutes=minutes))
    assert (times.move, times.moves, times.game, times.left) == (9.0, 3, 27.0, 23.0)
    assert times.phases == {**minutes, "resolve": 0.0}


def test_updates_are_timed_from_acceptance_to_the_first_view_that_has_them() -> None:
    """Act 3 was there when the browser came. Acts 4 and 5 came in one view at 10.5: 0.5 after 4. Act 6 is a word among
    few. Act 7, accepted at 12, was shown at 12.25 with version 8. Act 9 was not shown yet."""
    anna = Client("http://127.0.0.1:1", "ABCDEF", "seat")
    anna.shown = {3: 9.0, 5: 10.5, 6: 11.0, 8: 12.25}
    acts = [
        (3, 8.0, "start"),
        (4, 10.0, "push"),
        (5, 10.4, "say"),
        (6, 10.9, "say"),
        (7, 12.0, "seal"),
        (9, 13.0, "push"),
    ]
    log = [StoredAct(number, at, "white", kind, {}, "") for number, at, kind in acts]
    assert update_waits(log, [anna]) == [0.5, 0.25]
