"""A batch holds every case once, as a run of its own would have it, and says what failed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest

from sim import SimError, run
from sim.kernel.errors import RunError
from sim.kernel.worlds import Worlds
from sim.scenario.sample import worlds_with
from sim.scenario.scenario import Luck
from sim.study.batch import Batch, Family, Finished, Unread, plan_of, read_batch, run_batch
from sim.study.batch import plan as plans
from sim.study.batch import work as workshop
from sim.study.executors import Processes, Serial
from sim.study.precision import error_share
from sim.summary import MARGIN, SERIES_BINS
from tests.study.toy_batch import BANDS, WEEKS, plan, short, spread, swept, tables


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    folder = tmp_path_factory.mktemp("batch") / "out"
    counted: list[tuple[int, int]] = []
    found = run_batch(plan(), folder, command="trilateral batch", progress=lambda *now: counted.append(now))
    assert found == Finished(folder, 36, 0, 6 * 40 + 30 * 5, 0)
    assert counted[-1] == ((6 * 40 + 30 * 5) * WEEKS,) * 2
    return read_batch(folder)


def worlds_of(batch: Batch, case: int) -> pd.DataFrame:
    return batch.worlds[batch.worlds.case == case]


def test_a_swept_case_is_the_run_of_its_scenario(batch: Batch) -> None:
    family = swept()
    for case in range(6):
        alone = run(family.scenario_of(case), worlds=40, seed=family.seed_of(case))
        found = worlds_of(batch, case)
        assert found.world.tolist() == list(range(40))
        for key, outcome in alone.outcomes.items():
            np.testing.assert_array_equal(found[key], outcome.values, err_msg=key)
        np.testing.assert_array_equal(found["relations.rally"], alone.inputs["relations.rally"])
        assert batch.cases.loc[case, "hash"] == alone.scenario.digest


def test_the_point_of_a_design_is_given_in_each_of_its_worlds(batch: Batch) -> None:
    family = spread()
    for place in (0, 7, 29):
        values = family.values_of(place)
        alone = run(family.scenario, worlds=Worlds(np.arange(5), {k: np.full(5, v) for k, v in values.items()}), seed=1)
        found = worlds_of(batch, 6 + place)
        for key, value in values.items():
            assert (found[key] == value).all()
            assert batch.cases.loc[6 + place, key] == value
        for key, outcome in alone.outcomes.items():
            np.testing.assert_array_equal(found[key], outcome.values, err_msg=key)


def test_world_0_goes_on_with_the_luck_that_the_scenario_gives_it(tmp_path: Path) -> None:
    def lucky(family: Family) -> Family:
        return replace(family, scenario=replace(family.scenario, luck=(Luck(family.scenario.start, 33),)))

    families = lucky(swept()), lucky(spread())
    run_batch(plan(*families), tmp_path / "out")
    found = read_batch(tmp_path / "out")
    alone = run(families[0].scenario_of(2), worlds=40, seed=families[0].seed_of(2))
    np.testing.assert_array_equal(worlds_of(found, 2)["approval_seoul"], alone.outcomes["approval_seoul"].values)
    given = {key: np.full(5, value) for key, value in families[1].values_of(7).items()}
    point = run(families[1].scenario, worlds=worlds_with(families[1].scenario, np.arange(5), given), seed=1)
    np.testing.assert_array_equal(worlds_of(found, 6 + 7)["approval_seoul"], point.outcomes["approval_seoul"].values)
    plainly = run(swept().scenario_of(2), worlds=40, seed=families[0].seed_of(2)).outcomes["approval_seoul"].values
    changed = plainly != alone.outcomes["approval_seoul"].values
    assert np.flatnonzero(changed).tolist() == [0]


def test_points_with_luck_of_their_own_meet_other_worlds(tmp_path: Path) -> None:
    family = replace(spread(6, 50), own_luck=True)
    with patch.object(plans, "JOB", 128):
        run_batch(plan(family, until_error=0.02, outcomes=("approval_seoul",)), tmp_path / "out")
    found = read_batch(tmp_path / "out")
    assert found.worlds.groupby("case").world.min().tolist() == [0, 50, 100, 150, 200, 250]
    case = found.worlds[found.worlds.case == 3]
    given = {key: np.full(len(case), value) for key, value in family.values_of(3).items()}
    alone = run(family.scenario, worlds=Worlds(np.arange(150, 150 + len(case)), given), seed=1)
    assert len(case) > 50
    np.testing.assert_array_equal(case["approval_seoul"], alone.outcomes["approval_seoul"].values)
    rows = found.weekly[(found.weekly.case == 3) & (found.weekly.series == "cohesion")]
    np.testing.assert_allclose(rows["mean"], alone.series["cohesion"].mean, rtol=1e-6)


def test_every_input_stands_in_every_world(batch: Batch) -> None:
    inputs = ["relations.rally", "seoul.resolve", "tokyo.resolve", "washington.engagement"]
    assert sorted(batch.manifest["inputs"]) == inputs
    assert batch.worlds[inputs].notna().all(axis=None)
    assert (batch.worlds[batch.worlds.scenario == "swept"]["seoul.resolve"].nunique()) == 1


def test_bands_are_those_of_the_run(batch: Batch) -> None:
    alone = run(swept().scenario_of(2), worlds=40, seed=1)
    found = batch.weekly[batch.weekly.case == 2]
    assert set(found.series) == set(BANDS)
    for key in BANDS:
        rows = found[found.series == key]
        np.testing.assert_array_equal(rows[["p5", "p25", "p50", "p75", "p95"]], alone.series[key].fan)
        np.testing.assert_allclose(rows["mean"], alone.series[key].mean, rtol=1e-6)


def test_outcomes_are_those_of_the_run(batch: Batch) -> None:
    alone = run(swept().scenario_of(4), worlds=40, seed=2)
    found = batch.outcomes[batch.outcomes.case == 4].set_index("outcome")
    for key, outcome in alone.outcomes.items():
        for name in ("mean", "mc_error", "p5", "p25", "p50", "p75", "p95"):
            assert found.loc[key, name] == getattr(outcome, name), (key, name)


def test_the_manifest_says_what_made_it(batch: Batch) -> None:
    told = batch.manifest
    assert told["kind"] == "batch"
    assert told["command"] == "trilateral batch"
    assert told["scenarios"]["swept"]["hash"] == swept().scenario.digest
    assert told["scenarios"]["swept"]["seeds"] == [1, 2]
    assert {"trilateral", "numpy", "python"} <= set(told["versions"])
    assert told["inputs"]["seoul.resolve"]["evidence"]
    assert told["cases"] == 36


def test_executors_write_the_same_bytes(batch: Batch, tmp_path: Path) -> None:
    with patch.object(plans, "JOB", 64):
        run_batch(plan(), tmp_path / "one", executor=Serial())
        run_batch(plan(), tmp_path / "two", executor=Processes(2))
    one = tables(tmp_path / "one")
    assert len(one) > 10
    assert one == tables(tmp_path / "two")


def test_cut_into_other_jobs_the_numbers_are_the_same(batch: Batch, tmp_path: Path) -> None:
    with patch.object(plans, "JOB", 64):
        run_batch(plan(), tmp_path / "small")
    small = read_batch(tmp_path / "small")
    pd.testing.assert_frame_equal(small.worlds, batch.worlds)
    pd.testing.assert_frame_equal(small.outcomes, batch.outcomes)
    pd.testing.assert_frame_equal(small.weekly, batch.weekly)


def test_a_large_case_is_counted_in_several_jobs(tmp_path: Path) -> None:
    """Means are exact; quantiles to one bin, whose width is the first slice's span over the bins."""
    family = Family("large", "large.yaml", short(), {}, (1,), 1000)
    with patch.object(plans, "JOB", 256), patch.object(plans, "LEAD", 128):
        run_batch(plan(family), tmp_path / "out", executor=Processes(2))
    found, alone = read_batch(tmp_path / "out"), run(short(), worlds=1000, seed=1)
    assert found.worlds.world.tolist() == list(range(1000))
    np.testing.assert_array_equal(found.worlds["trilateral_cohesion"], alone.outcomes["trilateral_cohesion"].values)
    rows = found.weekly[found.weekly.series == "cohesion"]
    series = alone.series["cohesion"]
    values = np.asarray(series.values, dtype=float)
    width = np.ptp(values[:, :128], axis=1) * (1 + 2 * MARGIN) / SERIES_BINS
    np.testing.assert_allclose(rows["mean"], series.mean, rtol=1e-6)
    gaps = np.abs(rows[["p5", "p25", "p50", "p75", "p95"]].to_numpy() - series.fan)
    ordered = np.sort(values, axis=1)
    between = np.diff(ordered, axis=1).max(axis=1)
    assert (gaps.max(axis=1) <= width + between + 1e-6).all()
    assert not (tmp_path / "out" / "counts").exists()


