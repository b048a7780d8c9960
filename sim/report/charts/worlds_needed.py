"""How many worlds each outcome needs, beside those that were played."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sim.report.charts.style import BLUE, INK, ROW, VERMILLION, WIDTH, Spec, framed, lines, values

HOW_TO_READ = (
    "The dot is how many worlds an outcome needs for the error wanted, the upright line how many were played. Dots to "
    "the right of their line need more worlds. Each step of the scale is ten times as many."
)
LEGEND = "Dot: worlds needed. Upright line: worlds played. Orange: more are needed than were played."


@dataclass(frozen=True, slots=True)
class Needed:
    """An outcome: the worlds it needs and the worlds that were played."""

    label: str
    needed: float
    played: int


def worlds_needed_chart(rows: Sequence[Needed], *, title: str) -> Spec:
    """A row for each outcome, in the order given, on a scale of powers of ten."""
    data = [
        {"outcome": row.label, "needed": row.needed, "played": row.played, "shown": f"{row.needed:,.0f}"}
        | {"more": row.needed > row.played}
        for row in rows
    ]
    names = [row.label for row in rows]
    axis = {"labelExpr": lines(names), "title": None, "ticks": False, "domain": False, "grid": True}
    place = {"field": "outcome", "type": "nominal", "sort": names, "axis": axis}
    numbers = [number for row in rows for number in (row.needed, row.played)]
    steps = _powers(min(numbers), max(numbers))
    across = {
        "type": "quantitative",
        "title": "Worlds",
        "scale": {"type": "log", "domain": [steps[0], steps[-1]]},
        "axis": {"format": ",", "values": steps},
    }
    colour = {"condition": {"test": "datum.more", "value": VERMILLION}, "value": BLUE}
    layers: list[Spec] = [
        {"mark": {"type": "rule", "strokeWidth": 2}, "encoding": _between(place, across, colour)},
        {
            "mark": {"type": "tick", "thickness": 2, "size": ROW - 8, "color": INK},
            "encoding": {"y": place, "x": {"field": "played", **across}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
            "encoding": {"y": place, "x": {"field": "needed", **across}, "color": colour},
        },
        *(_numbers(place, across, more) for more in (True, False)),
    ]
    body = {"data": values(data), "width": WIDTH, "height": {"step": ROW}, "layer": layers}
    return framed(body, title=title, subtitle=LEGEND)


def _between(place: Spec, across: Spec, colour: Spec) -> Spec:
    return {"y": place, "x": {"field": "played", **across}, "x2": {"field": "needed"}, "color": colour}


def _numbers(place: Spec, across: Spec, more: bool) -> Spec:
    """The worlds needed beside their dots, on the side that is free."""
    return {
        "transform": [{"filter": {"field": "more", "equal": more}}],
        "mark": {"type": "text", "align": "left" if more else "right", "dx": 8 if more else -8},
        "encoding": {"y": place, "x": {"field": "needed", **across}, "text": {"field": "shown", "type": "nominal"}},
    }


def _powers(low: float, high: float) -> list[int]:
    """The powers of ten around these numbers."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return [10**power for power in range(first, max(last, first + 1) + 1)]
