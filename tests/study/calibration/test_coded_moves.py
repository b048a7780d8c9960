"""What counts as a move of the record, in which week, and how far an archive lets one read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.data.archive import Confidence, archive, for_fitting
from sim.kernel.catalogue import catalogue
from sim.kernel.errors import RunError
from sim.kernel.records import CAPITALS
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Forced, Scenario
from sim.study.calibration.choice.coded_moves import RECORD, Coded, coded_moves

# Monday of the week, and the lever: what the specification of the model lists before July 2020. It lists two contacts
# that the record plays with a dose below one half (15 August and 24 December 2019, Seoul); these count as holding.
LISTED = (
    ("2019-01-07", "tokyo.treaty_arbitration"),
    ("2019-03-11", "tokyo.threaten_all_options"),
    ("2019-05-20", "tokyo.treaty_arbitration"),
    ("2019-06-17", "seoul.joint_fund_offer"),
    ("2019-07-01", "tokyo.export_controls"),
    ("2019-07-29", "washington.standstill_proposal"),
    ("2019-07-29", "tokyo.whitelist_removal"),
    ("2019-08-12", "seoul.delist_japan"),
    ("2019-08-19", "seoul.gsomia_notice"),
    ("2019-08-19", "washington.press_seoul"),
    ("2019-09-09", "seoul.wto_case"),
    ("2019-11-11", "washington.press_seoul"),
    ("2019-11-18", "seoul.gsomia_suspend_notice"),
    ("2019-12-16", "tokyo.ease_licences"),
    ("2019-12-23", "tokyo.gesture"),
    ("2020-06-01", "seoul.wto_case"),
)


def pulled(coded: Coded, monday: str, capital: str) -> str:
    row = coded.choice[coded.clock.week_of(date.fromisoformat(monday)), CAPITALS.index(capital)]
    return catalogue().levers_of(capital)[row].key


def with_forced(*items: Forced) -> Scenario:
    """The record with nothing forced on Seoul but these."""
    whole = load_scenario(RECORD)
    seoul = replace(whole.policies["seoul"], force=items)
    return replace(whole, policies={**whole.policies, "seoul": seoul})


def forced(lever: str, day: str, dose: float = 1.0) -> Forced:
    return Forced(f"seoul.{lever}", date.fromisoformat(day), {"dose": dose})


def test_what_the_specification_lists_is_coded() -> None:
    coded = coded_moves(for_fitting())
    for monday, lever in LISTED:
        assert pulled(coded, monday, lever.split(".", 1)[0]) == lever, (monday, lever)


def test_only_weeks_that_were_over_are_read() -> None:
    """The archive for fitting ends before Wednesday 1 July 2020: the last whole week ended on Sunday 28 June."""
    assert coded_moves(for_fitting()).clock.end == date(2020, 6, 28)
    assert coded_moves(archive().before(date(2020, 6, 29))).clock.end == date(2020, 6, 28)
    assert coded_moves(archive().before(date(2020, 6, 28))).clock.end == date(2020, 6, 21)
    assert coded_moves(archive()).clock.end == date(2023, 12, 31)


def test_a_shorter_archive_codes_the_same_moves_and_no_more() -> None:
    whole, part = coded_moves(archive()), coded_moves(archive().before(date(2019, 8, 22)))
    np.testing.assert_array_equal(part.choice, whole.choice[: part.clock.weeks])
    assert [move.lever for move in part.moves] == [move.lever for move in whole.moves if move.week < part.clock.weeks]


def test_a_lesser_dose_counts_as_holding() -> None:
    coded = coded_moves(for_fitting(), with_forced(forced("quiet_channel", "2019-05-01", 0.49)))
    assert pulled(coded, "2019-04-29", "seoul") == "seoul.hold"
    coded = coded_moves(for_fitting(), with_forced(forced("quiet_channel", "2019-05-01", 0.5)))
    assert pulled(coded, "2019-04-29", "seoul") == "seoul.quiet_channel"


def test_of_two_moves_in_a_week_the_weightier_is_coded() -> None:
    """A decision of cabinet before routine diplomacy; then the higher political cost (offer 0.5, campaign 0.15)."""
    items = (
        forced("hard_line_campaign", "2019-06-03"),
        forced("joint_fund_offer", "2019-06-05"),
        forced("joint_fund_offer", "2019-08-19"),
        forced("gsomia_notice", "2019-08-22"),
    )
    coded = coded_moves(for_fitting(), with_forced(*items))
    assert pulled(coded, "2019-06-03", "seoul") == "seoul.joint_fund_offer"
    assert pulled(coded, "2019-08-19", "seoul") == "seoul.gsomia_notice"
    notice = next(move for move in coded.moves if move.lever == "seoul.gsomia_notice")
    assert notice.beside == ("seoul.joint_fund_offer",)


def test_the_archive_says_how_well_a_move_is_known() -> None:
    known = {(move.day.isoformat(), move.lever): move.confidence for move in coded_moves(for_fitting()).moves}
    assert known["2019-08-22", "seoul.gsomia_notice"] is Confidence.HIGH
    assert known["2019-02-28", "washington.dprk_summitry"] is Confidence.MEDIUM
    assert known["2019-03-12", "tokyo.threaten_all_options"] is None


def test_moves_about_the_pact_keep_their_dates_when_others_are_moved() -> None:
    coded = coded_moves(for_fitting(), moved_by=1)
    assert pulled(coded, "2019-07-08", "tokyo") == "tokyo.export_controls"
    assert pulled(coded, "2019-08-19", "seoul") == "seoul.gsomia_notice"


def test_an_archive_that_ends_too_early_is_refused() -> None:
    with pytest.raises(RunError, match=r"before 2018-11-01.*2018-11-05.*ends later"):
        coded_moves(archive().before(date(2018, 11, 1)))