def test_more_worlds_are_played_until_the_error_is_reached(tmp_path: Path) -> None:
    families = [Family("until", "until.yaml", short(), spread(4).points, (1,), 50, packed=True)]
    with patch.object(plans, "JOB", 512):
        wanted = plan_of(families, until_error=0.02, outcomes=["approval_seoul", "approval_tokyo"])
        found = run_batch(wanted, tmp_path / "out")
    batch = read_batch(tmp_path / "out")
    assert found.short == 0
    assert batch.cases.worlds.between(51, 5000).all()
    assert (batch.worlds.groupby("case").size() == batch.cases.set_index("case").worlds).all()
    assert not batch.worlds.duplicated(["case", "world"]).any()
    rows = batch.outcomes[batch.outcomes.outcome.isin(["approval_seoul", "approval_tokyo"])].merge(
        batch.cases[["case", "worlds"]], on="case"
    )
    errors = error_share(rows["mean"], rows.mc_error, rows.p5, rows.p95, rows.worlds, rows.outcome.to_list())
    assert (np.asarray(errors) <= 0.02).all()


def test_full_series_are_kept_where_asked_for(tmp_path: Path) -> None:
    run_batch(plan(spread(3, 4), full=("cohesion", "boycott")), tmp_path / "out")
    found = read_batch(tmp_path / "out").series
    family = spread(3, 4)
    given = {key: np.repeat(np.asarray(values), 4) for key, values in family.points.items()}
    alone = run(family.scenario, worlds=Worlds(np.tile(np.arange(4), 3), given), seed=1)
    for key in ("cohesion", "boycott"):
        np.testing.assert_array_equal(found[key], np.asarray(alone.series[key].values).T.ravel())
    assert found.week.tolist() == list(range(WEEKS)) * 12


