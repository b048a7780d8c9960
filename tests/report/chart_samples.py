"""One chart of every kind, from made-up rows, for tests that look at them all."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

from sim.report.charts import (
    boxes,
    calibration,
    courses,
    dots,
    fan,
    foretold,
    heatmap,
    ranked_bars,
    ranking,
    strips,
    sweep,
    timeline,
    tornado,
    trade_off,
)

FIRST = date(2019, 7, 1)
TROUBLE = "<script>alert('x')</script> & \"quotes\" \\ {brace} 한국"


def fan_of(case: str, weeks: int = 6) -> fan.Fan:
    days = [FIRST + timedelta(days=7 * week) for week in range(weeks)]
    return fan.Fan(case, days, {name: [level + week for week in range(weeks)] for level, name in enumerate(fan.POINTS)})


def every_kind() -> dict[str, dict[str, Any]]:
    """A specification by the name of its kind."""
    words: dict[str, Any] = {"title": f"A title {TROUBLE}", "label": "Cohesion", "unit": "index 0-100"}
    return {
        "fan_alone": fan.fan_chart([fan_of("One")], **words),
        "fan_cases": fan.fan_chart([fan_of("One"), fan_of(TROUBLE), fan_of("Three")], **words),
        "dots": dots.dot_chart([dots.Dot(TROUBLE, 5.0, 4.0, 6.0, "5.0", 1.0, 9.0)], **words),
        "dots_of_differences": dots.dot_chart([dots.Dot("a", -1.0, -2.0, 0.5, "-1.0")], **words, zero_line=True),
        "tornado": tornado.tornado_chart(
            [tornado.Swing(TROUBLE, "0.1", (-3.0, -4.0, -2.0), "0.9", (2.0, -0.5, math.inf))],
            **words,
            reference="the defaults",
        ),
        "ranked": ranked_bars.ranked_bars(
            [ranked_bars.Ranked("Resolve", 0.4, 0.3, 0.5, "0.40", kind) for kind in ("alone", "in all")],
            title="Shares",
            label="Share",
        ),
        "ranked_alone": ranked_bars.ranked_bars(
            [ranked_bars.Ranked("Resolve", 0.4, math.nan, math.nan, "0.40")], title="Shares", label="Share"
        ),
        "heatmap": heatmap.heatmap(
            [heatmap.Cell("hold", "talk", 1.0, "1.0"), heatmap.Cell("press", "talk", 2.0, "2.0", marked=True)],
            **words,
            rows="Tokyo",
            columns="Seoul",
        ),
        "heatmap_around_zero": heatmap.heatmap(
            [heatmap.Cell("a", "b", 0.0, "0")], **words, rows="x", columns="y", around_zero=True
        ),
        "boxes": boxes.box_chart(
            boxes.Axis("Resolve", "0-1", 0.0, 1.0),
            boxes.Axis("Engagement", "0-1", 0.0, 2.0),
            [(0.2, 0.3, True), (0.8, 1.5, False)],
            [boxes.Box("box 1", (0.1, None), (None, 0.6))],
            title="Boxes",
            hit="lapses",
            miss="stays",
        ),
        "trade_off": trade_off.trade_off_chart(
            [trade_off.Step(1.0, 0.2, 0), trade_off.Step(0.7, 0.8, 2, chosen=True)], title="Trade", base_rate=0.2
        ),
        "timeline": timeline.timeline_chart(
            [
                timeline.Moment(FIRST, "Controls", 2.0, 1.0, 3.0),
                timeline.Moment(FIRST + timedelta(days=9), TROUBLE, 1.0, -1.0, 3.0),
                timeline.Moment(FIRST + timedelta(days=90), "", -1.0, -2.0, -0.5),
            ],
            **words,
        ),
        "strips": strips.strips_chart(
            [
                strips.Strip("Cohesion", "index 0-100", (strips.Spread("Yours", (1, 2, 3, 4, 5), 2.5, "2.5"),), 1.0),
                strips.Strip(TROUBLE, "USD", (strips.Spread("Yours", (1, 1, 1, 1, 1)),), 8.0),
            ],
            title=f"Strips {TROUBLE}",
        ),
        "courses": courses.courses_chart(
            [
                courses.Panel(
                    TROUBLE,
                    "percent",
                    [FIRST, FIRST + timedelta(days=7)],
                    [[1, 2, 3, 4, 5], [2, 3, 4, 5, 6]],
                    {"Your world": [2.0, 3.0], TROUBLE: [4.0, 5.0]},
                )
            ],
            [FIRST],
            title="Courses",
        ),
        "calibration": calibration.calibration_chart([calibration.Said(20.0, 0.0, 0.0, 49.0, 4)], title="Calibration"),
        "foretold_chances": foretold.chances_chart(
            [
                foretold.Chance(TROUBLE, FIRST, 20.0, 10.0, True),
                foretold.Chance(TROUBLE, FIRST + timedelta(days=91), 80.0, None, False, False),
                foretold.Chance("Two", FIRST, 0.0, 5.0, None),
            ],
            title="Chances",
        ),
        "foretold_ranges": foretold.ranges_chart(
            [foretold.Range(name, FIRST, 1.0, 2.0, 3.0, 4.0) for name in (TROUBLE, "Two")],
            title="Ranges",
            unit="percent",
        ),
        "ranking": ranking.ranking_chart(
            [ranking.Mark(row, who, 0.5) for row in (TROUBLE, "Two") for who in ("A", "B")],
            title="Ranking",
            label="Score",
        ),
        "sweep": sweep.sweep_chart(
            [sweep.SweptPoint("One", x, 5.0 * x, 4.0 * x, 6.0 * x, 0.0, 10.0) for x in (0.9, 0.1)],
            **words,
            input_label="Resolve",
            input_unit="0-1",
        ),
        "sweep_cases": sweep.sweep_chart(
            [sweep.SweptPoint(name, x, 5.0, 4.0, 6.0) for name in ("One", "Two") for x in (0.1, 0.9)],
            **words,
            input_label="Resolve",
            input_unit="0-1",
        ),
    }
