"""What happened in the worlds of a run, week by week, as questions ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.kernel.catalogue import catalogue
from sim.kernel.record import Record
from sim.kernel.state import Array

CASES = ("pnr", "mhi")


@dataclass(frozen=True, eq=False)
class Lived:
    """A run's recorded series, (week, world), of the worlds that stayed finite."""

    record: Record
    finite: Array

    def series(self, key: str) -> Array:
        """A recorded series, (week, world)."""
        values = self.record[key]
        return values if self.finite.all() else values[:, self.finite]

    def pulled(self, *levers: str) -> Array:
        """In which weeks one of these levers of a capital was pulled, (week, world)."""
        capital = levers[0].split(".")[0]
        rows = [row for row, lever in enumerate(catalogue().levers_of(capital)) if lever.key in levers]
        return np.isin(self.series(f"move.{capital}"), rows)

    def reached(self, key: str, level: float) -> Array:
        """In which weeks a series came to a level from below, (week, world)."""
        there = self.series(key) >= level
        before = np.concatenate([np.zeros_like(there[:1]), there[:-1]])
        return np.asarray(there & ~before)

    def mean_between(self, key: str, first: date, last: date) -> Array:
        """The mean of a series over the weeks that hold these days, (world,)."""
        clock = self.record.clock
        rows = slice(max(clock.week_of(first), 0), clock.week_of(last) + 1)
        return np.asarray(self.series(key)[rows].mean(axis=0, dtype=np.float64))
