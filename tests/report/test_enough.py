"""The words and tables that say how many worlds are enough, and documents of whole folders."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from rich.console import Console, RenderableType

from sim import Scenario, SimError, compare, load_scenario, run, with_changes
from sim.report.document import Document, Table
from sim.report.enough import (
    differences_needed,
    error_in_words,
    next_round,
    rounds_done,
    telling_in_words,
    wanted_in_words,
    worlds_in_words,
    worlds_needed,
)
from sim.report.files import write_comparison, write_results
from sim.report.paper import document_report
from sim.report.studies.precision import precision_document
from sim.study.precision import MOST, Accuracy, Precision, precision_of_cases

EVENT = Accuracy("p_lapse", "Pact lapsed", "probability", 500, 0.4, 0.0219, 0.0219, 2399.0)
AMOUNT = Accuracy("hostility", "Hostility", "index 0-100", 500, 50.0, 0.5, 0.016, 1280.0)


def printed(what: RenderableType, width: int = 80) -> str:
    console = Console(width=width, force_terminal=False, highlight=False)
    with console.capture() as capture:
        console.print(what)
    return capture.get()


def folded(text: str) -> str:
    return " ".join(text.split())


class TestWords:
    def test_errors(self) -> None:
        assert error_in_words(EVENT) == "2.19 points"
        assert error_in_words(AMOUNT) == "1.60% of the band"
        assert error_in_words(replace(AMOUNT, share=math.nan)) == "-"

    def test_the_scale_is_said(self) -> None:
        assert wanted_in_words(0.01).startswith("An error of 0.01 is 1 percentage point for an event")
        assert "for an amount 0.5% of the band that holds nine in ten worlds (5% to 95%)." in wanted_in_words(0.005)

    @pytest.mark.parametrize(
        ("needed", "words"),
        [(2399.0, "2,400"), (500.0, "these are enough"), (math.nan, "-"), (2.0 * MOST, "over 1,000,000")],
    )
    def test_worlds(self, needed: float, words: str) -> None:
        assert worlds_in_words(needed, 500) == words

    @pytest.mark.parametrize(
        ("tell_apart", "error", "verdict", "words"),
        [
            (80.0, 0.1, "higher", "told already"),
            (4321.0, 0.1, "cannot tell apart", "4,400"),
            (400.0, 0.1, "cannot tell apart", "510"),
            (math.inf, 0.1, "cannot tell apart", "over 1,000,000"),
            (math.nan, 0.0, "cannot tell apart", "no difference"),
            (math.nan, math.inf, "cannot tell apart", "-"),
        ],
    )
    def test_telling_apart(self, tell_apart: float, error: float, verdict: str, words: str) -> None:
        assert telling_in_words(replace(EVENT, tell_apart=tell_apart, error=error, verdict=verdict)) == words

    def test_rounds(self) -> None:
        found = Precision("A summer", 0.01, {"p_lapse": EVENT})
        largest = "500 worlds: the largest error is 2.19 points (Pact lapsed)."
        assert next_round(found, 500, 2600) == f"{largest} Going on with 2,600 worlds."
        assert rounds_done(replace(found, wanted=0.03), 500) == (
            f"{largest} That is at most 0.03. The same run again: --worlds 500."
        )
        assert rounds_done(found, 500) == (
            f"{largest} That is more than 0.01, for which 2,399 worlds would be needed; a run ends at 1,000,000. "
            "The same run again: --worlds 500."
        )
        unknown = Precision("A summer", 0.01, {"p_lapse": replace(EVENT, share=math.nan, needed=math.nan)})
        assert rounds_done(unknown, 1).startswith("No error is known with 1 world")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_table_names_the_largest_errors(width: int) -> None:
    smaller = replace(EVENT, key="p_notice", label="Notice given", share=0.001)
    table = worlds_needed(Precision("", 0.01, {"p_notice": smaller, "p_lapse": EVENT, "hostility": AMOUNT}))
    text = printed(table, width)
    assert max(map(len, text.splitlines())) <= width
    assert "Pact lapsed" in text
    assert "Hostility" in text
    assert "Notice given" not in text
    assert "2,400" in text


def test_differences_that_cannot_be_told_apart_are_named() -> None:
    told = replace(EVENT, verdict="lower")
    hidden = replace(AMOUNT, key="probes", label="Airspace probes", share=0.001, verdict="higher")
    unclear = replace(hidden, key="fatigue_seoul", label="Seoul weary", verdict="cannot tell apart", tell_apart=9000.0)
    items = {item.key: item for item in (told, replace(AMOUNT, verdict="higher"), hidden, unclear)}
    one, two = Precision("One", 0.01, items), Precision("Two", 0.01, items)
    text = printed(differences_needed([one]))
    assert "Airspace probes" not in text
    assert "9,000" in text
    assert "How many worlds: Two" in printed(differences_needed([one, two]))
    assert printed(differences_needed([one, two])).count("four of five tries") <= 1


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return with_changes(load_scenario("baseline"), {"weeks": 45})


@pytest.fixture(scope="module")
def run_folder(scenario: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    write_results(run(scenario, worlds=40), folder, "trilateral run baseline", 1.0)
    return folder


def tables(document: Document) -> dict[str, Table]:
    return {item.name: item for section in document.sections for item in section.items if isinstance(item, Table)}


class TestDocuments:
    def test_of_a_run(self, run_folder: Path, scenario: Scenario) -> None:
        document = precision_document(run_folder, 0.01)
        assert len(tables(document)["precision"].rows) == 24
        assert document.findings[0].startswith("With 40 worlds the largest error is that of '")
        assert "--worlds " in document.findings[1]
        needed = [row[-1] for row in tables(document)["precision"].rows]
        assert max(needed) == needed[0] or needed[0] > 40
        assert {row[0] for row in tables(document)["edges"].rows} >= {"Hostility"}
        assert "what was found" in folded(printed(document_report(document, 80))).lower()

    def test_of_a_run_that_is_enough(self, run_folder: Path) -> None:
        document = precision_document(run_folder, 0.3, ["hostility"])
        assert [row[0] for row in tables(document)["precision"].rows] == ["Hostility"]
        assert document.findings[1] == "40 worlds are enough for an error of 0.3 in all of them."

    def test_of_a_streamed_run(self, scenario: Scenario, tmp_path: Path) -> None:
        write_results(run(scenario, worlds=40, stream=True), tmp_path, "", 1.0)
        assert set(tables(precision_document(tmp_path, 0.01))) == {"precision"}

    def test_of_a_single_world(self, scenario: Scenario, tmp_path: Path) -> None:
        write_results(run(scenario, worlds=1), tmp_path, "", 1.0)
        assert precision_document(tmp_path, 0.01).findings == (
            "No error is known: a single world has none. Play more worlds.",
        )

    def test_of_a_comparison(self, scenario: Scenario, tmp_path: Path) -> None:
        arm = with_changes(scenario, {"title": "Resolute", "seoul.resolve": 0.9})
        write_comparison(compare(scenario, arm, worlds=30), tmp_path, "", 1.0)
        document = precision_document(tmp_path, 0.01)
        assert document.findings[0].startswith("Resolute: With 30 worlds the largest error")
        assert len(tables(document)["precision_1"].rows) == 24

    def test_what_is_wrong_is_said(self, run_folder: Path, tmp_path: Path) -> None:
        with pytest.raises(SimError, match="between 0 and 1"):
            precision_document(run_folder, 2.0)
        with pytest.raises(SimError, match=r"no outcome 'hostile'\. Did you mean hostility"):
            precision_document(run_folder, 0.01, ["hostile"])
        with pytest.raises(SimError, match="is not the folder of a run"):
            precision_document(tmp_path, 0.01)


def test_the_cases_of_a_batch() -> None:
    """Case 1 lost 20 of 120 worlds and needs 100 x (0.05 / 0.01)^2; case 2 failed."""
    cases = pd.DataFrame(
        {
            "case": [0, 1, 2],
            "worlds": [50, 120, 0],
            "non_finite": [0, 20, 0],
            "status": ["done", "done", "failed"],
        }
    )
    outcomes = pd.DataFrame(
        {
            "case": [0, 1, 1, 2],
            "outcome": ["p_lapse", "p_lapse", "hostility", "p_lapse"],
            "mean": [0.2, 0.5, 50.0, math.nan],
            "mc_error": [0.02, 0.05, 1.0, math.nan],
            "p5": [0.0, 0.0, 40.0, math.nan],
            "p95": [1.0, 1.0, 60.0, math.nan],
        }
    )
    found = precision_of_cases(cases, outcomes, 0.01)
    assert list(found["needed"]) == [200, 2500, 2500]
    assert list(found["share"]) == [0.02, 0.05, 0.05]
    assert list(precision_of_cases(cases, outcomes, 0.01, ["hostility"])["worlds"]) == [100]


def test_a_document_of_a_batch(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from sim.cli import commands

    folder = tmp_path / "batch"
    words = ["batch", "baseline", "--worlds", "20", "--weeks", "8", "--seed", "1", "--seed", "2", "--out", str(folder)]
    done = CliRunner().invoke(commands(), words)
    assert done.exit_code == 0, done.output
    document = precision_document(folder, 0.01)
    assert document.setup[0] == "2 cases with 40 worlds in all."
    assert [row[0] for row in sorted(tables(document)["cases"].rows)] == [0, 1]
    assert len(tables(document)["worst_case"].rows) == 24
    shown = CliRunner().invoke(commands(), ["precision", str(folder), "--outcome", "p_lapse", "--json"])
    assert json.loads(shown.stdout)["kind"] == "precision"
