"""Laws of an archive that ends on a day: it holds nothing later, and there is no way from it to what came later."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.data.archive import VALIDATION_FROM, Archive, EvidenceError, Observation, archive, for_fitting

ONE_DAY = timedelta(days=1)
days = st.dates(date(2011, 1, 1), date(2027, 12, 31))


@given(days)
def test_it_holds_nothing_that_was_known_later(day: date) -> None:
    known = archive().before(day)
    assert all(event.day < day for event in known.events)
    assert all(item.last < day for item in known.observations)


def printed(item: Observation) -> date:
    """The day on which a figure was printed."""
    return item.last + timedelta(days=item.lag)


@given(days)
def test_it_holds_everything_that_was_known(day: date) -> None:
    known = archive().before(day)
    assert set(known.events) == {event for event in archive().events if event.day < day}
    assert set(known.observations) == {item for item in archive().observations if printed(item) < day}


@given(days)
def test_an_observation_on_both_sides_of_the_day_is_out(day: date) -> None:
    known = set(archive().before(day).observations)
    straddling = {item for item in archive().observations if item.first < day <= item.last}
    assert not known & straddling


@given(days, days)
def test_ending_earlier_twice_is_ending_earlier_once(one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert archive().before(later).before(earlier) == archive().before(earlier)


@given(days, days)
def test_what_ended_cannot_be_read_further(one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    known = archive().before(earlier)
    if earlier == later:
        assert known.before(later) == known
    else:
        with pytest.raises(EvidenceError, match=f"ends before {earlier}; nothing can be read on to {later}"):
            known.before(later)


@given(days)
def test_series_and_acts_are_those_before_the_day(day: date) -> None:
    known = archive().before(day)
    for series in archive().series:
        assert known.of(series) == tuple(item for item in archive().of(series) if printed(item) < day)
    assert known.acts("summit", actor="other") == tuple(
        event for event in archive().acts("summit") if event.actor == "other" and event.day < day
    )
    if known.events or known.observations:
        assert known.last_day < day


@given(days)
def test_a_day_more_is_what_became_known_on_it(day: date) -> None:
    before, after = archive().before(day), archive().before(day + ONE_DAY)
    assert {event.day for event in set(after.events) - set(before.events)} <= {day}
    assert {printed(item) for item in set(after.observations) - set(before.observations)} <= {day}


def test_what_may_be_fitted_to_ends_before_the_validation_data() -> None:
    known = for_fitting()
    assert known.until == VALIDATION_FROM == date(2020, 7, 1)
    assert known.last_day < VALIDATION_FROM
    # Years that had begun but were not over are no data of before.
    assert not any(item.first < VALIDATION_FROM <= item.last for item in known.observations)


def test_the_whole_archive_has_no_end() -> None:
    assert archive().until is None
    assert isinstance(archive(), Archive)
    assert archive().before(date.max).observations == archive().observations
