"""Inputs ranked by an index, with confidence intervals; one index or several side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.report.charts.style import (
    INK,
    ORANGE,
    ROW,
    WIDTH,
    Spec,
    colours,
    distinct,
    framed,
    lines,
    row_step,
    titled,
    values,
)

HOW_TO_READ = (
    "The longer the bar, the more the input matters; the whisker is the 95% interval of the index. Inputs whose "
    "whiskers overlap cannot be ranked against each other."
)
BAR = 18


@dataclass(frozen=True, slots=True)
class Ranked:
    """An input's index with its 95% interval. `kind` tells several indices of an input apart, such as
    'alone' and 'with others'; `shown` is the index as it is to be written; `floor`, where there is one, how large
    luck alone would have made it."""

    label: str
    value: float
    low: float
    high: float
    shown: str
    kind: str = ""
    floor: float | None = None


def ranked_bars(bars: Sequence[Ranked], *, title: str, label: str, unit: str = "", subtitle: str = "") -> Spec:
    """A row for each input, in the order given, with a bar for each kind of index."""
    rows: list[dict[str, Any]] = [
        {"input": bar.label, "kind": bar.kind, "value": bar.value, "low": bar.low, "high": bar.high}
        | {"shown": bar.shown, "edge": _edge(bar), "floor": bar.floor}
        for bar in bars
        if math.isfinite(bar.value)
    ]
    names, kinds = distinct(bar.label for bar in bars), distinct(bar.kind for bar in bars)
    axis = {"labelExpr": lines(names), "title": None, "ticks": False, "domain": False}
    rowed: Spec = {"y": {"field": "input", "type": "nominal", "sort": names, "axis": axis}}
    if len(kinds) > 1:
        rowed["yOffset"] = {"field": "kind", "type": "nominal", "sort": kinds}
    across = {
        "type": "quantitative",
        "title": titled(label, unit),
        "scale": {"zero": True},
    }
    legend = {"title": None} if len(kinds) > 1 else None
    colour = {"field": "kind", "type": "nominal", "scale": colours(kinds), "legend": legend}
    layers: list[Spec] = [
        {"mark": "bar", "encoding": {**rowed, "x": {"field": "value", "stack": None, **across}, "color": colour}},
        {
            "mark": {"type": "rule", "color": INK, "strokeWidth": 1.2},
            "encoding": {**rowed, "x": {"field": "low", **across}, "x2": {"field": "high"}},
        },
        {"mark": {"type": "rule", "color": INK}, "encoding": {"x": {"datum": 0}}},
        {
            "mark": {"type": "text", "align": "left", "dx": 5},
            "encoding": {**rowed, "x": {"field": "edge", **across}, "text": {"field": "shown", "type": "nominal"}},
        },
    ]
    if any(bar.floor is not None for bar in bars):
        layers.append(
            {
                "transform": [{"filter": "datum.floor !== null"}],
                "mark": {"type": "tick", "color": ORANGE, "opacity": 1, "thickness": 3, "size": BAR},
                "encoding": {**rowed, "x": {"field": "floor", **across}},
            }
        )
    step = row_step(names, max(ROW, BAR * len(kinds) + 8))
    body = {"data": values(rows), "width": WIDTH, "height": {"step": step, "for": "position"}, "layer": layers}
    return framed(body, title=title, subtitle=subtitle)


def _edge(bar: Ranked) -> float:
    """How far right the bar, its whisker and its floor reach."""
    reached = (bar.value, bar.high, 0.0 if bar.floor is None else bar.floor, 0.0)
    return max(value for value in reached if math.isfinite(value))
