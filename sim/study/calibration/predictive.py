"""What the fitted draws show when they are played: bands beside every observation, fitted or later.

The moves of the capitals are those of the record throughout, also after the end of the fit: what is put to the test
here is how publics, consumers, suppliers, courts and adversaries answer, not what the capitals decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from sim.actors.courts import CASES
from sim.data.archive import Archive
from sim.data.fitted import Fitted
from sim.kernel.clock import Clock
from sim.kernel.record import Record
from sim.kernel.state import Array
from sim.scenario.library import RECORD
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario, ShockEvent
from sim.study.calibration.fit_block import Draws, seed_of
from sim.study.calibration.replay import Replay
from sim.study.calibration.targets import Target, targets_of

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
OWN_DOING = ("dprk_missile", "probe_dokdo")


@dataclass(frozen=True, slots=True)
class Weekly:
    """A series that is drawn week by week, times `scale`, between two days."""

    series: str
    label: str
    unit: str
    scale: float
    first: date
    last: date


PERCENT = 100.0
DRAWN = (
    Weekly(
        "visitors_change",
        "Korean visitors to Japan",
        "change on the year before, percent",
        PERCENT,
        date(2019, 5, 1),
        date(2020, 2, 2),
    ),
    Weekly(
        "beer_change",
        "Beer from Japan",
        "change on a normal year, percent",
        PERCENT,
        date(2019, 5, 1),
        date(2021, 12, 26),
    ),
    Weekly("boycott", "Koreans who boycott", "percent", PERCENT, date(2019, 5, 1), date(2020, 6, 28)),
    Weekly(
        "hard_line.seoul", "Koreans who want to stand firm", "percent", PERCENT, date(2019, 5, 1), date(2020, 6, 28)
    ),
    Weekly(
        "hard_line.tokyo", "Japanese who want to stand firm", "percent", PERCENT, date(2019, 5, 1), date(2020, 6, 28)
    ),
    Weekly(
        "licence_flow.hydrogen_fluoride",
        "Hydrogen fluoride from Japan",
        "percent of normal",
        PERCENT,
        date(2019, 5, 1),
        date(2020, 6, 28),
    ),
    Weekly("approval.seoul", "Approval of the Korean president", "percent", 1.0, date(2018, 10, 29), date(2020, 3, 1)),
    Weekly("approval.tokyo", "Approval of the Japanese cabinet", "percent", 1.0, date(2018, 10, 29), date(2020, 3, 1)),
)


@dataclass(frozen=True)
class Point:
    """An observation, whether it was fitted, the share of draws that show less than it (errors counted in), and the
    quantiles of what they show without errors and with them."""

    target: Target
    fitted: bool
    below: float
    shown: Array
    with_errors: Array


@dataclass(frozen=True)
class Band:
    """A weekly series: the first day of each week, and its quantiles, (quantile, week)."""

    weekly: Weekly
    days: tuple[date, ...]
    quantiles: Array


@dataclass(frozen=True)
class Count:
    """Weeks with a launch, or with a probe, in half a year that begins on `first`: in the record, and the quantiles
    over draws in which the model brings them about itself."""

    kind: str
    first: date
    fitted: bool
    observed: int
    quantiles: Array


@dataclass(frozen=True)
class CourtStages:
    """The stage of a case on the first day of each week: in the record, and its quantiles, (quantile, week), over
    draws in which the courts are free from the end of the fit on."""

    case: str
    days: tuple[date, ...]
    observed: Array
    quantiles: Array


@dataclass(frozen=True)
class Predictive:
    """All that is held against the record."""

    points: tuple[Point, ...]
    bands: tuple[Band, ...]
    counts: tuple[Count, ...]
    courts: tuple[CourtStages, ...]

    def coverage(self, share: float, block: str | None = None, *, fitted: bool = True) -> tuple[int, int]:
        """How many observations lie in the middle `share` of what draws show with errors, and how many there are."""
        chosen = [p for p in self.points if p.fitted is fitted and block in (None, p.target.block)]
        edge = 0.5 * (1.0 - share)
        return sum(edge <= point.below <= 1.0 - edge for point in chosen), len(chosen)


def predictive(found: Fitted, everything: Archive, seed: int) -> Predictive:
    """Play the draws through the record and hold them against `everything` that is known, later than the fit or not."""
    record = load_scenario(RECORD)
    draws = {key: found.draws[:, column] for column, key in enumerate(found.keys)}
    targets = targets_of(everything, record.clock)
    played = _played(record, draws, seed)
    free = _played(replace(_without(record, OWN_DOING), agents_from=None), draws, seed)
    later = _played(_courts_free(record, found.until), draws, seed)
    seen = _played(record, {key: values[:1] for key, values in draws.items()}, seed)
    return Predictive(
        tuple(_points(played, targets, found.until, seed)),
        tuple(_band(played, weekly) for weekly in DRAWN),
        tuple(
            _count(kind, series, first, seen, free, found.until)
            for kind, series in (("launch", "provocation"), ("probe", "probe"))
            for first in _half_years(record.clock)
        ),
        tuple(_court(case, seen, later) for case in CASES),
    )


def _played(scenario: Scenario, draws: Draws, seed: int) -> Record:
    """Every draw in a world of its own; all fit into one chunk."""
    [(chunk, _)] = Replay(scenario, seed_of(seed, "predictive")).chunks(draws)
    return chunk.record


def _without(record: Scenario, shocks: Sequence[str]) -> Scenario:
    return replace(record, shocks=tuple(event for event in record.shocks if event.shock not in shocks))


def _courts_free(record: Scenario, until: date) -> Scenario:
    """The record to a day; from there its moves go on, and the courts, launches and probes are the model's own."""
    own = (*OWN_DOING, "court_stage")

    def stays(event: ShockEvent) -> bool:
        return event.at < until or event.shock not in own

    return replace(record, agents_from=until, shocks=tuple(filter(stays, record.shocks)))


