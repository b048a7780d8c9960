"""What is measured in a world that a claim is tested in: one number per world, each measure declared once.

Every outcome is a measure too, under its own key. A measure gives NaN in a world in which it does not exist, such as
the day of a suspension where nobody gave notice; such worlds count in no mean (see `sim.study.claims.effect`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

import numpy as np

from sim.institutions.gsomia import days_to_renewal
from sim.kernel.catalogue import catalogue
from sim.kernel.clock import Clock
from sim.kernel.record import Record
from sim.kernel.records import CAPITALS
from sim.kernel.stages import PactState
from sim.kernel.state import Array
from sim.study.claims.record import Measured

SERIES, LEVERS, PACT = "weekly series", "levers", "states of the pact"
PACT_STATES: Mapping[str, Array] = MappingProxyType(
    {
        "in_force": PactState.IN_FORCE,
        "notice": PactState.NOTICE,
        "suspended": PactState.SUSPENDED,
        "lapsed": PactState.LAPSED,
    }
)
LAST_WEEKS = 2
SEASON = (8, 11)
EVENT_FLOOR = 0.02
WEEKS_FLOOR = 1.0
USES_FLOOR = 0.1


@dataclass(frozen=True, slots=True)
class Measure:
    """A declared measure. `takes` says what `of` must name: series, levers, a state of the pact, or nothing; `floor`
    is the smallest difference worth talking about, None where it depends on the series and the test must say it."""

    key: str
    words: str
    unit: str
    of: Callable[[Record, Measured], Array]
    takes: str = ""
    floor: float | None = None
    needs: tuple[str, ...] = ()


def measured_in(record: Record, wanted: Measured) -> Array:
    """The number of each world, (world,), NaN where it does not exist."""
    seen = _between(record, wanted.first, wanted.last)
    outcome = catalogue().outcomes.get(wanted.measure)
    found = outcome.measure(seen) if outcome is not None else MEASURES[wanted.measure].of(seen, wanted)
    return np.asarray(found, dtype=np.float64)


def _between(record: Record, first: date | None, last: date | None) -> Record:
    """The weeks of a record from the one that holds the first day to the one that holds the last."""
    if first is None and last is None:
        return record
    clock = record.clock
    begin = 0 if first is None else clock.week_of(first)
    end = clock.weeks if last is None else clock.week_of(last) + 1
    return Record(record.keys, Clock(clock.first_day(begin), end - begin), record.values[begin:end])


def pulled(record: Record, levers: tuple[str, ...]) -> Array:
    """Whether one of the levers is pulled, (week, world). Of several forced in a week one alone is seen."""
    rows = lever_rows()
    capitals = [lever.split(".", 1)[0] for lever in levers]
    each = [record[f"move.{capital}"] == rows[lever] for capital, lever in zip(capitals, levers, strict=True)]
    return np.asarray(np.logical_or.reduce(each))


@cache
def lever_rows() -> Mapping[str, int]:
    """The row of every lever among those of its capital, by which a record knows it."""
    return MappingProxyType(
        {lever.key: row for capital in CAPITALS for row, lever in enumerate(catalogue().levers_of(capital))}
    )


def _together(record: Record, wanted: Measured) -> Array:
    """The mean of the named series, (week, world)."""
    return np.asarray(sum(record[key].astype(np.float64) for key in wanted.of) / len(wanted.of))


def _reached(record: Record, wanted: Measured) -> Array:
    return np.asarray(_together(record, wanted) >= wanted.at_least)


def _until(there: Array) -> Array:
    """Weeks until something is there first, or all weeks where it never is."""
    return np.where(there.any(axis=0), there.argmax(axis=0), len(there))


def _mean(record: Record, wanted: Measured) -> Array:
    return np.asarray(_together(record, wanted).mean(axis=0))


def _first(record: Record, wanted: Measured) -> Array:
    return np.asarray(_together(record, wanted)[0])


def _last(record: Record, wanted: Measured) -> Array:
    return np.asarray(_together(record, wanted)[-1])


def _peak(record: Record, wanted: Measured) -> Array:
    return np.asarray(_together(record, wanted).max(axis=0))


def _total(record: Record, wanted: Measured) -> Array:
    return np.asarray(_together(record, wanted).sum(axis=0))


def _change(record: Record, wanted: Measured) -> Array:
    return _last(record, wanted) - _first(record, wanted)


def _ever(record: Record, wanted: Measured) -> Array:
    return np.asarray(_reached(record, wanted).any(axis=0))


def _weeks_until(record: Record, wanted: Measured) -> Array:
    return _until(_reached(record, wanted))


def _weeks_at(record: Record, wanted: Measured) -> Array:
    return np.asarray(_reached(record, wanted).sum(axis=0))


def _uses(record: Record, wanted: Measured) -> Array:
    return np.asarray(pulled(record, wanted.of).sum(axis=0))


def _ever_used(record: Record, wanted: Measured) -> Array:
    return np.asarray(pulled(record, wanted.of).any(axis=0))


def _weeks_to_use(record: Record, wanted: Measured) -> Array:
    return _until(pulled(record, wanted.of))


def _followed(record: Record, wanted: Measured) -> Array:
    """Of the uses of some levers, the share after which one of others is used within so many weeks."""
    cause, answer = pulled(record, wanted.of), pulled(record, wanted.then)
    soon = np.zeros_like(answer)
    for later in range(1, (wanted.within or 0) + 1):
        soon[:-later] |= answer[later:]
    count = cause.sum(axis=0)
    return np.where(count > 0, (cause & soon).sum(axis=0) / np.maximum(count, 1), np.nan)


def _ever_both(record: Record, wanted: Measured) -> Array:
    """Whether some use of one lever and some use of another lie at most so many weeks apart, whichever comes first."""
    one, other = pulled(record, wanted.of), pulled(record, wanted.then)
    near = other.copy()
    for apart in range(1, (wanted.within or 0) + 1):
        near[:-apart] |= other[apart:]
        near[apart:] |= other[:-apart]
    return np.asarray((one & near).any(axis=0))


def _weeks_in(record: Record, wanted: Measured) -> Array:
    states = [PACT_STATES[name] for name in wanted.of]
    return np.asarray(np.isin(record["pact_state"], states).sum(axis=0))


def _went(record: Record, before: Array, after: Array) -> Array:
    """The week in which the pact first went from one state to another, (world,), NaN where it never did."""
    state = record["pact_state"]
    if len(state) == 1:
        return np.full(record.worlds, np.nan)
    there = (state[:-1] == before) & (state[1:] == after)
    return np.where(there.any(axis=0), there.argmax(axis=0) + 1.0, np.nan)


def _by_week(record: Record, week: Array, of_day: Callable[[date], float]) -> Array:
    """A number that depends on the day on which something happened in each world, NaN where it did not."""
    table = np.array([of_day(day) for day in record.clock.dates()])
    return np.where(np.isnan(week), np.nan, table[np.nan_to_num(week).astype(np.int64)])


def _lapse_out_of_season(record: Record, wanted: Measured) -> Array:
    lapsed = record["pact_state"] == PactState.LAPSED
    week = np.where(lapsed.any(axis=0), lapsed.argmax(axis=0), np.nan)
    return _by_week(record, week, lambda day: float(not SEASON[0] <= day.month <= SEASON[1]))


def _weeks_left_at_suspension(record: Record, wanted: Measured) -> Array:
    week = _went(record, PactState.NOTICE, PactState.SUSPENDED)
    return _by_week(record, week, lambda day: float(days_to_renewal(day) // 7))


def _suspended_late(record: Record, wanted: Measured) -> Array:
    left = _weeks_left_at_suspension(record, wanted)
    return np.where(np.isnan(left), np.nan, left < LAST_WEEKS)


def _lapsed_after_notice(record: Record, wanted: Measured) -> Array:
    state = record["pact_state"]
    noticed = (state == PactState.NOTICE).any(axis=0)
    return np.where(noticed, (state == PactState.LAPSED).any(axis=0), np.nan)


DECLARED = (
    Measure("mean", "mean", "", _mean, SERIES),
    Measure("first", "first week", "", _first, SERIES),
    Measure("last", "last week", "", _last, SERIES),
    Measure("peak", "peak", "", _peak, SERIES),
    Measure("total", "total", "", _total, SERIES),
    Measure("change", "rise from the first week to the last", "", _change, SERIES),
    Measure("ever", "ever at the level", "probability", _ever, SERIES, EVENT_FLOOR, ("at_least",)),
    Measure(
        "weeks_until",
        "weeks until at the level; all weeks where it never is",
        "weeks",
        _weeks_until,
        SERIES,
        WEEKS_FLOOR,
        ("at_least",),
    ),
    Measure("weeks_at", "weeks at the level", "weeks", _weeks_at, SERIES, WEEKS_FLOOR, ("at_least",)),
    Measure("uses", "weeks used", "uses", _uses, LEVERS, USES_FLOOR),
    Measure("ever_used", "ever used", "probability", _ever_used, LEVERS, EVENT_FLOOR),
    Measure("weeks_to_use", "weeks until first used; all weeks where it never is", "weeks", _weeks_to_use, LEVERS, 1.0),
    Measure(
        "followed",
        "share of uses that are followed in time; does not exist in a world that never uses it",
        "share of uses",
        _followed,
        LEVERS,
        EVENT_FLOOR,
        ("then", "within"),
    ),
    Measure(
        "ever_both",
        "ever used so near each other, whichever comes first",
        "probability",
        _ever_both,
        LEVERS,
        EVENT_FLOOR,
        ("then", "within"),
    ),
    Measure("weeks_in", "weeks of the pact", "weeks", _weeks_in, PACT, WEEKS_FLOOR),
    Measure(
        "lapse_out_of_season",
        "first lapse outside August to November; does not exist without a lapse",
        "share of lapses",
        _lapse_out_of_season,
        floor=EVENT_FLOOR,
    ),
    Measure(
        "lapse_after_notice",
        "lapse after a notice; does not exist without a notice",
        "share of notices",
        _lapsed_after_notice,
        floor=EVENT_FLOOR,
    ),
    Measure(
        "suspended_late",
        f"suspension in the last {LAST_WEEKS} weeks of a notice; does not exist without a suspension",
        "share of suspensions",
        _suspended_late,
        floor=EVENT_FLOOR,
    ),
    Measure(
        "weeks_left_at_suspension",
        "weeks left of a notice when it is suspended; does not exist without a suspension",
        "weeks",
        _weeks_left_at_suspension,
        floor=WEEKS_FLOOR,
    ),
)
MEASURES: Mapping[str, Measure] = MappingProxyType({measure.key: measure for measure in DECLARED})
