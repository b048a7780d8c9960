"""The register: everything is in it, what is said of it is true, and it is found by any sensible name."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.data.archive import EvidenceError, archive, for_fitting
from sim.data.fitted import Fitted
from sim.kernel.catalogue import catalogue
from sim.kernel.quantity import Evidence
from sim.study.evidence import parameters
from sim.study.evidence.entry import Entry, FittedRange, Kind, Sample
from sim.study.evidence.parameters import parameter_entries
from sim.study.evidence.register import Register, register

KNOWN = register()


def entry(key: str) -> Entry:
    return KNOWN.entries[key]


def keys(found: tuple[Entry, ...]) -> list[str]:
    return [item.key for item in found]


def test_everything_is_in_it_and_nothing_twice() -> None:
    expected = [
        *catalogue().parameters,
        *archive().series,
        *(item.key for item in archive().observations),
        *sorted({event.act for event in archive().events}),
        *(event.key for event in archive().events),
    ]
    assert sorted(KNOWN.entries) == sorted(expected)
    assert len(set(expected)) == len(expected)


def test_every_entry_says_what_it_is_and_where_it_comes_from() -> None:
    for item in KNOWN.entries.values():
        assert item.label, item.key
        assert item.group, item.key
        assert item.source, item.key
        assert item.grade, item.key
        assert item.unit, item.key


def test_a_parameter_is_told_as_it_is_declared() -> None:
    for key, record in catalogue().parameters.items():
        item = entry(key)
        assert (item.value, item.low, item.high, item.unit) == (record.default, record.low, record.high, record.unit)
        assert (item.source, item.grade, item.group) == (record.source, str(record.grade), record.place)
        assert item.grade in list(Evidence)
        assert (item.sample, item.first, item.known_from) == (None, None, None)


def test_a_fact_is_for_calibration_where_a_fit_may_see_it() -> None:
    seen = {item.key for item in (*for_fitting().events, *for_fitting().observations)}
    for item in KNOWN.entries.values():
        if item.kind in (Kind.EVENT, Kind.OBSERVATION):
            assert (item.sample is Sample.CALIBRATION) == (item.key in seen), item.key
            assert item.sample is not Sample.BOTH


@pytest.mark.parametrize(
    ("key", "sample"),
    [
        ("kr_visitors_to_japan.2019-07-31", Sample.CALIBRATION),
        ("dprk_launch_days.2020-06-30", Sample.CALIBRATION),  # over on the last day, so known on the first of July
        ("dprk_launch_days.2020-07-31", Sample.VALIDATION),
        ("kr_exports_to_japan.2020-12-31", Sample.VALIDATION),  # a year that had begun was not known
        ("2019-08-22.gsomia_notice", Sample.CALIBRATION),
        ("2023-03-21.gsomia_normalise", Sample.VALIDATION),
        ("kr_visitors_to_japan", Sample.BOTH),
        ("boycott_participation_kr", Sample.CALIBRATION),
        ("trilateral_summit", Sample.VALIDATION),
        ("summit", Sample.BOTH),
    ],
)
def test_calibration_ends_where_validation_begins(key: str, sample: Sample) -> None:
    assert entry(key).sample is sample


def test_a_series_stands_for_its_observations() -> None:
    """July 2019: 48.0 on the 10th, 54.6 on the 17th, 62.8 on the 24th, all read in public pages."""
    series = entry("boycott_participation_kr")
    assert (series.low, series.high, series.unit, series.grade) == (48.0, 62.8, "percent", "high")
    assert (series.first, series.last) == (date(2019, 7, 10), date(2019, 7, 24))
    assert series.known_from == date(2019, 7, 11)
    assert series.note == "3 observations: 3 of high confidence."
    assert keys(KNOWN.parts(series)) == [f"boycott_participation_kr.2019-07-{day}" for day in (10, 17, 24)]
    assert {item.key for item in archive().of("kr_visitors_to_japan")} == set(
        keys(KNOWN.parts(entry("kr_visitors_to_japan")))
    )


def test_a_series_is_known_as_well_as_its_weakest_figure() -> None:
    order = ["high", "medium", "low"]
    for series in archive().series:
        grades = [str(item.confidence) for item in archive().of(series)]
        assert entry(series).grade == max(grades, key=order.index), series
    assert {entry(series).grade for series in archive().series} == set(order)


def test_an_act_stands_for_its_events() -> None:
    act = entry("gsomia_renew")
    assert keys(KNOWN.parts(act)) == [event.key for event in archive().acts("gsomia_renew")]
    assert len(KNOWN.parts(act)) == 3
    assert KNOWN.parts(entry("seoul.resolve")) == ()


def test_what_a_fitted_set_leaves_possible_is_told_with_the_parameter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the draws 0, 0.01 ... 1 the median is 0.5, and nine in ten lie from 0.05 to 0.95."""
    draws = np.linspace(0.0, 1.0, 101)[:, None]
    day = date(2020, 7, 1)
    made = Fitted("trial", ("seoul.resolve",), draws, day, date(2020, 6, 30), "trilateral calibrate", 1, 1.0, "0.1.0")
    monkeypatch.setattr(parameters, "fitted_names", lambda: ("trial",))
    monkeypatch.setattr(parameters, "fitted", lambda name: made)
    found = {item.key: item.fitted for item in parameter_entries()}
    (fitted,) = found.pop("seoul.resolve")
    assert fitted == FittedRange("trial", 0.5, pytest.approx(0.05), pytest.approx(0.95))
    assert not any(found.values())


