"""How a number of a given unit is written on the page: shares as percentages, money with its thousands apart."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from sim.report.words import MISSING, digits_for, number, signed

PERCENT = "%"
HYPHEN, MINUS, DASH = "-", "\N{MINUS SIGN}", "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Style:
    """`factor` and `suffix` turn the model's number into the page's; `words` name the unit, `points` a difference."""

    factor: float
    suffix: str
    digits: int
    words: str
    points: str = ""

    def text(self, value: float) -> str:
        """A value with its unit sign, such as 24% or 0.61."""
        written = number(value * self.factor, self.digits)
        return written if written == MISSING else written.replace(HYPHEN, MINUS) + self.suffix

    def between(self, low: float, high: float) -> str:
        """A range, its unit sign written once."""
        if not (math.isfinite(low) and math.isfinite(high)):
            return MISSING
        first = number(low * self.factor, self.digits).replace(HYPHEN, MINUS)
        joint = " to " if low < 0 or high < 0 else DASH
        return f"{first}{joint}{self.text(high)}"

    def gap(self, difference: float) -> str:
        """A difference with its sign, in points where the value is a percentage."""
        return f"{signed(difference * self.factor, self.digits).replace(HYPHEN, MINUS)}{self.points}"

    def finer(self, error: float) -> Style:
        """The same with enough decimals to show an error of this size."""
        return replace(self, digits=digits_for(error * self.factor, self.digits))

    def size(self, difference: float) -> str:
        """How large a difference is, without its sign."""
        return f"{number(abs(difference) * self.factor, self.digits)}{self.points}"


def style_of(unit: str, digits: int = 2) -> Style:
    """How numbers of a declared unit are written."""
    if unit.startswith("probability"):
        return Style(100.0, PERCENT, 0, "% of worlds", " points")
    if unit.startswith("share"):
        return Style(100.0, PERCENT, 0, "%" + unit.removeprefix("share"), " points")
    if unit.endswith("fraction"):
        return Style(100.0, PERCENT, 0, "%, " + unit.removesuffix("fraction").rstrip(", "), " points")
    if unit.startswith(("percent", "%")):
        return Style(1.0, PERCENT, 1, "%", " points")
    if unit == "index 0-1":
        return Style(100.0, "", 0, "index 0-100")
    if unit.startswith("USD"):
        return Style(1.0, "", 0, unit)
    return Style(1.0, "", digits, unit)
