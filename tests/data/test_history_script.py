"""The record as a script against the archive: what it plays the archive knows, or a reason is given why not."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sim import load_scenario
from sim.data.archive import archive
from sim.scenario.scenario import ShockEvent
from sim.study.evidence.likeness import NEAR, event_of_move, event_of_shock

SCRIPT = load_scenario("history_2018_2023")
BEGINS, ENDS = date(2018, 10, 29), date(2023, 12, 31)
LAUNCH = "dprk_missile"

# What the script plays and the archive has no event of its kind for, each with the reason.
NOT_IN_THE_ARCHIVE = {
    ("seoul.court_restraint", date(2022, 7, 26)): "an opinion to the court of which only the month is known",
    ("tokyo.threaten_all_options", date(2019, 3, 12)): "named in the Diet; well known, not checked against a page",
    ("dprk_ultimatum", date(2019, 4, 12)): "a speech in Pyongyang; the archive holds what Pyongyang did",
    ("dprk_ultimatum", date(2019, 10, 7)): "repeated after Stockholm; the archive holds what Pyongyang did",
    ("court_stage", date(2020, 12, 29)): "service on Mitsubishi Heavy; the archive has that on Nippon Steel alone",
    ("court_stage", date(2021, 1, 4)): "an appeal within the week after service; no page was found for its day",
    ("court_stage", date(2022, 2, 14)): "an appeal dismissed below about twenty weeks on; an interval, no event",
    ("dokdo_visit", date(2021, 11, 16)): "the archive has what came of it: no joint press event on 17 November",
    ("leak", date(2019, 11, 24)): "the archive has it as Seoul's protest of that day, which is no act of its own",
    ("leader_change", date(2021, 1, 20)): "the archive holds changes in Seoul and Tokyo; Washington's is well known",
    ("leader_change", date(2022, 5, 10)): "the archive has the election of 9 March that decided it",
    ("scandal", date(2019, 9, 16)): "the affair of the justice minister; the archive has the polls of those weeks",
    ("scandal", date(2019, 10, 7)): "the same affair at its height",
    ("distraction", date(2019, 8, 9)): "a time of distraction, of which no day is an event",
    ("distraction", date(2019, 9, 24)): "a time of distraction, of which no day is an event",
    ("distraction", date(2020, 2, 3)): "a time of distraction, of which no day is an event",
    ("distraction", date(2020, 7, 6)): "a time of distraction, of which no day is an event",
    ("distraction", date(2020, 10, 26)): "a time of distraction, of which no day is an event",
    ("distraction", date(2021, 12, 6)): "a time of distraction, of which no day is an event",
}


def shocks() -> list[ShockEvent]:
    """The script's shocks but launches, which the archive counts by month."""
    return [shock for shock in SCRIPT.shocks if shock.shock != LAUNCH and BEGINS <= shock.at <= ENDS]


def missing() -> set[tuple[str, date]]:
    """What the script plays within the record and no event of its kind answers to."""
    moves = [move for policy in SCRIPT.policies.values() for move in policy.force if BEGINS <= move.at <= ENDS]
    unknown = {(move.lever, move.at) for move in moves if event_of_move(move.lever, move.at) is None}
    return unknown | {(shock.shock, shock.at) for shock in shocks() if event_of_shock(shock) is None}


def test_the_script_is_the_whole_record() -> None:
    assert (SCRIPT.clock.start, SCRIPT.clock.end) == (BEGINS, ENDS)


def test_what_the_script_plays_the_archive_knows() -> None:
    unexplained = sorted(missing() - set(NOT_IN_THE_ARCHIVE), key=lambda item: item[1])
    assert unexplained == [], "give the archive the event with its source, or the list above the reason"


def test_no_reason_is_given_for_what_the_archive_knows() -> None:
    assert set(NOT_IN_THE_ARCHIVE) - missing() == set()


def test_events_of_the_script_are_within_a_week() -> None:
    found = [(shock.at, event_of_shock(shock)) for shock in shocks()]
    matched = [abs(event.day - at) for at, event in found if event is not None]
    assert len(matched) >= 20
    assert max(matched) <= NEAR


def test_a_move_is_matched_by_its_own_capital_alone() -> None:
    """On 2 August 2019 Tokyo took Korea off its list, on 12 August Seoul answered in kind: one act, two capitals."""
    tokyo, seoul = (
        event_of_move("tokyo.whitelist_removal", date(2019, 8, 2)),
        event_of_move("seoul.delist_japan", date(2019, 8, 12)),
    )
    assert tokyo is not None
    assert seoul is not None
    assert (tokyo.actor, tokyo.day) == ("tokyo", date(2019, 8, 2))
    assert (seoul.actor, seoul.day) == ("seoul", date(2019, 8, 12))
    assert event_of_move("seoul.delist_japan", date(2019, 7, 30)) is None


def test_the_script_launches_on_as_many_days_as_the_archive_counts_in_each_month() -> None:
    """The archive's months are Greenwich's: the launch early on 1 October 2022 in Korea is one of September there."""
    days = [shock.at for shock in SCRIPT.shocks if shock.shock == LAUNCH]
    assert len(set(days)) == len(days)
    played = Counter((day.year, day.month) for day in days if day != date(2022, 10, 1))
    played[2022, 9] += 1
    counted = {
        (item.first.year, item.first.month): item.number
        for item in archive().of("dprk_launch_days")
        if item.first >= BEGINS
    }
    assert played == {month: number for month, number in counted.items() if number}


def test_a_launch_of_the_archive_is_one_of_the_script() -> None:
    days = {shock.at for shock in SCRIPT.shocks if shock.shock == LAUNCH}
    known = {event.day for event in archive().acts(LAUNCH) if BEGINS <= event.day <= ENDS}
    assert known <= days
