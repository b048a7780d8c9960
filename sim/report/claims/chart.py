"""How every test of some claims came out: its effect beside the smallest one worth talking about."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sim.report.charts.style import (
    BLACK,
    BLUE,
    FAINT,
    GREEN,
    GRID,
    INK,
    ORANGE,
    VERMILLION,
    Spec,
    distinct,
    framed,
    lines,
    row_step,
    values,
)
from sim.report.claims.words import prediction_words, unit_words
from sim.study.claims.record import Expect
from sim.study.claims.run import ClaimFinding, PredictionFinding
from sim.study.claims.verdict import SIGNS, Verdict

LETTERS, ROW_HEIGHT = 78, 22
BAND = "#F3F3F3"
PLOT = 430
SHOWN = (Verdict.SUPPORTED, Verdict.WEAK, Verdict.INERT, Verdict.REVERSED)
COLOURS = {Verdict.SUPPORTED: BLUE, Verdict.WEAK: GREEN, Verdict.INERT: ORANGE, Verdict.REVERSED: VERMILLION}
SHAPES = {
    Verdict.SUPPORTED: "circle",
    Verdict.WEAK: "triangle-up",
    Verdict.INERT: "square",
    Verdict.REVERSED: "diamond",
}
TICKS = (-100, -30, -10, -3, -1, 0, 1, 3, 10, 30, 100)
MOST = 300.0
MARKS = ((-1, "floor, other way"), (1, "floor, as claimed"))
SUBTITLE = (
    "Each row is a test, measured in its own floor: the smallest effect worth talking about, told in brackets. Right "
    "of 0 (full line): the effect has the sign that the claim expects. Bar: 95% interval. Beyond one floor the axis is "
    "compressed."
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A test as it is drawn: its effect and interval in floors, positive in the direction that is expected."""

    claim: str
    label: str
    effect: float
    low: float
    high: float
    verdict: Verdict


def effects_chart(found: Sequence[ClaimFinding], title: str) -> Spec:
    """The tests that expect a sign, in the order of the claims, each measured in its own floor."""
    rows = [_row(item, test) for item in found for test in item.tests if _drawn(test)]
    names_of_claims = distinct(row.claim for row in rows)
    data = [
        {
            "test": row.label,
            "effect": row.effect,
            "low": row.low,
            "high": row.high,
            "verdict": str(row.verdict),
            "banded": names_of_claims.index(row.claim) % 2,
        }
        for row in rows
    ]
    names = [row.label for row in rows]
    reach = min(max((abs(end) for row in rows for end in (row.low, row.high, row.effect)), default=1.0) * 1.2, MOST)
    axis: Spec = {
        "labelExpr": lines(names, LETTERS),
        "title": None,
        "ticks": False,
        "domain": False,
        "grid": False,
        "labelPadding": 10,
    }
    place = {"field": "test", "type": "nominal", "sort": names, "axis": axis, "scale": {"domain": names}}
    across = {
        "type": "quantitative",
        "title": "Effect in the direction the claim expects, in floors",
        "scale": {"type": "symlog", "constant": 1, "domain": [-reach, reach], "clamp": True},
        "axis": {"values": list(TICKS), "gridColor": GRID},
    }
    kinds = [str(verdict) for verdict in SHOWN]
    looks = {
        "color": {
            "field": "verdict",
            "type": "nominal",
            "scale": {"domain": kinds, "range": [COLOURS[verdict] for verdict in SHOWN]},
            "legend": {"title": "This test", "orient": "top"},
        },
        "shape": {
            "field": "verdict",
            "type": "nominal",
            "scale": {"domain": kinds, "range": [SHAPES[verdict] for verdict in SHOWN]},
        },
    }
    layers: list[Spec] = [
        {
            "transform": [{"filter": "datum.banded == 1"}],
            "mark": {"type": "bar", "color": BAND, "height": {"band": 1}},
            "encoding": {"y": place, "x": {"datum": -reach, **across}, "x2": {"datum": reach}},
        },
        *(_upright(at, dash) for at, dash in ((-1, [4, 3]), (1, [4, 3]), (0, [1, 0]))),
        *(_named(at, words) for at, words in MARKS),
        {
            "mark": {"type": "rule", "color": INK, "strokeWidth": 3, "opacity": 0.55},
            "encoding": {"y": place, "x": {"field": "low", **across}, "x2": {"field": "high"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1, "stroke": BLACK, "strokeWidth": 0.5},
            "encoding": {"y": place, "x": {"field": "effect", **across}, **looks},
        },
    ]
    body = {
        "data": values(data),
        "width": PLOT,
        "height": {"step": row_step(names, least=ROW_HEIGHT, width=LETTERS)},
        "layer": layers,
    }
    return framed(body, title=title, subtitle=SUBTITLE)


def _upright(at: float, dash: list[int]) -> Spec:
    return {"mark": {"type": "rule", "color": FAINT, "strokeDash": dash}, "encoding": {"x": {"datum": at}}}


def _named(at: int, words: str) -> Spec:
    """What an upright means, at its upper end and on the side away from 0."""
    look = {"align": "right" if at < 0 else "left", "dx": 4 * at, "baseline": "top", "dy": -10, "color": INK}
    once = values([{"at": at}])
    across = {"field": "at", "type": "quantitative"}
    return {"data": once, "mark": {"type": "text", "text": words, **look}, "encoding": {"x": across, "y": {"value": 0}}}


def _drawn(test: PredictionFinding) -> bool:
    """Whether a test expects a sign and its measure exists; what should stay the same has no direction to draw."""
    return (
        test.test.expect in (Expect.UP, Expect.DOWN) and math.isfinite(test.effect.difference) and test.test.floor > 0
    )


def _row(found: ClaimFinding, test: PredictionFinding) -> _Row:
    sign = SIGNS[test.test.expect] / test.test.floor
    ends = sorted((sign * test.effect.low, sign * test.effect.high))
    place = found.tests.index(test) + 1
    floor = f"{test.test.floor:g} {unit_words(test.test)}".strip()
    label = f"{found.claim.id}.{place} {prediction_words(test.test, brief=True)} [{floor}]"
    return _Row(found.claim.id, label, sign * test.effect.difference, ends[0], ends[1], test.verdict)