def test_a_key_is_found_alone() -> None:
    for key in ("seoul.resolve", "summit", "kr_visitors_to_japan", "2019-08-22.gsomia_notice"):
        assert keys(KNOWN.find(key)) == [key]


def test_a_place_a_family_a_lever_and_a_scenario_find_what_is_theirs() -> None:
    assert {item.group for item in KNOWN.find("courts")} == {"courts"}
    assert {"kr_visitors_to_japan", "boycott_participation_kr"} <= set(keys(KNOWN.find("boycott")))
    notice = keys(KNOWN.find("seoul.gsomia_notice"))
    assert {"decision.notice_leverage", "gsomia_notice", "2019-08-22.gsomia_notice"} <= set(notice)
    assert "gsomia_suspend_notice" not in notice
    assert "washington.engagement" in keys(KNOWN.find("engaged_washington"))


def test_a_part_of_a_name_finds_all_that_have_it_in_key_or_label() -> None:
    assert {"kr_visitors_to_japan", "industry.weekly_visitors"} <= set(keys(KNOWN.find("VISITORS")))
    assert "2019-07-19.ambassador_summoned" in keys(KNOWN.find("2019-07"))


def test_single_observations_are_left_to_their_series() -> None:
    assert not [item for item in KNOWN.select("visitors") if item.kind is Kind.OBSERVATION]
    months = KNOWN.select("kr_visitors_to_japan_yoy", kind=Kind.OBSERVATION)
    assert keys(months) == [item.key for item in archive().of("kr_visitors_to_japan_yoy")]
    assert "kr_visitors_to_japan.2019-08-31" in keys(KNOWN.select("2019-08"))


def test_filters_hold_together() -> None:
    found = KNOWN.select("courts", kind=Kind.PARAMETER, grade="data", who="courts")
    assert found
    for item in found:
        assert (item.group, item.kind, item.grade) == ("courts", Kind.PARAMETER, "data")
    judged = KNOWN.select(grade="judgement")
    assert len(judged) == sum(record.grade is Evidence.JUDGEMENT for record in catalogue().parameters.values())


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda known: known.find("cuorts"), r"nothing in the register is called 'cuorts'. Did you mean courts"),
        (lambda known: known.find("seoul.resolv3"), r"Did you mean seoul.resolve"),
        (lambda known: known.select(who="hindcasst"), r"nobody called 'hindcasst' uses anything"),
        (lambda known: known.select(who="gsomai"), r"Did you mean gsomia"),
        (lambda known: known.select("courts", kind=Kind.EVENT), r"answers to all of that. Ask for less"),
    ],
)
def test_what_is_not_found_is_answered_with_what_is_near(ask, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(EvidenceError, match=words):
        ask(KNOWN)


def test_an_empty_register_uses_nothing() -> None:
    assert Register({}, lambda: iter(())).users == ()
