"""How series went in one lived world, over the fan of its ghosts and beside other courses of the same weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sim.report.charts.fan import date_axis
from sim.report.charts.style import (
    BLUE,
    FAINT,
    GREEN,
    INK,
    VERMILLION,
    Spec,
    distinct,
    framed,
    titled,
    values,
    wrapped,
)

HOW_TO_READ = (
    "The shaded bands are the worlds in which the same orders met other luck: dark for the middle half, light for nine "
    "in ten. Where no band is to be seen, luck changed nothing. Thin upright lines mark the first day of each move."
)
LEGEND = "Bands: the same orders under other luck (middle half, nine in ten). Upright lines: moves begin."
COLUMNS, PANEL_WIDTH, PANEL_HEIGHT = 2, 262, 150
TITLE_LETTERS = 46
POINTS = ("p5", "p25", "p50", "p75", "p95")
COLOURS = (INK, VERMILLION, GREEN)
DASHES = ([1, 0], [6, 3], [2, 2])


@dataclass(frozen=True, slots=True)
class Panel:
    """A series: the first day of each week, where 5, 25, 50, 75 and 95 % of the ghosts lay, and lines by name."""

    label: str
    unit: str
    days: Sequence[date]
    points: Sequence[Sequence[float]]
    lines: Mapping[str, Sequence[float]]


def courses_chart(panels: Sequence[Panel], moves: Sequence[date], *, title: str, subtitle: str = LEGEND) -> Spec:
    """A panel for each series, two beside each other; `moves` are the first days of moves."""
    names = distinct(name for panel in panels for name in panel.lines)
    body = {
        "concat": [_panel(panel, names, moves) for panel in panels],
        "columns": COLUMNS,
        "spacing": 22,
        "resolve": {"scale": {"y": "independent", "x": "shared"}},
    }
    return framed(body, title=title, subtitle=subtitle)


def _days(days: Sequence[date]) -> Spec:
    """An axis of days that has room in half a page: no year, where the weeks lie within one."""
    axis = date_axis(days, wide=False)
    if days[0].year == days[-1].year:
        axis["axis"] = {**axis["axis"], "format": "%d %b"}
    return axis


def _panel(panel: Panel, names: Sequence[str], moves: Sequence[date]) -> Spec:
    band = [
        {"date": day.isoformat(), **dict(zip(POINTS, points, strict=True))}
        for day, points in zip(panel.days, panel.points, strict=True)
    ]
    drawn = [
        {"date": day.isoformat(), "name": name, "value": value}
        for name, line in panel.lines.items()
        for day, value in zip(panel.days, line, strict=True)
    ]
    days = _days(panel.days)
    heading = wrapped(titled(panel.label, panel.unit), TITLE_LETTERS)

    def height(low: str, high: str | None = None) -> Spec:
        first: Spec = {"field": low, "type": "quantitative", "scale": {"zero": False}, "title": None}
        first["axis"] = {"tickCount": 5, "title": None}
        return {"x": days, "y": first, **({"y2": {"field": high}} if high else {})}

    told: Spec = {"field": "name", "type": "nominal", "title": None}
    colour = {**told, "scale": {"domain": list(names), "range": list(COLOURS[: len(names)])}}
    dash = {**told, "scale": {"domain": list(names), "range": list(DASHES[: len(names)])}}
    return {
        "title": {"text": heading, "anchor": "start", "fontSize": 12, "offset": 6},
        "width": PANEL_WIDTH,
        "height": PANEL_HEIGHT,
        "layer": [
            {
                "data": values({"date": day.isoformat()} for day in moves),
                "mark": {"type": "rule", "color": FAINT, "opacity": 0.35, "strokeWidth": 1},
                "encoding": {"x": days},
            },
            {
                "data": values(band),
                "mark": {"type": "area", "color": BLUE, "opacity": 0.18},
                "encoding": height("p5", "p95"),
            },
            {
                "data": values(band),
                "mark": {"type": "area", "color": BLUE, "opacity": 0.38},
                "encoding": height("p25", "p75"),
            },
            {
                "data": values(drawn),
                "mark": {"type": "line", "strokeWidth": 2},
                "encoding": {**height("value"), "color": colour, "strokeDash": dash},
            },
        ],
    }
