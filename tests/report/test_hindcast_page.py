"""The hindcast's page says what came out: what it means first, marks as they are, nothing hidden that failed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import numpy as np
import pytest

from sim.kernel.plain import plain
from sim.report.charts.save import svg
from sim.report.document import Chart, Section, Table
from sim.report.evidence.hindcast import hindcast_document, hindcast_sections, main_protocol
from sim.report.markdown import markdown
from sim.study.hindcast.arms import FULL
from sim.study.hindcast.forecast import Forecast, Judged
from sim.study.hindcast.judged import expected, judged, truths
from sim.study.hindcast.kept import Kept
from sim.study.hindcast.origins import HORIZONS, origins
from sim.study.hindcast.past import whole_past
from sim.study.hindcast.questions import QUESTIONS
from sim.study.hindcast.readings import SERIES
from sim.study.hindcast.references import REFERENCES


def content_of(chances: np.ndarray[Any, Any], protocol: str = "refit", few: int = 17) -> dict[str, Any]:
    """A hindcast with these chances, (question, horizon, origin), as it lies in its file."""
    kept = Kept(100, 1)
    told = (Judged(42.0, 3.0, 40.0, 44.0, 48.0), None, Judged(55.0, 6.0, 40.0, 44.0, 48.0))
    for column, day in enumerate(origins()[:few]):
        said = {item.key: tuple(row) for item, row in zip(QUESTIONS, chances[..., column].tolist(), strict=True)}
        readings = {series.key: told for series in SERIES}
        kept.add(Forecast(protocol, FULL.key, day, day, day, "abc", "a command", 100, 0, said, readings))
    found: dict[str, Any] = json.loads(json.dumps(plain({**kept.content(), **judged(kept, whole_past())})))
    return found


@pytest.fixture(scope="module")
def base_rates() -> dict[str, Any]:
    return content_of(expected(REFERENCES[0], whole_past()))


@pytest.fixture(scope="module")
def sections(base_rates: dict[str, Any]) -> list[Section]:
    return hindcast_sections(base_rates)


def test_what_it_means_comes_first_and_failed_marks_are_told(sections: list[Section]) -> None:
    first = sections[0]
    assert "no forecaster" in first.sentences[0]
    assert "structured argument" in first.sentences[0]
    marks = first.items[0]
    assert isinstance(marks, Table)
    assert [row[2] for row in marks.rows].count("FAIL") >= 1
    assert "not to be told apart from" in first.sentences[1]


def test_a_model_that_passes_all_is_called_a_forecaster() -> None:
    chances = np.nan_to_num(truths(whole_past()))
    place = [item.key for item in QUESTIONS].index("q4_pact_lapses")
    chances[place, 0, origins().index(date(2019, 10, 7))] = 0.2
    first = hindcast_sections(content_of(chances))[0]
    assert first.sentences[0].startswith("The model passes every mark")
    assert "better than that of base rates" in first.sentences[1]


def test_every_question_is_told_and_drawn(sections: list[Section]) -> None:
    tables = {item.name: item for section in sections for item in section.items if isinstance(item, Table)}
    labels = [item.label for item in QUESTIONS]
    assert [row[0] for row in tables["hindcast_questions"].rows] == labels
    assert [row[0] for row in tables["hindcast_asked"].rows] == labels
    charts = [item for section in sections for item in section.items if isinstance(item, Chart)]
    assert {f"hindcast_chances_{weeks}" for weeks in HORIZONS} <= {chart.name for chart in charts}
    drawing = svg(next(chart.spec for chart in charts if chart.name == "hindcast_chances_13"))
    assert "Tokyo eases a restriction" in drawing


def test_what_fails_has_a_place_for_its_reason() -> None:
    wrong = hindcast_sections(content_of(1.0 - np.nan_to_num(truths(whole_past()))))
    table = next(item for section in wrong for item in section.items if item.name == "hindcast_failures")
    assert isinstance(table, Table)
    assert len(table.rows) == len(QUESTIONS)
    assert all(row[2] for row in table.rows)


def test_refits_at_some_origins_alone_do_not_judge_the_model(base_rates: dict[str, Any]) -> None:
    some = content_of(expected(REFERENCES[0], whole_past()), few=3)
    both = {**base_rates, "protocols": [{**base_rates["protocols"][0], "key": "cheap"}, some["protocols"][0]]}
    assert main_protocol(both)["key"] == "cheap"
    assert main_protocol(some)["key"] == "refit"
    assert markdown(hindcast_document(both, "a command"), "evidence").startswith("# Hindcast")
