"""What can be drawn over time: one chart for every recorded state field, and a few that belong together."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from sim.kernel.catalogue import Catalogue
from sim.kernel.state import Field
from sim.report.words import CAPITAL_NAMES
from sim.ui.units import Style, style_of

PACT = "pact"
SHOWN_FIRST = (
    PACT,
    "cohesion",
    "hostility",
    "deterrence_gap",
    "approval",
    "losses",
    "visitors_change",
    "fatigue",
)
NOT_A_QUANTITY = frozenset({"pact_state", "move", "unconverged", "court_stage", "relapse", "settled"})
FLAG_UNITS = ("0 or 1", "code")
WIDEST_FIXED_AXIS = 101.0
SERIES_COLOURS = ("one", "two", "three")
BEST_COLOURS = {"seoul": "seoul", "tokyo": "tokyo", "washington": "washington"}


@dataclass(frozen=True, slots=True)
class Line:
    """One fan of a chart: the recorded series it shows, its direct label and the name of its colour."""

    series: str
    label: str
    colour: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One panel over time. `low` and `high` fix its axis; `high` is None where the data decide."""

    key: str
    title: str
    help: str
    style: Style
    low: float
    high: float | None
    lines: tuple[Line, ...]


TOGETHER = (
    (
        "losses",
        "Economic loss since the start",
        (("loss_korea", "Korea", "seoul"), ("loss_japan", "Japan", "tokyo")),
    ),
    (
        "adversary_gains",
        "What the adversaries gained",
        (("gain_pyongyang", "Pyongyang", "one"), ("gain_beijing_moscow", "Beijing, Moscow", "two")),
    ),
)


def charts_of(catalogue: Catalogue) -> tuple[Chart, ...]:
    """Every chart that the recorded fields allow, those shown first in front."""
    found = [*_together(catalogue), *_single(catalogue)]
    rank = {key: place for place, key in enumerate(SHOWN_FIRST)}
    return tuple(sorted(found, key=lambda chart: rank.get(chart.key, len(rank))))


def _together(catalogue: Catalogue) -> Iterator[Chart]:
    for key, title, lines in TOGETHER:
        fields = [catalogue.fields.get(series) for series, _, _ in lines]
        if all(field is not None and field.recorded for field in fields):
            first = catalogue.fields[lines[0][0]]
            yield _chart(key, title, first, tuple(Line(*line) for line in lines))


def _single(catalogue: Catalogue) -> Iterator[Chart]:
    taken = {series for _, _, lines in TOGETHER for series, _, _ in lines}
    for field in catalogue.fields.values():
        if not field.recorded or field.key in taken | NOT_A_QUANTITY or field.unit in FLAG_UNITS:
            continue
        yield _chart(field.key, field.label, field, tuple(_lines(field)))


def _lines(field: Field) -> Iterator[Line]:
    if not field.rows:
        yield Line(field.key, "", SERIES_COLOURS[0])
    for place, row in enumerate(field.rows):
        label = CAPITAL_NAMES.get(row, row.replace("_", " "))
        colour = BEST_COLOURS.get(row, SERIES_COLOURS[place % len(SERIES_COLOURS)])
        yield Line(f"{field.key}.{row}", label, colour)


def _chart(key: str, title: str, field: Field, lines: tuple[Line, ...]) -> Chart:
    style = style_of(field.unit)
    low = field.low * style.factor if math.isfinite(field.low) else 0.0
    high = field.high * style.factor if math.isfinite(field.high) else math.inf
    fixed = high - low <= WIDEST_FIXED_AXIS
    return Chart(key, title, field.help, style, low if fixed else min(low, 0.0), high if fixed else None, lines)


def described(chart: Chart) -> dict[str, object]:
    """What the browser must know of a chart to draw it."""
    return {
        "key": chart.key,
        "title": chart.title,
        "help": chart.help,
        "unit": chart.style.words,
        "suffix": chart.style.suffix,
        "digits": chart.style.digits,
        "low": chart.low,
        "high": chart.high,
        "lines": [{"series": line.series, "label": line.label, "colour": line.colour} for line in chart.lines],
    }
