"""How often something happened in each stretch of time, beside how often it does in the draws of a fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.report.charts.held_against import KNOWN, LATER
from sim.report.charts.style import BLUE, INK, VERMILLION, Spec, framed, titled, values

HOW_TO_READ = (
    "The thick bar holds half of the draws, the thin line nine in ten; the mark is what happened: filled where the fit "
    "knew it, hollow where it came later and was never used."
)
LEGEND = "Thick bar: half of the draws. Thin line: nine in ten. Marks: what happened."
WIDTH, HEIGHT = 560, 200


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time by name: the 5, 25, 50, 75 and 95 % points of the draws, what happened, and whether that came
    after the fit."""

    name: str
    points: Sequence[float]
    observed: float
    later: bool


def counted_against_chart(stretches: Sequence[Stretch], *, title: str, label: str, unit: str) -> Spec:
    """A column for each stretch, in their order."""
    rows = [
        {
            "name": item.name,
            **dict(zip(("p5", "p25", "p50", "p75", "p95"), item.points, strict=True)),
            "observed": item.observed,
            "when": LATER if item.later else KNOWN,
        }
        for item in stretches
    ]
    across = {
        "field": "name",
        "type": "nominal",
        "sort": [item.name for item in stretches],
        "title": None,
        "axis": {"labelAngle": 0, "grid": False},
    }

    def up(low: str, high: str | None = None) -> Spec:
        first: Spec = {"field": low, "type": "quantitative", "title": titled(label, unit)}
        return {"x": across, "y": first, **({"y2": {"field": high}} if high else {})}

    when, domain = {"field": "when", "type": "nominal", "title": None}, [KNOWN, LATER]
    mark = {
        **up("observed"),
        "color": {**when, "scale": {"domain": domain, "range": [INK, VERMILLION]}},
        "shape": {**when, "scale": {"domain": domain, "range": ["circle", "diamond"]}},
        "fill": {**when, "scale": {"domain": domain, "range": [INK, "white"]}},
    }
    body = {
        "data": values(rows),
        "width": WIDTH,
        "height": HEIGHT,
        "layer": [
            {"mark": {"type": "rule", "color": BLUE, "strokeWidth": 1.5}, "encoding": up("p5", "p95")},
            {"mark": {"type": "rule", "color": BLUE, "strokeWidth": 12, "opacity": 0.4}, "encoding": up("p25", "p75")},
            {"mark": {"type": "tick", "color": BLUE, "thickness": 3, "width": 14}, "encoding": up("p50")},
            {"mark": {"type": "point", "size": 60, "strokeWidth": 1.6, "opacity": 1}, "encoding": mark},
        ],
    }
    return framed(body, title=title, subtitle=LEGEND)
