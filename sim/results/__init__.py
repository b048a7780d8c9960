"""What came out of a run, with units and provenance; and what differs between runs that share their luck."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sim.kernel.clock import Clock
from sim.kernel.records import Outcome
from sim.kernel.shown import Shown
from sim.kernel.state import Array
from sim.scenario.scenario import Scenario
from sim.summary import LEVELS, quantiles

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

CONFIDENT = 1.96
HASH_SHOWN = 12
TableName = Literal["worlds", "weekly", "levers", "outcomes"]


@dataclass(frozen=True)
class OutcomeResult:
    """One outcome over all worlds. `values` (world,) is None where the run was streamed."""

    key: str
    label: str
    unit: str
    mean: float
    mc_error: float
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float
    values: Array | None = field(default=None, repr=False)

    @classmethod
    def of(
        cls, record: Outcome, mean: float, mc_error: float, points: Array, values: Array | None = None
    ) -> OutcomeResult:
        """The result of a declared outcome; `points` are the quantiles at 5, 25, 50, 75 and 95 %."""
        p5, p25, p50, p75, p95 = (float(point) for point in points)
        return cls(record.key, record.label, record.unit, mean, mc_error, p5, p25, p50, p75, p95, values)


@dataclass(frozen=True)
class SeriesResult:
    """One recorded series. `values` (week, world) is None where the run was streamed."""

    key: str
    label: str
    unit: str
    low: float
    high: float
    values: Array | None = field(repr=False)
    summarise: Callable[[], tuple[Array, Array]] = field(repr=False)

    @cached_property
    def _summary(self) -> tuple[Array, Array]:
        return self.summarise()

    @property
    def fan(self) -> Array:
        """Quantiles 5, 25, 50, 75, 95 % by week, shape (week, 5)."""
        return self._summary[0]

    @property
    def mean(self) -> Array:
        """Mean over worlds by week, shape (week,)."""
        return self._summary[1]


@dataclass(frozen=True)
class Health:
    """How sound the run was: worlds that became non-finite (left out of every number), the share of world-weeks
    without an equilibrium, and forced levers that could not be carried out (share of the worlds)."""

    non_finite: int
    unconverged: float
    forced_missed: Mapping[str, float]


@dataclass(frozen=True)
class Results(Shown):
    """A finished run. Outcomes and series by name; `pulls` gives, by lever, the share of worlds that pulled it in each
    week, and `permitted` the share in which law, preconditions and bans allowed it, whatever its cooldown; `inputs`
    the sampled parameters per world; `pact` the share of worlds in each state of the pact."""

    scenario: Scenario
    seed: int
    worlds: int
    weeks: int
    outcomes: Mapping[str, OutcomeResult]
    series: Mapping[str, SeriesResult]
    pulls: Mapping[str, Array]
    permitted: Mapping[str, Array]
    pact: Array
    inputs: Mapping[str, Array]
    health: Health
    provenance: Mapping[str, Any]
    streamed: bool

    def __repr__(self) -> str:
        told = f"{self.worlds} worlds, {self.weeks} weeks, seed {self.seed}, hash {self.scenario.digest[:HASH_SHOWN]}"
        return f"Results({self.scenario.title!r}, {told}{', streamed' if self.streamed else ''})"

    @property
    def clock(self) -> Clock:
        return Clock(self.scenario.start, self.weeks)

    def share(self, key: str, states: Sequence[float]) -> Array:
        """The share of worlds in which a series has each of these values, (state, week).

        Raises ValueError where the run was streamed and the series is not the pact's state.
        """
        if key == "pact_state" and tuple(states) == (0, 1, 2, 3):
            return self.pact
        values = self.series[key].values
        if values is None:
            raise ValueError(f"{key} was streamed: its worlds were not kept")
        return np.stack([(values == state).mean(axis=1) for state in states])

    def to_dataframe(self, table: TableName = "worlds") -> pd.DataFrame:
        """A table of the run. `frame.attrs` holds title, seed, hash, versions and, for worlds, labels and units.

        `"worlds"`: a row a world (`world`, sampled inputs, outcomes; NaN where a world broke down). `"weekly"`: a row
        a series and week (label, unit, date, 5, 25, 50, 75 and 95% of worlds, mean). `"levers"`: a row a lever and
        week (the share of worlds that pulled it). `"outcomes"`: a row an outcome (mean, Monte Carlo error,
        quantiles). `run --out` writes the same columns as Parquet.
        Raises RunError for `"worlds"` of a streamed run, which kept no single world.
        """
        from sim.results.tables import results_frame

        return results_frame(self, table)

    def to_xarray(self) -> xr.Dataset:
        """The run as an xarray Dataset with the dimensions `week` and `world`.

        Series are called `weekly.KEY` and have shape (week, world), since some share a name with an outcome;
        outcomes and sampled inputs go by their keys, (world,). `date` is a coordinate along `week`. Each variable's
        attributes are `long_name`, `units` and `kind` (series, outcome or input), so that
        `filter_by_attrs(kind="outcome")` picks; the Dataset's are title, question, seed, scenario hash and versions.
        A run that was read back from its folder has no series by world, and its Dataset none.
        Raises RunError where xarray is missing, and for a streamed run, which kept no single world.
        """
        from sim.results.labelled import results_dataset

        return results_dataset(self)


def summarise_outcome(record: Outcome, values: Array, finite: Array) -> OutcomeResult:
    """Mean, Monte Carlo error and quantiles of one outcome (world,) over the worlds that stayed finite."""
    exact = values[finite].astype(np.float64)
    count = exact.size
    if not count:
        return OutcomeResult.of(record, float("nan"), float("nan"), np.full(len(LEVELS), np.nan), values)
    error = float(exact.std(ddof=1) / np.sqrt(count)) if count > 1 else float("nan")
    return OutcomeResult.of(record, float(exact.mean()), error, quantiles(exact), values)


@dataclass(frozen=True)
class Difference:
    """How an arm's outcome differs from the baseline's, world by world under the same luck.

    `low` and `high` bound the mean difference with 95 % confidence; where they hold 0, it cannot be told apart.
    """

    difference: float
    mc_error: float
    low: float
    high: float
    z: float
    verdict: str


@dataclass(frozen=True)
class Arm:
    """One compared run and its paired differences from the baseline, by outcome."""

    results: Results
    outcomes: Mapping[str, Difference]


@dataclass(frozen=True)
class Comparison(Shown):
    """A baseline and the arms compared with it."""

    baseline: Results
    arms: tuple[Arm, ...]

    def __repr__(self) -> str:
        arms = ", ".join(repr(arm.results.scenario.title) for arm in self.arms)
        size = f"{self.baseline.worlds} worlds, {self.baseline.weeks} weeks, seed {self.baseline.seed}"
        return f"Comparison({self.baseline.scenario.title!r} with {arms}; {size})"

    def to_dataframe(self) -> pd.DataFrame:
        """A row an arm and outcome: label, unit, means of baseline and arm, and their paired difference with its
        Monte Carlo error, 95% interval (`low`, `high`), `z` and verdict. For single worlds, ask each run:
        `comparison.baseline.to_dataframe()`, `comparison.arms[0].results.to_dataframe()`; row k is world k in all."""
        from sim.results.tables import comparison_frame

        return comparison_frame(self)


def compare_results(baseline: Results, *arms: Results) -> Comparison:
    """Paired differences arm - baseline. All runs must share seed and worlds, and must not be streamed.

    Raises ValueError where they do not.
    """
    return Comparison(baseline, tuple(Arm(arm, _differences(baseline, arm)) for arm in arms))


def _differences(baseline: Results, arm: Results) -> Mapping[str, Difference]:
    if (baseline.seed, baseline.worlds) != (arm.seed, arm.worlds):
        raise ValueError("only runs with the same seed and the same number of worlds can be paired")
    return MappingProxyType(
        {key: paired_difference(result, arm.outcomes[key]) for key, result in baseline.outcomes.items()}
    )


def paired_difference(before: OutcomeResult, after: OutcomeResult) -> Difference:
    """The mean paired difference of one outcome, with interval and verdict, over worlds that are finite in both."""
    if before.values is None or after.values is None:
        gap, error = after.mean - before.mean, float(np.hypot(before.mc_error, after.mc_error))
        return _verdict(gap, error)
    return mean_difference(after.values.astype(np.float64) - before.values.astype(np.float64))


def mean_difference(paired: Array) -> Difference:
    """The mean of differences (world,) under the same luck, with interval and verdict, over those that are finite."""
    paired = paired[np.isfinite(paired)]
    if paired.size == 0:
        return Difference(float("nan"), float("nan"), float("nan"), float("nan"), 0.0, "cannot tell apart")
    error = float(paired.std(ddof=1) / np.sqrt(paired.size)) if paired.size > 1 else float("inf")
    return _verdict(float(paired.mean()), error)


def _verdict(gap: float, error: float) -> Difference:
    low, high = gap - CONFIDENT * error, gap + CONFIDENT * error
    score = gap / error if error > 0 else 0.0
    verdict = "higher" if low > 0 else "lower" if high < 0 else "cannot tell apart"
    return Difference(gap, error, low, high, score, verdict)
