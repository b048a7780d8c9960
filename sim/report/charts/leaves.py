"""The leaves of a tree: which worlds each holds, and how often the case of interest comes about there."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

from sim.report.charts.style import BLUE, INK, VERMILLION, WIDTH, Spec, framed, values

HOW_TO_READ = (
    "Each bar is a leaf, with what holds of its worlds on the left. The longer the bar, the more of them are of "
    "interest; the whisker is the 95% interval. The dashed line is the share over all worlds."
)
LINE = 14
BETWEEN = 14
LEAST_LINES = 2


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf: what holds of its worlds, a condition a line; the share of interest in percent with its interval, and
    how that is to be written."""

    conditions: tuple[str, ...]
    share: float
    low: float
    high: float
    shown: str


def leaf_chart(leaves: Sequence[Leaf], base: float, *, title: str, subtitle: str = "") -> Spec:
    """A bar for each leaf, in the order given. `base` is the share over all worlds in percent."""
    names = [f"{place}." for place in range(1, len(leaves) + 1)]
    rows = [
        {"leaf": name, "share": leaf.share, "low": leaf.low, "high": leaf.high, "shown": leaf.shown}
        for name, leaf in zip(names, leaves, strict=True)
        if math.isfinite(leaf.share)
    ]
    told = {
        name: [f"{name} {line}" if not at else line for at, line in enumerate(leaf.conditions or ("all worlds",))]
        for name, leaf in zip(names, leaves, strict=True)
    }
    most = max([LEAST_LINES, *(len(lines) for lines in told.values())])
    axis: Spec = {
        "labelExpr": f"({json.dumps(told)})[datum.value]",
        "labelOverlap": False,
        "labelLineHeight": LINE,
        "title": None,
        "ticks": False,
        "domain": False,
    }
    row: Spec = {"field": "leaf", "type": "nominal", "sort": names, "axis": axis, "scale": {"domain": names}}
    across: Spec = {"type": "quantitative", "title": "% of the worlds of a leaf that are of interest"}
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "color": BLUE, "height": LINE},
            "encoding": {"y": row, "x": {"field": "share", "scale": {"zero": True}, **across}},
        },
        {
            "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5},
            "encoding": {"y": row, "x": {"field": "low", **across}, "x2": {"field": "high"}},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 6},
            "encoding": {"y": row, "x": {"field": "high", **across}, "text": {"field": "shown", "type": "nominal"}},
        },
        {
            "mark": {"type": "rule", "color": VERMILLION, "strokeDash": [5, 3], "strokeWidth": 1.5},
            "encoding": {"x": {"datum": base}},
        },
    ]
    body = {"data": values(rows), "width": WIDTH, "height": {"step": LINE * most + BETWEEN}, "layer": layers}
    return framed(body, title=title, subtitle=subtitle)
