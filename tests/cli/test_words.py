"""Numbers and sentences as a reader sees them."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest

from sim.report import words
from tests.cli.fake import FakeHealth, fake_comparison, fake_results


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (0.1234, 2, "0.12"),
        (12.345, 2, "12.3"),
        (12345.6, 2, "12,346"),
        (-0.001, 2, "0.00"),
        (-3.25, 1, "-3.2"),
        (math.nan, 2, "-"),
        (math.inf, 2, "-"),
    ],
)
def test_numbers(value: float, digits: int, written: str) -> None:
    assert words.number(value, digits) == written


def test_signs_only_where_there_is_a_difference() -> None:
    assert words.signed(0.25) == "+0.25"
    assert words.signed(-0.25) == "-0.25"
    assert words.signed(0.001) == "0.00"
    assert words.signed(-0.001) == "0.00"


@pytest.mark.parametrize(
    ("share", "written"),
    [(0.0, "0%"), (1.0, "100%"), (0.434, "43%"), (0.002, "0.2%"), (0.0001, "< 0.1%"), (0.9999, "> 99.9%")],
)
def test_percentages_are_honest_at_the_ends(share: float, written: str) -> None:
    assert words.percent(share) == written


def test_summary_of_a_run() -> None:
    assert words.summary(fake_results()) == (  # type: ignore[arg-type]
        "Seoul gives notice to end the pact in 50% of worlds; the pact lapses in 25% of worlds. "
        "The dispute over the court rulings is settled in no world. "
        "Trilateral cohesion is 58 in the middle world (0-100); half of the worlds lie between 49 and 66."
    )


def test_summary_of_a_comparison() -> None:
    comparison = fake_comparison()
    assert words.comparison_summary(comparison.baseline, comparison.arms[0]) == (  # type: ignore[arg-type]
        "Clearly higher: Notice is given. Clearly lower: Trilateral cohesion. "
        "In 3 of 5 outcomes the two cannot be told apart."
    )


def test_a_difference_below_its_floor_is_not_clear() -> None:
    comparison = fake_comparison()
    small = {"trilateral_cohesion": replace(comparison.arms[0].outcomes["trilateral_cohesion"], difference=-0.1)}
    arm = replace(comparison.arms[0], outcomes={**comparison.arms[0].outcomes, **small})
    assert words.comparison_summary(comparison.baseline, arm) == (  # type: ignore[arg-type]
        "Clearly higher: Notice is given. Told apart, but too small to matter: Trilateral cohesion. "
        "In 3 of 5 outcomes the two cannot be told apart."
    )


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (-0.004, 1, "-0.004"),
        (0.02, 1, "+0.02"),
        (-0.5, 1, "-0.5"),
        (0.0, 1, "0.0"),
        (-1e-9, 1, "> -0.00001"),
        (1e-9, 1, "< +0.00001"),
        (math.nan, 1, "-"),
    ],
)
def test_a_bound_that_is_not_zero_does_not_look_so(value: float, digits: int, written: str) -> None:
    assert words.bound(value, digits) == written


def test_chance_makes_some_differences_clear() -> None:
    assert words.chance_note(24) == (
        "With 24 outcomes, about one 'clear' difference is to be expected by chance alone."
    )
    assert "about 2 'clear' differences are" in words.chance_note(40)
    assert words.chance_note(5) == ""


def test_counts_and_lists() -> None:
    assert (words.counted(1, "world"), words.counted(1_000, "week")) == ("1 world", "1,000 weeks")
    assert [words.joined(list("abc")[:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_differences_show_as_many_digits_as_their_error_allows() -> None:
    assert words.digits_for(0.04, 1) == 2
    assert words.digits_for(4.0, 1) == 1
    assert words.digits_for(0.0, 1) == 1
    assert words.digits_for(math.nan, 2) == 2


def test_health_is_silent_where_all_went_well() -> None:
    assert words.health_notes(FakeHealth(), 100) == []  # type: ignore[arg-type]


def test_health_says_what_went_wrong() -> None:
    health = FakeHealth(non_finite=3, unconverged=0.05, forced_missed={"seoul.wto_case": 0.5, "tokyo.gesture": 0.001})
    notes = words.health_notes(health, 100)  # type: ignore[arg-type]
    assert len(notes) == 3
    assert notes[0].startswith("3 of 100 worlds")
    assert "5%" in notes[1]
    assert notes[2] == "seoul.wto_case was forced, but its preconditions did not hold in 50% of worlds."


def test_dates_read_as_in_a_sentence() -> None:
    assert words.day(date(2019, 8, 22)) == "22 August 2019"
