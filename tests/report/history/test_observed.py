"""Real figures over the model's series: converted to its unit, dated, and marked where no fit may read them."""

from __future__ import annotations

import math
from datetime import date

import pytest

from sim.data.archive import Archive, Confidence, Observation, archive, for_fitting
from sim.kernel.catalogue import catalogue
from sim.report.history.observed import LAUNCHES, MEASURES, Reading, readings

START, END = date(2018, 10, 29), date(2023, 12, 31)


def seen(series: str, first: date, last: date, value: float | None, **more: object) -> Observation:
    confidence = more.get("confidence", Confidence.HIGH)
    assert isinstance(confidence, Confidence)
    return Observation(series, first, last, value, "units", f"source of {last}", confidence)


def of(series: str, *observations: Observation) -> list[Reading]:
    return [found for found in readings(Archive((), observations), START, END) if found.series == series]


def test_a_month_of_visitors_is_compared_with_the_same_month_of_2018() -> None:
    # 308,700 in August 2019 and 593,900 in August 2018: 308,700 / 593,900 - 1 = -0.4802.
    (found,) = of(
        "visitors_change",
        seen("kr_visitors_to_japan", date(2018, 8, 1), date(2018, 8, 31), 593_900),
        seen("kr_visitors_to_japan", date(2018, 9, 1), date(2018, 9, 30), 479_700),
        seen("kr_visitors_to_japan", date(2019, 8, 1), date(2019, 8, 31), 308_700),
    )
    assert found.value == pytest.approx(-0.4802, abs=5e-5)
    assert "308,700 units; 593,900 in the same month of 2018" in found.note
    assert found.day == date(2019, 8, 16)


def test_launch_days_are_summed_over_whole_quarters() -> None:
    months = [(7, 31, 2.0), (8, 31, 5.0), (9, 30, 1.0), (10, 31, 2.0), (11, 30, 1.0)]
    found = of(
        LAUNCHES,
        *(
            seen(
                "dprk_launch_days",
                date(2019, month, 1),
                date(2019, month, last),
                days,
                confidence=Confidence.MEDIUM if month == 8 else Confidence.HIGH,
            )
            for month, last, days in months
        ),
    )
    assert [(one.first, one.last, one.value) for one in found] == [(date(2019, 7, 1), date(2019, 9, 30), 8.0)]
    assert found[0].confidence is Confidence.MEDIUM
    assert found[0].day == found[0].last


def test_tonnes_become_a_share_of_the_normal_month() -> None:
    (found,) = of(
        "licence_flow.hydrogen_fluoride",
        seen("hydrogen_fluoride.normal_monthly_import_volume", date(2018, 1, 1), date(2019, 6, 30), 3000.0),
        seen("jp_hf_exports_to_korea_volume", date(2019, 7, 1), date(2019, 7, 31), 480.0),
    )
    assert found.value == pytest.approx(0.16)


def test_percent_become_shares_and_words_are_left_out() -> None:
    found = of(
        "boycott",
        seen("boycott_participation_kr", date(2019, 7, 24), date(2019, 7, 24), 62.8),
        seen("boycott_participation_kr", date(2019, 7, 25), date(2019, 7, 25), None),
    )
    assert [one.value for one in found] == [pytest.approx(0.628)]


def test_what_is_held_out_is_what_no_fit_is_handed() -> None:
    everything = readings(archive(), START, END)
    assert readings(for_fitting(), START, END) == tuple(one for one in everything if not one.held_out)
    assert {one.held_out for one in everything} == {True, False}


def test_the_change_in_visitors_agrees_with_the_published_one() -> None:
    published = {found.last: found.number / 100 for found in archive().of("kr_visitors_to_japan_yoy")}
    computed = {one.last: one.value for one in readings(archive(), START, END) if one.series == "visitors_change"}
    both = [day for day in published if day.year == 2019 and day in computed]
    assert len(both) >= 6
    for day in both:
        assert computed[day] == pytest.approx(published[day], abs=0.005)


def test_every_measure_belongs_to_a_series_of_both_sides() -> None:
    recorded = {row for field in catalogue().fields.values() if field.recorded for row in field.row_keys}
    for measure in MEASURES:
        assert measure.series in {*recorded, LAUNCHES}
        assert measure.readings(archive()), measure.observed


def test_every_reading_is_sourced_finite_and_inside_the_record() -> None:
    for one in readings(archive(), START, END):
        assert one.source
        assert one.measured
        assert math.isfinite(one.value)
        assert START <= one.day <= END
