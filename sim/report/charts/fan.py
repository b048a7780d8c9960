"""Where the worlds lie week by week: a fan for each case, on real dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sim.report.charts.style import BLUE, HEIGHT, WIDTH, Spec, framed, lines, titled, values, wrapped

HOW_TO_READ = (
    "The line is the middle world of every week; the dark band holds the middle half of the worlds, the light band "
    "nine in ten. No single world need follow the line."
)
LEGEND = "Line: the middle world. Dark band: the middle half of the worlds. Light band: nine in ten."
FEW, SMALL_WIDTH, SMALL_HEIGHT, COLUMNS = 1, 260, 150, 2
HEADER_WIDTH = 36
TITLE_LETTERS, SMALL_TITLE_LETTERS = 46, 24
POINTS = ("p5", "p25", "p50", "p75", "p95")
YEAR_DAYS = 366


@dataclass(frozen=True, slots=True)
class Fan:
    """A case: the first day of each week, and where 5, 25, 50, 75 and 95% of its worlds lay below, week by week."""

    case: str
    dates: Sequence[date]
    points: Mapping[str, Sequence[float]]


def fan_chart(fans: Sequence[Fan], *, title: str, label: str, unit: str, subtitle: str = LEGEND) -> Spec:
    """A fan for each case side by side on the same axes; one case alone fills the drawing."""
    rows = [
        {"case": fan.case, "date": day.isoformat(), **{name: float(fan.points[name][place]) for name in POINTS}}
        for fan in fans
        for place, day in enumerate(fan.dates)
    ]
    alone = len(fans) <= FEW
    size = {"width": WIDTH, "height": HEIGHT} if alone else {"width": SMALL_WIDTH, "height": SMALL_HEIGHT}
    axis_title = wrapped(titled(label, unit), TITLE_LETTERS if alone else SMALL_TITLE_LETTERS)
    view = {**size, "layer": _layers(axis_title, _date_axis(fans, alone))}
    if alone:
        return framed({"data": values(rows), **view}, title=title, subtitle=subtitle)
    names = [fan.case for fan in fans]
    facet = {
        "field": "case",
        "type": "nominal",
        "sort": names,
        "title": None,
        "header": {"labelExpr": lines(names, HEADER_WIDTH), "labelAnchor": "start"},
    }
    own_dates = {"axis": {"x": "independent"}}
    body = {"data": values(rows), "facet": facet, "columns": COLUMNS, "spec": view, "resolve": own_dates}
    return framed(body, title=title, subtitle=subtitle)


def _layers(axis_title: list[str], dates: Spec) -> list[Spec]:
    def height(low: str, high: str | None = None) -> Spec:
        axis = {"title": axis_title, "titleLimit": 0}
        first: Spec = {"field": low, "type": "quantitative", "scale": {"zero": False}, "axis": axis}
        return {"x": dates, "y": first, **({"y2": {"field": high}} if high else {})}

    return [
        {"mark": {"type": "area", "color": BLUE, "opacity": 0.18}, "encoding": height("p5", "p95")},
        {"mark": {"type": "area", "color": BLUE, "opacity": 0.38}, "encoding": height("p25", "p75")},
        {"mark": {"type": "line", "color": BLUE, "strokeWidth": 2}, "encoding": height("p50")},
    ]


def _date_axis(fans: Sequence[Fan], alone: bool) -> Spec:
    return date_axis([day for fan in fans for day in (fan.dates[0], fan.dates[-1])], wide=alone)


def date_axis(days: Sequence[date], wide: bool = True, field: str = "date") -> Spec:
    """A channel of calendar days. The scale is UTC, so that no machine's time zone moves a day."""
    long = (max(days) - min(days)).days > YEAR_DAYS
    axis: dict[str, Any] = {
        "format": "%b %Y" if long else "%d %b %Y",
        "tickCount": 8 if wide else 4,
        "title": None,
        "labelOverlap": True,
        "grid": False,
    }
    return {"field": field, "type": "temporal", "scale": {"type": "utc"}, "axis": axis}
