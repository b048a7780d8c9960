"""Runs as labelled tables and datasets: the same numbers, under their names, with dates, units and provenance."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim import Comparison, Results, SimError, compare, load_scenario, run, with_changes
from sim.kernel.catalogue import catalogue
from sim.report.files import write_comparison, write_results
from sim.report.read_results import read_run
from sim.results.tables import FAN
from sim.scenario.scenario import Scenario

WORLDS, WEEKS = 40, 20
UNCERTAIN = "seoul.resolve"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return with_changes(load_scenario("baseline"), {"weeks": WEEKS, f"uncertain.{UNCERTAIN}": [0.4, 0.9]})


@pytest.fixture(scope="module")
def results(scenario: Scenario) -> Results:
    return run(scenario, worlds=WORLDS)


@pytest.fixture(scope="module")
def streamed(scenario: Scenario) -> Results:
    return run(scenario, worlds=WORLDS, stream=True)


@pytest.fixture(scope="module")
def comparison(scenario: Scenario) -> Comparison:
    return compare(scenario, with_changes(scenario, {"tokyo.resolve": 0.9}), worlds=WORLDS)


class TestDataFrame:
    def test_a_row_a_world(self, results: Results) -> None:
        frame = results.to_dataframe()
        assert list(frame.columns) == ["world", UNCERTAIN, *results.outcomes]
        assert list(frame["world"]) == list(range(WORLDS))
        assert (frame[UNCERTAIN].to_numpy() == results.inputs[UNCERTAIN]).all()
        for key, outcome in results.outcomes.items():
            np.testing.assert_array_equal(frame[key].to_numpy(), outcome.values, strict=True)

    def test_says_what_it_is(self, results: Results) -> None:
        told = results.to_dataframe().attrs
        assert (told["seed"], told["worlds"], told["weeks"]) == (results.seed, WORLDS, WEEKS)
        assert told["scenario_hash"] == results.scenario.digest
        assert told["units"]["economic_loss_japan"] == "USD million"
        assert told["labels"][UNCERTAIN] == catalogue().parameters[UNCERTAIN].label

    def test_a_row_a_series_and_week(self, results: Results) -> None:
        frame = results.to_dataframe("weekly")
        assert len(frame) == WEEKS * len(results.series)
        for key, series in results.series.items():
            own = frame[frame["series"] == key]
            np.testing.assert_array_equal(own[list(FAN)].to_numpy(), series.fan, strict=True)
            np.testing.assert_array_equal(own["mean"].to_numpy(), series.mean)
            assert set(own["unit"]) == {series.unit}
            assert [moment.date() for moment in own["date"]] == results.clock.dates()

    def test_a_row_a_lever_and_week(self, results: Results) -> None:
        frame = results.to_dataframe("levers")
        own = frame[frame["lever"] == "tokyo.export_controls"]
        np.testing.assert_array_equal(own["share"].to_numpy(), results.pulls["tokyo.export_controls"])

    def test_a_row_an_outcome(self, results: Results) -> None:
        frame = results.to_dataframe("outcomes").set_index("outcome")
        for key, outcome in results.outcomes.items():
            assert frame.loc[key, "label"] == outcome.label
            for name in ("mean", "mc_error", *FAN):
                assert frame.loc[key, name] == getattr(outcome, name)

    def test_another_table_is_refused_with_the_near_one(self, results: Results) -> None:
        with pytest.raises(SimError, match=r"no table 'week'. Write 'worlds', .* or 'outcomes'. Did you mean weekly"):
            results.to_dataframe("week")  # type: ignore[arg-type]

    def test_changing_it_leaves_the_results_alone(self, results: Results) -> None:
        frame = results.to_dataframe()
        before = np.array(results.outcomes["hostility"].values)
        frame.loc[:, "hostility"] = 0.0
        assert (results.outcomes["hostility"].values == before).all()

    def test_streamed_runs_say_what_they_do_not_have(self, streamed: Results) -> None:
        with pytest.raises(SimError, match=r"of 40 worlds was streamed: it kept no single world.*stream=False"):
            streamed.to_dataframe()
        assert len(streamed.to_dataframe("weekly")) == WEEKS * len(streamed.series)
        assert streamed.to_dataframe("outcomes")["mean"][0] == streamed.outcomes["abandonment_fear"].mean


class TestXarray:
    def test_series_by_week_and_world(self, results: Results) -> None:
        data = results.to_xarray()
        assert dict(data.sizes) == {"week": WEEKS, "world": WORLDS}
        for key, series in results.series.items():
            found = data[f"weekly.{key}"]
            assert found.dims == ("week", "world")
            np.testing.assert_array_equal(found.values, series.values, strict=True)
            assert found.attrs == {"long_name": series.label, "units": series.unit, "kind": "series"}

    def test_outcomes_and_inputs_by_world(self, results: Results) -> None:
        data = results.to_xarray()
        assert list(data.filter_by_attrs(kind="outcome").data_vars) == list(results.outcomes)
        assert list(data.filter_by_attrs(kind="input").data_vars) == [UNCERTAIN]
        for key, outcome in results.outcomes.items():
            np.testing.assert_array_equal(data[key].values, outcome.values, strict=True)
        np.testing.assert_array_equal(data[UNCERTAIN].values, results.inputs[UNCERTAIN])
        assert data[UNCERTAIN].attrs["units"] == catalogue().parameters[UNCERTAIN].unit

    def test_dates_stand_beside_the_weeks(self, results: Results) -> None:
        data = results.to_xarray()
        assert [str(moment)[:10] for moment in data["date"].values] == [str(day) for day in results.clock.dates()]
        third = data["weekly.cohesion"].swap_dims(week="date").sel(date=str(results.clock.first_day(3)))
        assert int(third["week"]) == 3

    def test_says_what_it_is(self, results: Results) -> None:
        told = results.to_xarray().attrs
        assert told["title"] == results.scenario.title
        assert told["scenario_hash"] == results.scenario.digest
        assert told["seed"] == results.seed
        assert told["version"] == results.provenance["version"]
        assert all(isinstance(value, (str, int, float)) for value in told.values())

    def test_it_cannot_write_into_the_results(self, results: Results) -> None:
        with pytest.raises(ValueError, match="read-only"):
            results.to_xarray()["hostility"].values[:] = 0.0

    def test_streamed_runs_say_what_they_do_not_have(self, streamed: Results) -> None:
        with pytest.raises(SimError, match="streamed: it kept no single world"):
            streamed.to_xarray()

    def test_a_run_read_from_its_folder_has_no_series_by_world(self, results: Results, tmp_path: Path) -> None:
        write_results(results, tmp_path, "", 0.0)
        data = read_run(tmp_path).to_xarray()
        assert not any(name.startswith("weekly.") for name in data.data_vars)
        np.testing.assert_array_equal(data["hostility"].values, results.outcomes["hostility"].values)

    def test_without_xarray_it_says_how_to_get_it(self, results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
        found = builtins.__import__

        def refuse(name: str, *rest: Any, **more: Any) -> Any:
            if name == "xarray":
                raise ImportError(name)
            return found(name, *rest, **more)

        monkeypatch.setattr(builtins, "__import__", refuse)
        with pytest.raises(SimError, match=r"pip install 'trilateral\[study\]'"):
            results.to_xarray()


def test_a_comparison_has_a_row_an_arm_and_outcome(comparison: Comparison) -> None:
    frame = comparison.to_dataframe()
    (arm,) = comparison.arms
    assert list(frame["outcome"]) == list(arm.outcomes)
    for row in frame.itertuples():
        found = arm.outcomes[row.outcome]
        assert (row.difference, row.mc_error, row.verdict) == (found.difference, found.mc_error, found.verdict)
        assert row.baseline == comparison.baseline.outcomes[row.outcome].mean
        assert row.mean == arm.results.outcomes[row.outcome].mean
        assert row.unit == comparison.baseline.outcomes[row.outcome].unit
    assert frame.attrs["arm_hashes"] == [arm.results.scenario.digest]


def test_files_hold_the_same(results: Results, comparison: Comparison, tmp_path: Path) -> None:
    write_results(results, tmp_path / "run", "", 0.0)
    for table in ("worlds", "weekly", "levers"):
        own = results.to_dataframe(table)  # type: ignore[arg-type]
        own.attrs = {}
        read = pd.read_parquet(tmp_path / "run" / f"{table}.parquet")
        if "date" in read:
            read["date"] = pd.to_datetime(read["date"])
        pd.testing.assert_frame_equal(read, own, check_dtype=False, check_exact=True)
    write_comparison(comparison, tmp_path / "pair", "", 0.0)
    read = pd.read_parquet(tmp_path / "pair" / "differences.parquet")
    assert list(read.columns) == ["arm", "title", "outcome", "difference", "mc_error", "low", "high", "z", "verdict"]
    pd.testing.assert_frame_equal(
        read, comparison.to_dataframe()[list(read.columns)], check_dtype=False, check_exact=True
    )


def test_a_run_names_itself_in_a_line(results: Results, streamed: Results, comparison: Comparison) -> None:
    assert repr(results).startswith(f"Results({results.scenario.title!r}, 40 worlds, 20 weeks, seed 20190822, hash ")
    assert repr(streamed).endswith("streamed)")
    assert "\n" not in repr(comparison) + repr(results)
    assert "array" not in repr(results.outcomes["hostility"]) + repr(results.series["cohesion"])
