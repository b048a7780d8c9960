"""The panels of the History page: a fan of the model each, and the real readings that belong over it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.kernel.catalogue import Catalogue
from sim.kernel.state import Array
from sim.report.history.observed import LAUNCHES, Reading
from sim.results import Results
from sim.summary import quantiles
from sim.ui.charts import PACT, Chart, Line, charts_of
from sim.ui.units import Style

QUARTER = 13
PROVOCATION = "provocation"
ROUND = 20.0
LAUNCH_CHART = Chart(
    LAUNCHES,
    "Launches in a quarter",
    "North Korean launches over the thirteen weeks up to then.",
    Style(1.0, "", 0, "days with a launch"),
    0.0,
    None,
    (Line(LAUNCHES, "", "one"),),
)


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart of the page: `field` is the chart of the recorded field, `only` the row of it that this panel shows."""

    field: str
    only: str = ""
    title: str = ""


PANELS = (
    Panel(PACT),
    Panel("visitors_change"),
    Panel("approval", "seoul", "Approval in Korea"),
    Panel("approval", "tokyo", "Approval in Japan"),
    Panel("hard_line"),
    Panel("boycott"),
    Panel(LAUNCHES),
    Panel("cohesion"),
    Panel("hostility"),
    Panel("deterrence_gap"),
    Panel("beer_change"),
    Panel("licence_flow", "hydrogen_fluoride", "Hydrogen fluoride from Japan"),
)


def history_charts(catalogue: Catalogue, readings: Sequence[Reading]) -> tuple[Chart, ...]:
    """The charts of the page in their order, without the pact; an axis reaches to the farthest real reading."""
    known = {chart.key: chart for chart in charts_of(catalogue)} | {LAUNCHES: LAUNCH_CHART}
    charts = (_narrowed(known[panel.field], panel) for panel in PANELS if panel.field in known)
    return tuple(_reaching(chart, readings) for chart in charts)


def _narrowed(chart: Chart, panel: Panel) -> Chart:
    if not panel.only:
        return chart
    lines = tuple(replace(line, label="") for line in chart.lines if line.series == f"{panel.field}.{panel.only}")
    return replace(chart, key=lines[0].series, title=panel.title, lines=lines)


def _reaching(chart: Chart, readings: Sequence[Reading]) -> Chart:
    shown = {line.series for line in chart.lines}
    values = [reading.value * chart.style.factor for reading in readings if reading.series in shown]
    if not values or chart.high is None:
        return chart
    low, high = min(values), max(values)
    return replace(
        chart,
        low=chart.low if low >= chart.low else math.floor(low / ROUND) * ROUND,
        high=chart.high if high <= chart.high else math.ceil(high / ROUND) * ROUND,
    )


def fans(charts: Sequence[Chart], results: Results) -> Mapping[str, Array]:
    """Every fan by series, (5 quantiles, week), in the page's unit."""
    found = {}
    for chart in charts:
        factor = np.float32(chart.style.factor)
        for line in chart.lines:
            fan = _launches(results) if line.series == LAUNCHES else results.series[line.series].fan
            found[line.series] = np.ascontiguousarray(fan.T) * factor
    return found


def _launches(results: Results) -> Array:
    """Quantiles of the launches over the thirteen weeks up to each week, fewer at the start, (week, 5)."""
    weekly = results.series[PROVOCATION].values
    if weekly is None:
        raise ValueError("the launches were streamed: their worlds were not kept")
    so_far = np.cumsum(weekly, axis=0)
    before = np.concatenate([np.zeros_like(so_far[:QUARTER]), so_far[:-QUARTER]])[: len(so_far)]
    return quantiles(so_far - before)
