"""Boxes of a search in the order of its steps: how much of the case of interest each holds, and how purely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.report.charts.style import BLUE, INK, VERMILLION, Spec, framed, values

HOW_TO_READ = (
    "Each dot is a box. To the right, it holds more of the worlds where the case of interest comes about (coverage); "
    "higher up, more of the worlds inside it are of that kind (density). No box is best at both; the number says how "
    "many inputs it limits, and the diamond is the box that was chosen."
)
SIDE = 380
PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Step:
    """A box of the search: coverage and density as shares, how many inputs it limits, and whether it was chosen."""

    coverage: float
    density: float
    inputs: int
    chosen: bool = False


def trade_off_chart(steps: Sequence[Step], *, title: str, base_rate: float | None = None, subtitle: str = "") -> Spec:
    """Coverage to the right, density upwards, both in percent; `base_rate` is the density of no box at all."""
    rows = [
        {"coverage": PERCENT * step.coverage, "density": PERCENT * step.density, "inputs": step.inputs}
        | {"chosen": step.chosen, "order": place, "shown": _shown(steps, place)}
        for place, step in enumerate(steps)
    ]

    def along(name: str, title: str) -> Spec:
        return {"field": name, "type": "quantitative", "title": title, "scale": {"domain": [0, 100]}}

    place = {
        "x": along("coverage", "Coverage (% of the worlds of interest that are in the box)"),
        "y": along("density", "Density (% of the worlds in the box that are of interest)"),
    }
    layers: list[Spec] = [
        {
            "mark": {"type": "line", "color": BLUE, "opacity": 0.5},
            "encoding": {**place, "order": {"field": "order", "type": "quantitative"}},
        },
        {"mark": {"type": "point", "filled": True, "color": BLUE, "size": 45, "opacity": 1}, "encoding": place},
        {
            "transform": [{"filter": "datum.chosen"}],
            "mark": {"type": "point", "shape": "diamond", "color": VERMILLION, "size": 260, "strokeWidth": 2.5},
            "encoding": place,
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 9, "dy": -7},
            "encoding": {**place, "text": {"field": "shown", "type": "nominal"}},
        },
    ]
    if base_rate is not None:
        layers += _base(PERCENT * base_rate)
    body = {"data": values(rows), "width": SIDE, "height": SIDE, "layer": layers}
    return framed(body, title=title, subtitle=subtitle)


def _base(level: float) -> list[Spec]:
    """Where the density of all worlds lies."""
    return [
        {"mark": {"type": "rule", "color": INK, "strokeDash": [4, 3]}, "encoding": {"y": {"datum": level}}},
        {
            "data": values([{"words": "all worlds"}]),
            "mark": {"type": "text", "align": "left", "dx": 4, "dy": -6},
            "encoding": {"x": {"datum": 0}, "y": {"datum": level}, "text": {"field": "words", "type": "nominal"}},
        },
    ]


def _shown(steps: Sequence[Step], place: int) -> str:
    """How many inputs a box limits, written where that changes and where the box was chosen."""
    here = steps[place]
    changed = place == 0 or steps[place - 1].inputs != here.inputs
    return str(here.inputs) if changed or here.chosen else ""
