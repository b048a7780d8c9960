"""One outcome in several cases: the mean, how sure of it we are, and where the worlds lie."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sim.report.charts.style import (
    BLUE,
    FAINT,
    INK,
    VERMILLION,
    Spec,
    framed,
    lines,
    row_step,
    titled,
    values,
)

HOW_TO_READ = (
    "The dot is the mean over worlds and the thick bar its 95% Monte Carlo interval: more worlds would make it "
    "narrower. The thin line runs from the 5% to the 95% world: how different worlds are, whatever their number."
)
HOW_TO_READ_MEAN = (
    "The dot is the mean over worlds and the bar its 95% Monte Carlo interval: more worlds would make it narrower."
)
LEGEND_SPREAD = "Dot: mean over worlds. Thick bar: its 95% interval. Thin line: from the 5% to the 95% world."
LEGEND_MEAN = "Dot: mean. Bar: its 95% interval."
PADDING = 10
LABEL_LETTERS, PLOT_WIDTH = 46, 480


@dataclass(frozen=True, slots=True)
class Dot:
    """A case: the mean, its 95% interval from `low` to `high`, where nine in ten worlds lie (if that is known), and
    the mean as it is to be written beside the dot."""

    case: str
    mean: float
    low: float
    high: float
    shown: str
    p5: float = math.nan
    p95: float = math.nan


def dot_chart(
    dots: Sequence[Dot], *, title: str, label: str, unit: str, subtitle: str = "", zero_line: bool = False
) -> Spec:
    """A row for each case, in the order given. `zero_line` draws where there is no difference."""
    spread = any(math.isfinite(dot.p5) for dot in dots)
    rows = [
        {
            "case": dot.case,
            "mean": dot.mean,
            "low": dot.low,
            "high": dot.high,
            "p5": dot.p5,
            "p95": dot.p95,
            "shown": dot.shown,
            "edge": max(value for value in (dot.high, dot.p95, dot.mean) if math.isfinite(value)),
        }
        for dot in dots
        if math.isfinite(dot.mean)
    ]
    names = [dot.case for dot in dots]
    axis: Spec = {
        "labelExpr": lines(names, LABEL_LETTERS),
        "title": None,
        "ticks": False,
        "domain": False,
        "grid": True,
        "labelPadding": PADDING,
    }
    place = {"field": "case", "type": "nominal", "sort": names, "axis": axis, "scale": {"domain": names}}
    across = {"type": "quantitative", "title": titled(label, unit), "scale": {"zero": False}}

    def span(low: str, high: str) -> Spec:
        return {"y": place, "x": {"field": low, **across}, "x2": {"field": high}}

    layers: list[Spec] = [_zero()] if zero_line else []
    if spread:
        layers.append({"mark": {"type": "rule", "color": FAINT, "strokeWidth": 1.5}, "encoding": span("p5", "p95")})
    layers += [
        {"mark": {"type": "rule", "color": BLUE, "strokeWidth": 6, "opacity": 0.6}, "encoding": span("low", "high")},
        {
            "mark": {"type": "point", "filled": True, "size": 70, "color": INK, "opacity": 1},
            "encoding": {"y": place, "x": {"field": "mean", **across}},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 8},
            "encoding": {"y": place, "x": {"field": "edge", **across}, "text": {"field": "shown", "type": "nominal"}},
        },
    ]
    body = {
        "data": values(rows),
        "width": PLOT_WIDTH,
        "height": {"step": row_step(names, width=LABEL_LETTERS)},
        "layer": layers,
    }
    return framed(body, title=title, subtitle=subtitle or (LEGEND_SPREAD if spread else LEGEND_MEAN))


def _zero() -> Spec:
    return {"mark": {"type": "rule", "color": VERMILLION, "strokeDash": [4, 3]}, "encoding": {"x": {"datum": 0}}}