class TestFailure:
    @staticmethod
    def broken_at(engagement: float) -> object:
        """A run that goes wrong in one case of the sweep, and wherever a point's resolve is among the highest."""

        def wrong(scenario: object, *, worlds: Worlds, **options: object) -> object:
            if scenario.values.get("washington.engagement") == engagement:  # type: ignore[attr-defined]
                raise ValueError("the ministry is on fire")
            if (worlds.given.get("seoul.resolve", np.zeros(1)) > 0.88).any():
                raise MemoryError("no room")
            return run(scenario, worlds=worlds, **options)  # type: ignore[arg-type]

        return patch.object(workshop, "run", wrong)

    def test_a_failing_case_is_a_row_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        unread = [Unread("typo", "typo.yaml", "read", "typo.yaml:1:1: wordls: not known")]
        with self.broken_at(0.5):  # type: ignore[attr-defined]
            found = run_batch(plan(), tmp_path / "out", unread=unread)
        resolves = np.asarray(spread().points["seoul.resolve"])
        lost = int((resolves > 0.88).sum())
        assert lost >= 1
        assert found.failed == 2 + lost + 1
        cases = read_batch(tmp_path / "out").cases
        failed = cases[cases.status == "failed"]
        assert set(failed.stage) == {"run", "read"}
        assert failed.cause.iloc[0] == "ValueError: the ministry is on fire"
        assert failed[failed.scenario == "spread"].cause.unique().tolist() == ["MemoryError: no room"]
        assert failed[failed.scenario == "typo"].cause.tolist() == ["typo.yaml:1:1: wordls: not known"]
        assert len(read_batch(tmp_path / "out").worlds) == 4 * 40 + (30 - lost) * 5

    def test_resumed_it_is_tried_again(self, tmp_path: Path) -> None:
        with self.broken_at(0.5):  # type: ignore[attr-defined]
            run_batch(plan(), tmp_path / "out")
        assert run_batch(plan(), tmp_path / "out", resume=True).failed == 0
        run_batch(plan(), tmp_path / "smooth")
        assert tables(tmp_path / "out") == tables(tmp_path / "smooth")

    def test_a_case_whose_worlds_all_break_down_has_failed(self, tmp_path: Path) -> None:
        def broken(*words: object, **options: object) -> object:
            results = run(*words, **options)  # type: ignore[arg-type]
            for outcome in results.outcomes.values():
                outcome.values[:] = np.nan  # type: ignore[index]
            return results

        with patch.object(workshop, "run", broken):
            assert run_batch(plan(spread(2, 3)), tmp_path / "out").failed == 2
        cases = read_batch(tmp_path / "out").cases
        assert cases.cause.tolist() == ["every world broke down in the arithmetic"] * 2
        assert cases.non_finite.tolist() == [3, 3]


