"""A value for each pair of choices, written in its cell; some cells marked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sim.report.charts.style import INK, Spec, distinct, framed, lines, most_lines, titled, values

HOW_TO_READ = "Each cell is one pair of choices; darker means more. Cells with a heavy frame are marked."
CELL_WIDTH, CELL_HEIGHT = 108, 44
LABEL_LETTERS = 16
ROW_LETTERS = 28
DARK, VERY_DARK = 0.6, 0.75
HEAD_LINE, PADDING = 13, 5
SEQUENTIAL, DIVERGING = "blues", "blueorange"


@dataclass(frozen=True, slots=True)
class Cell:
    """A pair of choices: its value, the value as it is to be written, and whether the cell is marked."""

    row: str
    column: str
    value: float
    shown: str
    marked: bool = False


def heatmap(
    cells: Sequence[Cell],
    *,
    title: str,
    label: str,
    unit: str,
    rows: str,
    columns: str,
    subtitle: str = "",
    around_zero: bool = False,
) -> Spec:
    """Rows and columns in the order given, under the names `rows` and `columns`. `around_zero` colours gains and
    losses apart, with zero white."""
    data = [
        {"row": cell.row, "column": cell.column, "value": cell.value, "shown": cell.shown, "marked": cell.marked}
        for cell in cells
    ]
    sides, heads = distinct(cell.row for cell in cells), distinct(cell.column for cell in cells)
    known = [cell.value for cell in cells if math.isfinite(cell.value)] or [0.0]
    low, high = min(known), max(known)
    reach = max(abs(low), abs(high)) or 1.0
    span = high - low or 1.0
    dark = f"abs(datum.value) > {VERY_DARK * reach}" if around_zero else f"datum.value > {low + DARK * span}"
    domain = {"domain": [-reach, reach]} if around_zero else {"domain": [low, low + span]}
    place: Spec = {
        "y": {
            "field": "row",
            "type": "nominal",
            "sort": sides,
            "title": rows,
            "axis": {"labelExpr": lines(sides, ROW_LETTERS), "ticks": False, "domain": False},
        },
        "x": {
            "field": "column",
            "type": "nominal",
            "sort": heads,
            "title": columns,
            "axis": {
                "labelExpr": lines(heads, LABEL_LETTERS, from_below=True),
                "labelPadding": HEAD_LINE * (most_lines(heads, LABEL_LETTERS) - 1) + PADDING,
                "labelAngle": 0,
                "orient": "top",
                "ticks": False,
                "domain": False,
            },
        },
    }
    colour = {
        "field": "value",
        "type": "quantitative",
        "scale": {"scheme": DIVERGING if around_zero else SEQUENTIAL, **domain},
        "legend": {"title": titled(label, unit), "orient": "bottom", "gradientLength": 220},
    }
    layers: list[Spec] = [
        {"mark": {"type": "rect", "stroke": "white"}, "encoding": {**place, "color": colour}},
        {
            "transform": [{"filter": "datum.marked"}],
            "mark": {"type": "rect", "fill": None, "stroke": INK, "strokeWidth": 3},
            "encoding": place,
        },
        {
            "mark": {"type": "text", "fontSize": 12},
            "encoding": {
                **place,
                "text": {"field": "shown", "type": "nominal"},
                "color": {"condition": {"test": dark, "value": "white"}, "value": INK},
            },
        },
    ]
    body = {"data": values(data), "width": {"step": CELL_WIDTH}, "height": {"step": CELL_HEIGHT}, "layer": layers}
    return framed(body, title=title, subtitle=subtitle)
