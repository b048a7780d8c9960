"""How often came true what was called so likely: shares with intervals and counts, beside the diagonal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.report.charts.style import BLUE, FAINT, VERMILLION, Spec, framed, values

HOW_TO_READ = (
    "Each dot gathers the slips between two probabilities; it stands as far right as what was said on average and as "
    "high as what came true. On the dashed diagonal words and world agree; below it people were too sure of a yes, "
    "above it too doubtful. The bar is the 95 % interval, long where there are few slips."
)
LEGEND = "Dashed line: perfect calibration. Bar: 95 % interval. Number: how many slips."
SIDE = 340
TICKS = [0, 20, 40, 60, 80, 100]


@dataclass(frozen=True, slots=True)
class Said:
    """Slips of a bin: what was said on average, what share came true with its interval (all in percent), and how many
    slips they were."""

    said: float
    came: float
    low: float
    high: float
    count: int


def calibration_chart(bins: Sequence[Said], *, title: str, subtitle: str = LEGEND, cases: str = "slips") -> Spec:
    """A dot for each bin, in percent on both sides; `cases` is the word for what was gathered."""
    rows = [
        {"said": one.said, "came": one.came, "low": one.low, "high": one.high, "shown": f"{one.count}"} for one in bins
    ]

    def side(field: str, label: str) -> Spec:
        axis = {"values": TICKS}
        return {"field": field, "type": "quantitative", "title": label, "scale": {"domain": [0, 100]}, "axis": axis}

    across, up = side("said", "Said: how likely is a yes? (percent)"), f"Came true (percent of {cases})"
    corner = [{"said": 0, "came": 0}, {"said": 100, "came": 100}]
    body = {
        "data": values(rows),
        "width": SIDE,
        "height": SIDE,
        "layer": [
            {
                "data": values(corner),
                "mark": {"type": "line", "color": VERMILLION, "strokeDash": [5, 4]},
                "encoding": {"x": across, "y": side("came", up)},
            },
            {
                "mark": {"type": "rule", "color": FAINT, "strokeWidth": 1.5},
                "encoding": {"x": across, "y": side("low", up), "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 90, "color": BLUE, "opacity": 1},
                "encoding": {"x": across, "y": side("came", up)},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 9, "dy": -9, "fontWeight": "bold"},
                "encoding": {"x": across, "y": side("came", up), "text": {"field": "shown", "type": "nominal"}},
            },
        ],
    }
    return framed(body, title=title, subtitle=subtitle)
