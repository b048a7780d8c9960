"""The questions with a number: visitors to Japan and the approval of both governments, observed and in a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sim.data.archive import Observation
from sim.kernel.state import Array
from sim.study.hindcast.lived import Lived
from sim.study.hindcast.origins import last_day
from sim.study.hindcast.past import Past
from sim.study.hindcast.visitors import yearly_change

RECENT = timedelta(days=31)
PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What was observed of a series over the days from `first` to `last`."""

    first: date
    last: date
    value: float


@dataclass(frozen=True, slots=True)
class Series:
    """A number that is forecast. `observed` are its readings in the order of days, `lived` what each world shows over
    the weeks of a reading, (world,)."""

    key: str
    label: str
    unit: str
    words: str
    observed: Callable[[Past], tuple[Reading, ...]]
    lived: Callable[[Lived, date, date], Array]

    def reading(self, past: Past, first: date, weeks: int) -> Reading | None:
        """The last reading that lies within a window and ends in its last month; None where there is none."""
        past.check_knows(first, weeks)
        end = last_day(first, weeks)
        found = [item for item in self.observed(past) if first <= item.first and end - RECENT < item.last <= end]
        return found[-1] if found else None


def _visitors(past: Past) -> tuple[Reading, ...]:
    return tuple(Reading(item.first, item.last, PERCENT * change) for item, change in yearly_change(past.archive))


def _polls(series: str) -> Callable[[Past], tuple[Reading, ...]]:
    def readings(past: Past) -> tuple[Reading, ...]:
        return tuple(_reading(item) for item in past.archive.of(series) if item.value is not None)

    return readings


def _reading(item: Observation) -> Reading:
    return Reading(item.first, item.last, item.number)


SERIES = (
    Series(
        "visitors",
        "Korean visitors to Japan",
        "percent on the year before",
        "Visitors in the last month of the window, to January 2020",
        _visitors,
        lambda lived, first, last: np.asarray(PERCENT * lived.mean_between("visitors_change", first, last)),
    ),
    Series(
        "approval_tokyo",
        "Approval, Tokyo",
        "percent",
        "Approval of the cabinet in the last month of the window (NHK)",
        _polls("nhk_jp_cabinet_approval"),
        lambda lived, first, last: lived.mean_between("approval.tokyo", first, last),
    ),
    Series(
        "approval_seoul",
        "Approval, Seoul",
        "percent",
        "Approval of the president in the last month of the window, where a reading is known (Gallup Korea)",
        _polls("gallup_kr_president_approval"),
        lambda lived, first, last: lived.mean_between("approval.seoul", first, last),
    ),
)
