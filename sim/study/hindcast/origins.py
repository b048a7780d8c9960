"""The days from which forecasts are made: the first Monday of every quarter from 2019 to early 2023."""

from __future__ import annotations

from datetime import date, timedelta

from sim.kernel.errors import RunError

FIRST_YEAR, LAST_YEAR = 2019, 2023
QUARTERS = (1, 4, 7, 10)
HORIZONS = (13, 26, 52)
"""Weeks after the origin at which questions are answered."""


def origins() -> tuple[date, ...]:
    """All seventeen origins, 2019-01-07 to 2023-01-02: after the last one 52 weeks of record still follow."""
    mondays = [first_monday(date(year, month, 1)) for year in range(FIRST_YEAR, LAST_YEAR) for month in QUARTERS]
    return (*mondays, first_monday(date(LAST_YEAR, QUARTERS[0], 1)))


def first_monday(day: date) -> date:
    """The first Monday on a day or after it."""
    return day + timedelta(days=-day.weekday() % 7)


def chosen(asked: list[date]) -> tuple[date, ...]:
    """Those origins that are asked for, in order; all where none is. Raises RunError for a day that is none."""
    wrong = [day for day in asked if day not in origins()]
    if wrong:
        listed = ", ".join(map(str, origins()))
        raise RunError(f"{wrong[0]} is no origin: forecasts are made on the first Monday of a quarter. Write {listed}.")
    return tuple(day for day in origins() if not asked or day in asked)


def last_day(origin: date, weeks: int) -> date:
    """The Sunday on which a window of so many weeks ends."""
    return origin + timedelta(days=7 * weeks - 1)
