"""How a world's weekly series become one number: means, ends, peaks, totals and whether something ever happened."""

from __future__ import annotations

import numpy as np

from sim.kernel.record import Record
from sim.kernel.state import Array

WEEKS_A_YEAR = 52.0


def mean_of(record: Record, *keys: str) -> Array:
    """The mean over all weeks and over the named series, shape (world,)."""
    total = sum(record[key].mean(axis=0, dtype=np.float64) for key in keys)
    return np.asarray(total / len(keys))


def end_of(record: Record, key: str) -> Array:
    """The value in the last week, shape (world,)."""
    return np.asarray(record[key][-1], dtype=np.float64)


def peak_of(record: Record, key: str) -> Array:
    """The highest weekly value, shape (world,)."""
    return np.asarray(record[key].max(axis=0), dtype=np.float64)


def yearly(record: Record, key: str) -> Array:
    """Events a year: the mean of weekly counts times the weeks of a year, shape (world,)."""
    return np.asarray(mean_of(record, key) * WEEKS_A_YEAR)


def ever(record: Record, key: str, value: int) -> Array:
    """1 where the series took the value in some week, 0 elsewhere, shape (world,)."""
    return np.asarray((record[key] == value).any(axis=0), dtype=np.float64)


def ever_reached(record: Record, key: str, value: int) -> Array:
    """1 where the series reached the value or passed it in some week, 0 elsewhere, shape (world,)."""
    return np.asarray((record[key] >= value).any(axis=0), dtype=np.float64)


def ever_went(record: Record, key: str, before: int, after: int) -> Array:
    """1 where the series went straight from one value to another, 0 elsewhere, shape (world,)."""
    series = record[key]
    return np.asarray(((series[:-1] == before) & (series[1:] == after)).any(axis=0), dtype=np.float64)


def weeks_until(record: Record, key: str, value: int) -> Array:
    """The first week with that value, counted from 0, or the whole horizon where it never came, shape (world,)."""
    there = record[key] == value
    return np.asarray(np.where(there.any(axis=0), there.argmax(axis=0), len(there)), dtype=np.float64)
