"""In how many worlds a big thing begins after a branch, when it did in history, and the sentence that says so."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.kernel.catalogue import catalogue
from sim.kernel.clock import Clock
from sim.report.history.big_things import Course, big_things, courses, of_worlds, sentence
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario

WEEKS, WORLDS = 101, 4
BRANCH = date(2019, 10, 7)  # a Monday, week 49 of the record


@pytest.fixture(scope="module")
def record() -> Scenario:
    return load_scenario("history_2018_2023")


def row(lever: str) -> int:
    return [one.key for one in catalogue().levers_of(lever.split(".", 1)[0])].index(lever)


def run(**changes: dict[tuple[int, int], float]) -> Any:
    """A run in which nothing happens but what is changed, by series, week and world."""
    keys = ("move.seoul", "move.tokyo", "pact_state", "court_highest", "settled")
    series = {key: np.zeros((WEEKS, WORLDS), dtype=np.float32) for key in keys}
    for key, cells in changes.items():
        for (week, world), value in cells.items():
            series[key.replace("_in_", ".")][week, world] = value
    return SimpleNamespace(
        series={key: SimpleNamespace(values=values) for key, values in series.items()},
        clock=Clock(date(2018, 10, 29), WEEKS),
    )


def by_key(found: tuple[Course, ...]) -> dict[str, Course]:
    return {course.thing.key: course for course in found}


def test_only_what_begins_after_the_branch_counts(record: Scenario) -> None:
    notice, suspend = row("seoul.gsomia_notice"), row("seoul.gsomia_suspend_notice")
    results = run(
        move_in_seoul={(42, world): notice for world in range(4)} | {(55, 0): suspend, (100, 2): suspend},
        pact_state={(week, 1): 3 for week in range(60, 70)},
    )
    found = by_key(courses(results, record, BRANCH))
    assert found["notice"].share == 0
    assert found["suspend"].share == 0.5
    assert found["lapse"].share == 0.25


def test_a_case_that_stood_there_before_does_not_begin_again(record: Scenario) -> None:
    results = run(court_highest={(week, 0): 4 for week in range(40, 101)} | {(70, 1): 5})
    found = by_key(courses(results, record, BRANCH))
    assert found["order"].share == 0.25
    assert found["cash_out"].share == 0


def test_history_is_told_by_the_days_of_the_record(record: Scenario) -> None:
    found = by_key(courses(run(), record, BRANCH))
    assert (found["notice"].before, found["notice"].history) == (date(2019, 8, 22), "not again")
    assert found["suspend"].history == "on 22 November 2019"
    assert found["settlement"].history == "not in this time; on 6 March 2023"
    assert found["lapse"].history == "did not happen"
    assert found["controls"].done
    assert not found["notice"].done


def test_choices_are_compared_world_by_world(record: Scenario) -> None:
    free = run(pact_state={(60, 0): 3})
    moved = run(pact_state={(60, world): 3 for world in range(3)})
    lapse = by_key(courses(moved, record, BRANCH, free))["lapse"]
    # Worlds 1 and 2 lapse besides: 2 of 4.
    assert (lapse.free, lapse.share) == (0.25, 0.75)
    assert lapse.difference is not None
    assert lapse.difference.difference == pytest.approx(0.5)


def said(found: tuple[Course, ...], end: date, *chosen: str) -> str:
    return "".join(text for text, _ in sentence(found, BRANCH, end, chosen))


def test_the_sentence_names_the_lapse_and_what_history_did_next(record: Scenario) -> None:
    results = run(
        pact_state={(60, 0): 3}, move_in_seoul={(55, world): row("seoul.gsomia_suspend_notice") for world in (1, 2, 3)}
    )
    assert said(courses(results, record, BRANCH), results.clock.end) == (
        "In 25 of 100 worlds the pact lapses within a year of 7 October 2019; in history it did not. "
        "In 75 of 100 worlds Seoul suspends its notice; in history it did, on 22 November 2019."
    )


def test_the_sentence_says_what_choices_change_or_that_they_do_not(record: Scenario) -> None:
    free, ban = run(), "seoul.gsomia_suspend_notice"
    assert "change nothing else below" in said(courses(run(), record, BRANCH, free), free.clock.end, ban)
    lapsed = run(
        pact_state={(60, world): 3 for world in range(4)}, move_in_seoul={(55, world): row(ban) for world in range(4)}
    )
    words = said(courses(lapsed, record, BRANCH, free), free.clock.end, ban)
    assert "In 0 of 100 worlds the pact lapses" in words
    assert "With your choices, the pact lapses in 100 more of 100 worlds (100 to 100)." in words


def test_a_stretch_that_is_no_year_is_told_by_its_ends(record: Scenario) -> None:
    results = run()
    assert "between 7 October 2019 and 31 December 2019" in said(courses(results, record, BRANCH), date(2019, 12, 31))


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "In 0 of"), (0.004, "In fewer than 1 of"), (0.31, "In 31 of"), (0.996, "In more than 99"), (1.0, "In 100")],
)
def test_a_share_is_never_rounded_to_none_or_all(share: float, words: str) -> None:
    assert of_worlds(share).startswith(words)


def test_what_was_streamed_cannot_be_told(record: Scenario) -> None:
    results = run()
    results.series["pact_state"].values = None
    with pytest.raises(ValueError, match="streamed"):
        courses(results, record, BRANCH)


def test_every_big_thing_has_its_own_key_and_name() -> None:
    things = big_things()
    assert len({thing.key for thing in things}) == len({thing.label for thing in things}) == len(things)
