"""What runs, comparisons and batches say: the numbers are those in the folder, and what is not known is not said."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim import run
from sim.kernel.errors import RunError
from sim.report.document import Chart, Document, Table
from sim.report.files import write_results
from sim.report.read_results import read_comparison, read_run
from sim.report.scale import scale_of
from sim.report.studies import batch as batches
from sim.report.studies.batch import batch_document
from sim.report.studies.parts import evidence_sentence, unique_names, varied_inputs, watched
from sim.report.studies.run import comparison_document, run_document
from sim.report.write_document import read_document, write_document
from sim.results import CONFIDENT
from sim.scenario.scenario import Scenario
from sim.study.batch import Family, Unread, read_batch

Make = Callable[[list[Family], list[Unread]], Path]


def tables(document: Document) -> dict[str, Table]:
    return {item.name: item for section in document.sections for item in section.items if isinstance(item, Table)}


def charts(document: Document) -> dict[str, Chart]:
    return {item.name: item for section in document.sections for item in section.items if isinstance(item, Chart)}


class TestReadBack:
    def test_a_run_comes_back_as_it_was(self, small: Scenario, run_folder: Path) -> None:
        before, after = run(small), read_run(run_folder)
        assert after.scenario.digest == before.scenario.digest
        for key, outcome in before.outcomes.items():
            assert after.outcomes[key].mean == pytest.approx(outcome.mean, nan_ok=True)
            np.testing.assert_array_equal(after.outcomes[key].values, outcome.values)  # type: ignore[arg-type]
        np.testing.assert_allclose(after.series["cohesion"].fan, before.series["cohesion"].fan)
        np.testing.assert_allclose(after.inputs["seoul.resolve"], before.inputs["seoul.resolve"])

    def test_a_streamed_run_comes_back_without_worlds(self, small: Scenario, tmp_path: Path) -> None:
        write_results(run(small, stream=True), tmp_path, "trilateral run x", 1.0)
        after = read_run(tmp_path)
        assert after.streamed
        assert after.outcomes["hostility"].values is None
        assert any("too large to keep each world" in limit for limit in run_document(tmp_path).limits)

    def test_differences_are_those_that_were_written(self, comparison_folder: Path) -> None:
        written = pd.read_parquet(comparison_folder / "differences.parquet").set_index("outcome")
        for key, found in read_comparison(comparison_folder).arms[0].outcomes.items():
            assert found.difference == pytest.approx(written.loc[key, "difference"], nan_ok=True)

    @pytest.mark.parametrize("gone", ["weekly.parquet", "levers.parquet", "worlds.parquet"])
    def test_a_folder_with_something_missing_says_how_to_make_it_again(
        self, gone: str, small: Scenario, tmp_path: Path
    ) -> None:
        write_results(run(small, worlds=2, weeks=2), tmp_path, "trilateral run mine.yaml", 1.0)
        (tmp_path / gone).unlink()
        with pytest.raises(RunError, match=r"incomplete.*Run it again: trilateral run mine\.yaml"):
            read_run(tmp_path)

    def test_a_manifest_of_another_version_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "manifest.json").write_text('{"scenario_yaml": "schema: 1"}', encoding="utf-8")
        with pytest.raises(RunError, match="another version"):
            read_run(tmp_path)

    @pytest.mark.parametrize("text", ["{", "[]", "1"])
    def test_what_is_no_manifest_is_said_to_be_none(self, text: str, tmp_path: Path) -> None:
        (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
        with pytest.raises(RunError, match="the command again"):
            read_run(tmp_path)


class TestRun:
    def test_says_what_is_in_the_folder(self, small: Scenario, run_folder: Path) -> None:
        document = run_document(run_folder)
        manifest = json.loads((run_folder / "manifest.json").read_text(encoding="utf-8"))
        assert document.question == small.question
        assert any("12 worlds, 20 weeks" in sentence for sentence in document.setup)
        assert "1 input varied; its range rests on judgement." in document.setup
        events = {row[0]: row[1] for row in tables(document)["events"].rows}
        found = manifest["outcomes"]["p_notice"]
        assert events[found["label"]] == pytest.approx(100 * found["mean"])
        assert document.provenance["hash"] == manifest["scenario"]["hash"]
        assert document.provenance["command"] == "trilateral run small.yaml"

    def test_fans_are_the_weekly_bands(self, run_folder: Path) -> None:
        rows = charts(run_document(run_folder))["fan_cohesion"].spec["data"]["values"]
        weekly = pd.read_parquet(run_folder / "weekly.parquet").query("series == 'cohesion'")
        np.testing.assert_allclose([row["p95"] for row in rows], weekly["p95"])
        assert [row["date"] for row in rows] == [str(day) for day in weekly["date"]]

    def test_worlds_needed_grow_with_the_error(self, run_folder: Path) -> None:
        rows = tables(run_document(run_folder))["precision"].rows
        shares = {row[0]: (row[3], row[5]) for row in rows if row[1] == "% of worlds" and row[3]}
        for error, needed in shares.values():
            assert needed == pytest.approx(12 * error**2, rel=0.05, abs=1)

    def test_can_be_written_and_read(self, run_folder: Path, tmp_path: Path) -> None:
        document = run_document(run_folder)
        write_document(document, tmp_path)
        again = read_document(tmp_path)
        assert again.findings == document.findings
        assert [section.heading for section in again.sections] == [section.heading for section in document.sections]


class TestComparison:
    def test_says_the_differences_in_the_folder(self, comparison_folder: Path) -> None:
        document = comparison_document(comparison_folder)
        written = pd.read_parquet(comparison_folder / "differences.parquet").set_index("outcome")
        rows = {row[0]: row for row in tables(document)["differences_1"].rows}
        label = scale_of("trilateral_cohesion").label
        assert rows[label][4] == pytest.approx(written.loc["trilateral_cohesion", "difference"])
        assert rows[label][7].startswith(written.loc["trilateral_cohesion", "verdict"])

    def test_scenarios_of_one_title_are_told_apart(self, comparison_folder: Path) -> None:
        document = comparison_document(comparison_folder)
        rows = charts(document)["level_trilateral_cohesion"].spec["data"]["values"]
        assert len({row["case"] for row in rows}) == 2

    def test_difference_of_an_event_is_in_percentage_points(self, comparison_folder: Path) -> None:
        (row,) = charts(comparison_document(comparison_folder))["difference_p_notice"].spec["data"]["values"]
        written = pd.read_parquet(comparison_folder / "differences.parquet").set_index("outcome")
        assert row["mean"] == pytest.approx(100 * written.loc["p_notice", "difference"])


class TestBatch:
    def test_says_how_many_cases_and_which_failed(self, batch_folder: Path) -> None:
        document = batch_document(batch_folder)
        assert any(sentence == "8 cases, of which 1 failed; 84 worlds in all." for sentence in document.setup)
        assert any("1 case of 8 failed" in sentence for sentence in document.findings)
        assert tables(document)["failed"].rows == (("broken", "<img src=x>.yaml", "load", "=cmd|' /C calc'!A0"),)

    def test_cases_stand_with_the_means_in_the_folder(self, batch_folder: Path) -> None:
        table = tables(batch_document(batch_folder))["cases"]
        outcomes = pd.read_parquet(batch_folder / "outcomes.parquet")
        place = [column.label for column in table.columns].index(scale_of("hostility").label)
        written = outcomes[outcomes["outcome"] == "hostility"].set_index("case")["mean"]
        assert {row[0]: row[place] for row in table.rows} == pytest.approx(written.to_dict())
        assert table.rows[0][2] is None

    def test_effect_is_the_paired_difference_world_by_world(self, batch_folder: Path) -> None:
        worlds = pd.read_parquet(batch_folder / "worlds" / "scenario=swept")
        means = worlds.groupby(["washington.engagement", "world"])["hostility"].mean().astype(float)
        low, high = means.index.levels[0][0], means.index.levels[0][-1]
        gaps = (means.xs(high) - means.xs(low)).to_numpy()
        rows = tables(batch_document(batch_folder))["effects"].rows
        (row,) = (row for row in rows if row[0] == "Engagement (Washington)" and row[3] == scale_of("hostility").label)
        assert row[5] == pytest.approx(gaps.mean(), abs=1e-9)
        assert row[7] - row[6] == pytest.approx(2 * CONFIDENT * gaps.std(ddof=1) / np.sqrt(gaps.size), abs=1e-9)

    def test_names_of_cases_say_what_was_set(self, batch_folder: Path) -> None:
        rows = charts(batch_document(batch_folder))["cases_hostility"].spec["data"]["values"]
        names = [row["case"] for row in rows]
        assert "Swept: Resolve (Tokyo) 0.2, Engagement (Washington) 0.1" in names
        assert len(set(names)) == len(names) == 7

    def test_shares_stay_between_nothing_and_all(self, batch_folder: Path) -> None:
        rows = charts(batch_document(batch_folder))["cases_p_notice"].spec["data"]["values"]
        assert all(0.0 <= row["low"] <= row["mean"] <= row["high"] <= 100.0 for row in rows)
        assert all(row["p5"] is None for row in rows)

    def test_sampled_points_are_gathered_in_tenths_and_cases_are_the_sample(
        self, small: Scenario, batch_of: Make
    ) -> None:
        values = np.random.default_rng(3).uniform(0.1, 0.9, 40)
        points = {"washington.engagement": values, "seoul.resolve": np.linspace(0.2, 0.9, 40)[::-1]}
        folder = batch_of([Family("many", "many.yaml", replace(small, uncertain={}), points, (1,), 2, True, True)], [])
        told = batches._Told(read_batch(folder))
        effect = next(e for e in told.effects if e.scale.key == "hostility" and e.input.key == "washington.engagement")
        assert len(effect.points) == 10
        assert 0.1 < effect.points[0].value < effect.points[-1].value < 0.9
        outcomes = pd.read_parquet(folder / "outcomes.parquet").query("outcome == 'hostility'").set_index("case")
        cut = np.quantile(values, [0.1, 0.9])
        first = outcomes.loc[np.flatnonzero(values < cut[0]), "mean"]
        last = outcomes.loc[np.flatnonzero(values >= cut[1]), "mean"]
        assert effect.change == pytest.approx(last.mean() - first.mean(), rel=1e-6)
        error = np.sqrt(first.var() / len(first) + last.var() / len(last))
        assert effect.high - effect.low == pytest.approx(2 * CONFIDENT * error, rel=1e-5)

    def test_where_points_share_their_luck_its_error_comes_on_top(self, small: Scenario, batch_of: Make) -> None:
        """Four points at each end, all played in the same three worlds: cases and worlds are both samples."""
        points = {"washington.engagement": np.repeat([0.1, 0.9], 4), "seoul.resolve": np.linspace(0.2, 0.9, 8)}
        folder = batch_of([Family("shared", "shared.yaml", replace(small, uncertain={}), points, (1,), 3, True)], [])
        told = batches._Told(read_batch(folder))
        effect = next(e for e in told.effects if e.scale.key == "hostility" and e.input.key == "washington.engagement")
        values = pd.read_parquet(folder / "worlds" / "scenario=shared")["hostility"].to_numpy(dtype=float)
        low, high = values.reshape(8, 3)[:4], values.reshape(8, 3)[4:]
        by_case = low.mean(axis=1).var(ddof=1) / 4 + high.mean(axis=1).var(ddof=1) / 4
        by_luck = (high.mean(axis=0) - low.mean(axis=0)).var(ddof=1) / 3
        assert effect.high - effect.low == pytest.approx(2 * CONFIDENT * np.sqrt(by_case + by_luck), rel=1e-6)

    def test_a_batch_of_which_every_case_failed_says_so(self, small: Scenario, batch_of: Make) -> None:
        folder = batch_of([], [Unread("broken", "broken.yaml", "load", "no title")])
        document = batch_document(folder)
        assert document.findings == ("Every case failed: see the table of their causes.",)
        assert list(tables(document)) == ["failed"]

    def test_a_single_world_has_no_error(self, small: Scenario, batch_of: Make) -> None:
        document = batch_document(batch_of([Family("one", "one.yaml", small, {}, (1,), 1)], []))
        assert any(
            "no error that could be known" in word for section in document.sections for word in section.sentences
        )

    def test_a_folder_that_is_no_batch_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(RunError, match="not the folder of a batch"):
            batch_document(tmp_path)


def test_watched_outcomes_come_in_their_order_and_two_stand_in_for_none(small: Scenario) -> None:
    assert watched([small, replace(small, watch=("us_effort", "hostility"))]) == (*small.watch, "us_effort")
    assert watched([replace(small, watch=())]) == ("p_lapse", "trilateral_cohesion")


def test_evidence_is_counted_by_class(small: Scenario) -> None:
    (item,) = varied_inputs(small)
    assert evidence_sentence([]) == "No input varied: the worlds differ in their luck alone."
    assert evidence_sentence([item, item]) == "2 inputs varied; their ranges rest on judgement."
    mixed = [item, item, replace(item, evidence="data")]
    assert evidence_sentence(mixed) == "3 inputs varied; of their ranges, 1 rests on data and 2 rest on judgement."


def test_names_are_told_apart_by_a_number() -> None:
    assert unique_names(["a", "b", "a"]) == ["a", "b", "a (2)"]


def test_events_are_shown_in_percent_and_amounts_as_they_are() -> None:
    assert scale_of("p_lapse").with_unit(0.25) == "25.0% of worlds"
    assert scale_of("hostility").with_unit(51.34) == "51.3 index 0-100"
    assert scale_of("p_lapse").shown_change(-0.1) == "-10.0"
    assert scale_of("gone", "Gone outcome", "pp").label == "Gone outcome"
