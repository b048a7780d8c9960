"""What happened after every origin, question by question, checked by hand against the dates of the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.data.archive import Archive, Confidence, Event, EvidenceError
from sim.engine.chunk import Task, run_chunk
from sim.kernel.errors import RunError
from sim.kernel.worlds import Worlds
from sim.scenario.load import load_scenario
from sim.study.hindcast.lived import Lived
from sim.study.hindcast.origins import HORIZONS, chosen, first_monday, origins
from sim.study.hindcast.pact import Standing, lapses, may_lapse, standing
from sim.study.hindcast.past import whole_past
from sim.study.hindcast.questions import QUESTIONS
from sim.study.hindcast.readings import SERIES

# A sign for each of the seventeen origins, 7 January 2019 to 2 January 2023: Y it happened, . it did not, _ nothing to
# ask. Three rows: 13, 26 and 52 weeks. The dates that decide stand beside them.
TABLE = {
    "q1_trade_restriction": (  # controls 2019-07-01, the very day of the third origin; white list 2019-08-02
        "..Y..............",
        "YYY..............",  # 7 January + 26 weeks ends on 7 July: the controls are in it
        "YYY..............",
    ),
    "q2_easing": (  # bulk licences 2019-12-20; three-item curbs lifted 2023-03-16; list restored 2023-06-27
        "...Y............Y",
        "..YY...........YY",
        "YYYY.........YYYY",
    ),
    "q3_pact_notice": (  # notice 2019-08-22; before 26 June no notice is lawful
        "_.Y..............",
        ".YY..............",
        "YYY..............",
    ),
    "q4_pact_lapses": (  # never; no 23 November with a notice in the window of the first origins
        "___..............",
        "__...............",
        ".................",
    ),
    "q5_pact_kept": (  # suspended 2019-11-22; normalised 2023-03-21
        "_..Y............Y",
        "..YY...........YY",
        "YYYY.........YYYY",
    ),
    "q6_sale_order": (  # Mitsubishi 2021-09-27 and 2022-04-29, PNR 2021-12-30
        "..........YY.Y...",
        ".........YYYYY...",
        ".......YYYYYYY...",
    ),
    "q7_cash_out": (  # first payment 2024-02-20, seven weeks after the last window
        ".................",
        ".................",
        ".................",
    ),
    "q8_summit": (  # Bangkok 2019-11-04, Chengdu 12-24, New York 2022-09-21, Phnom Penh 11-13, Tokyo 2023-03-16, Seoul
        "...Y..........YYY",  # 2023-05-07; Lee's visit with a letter on 2019-10-24 does not count
        "..YY.........YYYY",
        "YYYY.......YYYYYY",
    ),
    "q9_settlement": (  # payment by a Korean foundation 2023-03-06
        "................Y",
        "...............YY",
        ".............YYYY",
    ),
    "q10_any_launch": (  # 2019-04-17 ... 2020-03-29, 2021-03-25, 2021-09-15 and then often
        ".YYYY...Y.YYYYYYY",
        "YYYYY..YYYYYYYYYY",
        "YYYYYYYYYYYYYYYYY",
    ),
    "q10_four_launches": (  # weeks with a launch: 2019 17 Apr, 4 and 9 May, 25 Jul, 31 Jul and 2 Aug, 6 and 10 Aug ...
        "..Y.Y.......YY.YY",
        ".YYYY......YYYYYY",
        "YYYYY...YYYYYYYYY",
    ),
    "q11_visitors": (  # August 2019 -48.0 % is the first deep month; windows that end after January 2020 are not asked
        "..YY_____________",
        ".YY______________",
        "Y________________",
    ),
    "q12_rebuke": (  # 2019-08-22 and 2019-08-27
        "..Y..............",
        ".YY..............",
        "YYY..............",
    ),
}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda item: item.key)
def test_what_the_archive_answers(question) -> None:  # type: ignore[no-untyped-def]
    past = whole_past()

    def sign(day: date, weeks: int) -> str:
        if not question.asked(past.before(day), day, weeks):
            return "_"
        return "Y" if question.happened(past, day, weeks) else "."

    found = tuple("".join(sign(day, weeks) for day in origins()) for weeks in HORIZONS)
    assert found == TABLE[question.key]


def test_origins_are_the_first_mondays_of_quarters() -> None:
    assert len(origins()) == 17
    assert origins()[:4] == (date(2019, 1, 7), date(2019, 4, 1), date(2019, 7, 1), date(2019, 10, 7))
    assert origins()[-1] == date(2023, 1, 2)
    assert first_monday(date(2019, 7, 1)) == date(2019, 7, 1)
    assert chosen([date(2019, 10, 7)]) == (date(2019, 10, 7),)
    with pytest.raises(RunError, match="2019-10-14 is no origin: forecasts are made on the first Monday of a quarter"):
        chosen([date(2019, 10, 14)])


def test_a_window_that_is_not_over_has_no_answer() -> None:
    known = whole_past().before(date(2019, 10, 7))
    question = QUESTIONS[0]
    assert question.happened(known, date(2019, 7, 1), 14)  # ends on the very Sunday before
    with pytest.raises(EvidenceError, match="not known before 2019-10-07: the window is not over"):
        question.happened(known, date(2019, 7, 1), 15)


def act(day: date, name: str) -> Event:
    return Event(day, "seoul", name, "intelligence_pact", "conflict", -5.0, "made up", "made up", Confidence.LOW)


def test_a_notice_that_nobody_suspends_ends_the_pact_on_23_november() -> None:
    notice = act(date(2019, 8, 22), "gsomia_notice")
    forgotten = replace(whole_past(), archive=Archive((notice,), (), date(2021, 1, 1)))
    assert lapses(forgotten) == (date(2019, 11, 23),)
    assert standing(forgotten.archive, date(2019, 11, 22)) is Standing.NOTICE
    assert standing(forgotten.archive, date(2019, 11, 23)) is Standing.LAPSED
    suspended = act(date(2019, 11, 22), "gsomia_suspend_notice")
    kept = replace(forgotten, archive=Archive((notice, suspended), (), date(2021, 1, 1)))
    assert lapses(kept) == ()
    assert standing(kept.archive, date(2020, 1, 6)) is Standing.SUSPENDED
    too_late = act(date(2019, 12, 1), "gsomia_suspend_notice")
    assert lapses(replace(kept, archive=Archive((notice, too_late), (), date(2021, 1, 1)))) == (date(2019, 11, 23),)


def test_when_the_pact_can_lapse() -> None:
    def open_on(day: date, weeks: int) -> bool:
        return may_lapse(whole_past().before(day), day, weeks)

    assert not open_on(date(2019, 4, 1), 26)  # in force; notice can be given, but 23 November lies beyond
    assert open_on(date(2019, 4, 1), 52)
    assert not open_on(date(2018, 10, 29), 13)  # 23 November 2018 lies in it, and no notice can be given any more
    assert open_on(date(2019, 10, 7), 13)  # a notice runs
    assert open_on(date(2020, 1, 6), 13)  # suspended: it can be revived at any time


def test_worlds_that_live_the_record_answer_as_the_archive_does() -> None:
    """The record as a script, asked by the worlds' own questions, gives the archive's answers but for three acts."""
    record = load_scenario("history_2018_2023")
    chunk = run_chunk(Task(record, record.seed, Worlds.consecutive(2)))
    lived, past = Lived(chunk.record, chunk.finite), whole_past()
    differ = set()
    for question in QUESTIONS:
        for day in origins():
            told = question.chances(lived, record.clock.week_of(day), HORIZONS)
            for weeks, chance in zip(HORIZONS, told, strict=True):
                asked = question.asked(past.before(day), day, weeks)
                if asked and chance != float(question.happened(past, day, weeks)):
                    differ.add((question.key, str(day), weeks))
    assert differ == {
        # Easing of 20 December 2019: Tokyo did two things in that week, and the move that is recorded is the first.
        ("q2_easing", "2019-01-07", 52),
        ("q2_easing", "2019-04-01", 52),
        ("q2_easing", "2019-07-01", 26),
        ("q2_easing", "2019-07-01", 52),
        ("q2_easing", "2019-10-07", 13),
        ("q2_easing", "2019-10-07", 26),
        ("q2_easing", "2019-10-07", 52),
        # A second order against Mitsubishi Heavy, 29 April 2022: in the model a case is ordered to be sold once.
        ("q6_sale_order", "2022-01-03", 26),
        ("q6_sale_order", "2022-01-03", 52),
        ("q6_sale_order", "2022-04-04", 13),
        ("q6_sale_order", "2022-04-04", 26),
        ("q6_sale_order", "2022-04-04", 52),
        # Esper in Seoul, 15 November 2019: pressure in the record, no public rebuke in the archive.
        ("q12_rebuke", "2019-10-07", 13),
        ("q12_rebuke", "2019-10-07", 26),
        ("q12_rebuke", "2019-10-07", 52),
    }


def test_readings_lie_in_the_last_month_of_a_window() -> None:
    past = whole_past()
    visitors, tokyo, seoul = SERIES
    found = visitors.reading(past, date(2019, 7, 1), 13)  # ends on 29 September: the last whole month is August
    assert found is not None
    assert found.last == date(2019, 8, 31)
    assert found.value == pytest.approx(-48.0, abs=0.05)  # 308,700 of 593,900
    assert visitors.reading(past, date(2019, 10, 7), 26) is None  # March 2020: the epidemic
    poll = tokyo.reading(past, date(2019, 1, 7), 13)
    assert poll is not None
    assert (poll.last, poll.value) == (date(2019, 3, 31), 42.0)
    assert seoul.reading(past, date(2021, 4, 5), 13) is None  # no reading of that season is known


def test_the_mean_over_the_weeks_of_a_month() -> None:
    record = load_scenario("history_2018_2023")
    chunk = run_chunk(Task(replace(record, weeks=12), record.seed, Worlds.consecutive(2)))
    lived = Lived(chunk.record, chunk.finite)
    # 5 to 18 November 2018 are weeks 1 and 2 of a record that begins on 29 October
    found = lived.mean_between("approval.tokyo", date(2018, 11, 5), date(2018, 11, 18))
    assert np.allclose(found, lived.series("approval.tokyo")[1:3].mean(axis=0))
