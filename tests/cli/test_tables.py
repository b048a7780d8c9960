"""The tables of a run and of a comparison, at the widths people have."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console, RenderableType

from sim.kernel.catalogue import catalogue
from sim.report import tables
from sim.report.conditions import conditions_of
from sim.report.expectations import check_expectations
from sim.report.pulls import lever_use
from tests.cli.fake import (
    WEEKS,
    WORLDS,
    Comparison,
    Difference,
    FakeHealth,
    FakeSeries,
    fake_comparison,
    fake_results,
)


def printed(what: RenderableType, width: int) -> str:
    console = Console(width=width, record=True, file=None, force_terminal=False, highlight=False)
    with console.capture() as capture:
        console.print(what)
    return capture.get()


def comparison(found: Comparison, width: int) -> RenderableType:
    return tables.comparison_report(found, width, conditions_of(found))  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_run_fits_the_terminal(width: int) -> None:
    results = fake_results(health=FakeHealth(forced_missed={"seoul.wto_case": 1.0}))
    text = printed(tables.run_report(results, check_expectations(results), width), width)  # type: ignore[arg-type]
    assert max(len(line) for line in text.splitlines()) <= width
    for word in ("A made-up summer", "25%", "57.5", "in force", "holds", "does not hold", "Note: seoul.wto"):
        assert word in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_comparison_fits_the_terminal(width: int) -> None:
    text = printed(comparison(fake_comparison(), width), width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert "cannot tell apart" in text
    assert re.search(r"\+25\.0 +\+15\.0 … \+35\.0 +higher", text)


def test_watched_outcomes_come_first() -> None:
    text = printed(tables.events_table(fake_results()), 80)  # type: ignore[arg-type]
    assert text.index("The pact lapses *") < text.index("Notice is given")


def test_outcomes_stand_by_label_after_the_watched_ones() -> None:
    text = printed(tables.differences_table(fake_comparison().baseline, fake_comparison().arms[0], 120), 120)  # type: ignore[arg-type]
    labels = ["The pact lapses *", "A settlement", "Economic loss", "Notice is given", "Trilateral cohesion"]
    assert sorted(labels, key=text.index) == labels


def test_a_difference_too_small_to_matter_is_marked() -> None:
    found = fake_comparison()
    tiny = Difference(-0.25, 0.1279, -0.5, -0.0004, -2.0, "lower")
    arm = replace(found.arms[0], outcomes={**found.arms[0].outcomes, "trilateral_cohesion": tiny})
    text = " ".join(printed(comparison(replace(found, arms=(arm,)), 120), 120).split())
    assert "-0.5 … -0.0004 lower, too small" in text
    assert "Clearly lower" not in text


def test_where_all_worlds_agree_no_error_is_shown() -> None:
    text = printed(tables.events_table(fake_results()), 80)  # type: ignore[arg-type]
    assert re.search(r"A settlement is reached +0% +- ", text)


def test_expectations_of_a_changed_scenario_are_not_tested() -> None:
    results = fake_results()
    text = printed(tables.run_report(results, check_expectations(results), 120, tested=False), 120)  # type: ignore[arg-type]
    assert "not tested, because the scenario was changed" in text
    assert "does not hold" not in text


def test_bars_and_courses() -> None:
    assert tables.bar(0.0) == ""
    assert tables.bar(0.5, 4) == "██"
    assert tables.bar(1.0, 4) == "████"
    assert tables.bar(float("nan")) == ""
    assert tables.course([0.0, 0.5, 1.0]) == "▁▅█"
    assert tables.course([1.0, 1.0]) == "▁▁"
    assert tables.course([]) == ""


def moves_of(key: str, first_weeks: list[int]) -> FakeSeries:
    """Worlds that pull a lever of Seoul once, in the given weeks; the other worlds hold."""
    code = [lever.key for lever in catalogue().levers_of("seoul")].index(key)
    values = np.zeros((WEEKS, WORLDS), dtype=np.float32)
    for world, week in enumerate(first_weeks):
        values[week, world] = code
    return FakeSeries("move.seoul", "Move", "index", np.zeros((WEEKS, 5)), values.mean(axis=1), values)


def test_lever_use_counts_worlds_and_dates_the_middle_one() -> None:
    moves = moves_of("seoul.gsomia_notice", [5, 5, 6])
    assert moves.values is not None
    pulled = (moves.values > 0).mean(axis=1)
    results = fake_results(series={"move.seoul": moves}, pulls={"seoul.gsomia_notice": pulled})
    (use,) = lever_use(results, "seoul")  # type: ignore[arg-type]
    assert use.lever.key == "seoul.gsomia_notice"
    assert use.share == pytest.approx(3 / 8)
    assert use.times == pytest.approx(3 / 8)
    assert use.first == results.clock.first_day(5)


def test_lever_use_of_a_streamed_run_has_no_share() -> None:
    pulled = np.zeros(WEEKS)
    pulled[[4, 8]] = 0.25, 0.75
    (use,) = lever_use(fake_results(pulls={"seoul.gsomia_notice": pulled}), "seoul")  # type: ignore[arg-type]
    assert use.share is None
    assert use.times == pytest.approx(1.0)
    assert use.first == fake_results().clock.first_day(8)
