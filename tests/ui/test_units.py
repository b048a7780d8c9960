"""How numbers are written on the page."""

from __future__ import annotations

import pytest

from sim.ui.units import DASH, MINUS, style_of


@pytest.mark.parametrize(
    ("unit", "value", "written"),
    [
        ("probability", 0.24, "24%"),
        ("share of consumers", 0.5, "50%"),
        ("change on the year before, fraction", -0.604, f"{MINUS}60%"),
        ("percent", 43.81, "43.8%"),
        ("USD million", 12_345.6, "12,346"),
        ("index 0-1", 0.456, "46"),
    ],
)
def test_a_value_has_its_sign(unit: str, value: float, written: str) -> None:
    assert style_of(unit).text(value) == written


def test_a_range_says_its_unit_once() -> None:
    assert style_of("probability").between(0.1, 0.2) == f"10{DASH}20%"
    assert style_of("change, fraction").between(-0.7, -0.5) == f"{MINUS}70 to {MINUS}50%"


def test_shares_differ_in_points() -> None:
    assert style_of("probability").gap(0.06) == "+6 points"
    assert style_of("probability").size(-0.06) == "6 points"
    assert style_of("index 0-1").gap(-0.5) == f"{MINUS}50"


def test_what_is_not_known_is_not_a_number() -> None:
    assert "%" not in style_of("percent").text(float("nan"))
    assert "nan" not in style_of("percent").between(float("nan"), 1.0)
