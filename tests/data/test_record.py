"""The record itself: every row is whole, nothing stands twice, and figures agree with the totals published for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest

from sim.data.archive import Archive, Confidence, EvidenceError, Observation, archive
from sim.data.names import acts_named, series_named
from sim.kernel.records import CAPITALS

ACTORS = {*CAPITALS, "pyongyang", "beijing", "moscow", "court", "public_kr", "public_jp", "other"}
WORDS_ONLY = "in words"
# The agreements on cost sharing fix amounts for years before and after the record.
BEYOND = "sma_korea_contribution"
FIRST, LAST = date(2012, 1, 1), date(2024, 12, 31)
ROUNDED = 50  # figures are published to the nearest hundred: each month may be off by half of that


def by_month(series: str) -> dict[tuple[int, int], float]:
    return {(item.first.year, item.first.month): item.number for item in archive().of(series)}


def by_year(series: str) -> dict[int, float]:
    return {item.first.year: item.number for item in archive().of(series)}


def repeated(names: Iterable[object]) -> list[object]:
    return [name for name, count in Counter(names).items() if count > 1]


def test_every_event_is_whole() -> None:
    for event in archive().events:
        assert event.source.strip(), event
        assert event.description.strip(), event
        assert isinstance(event.confidence, Confidence), event
        assert event.actor in ACTORS, event
        assert event.act in acts_named(), event
        assert -10.0 <= event.intensity <= 10.0, event


def test_every_observation_is_whole() -> None:
    for item in archive().observations:
        assert item.source.strip(), item
        assert item.unit.strip(), item
        assert item.first <= item.last, item
        assert item.series in series_named(), item
        assert (item.value is None) == (item.unit == WORDS_ONLY), item
        assert item.value is not None or item.note, item


def test_units_read_as_phrases_and_are_one_for_each_series() -> None:
    assert [item.key for item in archive().observations if "_" in item.unit] == []
    for series in archive().series:
        assert len({item.unit for item in archive().of(series)}) == 1, series


def test_a_figure_in_per_cent_of_something_lies_between_nothing_and_all() -> None:
    changes = ("_yoy", "gdp.", "growth", "increase")
    for item in archive().observations:
        if item.unit == "percent" and not any(word in item.series for word in changes):
            assert 0.0 <= item.number <= 100.0, item


def test_what_is_known_in_words_has_no_number() -> None:
    words = archive().of("expert_view.damage_after_two_years")[0]
    with pytest.raises(EvidenceError, match=r"expert_view.*known in words only.*almost no damage"):
        _ = words.number


def test_everything_named_is_there_and_everything_there_has_a_name() -> None:
    assert set(series_named()) == set(archive().series)
    assert set(acts_named()) == {event.act for event in archive().events}
    assert all(named.label and named.family for named in (*series_named().values(), *acts_named().values()))
    assert repeated(named.label for named in series_named().values()) == []
    assert repeated(named.label for named in acts_named().values()) == []


def test_nothing_stands_twice() -> None:
    assert repeated(event.key for event in archive().events) == []
    assert repeated(item.key for item in archive().observations) == []


def test_days_are_in_order_and_in_the_years_of_the_record() -> None:
    days = [event.day for event in archive().events]
    assert days == sorted(days)
    assert days[0] >= FIRST
    assert days[-1] <= LAST
    lasts = [item.last for item in archive().observations]
    assert lasts == sorted(lasts)
    outside = {item.series for item in archive().observations if item.first < FIRST or item.last > LAST}
    assert outside == {BEYOND}


@pytest.mark.parametrize(
    ("year", "months", "published"),
    [
        (2018, 6, 4_016_370),  # January to June 2018
        (2019, 6, 3_862_700),  # January to June 2019
        (2023, 9, 4_894_000),  # January to September 2023, published to the nearest thousand
        (2023, 11, 6_175_800),  # January to November 2023
        (2018, 12, 7_539_000),
        (2019, 12, 5_584_600),
        (2023, 12, 6_958_500),
    ],
)
def test_visitors_of_the_months_add_up_to_what_was_published(year: int, months: int, published: int) -> None:
    monthly = by_month("kr_visitors_to_japan")
    total = sum(monthly[year, month] for month in range(1, months + 1))
    rounding = 1_000 if published % 1_000 == 0 and months < 12 else 2 * ROUNDED
    assert abs(total - published) <= rounding


def test_visitors_on_the_year_before_are_what_the_months_say() -> None:
    monthly = by_month("kr_visitors_to_japan")
    compared = 0
    for (year, month), change in by_month("kr_visitors_to_japan_yoy").items():
        if (year - 1, month) in monthly:
            assert 100.0 * (monthly[year, month] / monthly[year - 1, month] - 1.0) == pytest.approx(change, abs=0.06)
            compared += 1
    assert compared >= 9


@pytest.mark.parametrize("series", ["dprk_missiles_launched", "dprk_launch_days"])
def test_launches_of_the_months_add_up_to_those_of_the_year(series: str) -> None:
    monthly, yearly = by_month(series), by_year(f"{series}_yearly")
    for year in range(2018, 2024):
        assert sum(monthly[year, month] for month in range(1, 13)) == yearly[year]


def test_a_trade_deficit_is_imports_less_exports() -> None:
    exports, imports = by_year("kr_exports_to_japan"), by_year("kr_imports_from_japan")
    for year, deficit in by_year("kr_trade_deficit_with_japan").items():
        assert imports[year] - exports[year] == pytest.approx(deficit, abs=0.011)  # billions, to the second digit


def test_approval_and_disapproval_leave_room_for_those_who_do_not_know() -> None:
    approve, disapprove = by_month("nhk_jp_cabinet_approval"), by_month("nhk_jp_cabinet_disapproval")
    assert set(approve) == set(disapprove) == {(year, month) for year in range(2018, 2024) for month in range(1, 13)}
    for month in approve:
        assert 50.0 < approve[month] + disapprove[month] <= 100.0


def test_how_long_the_measures_lasted_is_what_their_days_say() -> None:
    """4 July 2019 to 23 March 2023 are 1,358 days; 28 August 2019 to 21 July 2023 are 1,423."""
    for series in ("all_three.curb_duration", "whitelist.japan_removal_duration"):
        (item,) = archive().of(series)
        assert item.number == (item.last - item.first).days


def test_the_days_to_a_first_licence_are_counted_from_the_fourth_of_july() -> None:
    began = date(2019, 7, 4)
    for series in ("photoresist.days_to_first_licence", "hydrogen_fluoride.days_to_first_licence_gas"):
        (item,) = archive().of(series)
        assert item.number == (item.last - began).days


def test_an_unknown_series_is_answered_with_its_neighbours() -> None:
    with pytest.raises(EvidenceError, match=r"no series 'kr_visitor_to_japan'. Did you mean kr_visitors_to_japan"):
        archive().of("kr_visitor_to_japan")


def test_an_archive_of_nothing_has_no_last_day() -> None:
    with pytest.raises(EvidenceError, match="nothing at all is known"):
        _ = Archive((), ()).last_day


def test_a_poll_is_known_the_day_after_and_a_count_when_it_is_printed() -> None:
    poll: Observation = archive().of("kr_support_end_gsomia_realmeter")[0]
    assert (poll.last, poll.known_from) == (date(2019, 7, 30), date(2019, 7, 31))
    month: Observation = archive().of("kr_visitors_to_japan")[0]
    # 20 days after 31 January is 20 February, and from the next day on a fit may know it.
    assert (month.first, month.last, month.known_from) == (date(2018, 1, 1), date(2018, 1, 31), date(2018, 2, 21))
