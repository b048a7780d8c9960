"""An input that was swept against an outcome: how the mean and the spread of worlds move with it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sim.report.charts.style import (
    HEIGHT,
    INK,
    WIDTH,
    Spec,
    colours,
    dashes,
    distinct,
    framed,
    shapes,
    titled,
    values,
)

HOW_TO_READ = (
    "From left to right, the input grows; the line is the mean outcome, the dark band its 95% Monte Carlo interval and "
    "the light band where nine in ten worlds lie. Where the line is flat, the input makes no difference here."
)
HOW_TO_READ_MEAN = (
    "From left to right, the input grows; the line is the mean outcome and the band its 95% Monte Carlo interval. "
    "Where the line is flat, the input makes no difference here."
)
LEGEND_SPREAD = "Line: mean over worlds. Dark band: its 95% interval. Light band: nine in ten worlds."
LEGEND_MEAN = "Line: mean over worlds. Band: its 95% interval."


@dataclass(frozen=True, slots=True)
class SweptPoint:
    """A value of the input, and the outcome there: mean, 95% interval, and where nine in ten worlds lie if known.
    `series` tells several lines apart."""

    series: str
    value: float
    mean: float
    low: float
    high: float
    p5: float = math.nan
    p95: float = math.nan


def sweep_chart(
    points: Sequence[SweptPoint],
    *,
    title: str,
    input_label: str,
    input_unit: str,
    label: str,
    unit: str,
    subtitle: str = "",
) -> Spec:
    """A line with bands for each series. With several series the light bands are left out, for they would hide each
    other."""
    names = distinct(point.series for point in points)
    spread = len(names) == 1 and any(math.isfinite(point.p5) for point in points)
    rows = [
        {"series": point.series, "value": point.value, "mean": point.mean, "low": point.low, "high": point.high}
        | ({"p5": point.p5, "p95": point.p95} if spread else {})
        for point in sorted(points, key=lambda point: (names.index(point.series), point.value))
    ]
    across = {
        "field": "value",
        "type": "quantitative",
        "title": titled(input_label, input_unit),
        "scale": {"zero": False, "nice": False, "padding": 8},
        "axis": {"grid": False},
    }
    who: Spec = {"field": "series", "type": "nominal", "legend": {"title": None} if len(names) > 1 else None}
    colour = {**who, "scale": colours(names)}

    def up(low: str, high: str | None = None) -> Spec:
        first = {"field": low, "type": "quantitative", "title": titled(label, unit), "scale": {"zero": False}}
        return {"x": across, "y": first, "color": colour, **({"y2": {"field": high}} if high else {})}

    layers: list[Spec] = []
    if spread:
        layers.append({"mark": {"type": "area", "opacity": 0.15}, "encoding": up("p5", "p95")})
    layers += [
        {"mark": {"type": "area", "opacity": 0.3}, "encoding": up("low", "high")},
        {
            "mark": {"type": "line", "strokeWidth": 2},
            "encoding": {**up("mean"), "strokeDash": {**who, "scale": dashes(names)}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 50, "opacity": 1, "stroke": INK, "strokeWidth": 0.5},
            "encoding": {**up("mean"), "shape": {**who, "scale": shapes(names)}},
        },
    ]
    body = {"data": values(rows), "width": WIDTH, "height": HEIGHT, "layer": layers}
    return framed(body, title=title, subtitle=subtitle or (LEGEND_SPREAD if spread else LEGEND_MEAN))
