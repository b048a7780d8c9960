"""Dates and weeks: week 0 begins on the scenario's first day, and every step is seven days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Clock:
    """A horizon of whole weeks from a first day."""

    start: date
    weeks: int

    @property
    def end(self) -> date:
        """The last day of the last week."""
        return self.start + timedelta(days=7 * self.weeks - 1)

    def week_of(self, day: date) -> int:
        """The week that holds `day`; negative before the start, `weeks` or more after the end."""
        return (day - self.start).days // 7

    def first_day(self, week: int) -> date:
        return self.start + timedelta(days=7 * week)

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end

    def dates(self) -> list[date]:
        return [self.first_day(week) for week in range(self.weeks)]


def days_to_anniversary(day: date, month: int, day_of_month: int) -> int:
    """Days from `day` to the next such calendar day, 0 on the day itself."""
    this_year = date(day.year, month, day_of_month)
    following = this_year if this_year >= day else date(day.year + 1, month, day_of_month)
    return (following - day).days


def retention(half_life_weeks: NDArray[Any]) -> NDArray[Any]:
    """The share of a stock that is left after one week, from its half-life in weeks."""
    return np.asarray(np.exp2(-1.0 / np.asarray(half_life_weeks, dtype=np.float64)))


def weekly_probability(hazard: NDArray[Any]) -> NDArray[Any]:
    """The chance that something with this weekly hazard happens within the week."""
    return np.asarray(-np.expm1(-hazard))
