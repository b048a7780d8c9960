"""Charts of the hindcast, from its content as it lies in the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sim.report.charts.calibration import Said, calibration_chart
from sim.report.charts.foretold import HOW_TO_READ_CHANCES, Chance, Range, chances_chart, ranges_chart
from sim.report.charts.ranking import Mark, ranking_chart
from sim.report.document import Chart

Content = Mapping[str, Any]
PERCENT = 100.0
MODEL = "The model"


def ranking(content: Content, protocol: Content) -> Chart:
    """The mean log score of the model and of each reference, question by question."""
    labels = {item["key"]: item["label"] for item in content["questions"]}
    names = {item["key"]: item["label"] for item in content["references"]}
    rows = [row for row in protocol["skills"] if _by_question(row)]
    marks = [
        mark
        for row in rows
        for mark in (
            *((Mark(labels[row["question"]], MODEL, row["ours"]),) if row["against"] == rows[0]["against"] else ()),
            Mark(labels[row["question"]], names[row["against"]], row["theirs"]),
        )
    ]
    title = "Mean log score by question: the further left, the better"
    caption = (
        "Each row is a question; a mark further left is a better forecaster of it. 0 would be certainty about what "
        "came, 0.69 is what saying 50 % always earns, and 4.6 the most that a forecast can lose here."
    )
    spec = ranking_chart(marks, title=title, label="Mean log score", unit="nats, 0 is perfect")
    return Chart("hindcast_scores", title, caption, spec)


def _by_question(row: Content) -> bool:
    return bool(row["score"] == "log" and row["question"] != "all" and row["horizon"] == "all" and row["cells"])


def reliability(protocol: Content) -> Chart:
    """What was said against how often it came."""
    bins = [
        Said(
            PERCENT * one["said"],
            PERCENT * one["came"] / one["cases"],
            PERCENT * one["low"],
            PERCENT * one["high"],
            one["cases"],
        )
        for one in protocol["reliability"]["bins"]
    ]
    title = "What was said, and how often it came"
    legend = "Dashed line: perfect. Bar: 90 % interval as if forecasts were independent. Number: how many forecasts."
    caption = (
        "Each dot gathers the forecasts between two chances; on the dashed line words and world agree. Below it the "
        "model was too sure of a yes, above it too doubtful. Windows overlap, so the bars are too short."
    )
    spec = calibration_chart(bins, title=title, subtitle=legend, cases="forecasts")
    return Chart("hindcast_reliability", title, caption, spec)


def chances(content: Content, protocol: Content) -> list[Chart]:
    """Forecasts of every question over time, a chart for each horizon."""
    return [_chances(content, protocol, place, weeks) for place, weeks in enumerate(content["horizons"])]


def _chances(content: Content, protocol: Content, place: int, weeks: int) -> Chart:
    base = next(item for item in content["references"] if item["key"] == "climatology")["chances"]
    looked_back = set(protocol["in_sample"])
    marks = []
    for item in content["questions"]:
        key = item["key"]
        found = zip(
            content["origins"],
            protocol["chances"][key][place],
            base[key][place],
            content["truth"][key][place],
            strict=True,
        )
        marks += [
            Chance(
                item["label"],
                date.fromisoformat(day),
                PERCENT * said,
                PERCENT * rate,
                None if came is None else came > 0.5,
                day not in looked_back,
            )
            for day, said, rate, came in found
            if said is not None
        ]
    title = f"What was said of the next {weeks} weeks, and what happened"
    return Chart(f"hindcast_chances_{weeks}", title, HOW_TO_READ_CHANCES, chances_chart(marks, title=title))


def numbers(content: Content, protocol: Content) -> list[Chart]:
    """Ranges of every series beside what was observed."""
    charts = []
    for item in content["series"]:
        rows = [row for row in protocol["courses"] if row["series"] == item["key"]]
        if rows:
            title = f"{item['label']}: what was said, and what was observed"
            ranges = [
                Range(
                    f"{row['horizon']} weeks ahead",
                    date.fromisoformat(row["origin"]),
                    row["low"],
                    row["middle"],
                    row["high"],
                    row["observed"],
                    not row["in_sample"],
                )
                for row in sorted(rows, key=lambda row: (row["horizon"], row["origin"]))
            ]
            caption = (
                "Each bar stands on the day on which the forecast was made and holds nine in ten worlds; the dot is "
                "what was observed. Of ten dots nine should lie on their bars."
            )
            spec = ranges_chart(ranges, title=title, unit=item["unit"])
            charts.append(Chart(f"hindcast_{item['key']}", title, caption, spec))
    return charts
