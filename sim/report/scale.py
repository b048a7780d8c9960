"""On which scale an outcome is shown: events as percent of worlds, all else in its own unit."""

from __future__ import annotations

from dataclasses import dataclass

from sim.kernel.catalogue import catalogue
from sim.report.words import is_event, number, signed

PERCENT = 100.0
EVENT_UNIT = "% of worlds"
EVENT_DIGITS = 1
DIGITS = 2


@dataclass(frozen=True, slots=True)
class Scale:
    """How an outcome is shown: its label, its unit, what its values are multiplied by, and its decimals."""

    key: str
    label: str
    unit: str
    factor: float
    digits: int

    def shown(self, value: float) -> str:
        """A value of the outcome as text, without its unit."""
        return number(self.factor * value, self.digits)

    def shown_change(self, difference: float) -> str:
        """A difference of the outcome as text with its sign, without its unit."""
        return signed(self.factor * difference, self.digits)

    def with_unit(self, value: float) -> str:
        """A value of the outcome as text, with its unit."""
        return f"{self.shown(value)}{self.unit if is_event(self.key) else f' {self.unit}'}"


def scale_of(key: str, label: str = "", unit: str = "") -> Scale:
    """The scale of an outcome. `label` and `unit` stand in where the catalogue no longer knows it."""
    record = catalogue().outcomes.get(key)
    label, unit, digits = (record.label, record.unit, record.digits) if record else (label or key, unit, DIGITS)
    if is_event(key):
        return Scale(key, label, EVENT_UNIT, PERCENT, EVENT_DIGITS)
    return Scale(key, label, unit, 1.0, digits)
