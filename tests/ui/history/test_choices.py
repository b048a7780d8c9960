"""A branch day and other choices, from a link or the page: checked, carried, and turned into a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernel.catalogue import catalogue
from sim.scenario.load import load_scenario, load_text
from sim.scenario.write import to_yaml
from sim.study.hindcast.branch import branched
from sim.ui.controls import desk_for
from sim.ui.history.choices import (
    FIRST_DAY,
    LAST_DAY,
    MOST_CHOICES,
    YEARS,
    Setting,
    read_setting,
    with_choices,
    words_of,
)

RECORD = load_scenario("history_2018_2023")
DESK = desk_for(RECORD, catalogue())
LEVERS = st.sampled_from(sorted(DESK.levers))
DAYS = st.dates(RECORD.clock.start, RECORD.clock.end)
BRANCHES = st.fixed_dictionaries({"day": DAYS.map(str), "years": st.sampled_from(sorted(YEARS))})
CHOICES = st.dictionaries(LEVERS, st.just("ban") | DAYS.map(str), max_size=5)
WORDS = st.tuples(BRANCHES, CHOICES).map(lambda both: {**both[0], **both[1]})


def read(words: object) -> tuple[Setting, tuple[str, ...]]:
    return read_setting(words, RECORD, DESK)


def test_without_words_the_branch_lies_six_weeks_before_the_pact_was_to_end() -> None:
    assert read({}) == (Setting(), ())
    assert Setting().monday == FIRST_DAY
    assert FIRST_DAY.weekday() == 0


@given(WORDS)
def test_what_was_understood_reads_back_without_a_complaint(words: Mapping[str, str]) -> None:
    setting, _ = read(words)
    assert read(words_of(setting)) == (setting, ())


@given(WORDS)
def test_every_choice_lies_on_a_legal_day_after_the_branch(words: Mapping[str, str]) -> None:
    setting, _ = read(words)
    end = setting.monday + timedelta(weeks=setting.weeks(RECORD.clock))
    assert RECORD.clock.start <= setting.monday <= LAST_DAY
    assert end <= RECORD.clock.end + timedelta(days=1)
    for key, day in setting.choices.items():
        if day is not None:
            legal = DESK.levers[key].legal or ((day, day),)
            assert setting.monday <= day < end
            assert any(opens <= day <= closes for opens, closes in legal)


@given(WORDS)
def test_a_branch_with_choices_keeps_its_past_and_can_be_saved_and_loaded(words: Mapping[str, str]) -> None:
    setting, _ = read(words)
    free = branched(setting.monday, setting.weeks(RECORD.clock), RECORD)
    moved = with_choices(free, setting.choices, DESK)
    for capital, policy in moved.policies.items():
        before = [item for item in policy.force if item.at < setting.monday]
        assert before == list(free.policies[capital].force)
    assert load_text(to_yaml(moved).encode(), "branch.yaml").digest == moved.digest


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner)))
def test_no_words_break_the_page(words: object) -> None:
    setting, _ = read(words)
    assert setting.years in YEARS


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ({"day": "soon"}, "day needs a date such as 2019-10-07"),
        ({"day": "2017-01-01"}, "29 October 2018 is used"),
        ({"day": "2024-01-01"}, "30 October 2023 is used"),
        ({"years": "3"}, "years is one of 1, 2, end"),
        ({"seoul.quiet_chanel": "ban"}, "Did you mean seoul.quiet_channel"),
        ({"seoul.quiet_channel": "soon"}, "seoul.quiet_channel needs a date such as 2019-10-07, or ban"),
        ({"seoul.quiet_channel": "2019-01-07"}, "7 October 2019 is used"),
        ({"seoul.gsomia_notice": "2019-12-02"}, "cannot be pulled on 2 December 2019"),
        ({"day": "2023-09-11", "seoul.gsomia_notice": "2023-12-01"}, "cannot be pulled between"),
        ({"tokyo.export_controls": "2019-12-02"}, "once only, and the record pulls it on 1 July 2019"),
    ],
)
def test_what_cannot_be_followed_is_said(words: Mapping[str, str], complaint: str) -> None:
    _, refused = read(words)
    assert any(complaint in sentence for sentence in refused), refused


def test_choices_have_an_end() -> None:
    setting, refused = read({key: "ban" for key in sorted(DESK.levers) if not DESK.levers[key].once})
    assert len(setting.choices) == MOST_CHOICES
    assert "At most" in refused[0]


def test_years_never_reach_beyond_the_record() -> None:
    assert Setting(date(2019, 10, 7), "1").weeks(RECORD.clock) == 52
    assert Setting(date(2019, 10, 7), "end").weeks(RECORD.clock) == 270 - 49
    assert Setting(date(2023, 10, 30), "2").weeks(RECORD.clock) == 9
