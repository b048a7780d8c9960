"""Events on a timeline: each with a lane and a kind that have names."""

from __future__ import annotations

from datetime import date

from sim.data.archive import archive
from sim.report.history.happenings import FAMILIES, LANES, happenings

START, END = date(2018, 10, 29), date(2023, 12, 31)


def test_every_actor_has_one_lane_and_every_family_a_name() -> None:
    actors = [actor for _, _, lane in LANES for actor in lane]
    assert len(actors) == len(set(actors))
    assert {event.actor for event in archive().events} <= set(actors)
    assert {event.family for event in archive().events} <= set(FAMILIES)


def test_what_happened_within_the_days_comes_in_their_order() -> None:
    found = happenings(archive(), START, END)
    days = [happening.event.day for happening in found]
    assert days == sorted(days)
    assert all(START <= day <= END for day in days)
    assert len(found) == sum(START <= event.day <= END for event in archive().events)
