"""How every chart looks: one typeface, colours that the colour-blind and grey print tell apart, a light ground."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sim.kernel.plain import plain

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
VEGA_LITE = "5.20"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

# Okabe and Ito (2008), without their yellow, which is lost on white paper
BLUE, VERMILLION, GREEN = "#0072B2", "#D55E00", "#009E73"
PURPLE, ORANGE, SKY, BLACK = "#CC79A7", "#E69F00", "#56B4E9", "#000000"
COLOURS = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK)
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right")
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 1], [1, 3], [10, 4])
INK, FAINT, GRID, PAPER = "#222222", "#5A5A5A", "#E3E3E3", "#FFFFFF"

WIDTH, HEIGHT = 560, 300
ROW = 26
LINE = 14
TICKS = 8
TITLE_WIDTH = 78
LABEL_WIDTH = 34
TITLE_SIZE, TEXT_SIZE, SMALL_SIZE = 15, 12, 11

CONFIG: Spec = {
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": SMALL_SIZE,
        "titleFontSize": TEXT_SIZE,
        "titleFontWeight": "normal",
        "gridColor": GRID,
        "domainColor": FAINT,
        "tickColor": FAINT,
        "labelLimit": 0,
        "titleLimit": 0,
        "titlePadding": 8,
        "labelPadding": 6,
    },
    "axisQuantitative": {"labelOverlap": True, "tickCount": TICKS},
    "header": {"labelFontSize": TEXT_SIZE, "labelColor": INK, "labelLimit": 0, "labelFontWeight": "bold"},
    "legend": {
        "labelFontSize": SMALL_SIZE,
        "titleFontSize": SMALL_SIZE,
        "titleFontWeight": "normal",
        "labelLimit": 0,
        "titleLimit": 0,
        "orient": "bottom",
    },
    "title": {
        "anchor": "start",
        "fontSize": TITLE_SIZE,
        "subtitleFontSize": TEXT_SIZE,
        "subtitleColor": FAINT,
        "color": INK,
        "offset": 14,
        "frame": "group",
    },
    "text": {"color": INK, "fontSize": SMALL_SIZE},
}


def framed(body: Mapping[str, Any], *, title: str, subtitle: str = "", describe: str = "") -> Spec:
    """A whole specification around marks and scales: title, a line under it, typeface, white ground.

    `describe` is what a reader who cannot see the chart is told; the title where it is empty.
    """
    heading: Spec = {"text": wrapped(title, TITLE_WIDTH)}
    if subtitle:
        heading["subtitle"] = wrapped(subtitle, TITLE_WIDTH + 12)
    return {
        "$schema": SCHEMA,
        "description": describe or title,
        "background": PAPER,
        "padding": 12,
        "title": heading,
        **body,
        "config": {**CONFIG, **body.get("config", {})},
    }


def wrapped(words: str, width: int) -> list[str]:
    """Words as lines no wider than so many letters."""
    return textwrap.wrap(words, width) or [""]


def lines(names: Iterable[str], width: int = LABEL_WIDTH, from_below: bool = False) -> str:
    """A Vega expression that shows each of these names over several lines; the data keeps the name whole.

    `from_below` fills up with empty lines on top, so that all names end on the same line.
    """
    shown = {name: wrapped(name, width) for name in names}
    if from_below:
        most = most_lines(shown, width)
        shown = {name: [""] * (most - len(text)) + text for name, text in shown.items()}
    return f"({json.dumps(shown)})[datum.value]"


def row_step(names: Sequence[str], least: int = ROW, width: int = LABEL_WIDTH) -> int:
    """How high the rows of a chart must be so that names over several lines do not touch."""
    return max(least, LINE * most_lines(names, width) + LINE // 2)


def most_lines(names: Iterable[str], width: int = LABEL_WIDTH) -> int:
    """How many lines the longest of these names takes."""
    return max((len(wrapped(name, width)) for name in names), default=1)


def titled(label: str, unit: str) -> str:
    """An axis title: what is measured, and in what."""
    return f"{label} ({unit})" if unit else label


def values(rows: Iterable[Mapping[str, Any]]) -> Spec:
    """Rows as data that travels inside the specification; a number that is not finite becomes nothing to draw."""
    return {"values": [plain(row) for row in rows]}


def colours(names: Sequence[str]) -> Spec:
    """A colour for each name, in their order; beyond seven they repeat, and shapes or dashes tell them apart."""
    return {"domain": list(names), "range": _cycled(COLOURS, len(names))}


def shapes(names: Sequence[str]) -> Spec:
    """A shape for each name, so that grey print tells them apart."""
    return {"domain": list(names), "range": _cycled(SHAPES, len(names))}


def dashes(names: Sequence[str]) -> Spec:
    """A dash for each name, so that grey print tells them apart."""
    return {"domain": list(names), "range": _cycled(DASHES, len(names))}


def _cycled(items: Sequence[Any], count: int) -> list[Any]:
    return [items[place % len(items)] for place in range(count)]


def distinct(names: Iterable[str]) -> list[str]:
    """Names in the order in which they first come."""
    return list(dict.fromkeys(names))