class TestFolder:
    def test_a_finished_batch_is_not_written_over(self, batch: Batch) -> None:
        with pytest.raises(RunError, match=r"holds a finished batch.*--resume.*another folder"):
            run_batch(plan(), batch.folder)

    def test_resumed_when_finished_it_stays_as_it_is(self, batch: Batch) -> None:
        before = tables(batch.folder)
        assert run_batch(plan(), batch.folder, resume=True).failed == 0
        assert tables(batch.folder) == before

    def test_another_batch_is_refused(self, batch: Batch) -> None:
        with pytest.raises(RunError, match=r"other scenarios, options or versions: scenarios"):
            run_batch(plan(swept(41)), batch.folder, resume=True)

    def test_a_folder_with_other_things_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "thesis.tex").write_text("years of work")
        with pytest.raises(RunError, match="holds other files"):
            run_batch(plan(), tmp_path)

    def test_what_is_no_batch_cannot_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(SimError, match="is not the folder of a batch"):
            read_batch(tmp_path)


def test_pandas_polars_and_duckdb_read_the_tables(batch: Batch) -> None:
    import duckdb
    import polars as pl

    folder = batch.folder
    mean = batch.worlds["trilateral_cohesion"].mean()
    assert pd.read_parquet(folder / "worlds")["trilateral_cohesion"].mean() == pytest.approx(mean, rel=1e-6)
    lazy = pl.scan_parquet(folder / "worlds" / "**" / "*.parquet", hive_partitioning=True)
    found = lazy.group_by("scenario").len().collect().sort("scenario")
    assert found["len"].to_list() == [150, 240]
    query = f"select scenario, count(*) from '{folder}/worlds/*/*.parquet' group by all order by 1"
    assert duckdb.sql(query).fetchall() == [("spread", 150), ("swept", 240)]
    weekly = duckdb.sql(f"select count(*) from '{folder}/weekly/*/*.parquet'").fetchall()
    assert weekly == [(36 * len(BANDS) * WEEKS,)]
