"""Worlds over two inputs: where the case of interest comes about, and the boxes that were found around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.report.charts.style import FAINT, INK, VERMILLION, Spec, framed, titled, values

HOW_TO_READ = (
    "Each mark is a world. Triangles are worlds where the case of interest comes about, rings are the others. A good "
    "box holds most of the triangles and few of the rings."
)
SIDE = 420


@dataclass(frozen=True, slots=True)
class Axis:
    """An input: its label and unit, and the range that was tried."""

    label: str
    unit: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Box:
    """A box by its edges; an edge that is None is where the range ends."""

    name: str
    x: tuple[float | None, float | None]
    y: tuple[float | None, float | None]


def box_chart(
    x: Axis,
    y: Axis,
    points: Sequence[tuple[float, float, bool]],
    boxes: Sequence[Box],
    *,
    title: str,
    hit: str,
    miss: str,
    subtitle: str = "",
) -> Spec:
    """Points (x, y, whether the case comes about); `hit` and `miss` are the words for the two kinds of world."""
    kinds = [hit, miss]
    rows = [{"x": left, "y": up, "kind": hit if found else miss} for left, up, found in points]
    frames = [
        {"name": box.name}
        | dict(zip(("x", "x2"), _edges(box.x, x), strict=True))
        | dict(zip(("y", "y2"), _edges(box.y, y), strict=True))
        for box in boxes
    ]

    def along(name: str, axis: Axis) -> Spec:
        scale = {"domain": [axis.low, axis.high], "nice": False}
        return {"field": name, "type": "quantitative", "title": titled(axis.label, axis.unit), "scale": scale}

    place = {"x": along("x", x), "y": along("y", y)}
    kind: Spec = {"field": "kind", "type": "nominal", "legend": {"title": None}}
    marks = {
        **place,
        "color": {**kind, "scale": {"domain": kinds, "range": [VERMILLION, FAINT]}},
        "fill": {**kind, "scale": {"domain": kinds, "range": [VERMILLION, "transparent"]}},
        "shape": {**kind, "scale": {"domain": kinds, "range": ["triangle-up", "circle"]}},
        "size": {**kind, "scale": {"domain": kinds, "range": [42, 20]}},
    }
    edges = {**place, "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    corner = {**place, "y": {**place["y"], "field": "y2"}, "text": {"field": "name", "type": "nominal"}}
    layers: list[Spec] = [
        {"mark": {"type": "point", "opacity": 0.75}, "encoding": marks},
        {
            "data": values(frames),
            "mark": {"type": "rect", "fill": None, "stroke": INK, "strokeWidth": 2.5},
            "encoding": edges,
        },
        {
            "data": values(frames),
            "mark": {"type": "text", "align": "left", "baseline": "top", "dx": 5, "dy": 5, "fontWeight": "bold"},
            "encoding": corner,
        },
    ]
    body = {"data": values(rows), "width": SIDE, "height": SIDE, "layer": layers}
    return framed(body, title=title, subtitle=subtitle)


def _edges(pair: tuple[float | None, float | None], axis: Axis) -> tuple[float, float]:
    low, high = pair
    return axis.low if low is None else low, axis.high if high is None else high
