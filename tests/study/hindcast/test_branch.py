"""A branch keeps the past to the last bit and drops what nobody could have known."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.run import run
from sim.kernel.errors import RunError
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from sim.study.hindcast.branch import branched
from sim.study.hindcast.calendar import CALENDAR

DAYS = st.dates(date(2018, 10, 29), date(2023, 12, 31))


@pytest.fixture(scope="module")
def record() -> Scenario:
    return load_scenario("history_2018_2023")


@pytest.fixture(scope="module")
def replayed(record: Scenario) -> dict[str, Array]:
    results = run(record, worlds=4, stream=False)
    return {key: np.asarray(series.values) for key, series in results.series.items()}


@settings(max_examples=4, deadline=None)
@given(day=DAYS)
def test_everything_before_the_branch_is_the_record_to_the_last_bit(
    record: Scenario, replayed: dict[str, Array], day: date
) -> None:
    branch = branched(day, 1, record)
    before = branch.weeks - 1
    lived = run(branch, worlds=4, stream=False)
    assert before == record.clock.week_of(day)
    for key, values in replayed.items():
        assert np.array_equal(np.asarray(lived.series[key].values)[:before], values[:before]), key


@settings(max_examples=100, deadline=None)
@given(day=DAYS)
def test_past_entries_stay_and_later_ones_stood_in_the_calendar(record: Scenario, day: date) -> None:
    branch, monday = branched(day, record=record), day - timedelta(days=day.weekday())
    assert branch.agents_from == monday
    assert branch.weeks == record.weeks
    assert [event for event in branch.shocks if event.at < monday] == [
        event for event in record.shocks if event.at < monday
    ]
    in_calendar = {(item.at, item.option) for item in CALENDAR}
    assert all((event.at, event.option) in in_calendar for event in branch.shocks if event.at >= monday)
    for capital in CAPITALS:
        done = branch.policies[capital].force
        assert done == tuple(item for item in record.policies[capital].force if item.at < monday)
        assert branch.policies[capital].policy == "agent"


def later(day: date) -> set[tuple[str, date]]:
    return {(event.shock, event.at) for event in branched(day).shocks if event.at >= day}


def test_what_was_known_on_four_days() -> None:
    # 1 July 2019, before the controls: only days that the law had fixed. No scandal, launch, ruling or epidemic.
    by_law = {
        ("election", date(2019, 7, 21)),
        ("distraction", date(2020, 2, 3)),
        ("distraction", date(2020, 7, 6)),
        ("distraction", date(2020, 10, 26)),
        ("leader_change", date(2021, 1, 20)),
        ("distraction", date(2021, 12, 6)),
        ("election", date(2022, 5, 10)),  # the vote in Seoul is open, so the model's own election stands for it
    }
    assert later(date(2019, 7, 1)) == by_law
    # 6 July 2020: the court's notice of 1 June names the day on which service takes effect.
    assert ("court_stage", date(2020, 8, 4)) in later(date(2020, 7, 6))
    assert ("court_stage", date(2020, 8, 4)) not in later(date(2020, 4, 6))
    # 31 August 2020: Abe's resignation is known since 28 August; a week earlier it is not.
    assert ("leader_change", date(2020, 9, 16)) in later(date(2020, 8, 31))
    assert ("leader_change", date(2020, 9, 16)) not in later(date(2020, 8, 24))
    # 4 April 2022: Yoon is elected, so the change of May is certain and no election stands there any more.
    assert later(date(2022, 4, 4)) == {("leader_change", date(2022, 5, 10))}


def test_the_vote_in_america_is_open_until_it_is_called() -> None:
    def chance(day: date) -> list[float]:
        return [event.size for event in branched(day).shocks if event.at == date(2021, 1, 20)]

    assert chance(date(2020, 10, 5)) == [0.5]
    assert chance(date(2020, 11, 9)) == [1.0]


def test_an_epidemic_that_has_begun_goes_on() -> None:
    def shut(day: date) -> bool:
        return any(event.shock == "covid" for event in branched(day, 26).shocks)

    assert shut(date(2020, 4, 6))
    assert not shut(date(2020, 3, 2))


def test_agents_are_free_from_the_branch_on() -> None:
    branch = branched(date(2019, 7, 3), 26)
    week = branch.clock.week_of(date(2019, 7, 1))
    assert branch.weeks == week + 26
    for capital in CAPITALS:
        assert not branch.decides(capital, week - 1)
        assert branch.decides(capital, week)
    # The controls of 1 July fall into the week from which Tokyo is free: they are not forced any more.
    assert all(item.at < date(2019, 7, 1) for item in branch.policies["tokyo"].force)
    assert 0.0 < run(branch, worlds=256).pulls["tokyo.export_controls"][week:].sum() < 1.0


def test_every_entry_of_the_calendar_is_one_of_the_record(record: Scenario) -> None:
    entries = {(event.shock, event.at, event.option) for event in record.shocks}
    assert {(item.shock, item.at, item.option) for item in CALENDAR} <= entries


@pytest.mark.parametrize(
    ("day", "weeks", "words"),
    [
        (date(2018, 10, 28), None, "2018-10-28 lies outside the record, which runs from 2018-10-29 to 2023-12-31"),
        (date(2024, 1, 1), None, "outside the record"),
        (date(2020, 1, 6), 0, "at least 1 week must follow 2020-01-06"),
    ],
)
def test_days_outside_the_record_are_refused(day: date, weeks: int | None, words: str) -> None:
    with pytest.raises(RunError, match=words):
        branched(day, weeks)
