"""What was said from many days of what happened later: chances over time, and ranges beside what was observed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sim.report.charts.style import BLUE, FAINT, INK, VERMILLION, Spec, distinct, framed, titled, values, wrapped

HOW_TO_READ_CHANCES = (
    "Each mark is a forecast, on the day on which it was made: a filled square where the thing then happened, a ring "
    "where it did not, a cross where law and calendar left nothing to ask. Good forecasts have squares high and rings "
    "low. The thin line is the base rate at that time."
)
LEGEND_CHANCES = "Square: it happened. Ring: it did not. Cross: nothing to ask. Thin line: base rate. Pale: in sample."
LEGEND_RANGES = "Bar: nine in ten worlds. Tick: their median. Dot: what was observed. Pale: in sample."
CAME, CAME_NOT, NOT_ASKED = "it happened", "it did not", "nothing to ask"
COLUMNS, PANEL_WIDTH, PANEL_HEIGHT, GAP = 3, 168, 84, 18
TITLE_LETTERS = 32
MARGIN = timedelta(days=45)
PALE = 0.35


@dataclass(frozen=True, slots=True)
class Chance:
    """A forecast with yes or no, in percent, beside the base rate of that day; `came` is None where nothing could be
    asked, `fair` says whether the forecaster knew nothing of what came."""

    panel: str
    day: date
    said: float
    base: float | None
    came: bool | None
    fair: bool = True


@dataclass(frozen=True, slots=True)
class Range:
    """A forecast of a number for a day: where nine in ten worlds lay, their median, and what was observed."""

    panel: str
    day: date
    low: float
    middle: float
    high: float
    observed: float
    fair: bool = True


def _panels(names: Sequence[str], layers: Sequence[Sequence[Spec]], encoded: Spec) -> Spec:
    return {
        "concat": [
            {
                "title": {"text": wrapped(name, TITLE_LETTERS), "anchor": "start", "fontSize": 11, "offset": 5},
                "width": PANEL_WIDTH,
                "height": PANEL_HEIGHT,
                "encoding": encoded,
                "layer": list(layer),
            }
            for name, layer in zip(names, layers, strict=True)
        ],
        "columns": COLUMNS,
        "spacing": GAP,
        "resolve": {"scale": {"x": "shared"}},
    }


def _days(days: Sequence[date]) -> Spec:
    """An axis of days with room at both ends; months are named where all lies within two years."""
    first, last = (end.isoformat() for end in (min(days) - MARGIN, max(days) + MARGIN))
    long = max(days) - min(days) > timedelta(days=730)
    axis = {"format": "%Y", "tickCount": "year"} if long else {"format": "%b %Y", "tickCount": 3}
    return {"field": "day", "type": "temporal", "title": None, "axis": axis, "scale": {"domain": [first, last]}}


def chances_chart(chances: Sequence[Chance], *, title: str, subtitle: str = LEGEND_CHANCES) -> Spec:
    """A panel for each question: chances in percent on the days on which they were said."""
    names = distinct(item.panel for item in chances)
    up: Spec = {
        "type": "quantitative",
        "scale": {"domain": [0, 100]},
        "axis": {"values": [0, 50, 100], "title": "percent"},
    }
    layers = [_chances([item for item in chances if item.panel == name], up) for name in names]
    return framed(_panels(names, layers, {"x": _days([item.day for item in chances])}), title=title, subtitle=subtitle)


def _chances(items: Sequence[Chance], up: Spec) -> list[Spec]:
    rows = [
        {"day": item.day.isoformat(), "said": item.said, "came": _answer(item.came), "clear": 1 if item.fair else PALE}
        for item in items
    ]
    base = [{"day": item.day.isoformat(), "base": item.base} for item in items if item.base is not None]
    answers = [CAME, CAME_NOT, NOT_ASKED]
    who: Spec = {"field": "came", "type": "nominal", "legend": None}
    return [
        {
            "data": values(base),
            "mark": {"type": "line", "color": FAINT, "strokeWidth": 1},
            "encoding": {"y": {"field": "base", **up}},
        },
        {
            "data": values(row for row in rows if row["came"] != CAME),
            "mark": {"type": "point", "size": 34, "strokeWidth": 1.6, "filled": False},
            "encoding": {
                "y": {"field": "said", **up},
                "color": {**who, "scale": {"domain": answers, "range": [VERMILLION, BLUE, FAINT]}},
                "shape": {**who, "scale": {"domain": answers, "range": ["square", "circle", "cross"]}},
                "opacity": {"field": "clear", "type": "quantitative", "scale": None},
            },
        },
        {
            "data": values(row for row in rows if row["came"] == CAME),
            "mark": {"type": "point", "size": 46, "filled": True, "shape": "square", "color": VERMILLION},
            "encoding": {
                "y": {"field": "said", **up},
                "opacity": {"field": "clear", "type": "quantitative", "scale": None},
            },
        },
    ]


def _answer(came: bool | None) -> str:
    return NOT_ASKED if came is None else CAME if came else CAME_NOT


def ranges_chart(ranges: Sequence[Range], *, title: str, unit: str, subtitle: str = LEGEND_RANGES) -> Spec:
    """A panel for each name: ranges and observations on the days for which they are."""
    names = distinct(item.panel for item in ranges)
    up: Spec = {"type": "quantitative", "scale": {"zero": False}, "axis": {"title": None, "tickCount": 4}}
    layers = [_ranges([item for item in ranges if item.panel == name], up) for name in names]
    body = _panels(names, layers, {"x": _days([item.day for item in ranges])})
    return framed(body, title=titled(title, unit), subtitle=subtitle)


def _ranges(items: Sequence[Range], up: Spec) -> list[Spec]:
    rows = [
        {
            "day": item.day.isoformat(),
            "low": item.low,
            "middle": item.middle,
            "high": item.high,
            "observed": item.observed,
            "clear": 1 if item.fair else PALE,
        }
        for item in items
    ]
    clear: Spec = {"field": "clear", "type": "quantitative", "scale": None}
    return [
        {
            "data": values(rows),
            "mark": {"type": "rule", "color": BLUE, "strokeWidth": 4},
            "encoding": {"y": {"field": "low", **up}, "y2": {"field": "high"}, "opacity": clear},
        },
        {
            "data": values(rows),
            "mark": {"type": "tick", "orient": "horizontal", "color": INK, "thickness": 2, "size": 8},
            "encoding": {"y": {"field": "middle", **up}, "opacity": clear},
        },
        {
            "data": values(rows),
            "mark": {"type": "point", "filled": True, "size": 34, "color": VERMILLION},
            "encoding": {"y": {"field": "observed", **up}, "opacity": clear},
        },
    ]
