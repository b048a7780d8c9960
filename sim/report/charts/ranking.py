"""Several forecasters on the same questions: one mark each in every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.report.charts.style import Spec, colours, distinct, framed, lines, row_step, shapes, titled, values

WIDTH, LABEL_LETTERS, PADDING = 460, 40, 10


@dataclass(frozen=True, slots=True)
class Mark:
    """What one forecaster got in a row."""

    row: str
    who: str
    value: float


def ranking_chart(marks: Sequence[Mark], *, title: str, label: str, unit: str = "", subtitle: str = "") -> Spec:
    """A row for each question, in the order given; colours and shapes tell the forecasters apart. The axis begins at
    0."""
    rows, names = distinct(mark.row for mark in marks), distinct(mark.who for mark in marks)
    who: Spec = {"field": "who", "type": "nominal", "legend": {"title": None}}
    axis: Spec = {
        "labelExpr": lines(rows, LABEL_LETTERS),
        "title": None,
        "ticks": False,
        "domain": False,
        "grid": True,
        "labelPadding": PADDING,
    }
    body = {
        "data": values({"row": mark.row, "who": mark.who, "value": mark.value} for mark in marks),
        "width": WIDTH,
        "height": {"step": row_step(rows, width=LABEL_LETTERS)},
        "mark": {"type": "point", "filled": True, "size": 80, "opacity": 0.9},
        "encoding": {
            "y": {"field": "row", "type": "nominal", "sort": rows, "axis": axis, "scale": {"domain": rows}},
            "x": {"field": "value", "type": "quantitative", "title": titled(label, unit), "scale": {"zero": True}},
            "color": {**who, "scale": colours(names)},
            "shape": {**who, "scale": shapes(names)},
        },
    }
    return framed(body, title=title, subtitle=subtitle)
