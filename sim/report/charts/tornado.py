"""How far each input, alone, moves an outcome when it goes to the low and to the high end of its range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sim.report.charts.style import BLUE, INK, ORANGE, ROW, WIDTH, Spec, framed, lines, row_step, titled, values

HOW_TO_READ = (
    "Each input has two bars: what the outcome gains or loses when this input alone goes to the low end (blue, upper) "
    "or to the high end (orange, lower) of its range. The numbers at the bars are the input's values there. A whisker "
    "that crosses the line at zero means that the effect cannot be told from none."
)
LEGEND = "Blue, upper bar: the input at its low end. Orange, lower bar: at its high end. Whisker: 95% interval."
ENDS = ("low end", "high end")
LABEL_ROOM = 52
PAIR = 2 * ROW - 10


@dataclass(frozen=True, slots=True)
class Swing:
    """An input: its value at each end as it is to be written, and the effect there with a 95% interval
    (mean, low, high), in the outcome's unit."""

    label: str
    low_value: str
    low_effect: tuple[float, float, float]
    high_value: str
    high_effect: tuple[float, float, float]


def tornado_chart(
    swings: Sequence[Swing], *, title: str, label: str, unit: str, reference: str, subtitle: str = LEGEND
) -> Spec:
    """Bars around zero, in the order given. `reference` says what zero is, such as 'all inputs at their defaults'."""
    rows = [
        {"input": swing.label, "end": end, "value": value, "effect": effect, "low": low, "high": high}
        | {"edge": _edge(effect, low, high)}
        for swing in swings
        for end, value, (effect, low, high) in (
            (ENDS[0], swing.low_value, swing.low_effect),
            (ENDS[1], swing.high_value, swing.high_effect),
        )
    ]
    names = [swing.label for swing in swings]
    axis = {"labelExpr": lines(names), "title": None, "ticks": False, "domain": False}
    rowed: Spec = {
        "y": {"field": "input", "type": "nominal", "sort": names, "axis": axis},
        "yOffset": {"field": "end", "type": "nominal", "sort": list(ENDS)},
    }
    across = {
        "type": "quantitative",
        "title": titled(f"Change in {label[:1].lower()}{label[1:]}", unit),
        "scale": {"zero": True, "padding": LABEL_ROOM},
    }
    colour = {
        "field": "end",
        "type": "nominal",
        "scale": {"domain": list(ENDS), "range": [BLUE, ORANGE]},
        "legend": {"title": f"Zero: {reference}"},
    }
    text = {
        "type": "text",
        "align": {"expr": "datum.edge < 0 ? 'right' : 'left'"},
        "dx": {"expr": "datum.edge < 0 ? -5 : 5"},
        "baseline": "middle",
    }
    layers: list[Spec] = [
        {"mark": "bar", "encoding": {**rowed, "x": {"field": "effect", "stack": None, **across}, "color": colour}},
        {
            "mark": {"type": "rule", "color": INK, "strokeWidth": 1.2},
            "encoding": {**rowed, "x": {"field": "low", **across}, "x2": {"field": "high"}},
        },
        {"mark": {"type": "rule", "color": INK}, "encoding": {"x": {"datum": 0}}},
        {
            "mark": text,
            "encoding": {**rowed, "x": {"field": "edge", **across}, "text": {"field": "value", "type": "nominal"}},
        },
    ]
    body = {
        "data": values(rows),
        "width": WIDTH,
        "height": {"step": row_step(names, PAIR), "for": "position"},
        "layer": layers,
    }
    return framed(body, title=title, subtitle=subtitle)


def _edge(effect: float, low: float, high: float) -> float:
    """How far out the bar and its whisker reach on the side of the effect."""
    reached = (effect, low if effect < 0 else high)
    return (min if effect < 0 else max)(value for value in reached if math.isfinite(value))