def _points(record: Record, targets: Sequence[Target], until: date, seed: int) -> list[Point]:
    generator = np.random.default_rng(seed_of(seed, "errors"))
    found = []
    for target in targets:
        shown = target.shows.read(record)
        noisy = shown + target.sd * generator.standard_normal(shown.shape)
        below = float((noisy < target.observed).mean())
        found.append(
            Point(target, target.last < until, below, np.quantile(shown, QUANTILES), np.quantile(noisy, QUANTILES))
        )
    return found


def _band(record: Record, weekly: Weekly) -> Band:
    clock = record.clock
    weeks = slice(max(clock.week_of(weekly.first), 0), min(clock.week_of(weekly.last), clock.weeks - 1) + 1)
    shown = weekly.scale * record[weekly.series][weeks]
    days = tuple(clock.dates()[weeks])
    return Band(weekly, days, np.quantile(shown, QUANTILES, axis=1))


def _half_years(clock: Clock) -> list[date]:
    """The first days of all half years that begin within a horizon."""
    years = range(clock.start.year, clock.end.year + 1)
    return [first for year in years for first in (date(year, 1, 1), date(year, 7, 1)) if clock.holds(first)]


def _count(kind: str, series: str, first: date, seen: Record, free: Record, until: date) -> Count:
    clock = seen.clock
    after = date(first.year + (first.month == 7), 7 if first.month == 1 else 1, 1)
    weeks = [week for week, day in enumerate(clock.dates()) if first <= day < after]
    observed = int((seen[series][weeks, 0] > 0.0).sum())
    counted = (free[series][weeks] > 0.0).sum(axis=0)
    return Count(kind, first, after <= until, observed, np.quantile(counted, QUANTILES))


def _court(case: str, seen: Record, later: Record) -> CourtStages:
    series = f"court_stage.{case}"
    return CourtStages(
        case,
        tuple(seen.clock.dates()),
        seen[series][:, 0].astype(np.int64),
        np.quantile(later[series], QUANTILES, axis=1),
    )
