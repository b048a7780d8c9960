"""Ranks of known values among the draws of a fit, a small histogram for each parameter: even where the fit is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.stats import binom

from sim.report.charts.style import BLUE, FAINT, Spec, framed, lines, values

HOW_TO_READ = (
    "Each histogram counts where known values lay among the draws of fits to records made with them. Where the fit is "
    "right all bars are alike but for luck, and 99 in 100 stay within the grey band. A hill means that the fit is less "
    "sure than it could be, a valley that it is too sure, a slope that it leans to one side."
)
LEGEND = "Grey: where 99 bars in 100 lie if the fit is right."
COLUMNS, WIDTH, HEIGHT = 5, 104, 52
BINS = 10
LETTERS = 22
SURE = 0.99


@dataclass(frozen=True, slots=True)
class Histogram:
    """A parameter and how many ranks fell into each tenth."""

    label: str
    counts: Sequence[int]


def rank_histograms(found: Sequence[Histogram], *, title: str, subtitle: str = LEGEND) -> Spec:
    """The histograms beside and under each other, on the same scale."""
    rows = [
        {"label": item.label, "from": place / BINS, "to": (place + 1) / BINS, "count": count}
        for item in found
        for place, count in enumerate(item.counts)
    ]
    total = sum(found[0].counts)
    low, high = binom.interval(SURE, total, 1.0 / BINS)
    names = [item.label for item in found]
    across = {"field": "from", "type": "quantitative", "axis": None, "scale": {"domain": [0, 1]}}
    up = {"type": "quantitative", "title": None, "axis": {"tickCount": 3, "grid": False}}
    spec = {
        "width": WIDTH,
        "height": HEIGHT,
        "layer": [
            {
                "mark": {"type": "rect", "color": FAINT, "opacity": 0.25},
                "encoding": {
                    "x": across,
                    "x2": {"field": "to"},
                    "y": {"datum": float(low), **up},
                    "y2": {"datum": float(high)},
                },
            },
            {
                "mark": {"type": "rect", "color": BLUE, "opacity": 0.75},
                "encoding": {"x": across, "x2": {"field": "to"}, "y": {"field": "count", **up}, "y2": {"datum": 0}},
            },
        ],
    }
    facet = {
        "field": "label",
        "type": "nominal",
        "sort": names,
        "title": None,
        "header": {"labelExpr": lines(names, LETTERS, from_below=True), "labelAnchor": "start", "labelFontSize": 10},
    }
    body = {"data": values(rows), "facet": facet, "columns": COLUMNS, "spec": spec, "spacing": 14}
    return framed(body, title=title, subtitle=subtitle)
