"""Charts of the moves: how much each surprised, and where the decision weights lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sim.report.charts.dots import Dot, dot_chart
from sim.report.charts.fan import date_axis
from sim.report.charts.style import (
    FAINT,
    HEIGHT,
    INK,
    WIDTH,
    Spec,
    colours,
    framed,
    shapes,
    titled,
    values,
)

Content = Mapping[str, Any]
NAMED = 3
LATE = 0.7
LEGEND = "Each mark is a move, at its day. 1 bit is a coin that fell the wrong way; each further bit halves the chance."


def surprise_chart(moves: Sequence[Content], names: Mapping[str, str]) -> Spec:
    """A mark for each move that the model's rules permit, at its day and as high as its surprise in bits."""
    permitted = [move for move in moves if move["permitted"]]
    told = {id(move) for move in sorted(permitted, key=lambda move: -move["bits"])[:NAMED]}
    dates = [date.fromisoformat(move["day"]) for move in permitted]
    late = min(dates) + LATE * (max(dates) - min(dates))
    rows = [
        {
            "date": move["day"],
            "bits": move["bits"],
            "capital": names[move["capital"]],
            "label": move["label"] if id(move) in told else "",
            "late": day > late,
        }
        for day, move in zip(dates, permitted, strict=True)
    ]
    days = date_axis(dates)
    days["scale"] = {**days["scale"], "padding": 20}
    up = {"field": "bits", "type": "quantitative", "title": titled("Surprise", "bits"), "scale": {"zero": True}}
    order = list(names.values())
    who = {"field": "capital", "type": "nominal", "title": None}
    body = {
        "data": values(rows),
        "width": WIDTH,
        "height": HEIGHT,
        "layer": [
            {
                "mark": {"type": "rule", "color": FAINT, "opacity": 0.35},
                "encoding": {"x": days, "y": up, "y2": {"datum": 0}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1},
                "encoding": {
                    "x": days,
                    "y": up,
                    "color": {**who, "scale": colours(order)},
                    "shape": {**who, "scale": shapes(order)},
                },
            },
            *(
                {
                    "transform": [{"filter": {"field": "late", "equal": is_late}}],
                    "mark": {"type": "text", "align": align, "dx": away, "color": INK},
                    "encoding": {"x": days, "y": up, "text": {"field": "label", "type": "nominal"}},
                }
                for is_late, align, away in ((False, "left", 9), (True, "right", -9))
            ),
        ],
    }
    return framed(body, title="How much each move surprised the fitted rule", subtitle=LEGEND)


def weights_chart(weights: Sequence[Content]) -> Spec:
    """Each weight's middle and spread, as a share of the range that was thought possible before."""

    def place(item: Content, value: float) -> float:
        return float(100.0 * (value - item["low"]) / (item["high"] - item["low"]))

    dots = [
        Dot(
            item["label"],
            place(item, item["p50"]),
            place(item, item["p25"]),
            place(item, item["p75"]),
            f"{item['p50']:.2f}",
            place(item, item["p5"]),
            place(item, item["p95"]),
        )
        for item in weights
    ]
    return dot_chart(
        dots,
        title="Where the weights lie within what was thought possible",
        label="Place within the range before",
        unit="percent of it",
        subtitle="Dot: middle draw, with its value. Thick bar: half of the draws. Thin line: nine in ten. What was not "
        "learned runs from 5 to 95.",
    )
