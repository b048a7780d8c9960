"""What a replay shows for an observation: a mean over its days, a change, a share of imports, a wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import numpy as np

from sim.kernel.catalogue import catalogue
from sim.kernel.clock import Clock
from sim.kernel.record import Record
from sim.kernel.state import Array


class Shows(Protocol):
    """Something that can be read off the record of a replay."""

    def read(self, record: Record) -> Array:
        """One number for each world, (world,)."""
        ...


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a series over some days, each week counted by how many of the days it holds, times `scale`."""

    series: str
    first: date
    last: date
    scale: float = 1.0

    def read(self, record: Record) -> Array:
        return self.scale * _mean(record[self.series], record.clock, self.first, self.last)


@dataclass(frozen=True, slots=True)
class Change:
    """How much higher a series is on some days than on earlier ones."""

    before: Mean
    after: Mean

    def read(self, record: Record) -> Array:
        return np.asarray(self.after.read(record) - self.before.read(record))


@dataclass(frozen=True, slots=True)
class JapanShare:
    """Japan's share of a chemical's imports in per cent: what licences let through of its usual part, beside the usual
    part of others and what others have added. The usual part is the catalogue's, known before the crisis."""

    material: str
    first: date
    last: date

    def read(self, record: Record) -> Array:
        usual = catalogue().parameters[f"industry.{self.material}_japan_share"].default
        japan = usual * record[f"licence_flow.{self.material}"].astype(np.float64)
        others = 1.0 - usual + record[f"diversification.{self.material}"]
        return 100.0 * _mean(japan / (japan + others), record.clock, self.first, self.last)


@dataclass(frozen=True, slots=True)
class FirstLicence:
    """Weeks from the announcement of the controls to the first licence, at the middle of the week in which it came;
    to the end of the record where none came."""

    material: str

    def read(self, record: Record) -> Array:
        shut = (record["export_controls"] > 0.0) & (record[f"licence_flow.{self.material}"] <= 0.0)
        return np.asarray(shut.sum(axis=0) + 0.5)


def _mean(series: Array, clock: Clock, first: date, last: date) -> Array:
    """The mean over days of a weekly series, (week, world)."""
    begin, end = clock.week_of(first), clock.week_of(last)
    days = np.array([_days_within(clock.first_day(week), first, last) for week in range(begin, end + 1)])
    share = days / days.sum()
    return np.asarray(np.einsum("t,tw->w", share, series[begin : end + 1].astype(np.float64)))


def _days_within(monday: date, first: date, last: date) -> int:
    return (min(monday + timedelta(days=6), last) - max(monday, first)).days + 1
