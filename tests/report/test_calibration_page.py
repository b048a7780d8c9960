"""The page of the fit says what came out, also where that is not flattering."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from sim.data.archive import archive, for_fitting
from sim.kernel.plain import plain
from sim.report.charts.save import svg
from sim.report.document import Chart, Section, Table
from sim.report.evidence.calibration import calibration_document, calibration_sections
from sim.report.evidence.page import evidence_document
from sim.report.markdown import markdown
from sim.scenario.load import load_scenario
from sim.study.calibration.account import account_of, truths_object
from sim.study.calibration.blocks import BLOCKS, OPINION
from sim.study.calibration.courts import fit_courts
from sim.study.calibration.fit import Fit, fitted_of
from sim.study.calibration.fit_block import BlockFit, Tolerance, from_ranges
from sim.study.calibration.predictive import DRAWN, Band, Count, CourtStages, Point, Predictive
from sim.study.calibration.priors import declared
from sim.study.calibration.replay import record_before
from sim.study.calibration.sbc import Ranks
from sim.study.calibration.size import TINY
from sim.study.calibration.targets import targets_of

CUT = date(2020, 7, 1)
CLOCK = load_scenario("history_2018_2023").clock


def made_up_fit() -> Fit:
    """Draws from the ranges, but for two parameters: one crowds at the low end, one is pinned in the middle."""
    blocks = []
    for block in BLOCKS:
        priors = declared(block.fitted)
        draws = from_ranges(priors, 200, 1)
        if block is OPINION:
            for column, place in ((1, 0.5), (3, 0.02)):
                width = priors[column].high - priors[column].low
                draws[:, column] = priors[column].low + width * (place + 0.01 * np.linspace(-1, 1, 200))
        slopes = np.diag(np.linspace(10.0, 0.1, len(priors))) if block.key != "adversaries" else None
        populations = (Tolerance(2.0, 50.0, 100), Tolerance(1.0, 64.0, 100))
        blocks.append(BlockFit(block.key, priors, draws, (0.3, 0.2), False, populations, 0.9, slopes))
    blocks.append(fit_courts(record_before(CUT), CUT, replace(TINY, draws=200), 1))
    draws_by_key = {key: values for block in blocks for key, values in block.values.items()}
    fitted = fitted_of(draws_by_key, for_fitting(), CUT, 1, "a command", 2.0)
    targets = targets_of(for_fitting(), CLOCK)
    return Fit(fitted, tuple(blocks), draws_by_key, cast(Any, SimpleNamespace()), targets, TINY)


def made_up_predictions(below: float) -> Predictive:
    """Every observation is met by the middle draw, and lies at the same place among the draws with errors."""
    points = [
        Point(target, target.last < CUT, below, np.full(5, target.observed), target.observed + np.arange(-2.0, 3.0))
        for target in targets_of(archive(), CLOCK)
    ]
    days = tuple(CLOCK.dates())
    bands = [Band(weekly, days[10:60], np.sort(np.random.default_rng(1).random((5, 50)), axis=0)) for weekly in DRAWN]
    counts = [
        Count(kind, date(year, 1, 1), year < 2020, year - 2018, np.arange(5.0))
        for kind in ("launch", "probe")
        for year in (2019, 2021)
    ]
    stages = np.minimum(np.arange(len(days)) // 60, 6)
    courts = [CourtStages(case, days, stages, np.tile(stages, (5, 1))) for case in ("pnr", "mhi")]
    return Predictive(tuple(points), tuple(bands), tuple(counts), tuple(courts))


def content_of(below: float = 0.5, truths: tuple[Ranks, ...] = ()) -> dict[str, Any]:
    made = {**account_of(made_up_fit(), made_up_predictions(below)), "truths": truths_object(truths)}
    found: dict[str, Any] = json.loads(json.dumps(plain(made)))
    return found


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    even = np.tile(np.arange(100)[:, np.newaxis], (1, len(OPINION.fitted)))
    heaped = even.copy()
    heaped[:, 0] = 50
    return content_of(truths=(Ranks("opinion", OPINION.fitted, heaped),))


def words(sections: list[Section]) -> str:
    return " ".join(sentence for section in sections for sentence in section.sentences)


def test_what_it_means_comes_first_and_edges_are_told(content: dict[str, Any]) -> None:
    first = calibration_sections(content)[0].sentences
    assert first[0].startswith("The parameters were fitted to what was known before 1 July 2020")
    told = " ".join(first)
    assert "Hardening by the rival's escalation at its low end (0.2)" in told
    assert "Usual hard-line share (Japanese public)" not in told


def test_what_was_learnt_is_told_apart_from_what_was_not(content: dict[str, Any]) -> None:
    verdicts = {item["key"]: item["verdict"] for item in content["moved"]}
    assert verdicts["japanese_public.usual_hard_line"] == "learnt"
    assert verdicts["korean_public.boycott_trigger"] == "not at all"


def test_a_fit_that_misses_what_it_was_fitted_to_says_so() -> None:
    told = words(calibration_sections(content_of(below=0.99)))
    assert "the errors allowed for are too small, or the model is wrong in more than its numbers" in told
    assert "Outside nine in ten:" in told


def test_later_observations_are_marked_and_never_called_fitted(content: dict[str, Any]) -> None:
    tables = {item.name: item for s in calibration_sections(content) for item in s.items if isinstance(item, Table)}
    rows = tables["calibration_targets"].rows
    assert {row[-1] for row in rows} == {"yes", "no, later"}
    assert all((row[1] < "2020-07-01") == (row[-1] == "yes") for row in rows)


def test_ranks_that_heap_up_are_named(content: dict[str, Any]) -> None:
    told = words(calibration_sections(content))
    assert "Uneven beyond luck (p below 0.01): Usual hard-line share (Korean public)." in told
    without = calibration_sections({**content, "truths": []})
    assert "Does the fit find what is known?" not in {section.heading for section in without}


def test_what_still_knows_too_much_is_listed(content: dict[str, Any]) -> None:
    [table] = [i for s in calibration_sections(content) for i in s.items if i.name == "calibration_leaks"]
    assert isinstance(table, Table)
    keys = {row[1] for row in table.rows}
    assert "settlement.lonely_payment_cost" in keys
    assert "courts.mhi_sale_ordered_weeks" not in keys


def test_every_chart_can_be_drawn(content: dict[str, Any]) -> None:
    charts = [item for section in calibration_sections(content) for item in section.items if isinstance(item, Chart)]
    assert {"calibration_boycott", "calibration_courts", "calibration_launch", "calibration_ranks"} <= {
        chart.name for chart in charts
    }
    for chart in charts:
        assert svg(chart.spec).startswith("<svg")


def test_the_document_and_the_page_hold_the_same(content: dict[str, Any], tmp_path: Any) -> None:
    page = markdown(calibration_document(content), "evidence")
    assert "What this cannot tell" in page
    (tmp_path / "calibration.json").write_text(json.dumps(content))
    whole = evidence_document(tmp_path)
    assert [section.heading for section in whole.sections][-1] == "The hindcast"
    assert "Not made yet: trilateral hindcast makes it." in whole.sections[-1].sentences[0]
