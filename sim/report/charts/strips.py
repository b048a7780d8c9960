"""Outcomes of one world among others: a strip for each outcome on an axis of its own, with the lived world as a dot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.report.charts.style import BLUE, FAINT, INK, VERMILLION, Spec, framed, titled, values, wrapped

HOW_TO_READ = (
    "Thin line: nine in ten worlds. Thick bar: the middle half. Tick: the middle world. The dot is the world that was "
    "lived. A dot inside the thick bar is what was to be expected; a dot outside the thin line is rare luck."
)
LEGEND = "Thin line: nine in ten worlds. Thick bar: the middle half. Tick: the middle world. Dot: the lived world."
LANE = 20
STRIP_WIDTH, COLUMNS = 178, 3
LABEL_LETTERS = 38
ROOM_FOR_WORDS = 0.16


@dataclass(frozen=True, slots=True)
class Spread:
    """Where worlds of a kind lie: 5, 25, 50, 75 and 95 % of them, and a single value to mark, if any, as it is to be
    written."""

    name: str
    points: tuple[float, float, float, float, float]
    marked: float | None = None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """An outcome with its unit, and its worlds of several kinds. The axis is at least `least` wide, so that differences
    too small to talk about do not look large."""

    label: str
    unit: str
    spreads: tuple[Spread, ...]
    least: float


def strips_chart(strips: Sequence[Strip], *, title: str, subtitle: str = LEGEND) -> Spec:
    """A strip for each outcome, in the order given, three beside each other."""
    body = {
        "concat": [_strip(strip) for strip in strips],
        "columns": COLUMNS,
        "spacing": {"row": 12, "column": 20},
        "resolve": {"scale": {"x": "independent"}},
    }
    return framed(body, title=title, subtitle=subtitle)


def _strip(strip: Strip) -> Spec:
    rows = [_row(spread) for spread in strip.spreads]
    names = [spread.name for spread in strip.spreads]
    axis: Spec = {"title": None, "ticks": False, "domain": False, "labelPadding": 10}
    lane: Spec = {"field": "name", "type": "nominal", "sort": names, "axis": axis, "scale": {"domain": names}}
    heading = wrapped(titled(strip.label, strip.unit), LABEL_LETTERS)
    domain = {"domain": _domain(strip), "nice": True, "zero": False}

    def along(field: str) -> Spec:
        return {"field": field, "type": "quantitative", "scale": domain, "axis": {"tickCount": 4, "title": None}}

    def span(low: str, high: str) -> Spec:
        return {"y": lane, "x": along(low), "x2": {"field": high}}

    marked: Spec = {"filter": "isValid(datum.marked)"}
    return {
        "title": {"text": heading, "anchor": "start", "fontSize": 12, "offset": 4},
        "data": values(rows),
        "width": STRIP_WIDTH,
        "height": LANE * len(names),
        "layer": [
            {"mark": {"type": "rule", "color": FAINT, "strokeWidth": 1.5}, "encoding": span("p5", "p95")},
            {
                "mark": {"type": "rule", "color": BLUE, "strokeWidth": 7, "opacity": 0.55},
                "encoding": span("p25", "p75"),
            },
            {
                "mark": {"type": "tick", "color": INK, "thickness": 2, "size": 13},
                "encoding": {"y": lane, "x": along("p50")},
            },
            {
                "transform": [marked],
                "mark": {"type": "point", "filled": True, "size": 95, "color": VERMILLION, "opacity": 1, "stroke": INK},
                "encoding": {"y": lane, "x": along("marked")},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 9},
                "encoding": {"y": lane, "x": along("edge"), "text": {"field": "shown", "type": "nominal"}},
            },
        ],
    }


def _row(spread: Spread) -> Spec:
    points = dict(zip(("p5", "p25", "p50", "p75", "p95"), spread.points, strict=True))
    edge = max(spread.points[-1], spread.points[-1] if spread.marked is None else spread.marked)
    return {"name": spread.name, **points, "marked": spread.marked, "shown": spread.shown, "edge": edge}


def _domain(strip: Strip) -> list[float]:
    """All that is drawn, at least as wide as differences worth talking about, with room for words at the right."""
    drawn = [value for spread in strip.spreads for value in (*spread.points, spread.marked) if value is not None]
    low, high = min(drawn), max(drawn)
    short = max(strip.least - (high - low), 0.0) / 2.0
    low, high = low - short, high + short
    return [low, high + ROOM_FOR_WORDS * (high - low)]
