"""What acting at each moment would change: effects along the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sim.report.charts.fan import date_axis
from sim.report.charts.style import BLUE, FAINT, INK, VERMILLION, WIDTH, Spec, framed, titled, values

HOW_TO_READ = (
    "Each dot stands at the day on which something is done differently, as high as the difference it makes; the bar is "
    "the 95% interval. Filled dots can be told from no difference, rings cannot. A turning point is where dots leave "
    "the line at zero, or come back to it."
)
LEGEND = "Filled: told apart from zero. Ring: not told apart. Bar: 95% interval."
PLOT_HEIGHT = 260
LANE = 15
LETTER = 6.2
GAP = 10
KINDS = ("told apart from zero", "cannot be told apart")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, what happens then (it may be empty), and the effect with its 95% interval in the outcome's unit."""

    day: date
    label: str
    effect: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0


def timeline_chart(moments: Sequence[Moment], *, title: str, label: str, unit: str, subtitle: str = LEGEND) -> Spec:
    """Effects over the calendar, each moment's name above it, in as many lines as keep the names apart."""
    ordered = sorted(moments, key=lambda moment: moment.day)
    lanes = _lanes(ordered)
    rows = [
        {"date": moment.day.isoformat(), "label": moment.label, "effect": moment.effect, "low": moment.low}
        | {"high": moment.high, "kind": KINDS[0] if moment.clear else KINDS[1]}
        for moment in ordered
    ]
    named = [
        {"date": moment.day.isoformat(), "label": moment.label, "lane": lane}
        for moment, lane in zip(ordered, lanes, strict=True)
        if moment.label
    ]
    days = date_axis([moment.day for moment in ordered])
    days["scale"] = {**days["scale"], "padding": 14}
    parts: list[Spec] = [_plot(rows, days, titled(label, unit))]
    if named:
        parts.insert(0, _names(named, days, max(lanes) + 1))
    body = {"vconcat": parts, "spacing": 4, "resolve": {"scale": {"x": "shared"}}}
    return framed(body, title=title, subtitle=subtitle)


def _plot(rows: list[Spec], days: Spec, axis_title: str) -> Spec:
    def up(field: str) -> Spec:
        return {"field": field, "type": "quantitative", "title": axis_title, "scale": {"zero": True}}

    fill = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": list(KINDS), "range": [BLUE, "white"]},
        "legend": None,
    }
    return {
        "data": values(rows),
        "width": WIDTH,
        "height": PLOT_HEIGHT,
        "layer": [
            {"mark": {"type": "rule", "color": VERMILLION, "strokeDash": [4, 3]}, "encoding": {"y": {"datum": 0}}},
            {
                "mark": {"type": "rule", "color": FAINT, "strokeWidth": 1.5},
                "encoding": {"x": days, "y": up("low"), "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "stroke": BLUE, "size": 75, "opacity": 1, "strokeWidth": 2},
                "encoding": {"x": days, "y": up("effect"), "fill": fill},
            },
        ],
    }


def _names(named: list[Spec], days: Spec, lanes: int) -> Spec:
    """The names over their days, in lanes, each with a thin line down towards its dot."""
    blind = {**days, "axis": None}
    up = {
        "field": "lane",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [-0.5, lanes - 0.5], "nice": False, "zero": False},
    }
    return {
        "data": values(named),
        "width": WIDTH,
        "height": LANE * lanes,
        "layer": [
            {
                "mark": {"type": "rule", "color": FAINT, "opacity": 0.5},
                "encoding": {"x": blind, "y": up, "y2": {"datum": -0.5}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 3, "color": INK, "baseline": "middle"},
                "encoding": {"x": blind, "y": up, "text": {"field": "label", "type": "nominal"}},
            },
        ],
    }


def _lanes(ordered: Sequence[Moment]) -> list[int]:
    """A lane for each name: above all later names that begin before it ends, so that no two names meet and no line
    down to a dot crosses a name."""
    first = ordered[0].day
    span = max((ordered[-1].day - first).days, 1)
    lefts = [WIDTH * (moment.day - first).days / span for moment in ordered]
    lanes = [0] * len(ordered)
    for place in reversed(range(len(ordered))):
        right = lefts[place] + LETTER * len(ordered[place].label) + GAP
        later = range(place + 1, len(ordered))
        met = [lanes[other] for other in later if ordered[other].label and lefts[other] < right]
        lanes[place] = max(met, default=-1) + 1 if ordered[place].label else 0
    return lanes
