"""Charts of the fit, from its content as it lies in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from sim.report.charts import counted_against, held_against, rank_histograms
from sim.report.charts.counted_against import Stretch, counted_against_chart
from sim.report.charts.dots import Dot, dot_chart
from sim.report.charts.held_against import Held, Seen, held_against_chart
from sim.report.charts.rank_histograms import BINS, Histogram
from sim.report.document import Chart

Content = Mapping[str, Any]
NINE_IN_TEN = 1.645
CASES = {"pnr": "Nippon Steel (shares of PNR)", "mhi": "Mitsubishi Heavy"}
GROUPS = (
    ("boycott", "The boycott and what it did", ("visitors_change", "beer_change", "boycott")),
    ("opinion", "Opinion", ("hard_line.seoul", "hard_line.tokyo")),
    ("supply", "Hydrogen fluoride", ("licence_flow.hydrogen_fluoride",)),
    ("approval", "Approval", ("approval.seoul", "approval.tokyo")),
)


def places(moved: Sequence[Content]) -> Chart:
    """Where the draws of each parameter lie within its range."""

    def place(item: Content, value: float) -> float:
        return float(100.0 * (value - item["low"]) / (item["high"] - item["low"]))

    dots = []
    for item in moved:
        p5, p25, p50, p75, p95 = (place(item, value) for value in item["after"])
        dots.append(Dot(item["label"], p50, p25, p75, f"{item['after'][2]:.3g}", p5, p95))
    spec = dot_chart(
        dots,
        title="Where the draws lie within what was thought possible",
        label="Place within the declared range",
        unit="percent of it",
        subtitle="Dot: middle draw, with its value. Thick bar: half of the draws. Thin line: nine in ten. What was not "
        "learnt runs from 5 to 95.",
    )
    caption = (
        "A short bar has learnt much, one over the whole width nothing. Only parameters that were moved are drawn."
    )
    return Chart("calibration_places", "Where the draws lie within what was thought possible", caption, spec)


def against_record(content: Content) -> list[Chart]:
    """The bands of the weekly series beside their observations, a chart for each group."""
    bands = {band["series"]: band for band in content["bands"]}
    return [
        Chart(
            f"calibration_{name}",
            title,
            held_against.HOW_TO_READ,
            held_against_chart([_held(bands[series], content["points"]) for series in chosen], title=title),
        )
        for name, title, chosen in GROUPS
    ]


def _held(band: Content, points: Sequence[Content]) -> Held:
    days = [date.fromisoformat(day) for day in band["days"]]
    seen = [
        Seen(_middle(point), point["observed"], NINE_IN_TEN * _sd(point), not point["fitted"])
        for point in points
        if point["series"] == band["series"] and days[0] <= _middle(point) <= days[-1]
    ]
    return Held(f"{band['label']} ({band['unit']})", days, band["quantiles"], seen)


def _middle(point: Content) -> date:
    first, last = date.fromisoformat(point["first"]), date.fromisoformat(point["last"])
    return first + (last - first) / 2


def _sd(point: Content) -> float:
    return float(np.hypot(point["observation_sd"], point["discrepancy_sd"]))


def counts(content: Content, kind: str, title: str, label: str) -> Chart:
    """Weeks with a launch or a probe in each half year."""
    stretches = [
        Stretch(_half(item["first"]), item["quantiles"], item["observed"], not item["fitted"])
        for item in content["counts"]
        if item["kind"] == kind
    ]
    spec = counted_against_chart(stretches, title=title, label=label, unit="in half a year")
    return Chart(f"calibration_{kind}", title, counted_against.HOW_TO_READ, spec)


def _half(first: str) -> str:
    day = date.fromisoformat(first)
    return f"{day.year} {'I' if day.month == 1 else 'II'}"


def courts(content: Content) -> Chart:
    """The stage of each case, free from the end of the fit on, beside the record."""
    until = date.fromisoformat(content["until"])
    panels = []
    for court in content["courts"]:
        days = [date.fromisoformat(day) for day in court["days"]]
        steps = [place for place in range(1, len(days)) if court["observed"][place] != court["observed"][place - 1]]
        seen = [Seen(days[place], court["observed"][place], 0.0, days[place] >= until) for place in steps]
        panels.append(
            Held(f"{CASES[court['case']]} (stage: 4 sale ordered, 6 cash-out)", days, court["quantiles"], seen)
        )
    title = "How far the courts had come"
    caption = (
        "Until the end of the fit the record is followed; from there the courts go at the pace of the draws. Marks are "
        "the steps that were taken."
    )
    spec = held_against_chart(
        panels,
        title=title,
        subtitle="Bands: half of the draws, and nine in ten. Marks: steps of the record.",
        stepped=True,
    )
    return Chart("calibration_courts", title, caption, spec)


def histograms(content: Content) -> Chart:
    """Ranks of known values among the draws."""
    labels = {item["key"]: item["label"] for item in content["moved"]}
    found = []
    for truth in content["truths"]:
        ranks = np.asarray(truth["ranks"])
        for place, key in enumerate(truth["keys"]):
            tally = np.histogram(ranks[:, place], bins=BINS, range=(0, truth["places"] + 1))[0]
            found.append(Histogram(labels[key], tally.tolist()))
    title = "Known values among the draws of fits"
    spec = rank_histograms.rank_histograms(found, title=title)
    return Chart("calibration_ranks", title, rank_histograms.HOW_TO_READ, spec)
