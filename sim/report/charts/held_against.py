"""A series week by week, with what was observed of it: what a fit knew, and what came later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sim.report.charts.fan import date_axis
from sim.report.charts.style import BLUE, INK, VERMILLION, Spec, framed, values, wrapped

HOW_TO_READ = (
    "The line is the middle draw, the dark band holds half of the draws and the light one nine in ten. Each mark is an "
    "observation with the error that was allowed for it (nine in ten): filled where the fit knew it, hollow where it "
    "came later and was never used."
)
LEGEND = "Bands: half of the draws, and nine in ten. Marks: observed; the bars are the errors allowed for."
KNOWN, LATER = "known to the fit", "came later"
COLUMNS, PANEL_WIDTH, PANEL_HEIGHT = 2, 270, 160
TITLE_LETTERS = 44
POINTS = ("p5", "p25", "p50", "p75", "p95")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was observed on a day: the value, the error allowed for on either side, whether it came after the fit."""

    day: date
    value: float
    error: float
    later: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A series: the first day of each week, its 5, 25, 50, 75 and 95 % points, (point, week), and what was observed."""

    label: str
    days: Sequence[date]
    points: Sequence[Sequence[float]]
    seen: Sequence[Seen]


def held_against_chart(panels: Sequence[Held], *, title: str, subtitle: str = LEGEND, stepped: bool = False) -> Spec:
    """A panel for each series, two beside each other. `stepped` draws a series that jumps."""
    body = {
        "concat": [_panel(panel, stepped) for panel in panels],
        "columns": COLUMNS,
        "spacing": 24,
        "resolve": {"scale": {"y": "independent", "x": "independent"}},
    }
    return framed(body, title=title, subtitle=subtitle)


def _panel(panel: Held, stepped: bool) -> Spec:
    bands = [
        {"date": day.isoformat(), **dict(zip(POINTS, points, strict=True))}
        for day, points in zip(panel.days, zip(*panel.points, strict=True), strict=True)
    ]
    seen = [
        {
            "date": item.day.isoformat(),
            "value": item.value,
            "low": item.value - item.error,
            "high": item.value + item.error,
            "when": LATER if item.later else KNOWN,
        }
        for item in panel.seen
    ]
    days = date_axis(panel.days, wide=False)
    shape = {"interpolate": "step-after"} if stepped else {}

    def up(low: str, high: str | None = None) -> Spec:
        first: Spec = {"field": low, "type": "quantitative", "scale": {"zero": False}, "title": None}
        return {"x": days, "y": first, **({"y2": {"field": high}} if high else {})}

    when = {"field": "when", "type": "nominal", "title": None}
    domain = [KNOWN, LATER]
    colour = {**when, "scale": {"domain": domain, "range": [INK, VERMILLION]}}
    return {
        "title": {"text": wrapped(panel.label, TITLE_LETTERS), "anchor": "start", "fontSize": 12, "offset": 6},
        "width": PANEL_WIDTH,
        "height": PANEL_HEIGHT,
        "layer": [
            {
                "data": values(bands),
                "mark": {"type": "area", "color": BLUE, "opacity": 0.18, **shape},
                "encoding": up("p5", "p95"),
            },
            {
                "data": values(bands),
                "mark": {"type": "area", "color": BLUE, "opacity": 0.38, **shape},
                "encoding": up("p25", "p75"),
            },
            {
                "data": values(bands),
                "mark": {"type": "line", "color": BLUE, "strokeWidth": 2, **shape},
                "encoding": up("p50"),
            },
            {
                "data": values(item for item in seen if item["low"] != item["high"]),
                "mark": {"type": "rule", "strokeWidth": 1.2},
                "encoding": {**up("low", "high"), "color": colour},
            },
            {
                "data": values(seen),
                "mark": {"type": "point", "size": 45, "strokeWidth": 1.6, "opacity": 1},
                "encoding": {
                    **up("value"),
                    "color": colour,
                    "shape": {**when, "scale": {"domain": domain, "range": ["circle", "diamond"]}},
                    "fill": {**when, "scale": {"domain": domain, "range": [INK, "white"]}},
                },
            },
        ],
    }
