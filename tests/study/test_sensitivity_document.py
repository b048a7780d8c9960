"""What an analysis says: sentences, verdicts, tables and charts of functions whose answer is known."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from sim.report.document import Chart, Document, Table
from sim.report.studies.sensitivity import needed_words, sensitivity_document
from sim.study.sensitivity.records import Sensitivity
from tests.study.sensitivity_functions import Played, evenly, study


def additive(x):  # type: ignore[no-untyped-def]
    return 5.0 * x[0] - 2.0 * x[1] + 0.0 * x[2]


def hill(x):  # type: ignore[no-untyped-def]
    return -4.0 * (2.0 * x[0] - 1.0) ** 2 + 0.5 * x[1]


def nothing(x):  # type: ignore[no-untyped-def]
    return 0.0 * x[0]


def told(function: Callable, method: str, noise: float = 0.0, replicates: int = 4, count: int = 3) -> Sensitivity:
    return study(Played(function, evenly(count), noise, seed=3), method, 16, replicates)


def findings(found: Sensitivity) -> str:
    return " ".join(sensitivity_document(found).findings)


def tables(document: Document) -> list[Table]:
    return [item for section in document.sections for item in section.items if isinstance(item, Table)]


def test_which_inputs_matter_which_way_and_which_do_nothing() -> None:
    words = findings(told(additive, "morris"))
    assert "2 of 3 inputs move it beyond luck" in words
    assert "Input 1 (x1) raises it by 5.00 (points); Input 2 (x2) lowers it by 2.00 (points)" in words
    assert "0% of its variance over worlds is luck" in words
    assert "1 input changed nothing in any world" in words


def test_up_here_and_down_there_is_said() -> None:
    words = findings(told(hill, "morris", count=2))
    assert "Input 1 (x1) moves it by" in words
    assert "up in some places and down in others" in words


def test_the_share_of_the_variance_is_that_of_squared_slopes() -> None:
    words = findings(told(additive, "sobol"))
    assert "Each alone, these 2 would make about 9" in words or "Each alone, these 2 would make about 100%" in words


def test_luck_is_called_luck_with_what_it_would_take() -> None:
    document = sensitivity_document(told(nothing, "morris", noise=1.0))
    words = " ".join(document.findings)
    assert "no input's influence can be told from the luck of the worlds" in words
    assert "3 inputs cannot be told from the luck of the worlds; for the largest of them" in words
    assert all(str(row[-1]).startswith("luck") for row in tables(document)[0].rows)


def test_unsettled_indices_are_said_not_to_be_known() -> None:
    document = sensitivity_document(told(nothing, "sobol", noise=1.0))
    assert "cannot be told from the luck of the worlds, so its shares, the indices, are not known" in " ".join(
        document.sections[0].sentences
    )


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_a_constant_is_said_in_words(method: str) -> None:
    document = sensitivity_document(told(lambda x: nothing(x) + 7.0, method))
    assert document.findings == (
        "Figure is 7.00 (points) in every world that was played: none of these inputs moves it within its range.",
    )
    assert document.sections[0].items == ()


def test_broken_worlds_are_told() -> None:
    found = study(Played(additive, evenly(3), broken=0.02, seed=1), "morris", 16, 6)
    assert f"{found.outcomes['figure'].broken} worlds broke down" in " ".join(sensitivity_document(found).limits)


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_every_input_is_in_the_tables_and_the_charts_are_drawn(method: str) -> None:
    document = sensitivity_document(told(additive, method, noise=0.5))
    indices, swings, details = tables(document)
    assert {row[0] for row in indices.rows} == {row[0] for row in details.rows} == {"x1", "x2", "x3"}
    assert len(swings.rows) == 9
    charts = [item for item in document.sections[0].items if isinstance(item, Chart)]
    assert [chart.name for chart in charts] == ["figure_ranking", "figure_tornado"]
    assert "Input 1 (x1)" in charts[0].caption
    assert "3 by judgement" in " ".join(document.limits)


@pytest.mark.parametrize(
    ("needed", "words"),
    [
        (math.inf, "no number of replicates can be named"),
        (5000.0, "more than 3,200 replicates"),
        (123.0, "more replicates would be needed: about 130"),
        (33.2, "about 34"),
        (20.0, "more points would be needed"),
    ],
)
def test_what_it_would_take(needed: float, words: str) -> None:
    assert words in needed_words(needed, 32)
