"""Results as files: what stands in them, and which folders are left alone."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.kernel.errors import RunError
from sim.report import files
from tests.cli.fake import WEEKS, WORLDS, fake_comparison, fake_results, without_worlds


def write(folder: Path, **changes: object) -> None:
    files.write_results(fake_results(**changes), folder, "trilateral run x", 1.5)  # type: ignore[arg-type]


def test_tables_hold_the_run(tmp_path: Path) -> None:
    write(tmp_path / "out", pulls={"seoul.wto_case": np.linspace(0, 0.1, WEEKS)})
    worlds = pd.read_parquet(tmp_path / "out" / "worlds.parquet")
    assert list(worlds.columns[:3]) == ["world", "seoul.resolve", "p_notice"]
    assert len(worlds) == WORLDS
    assert worlds["p_lapse"].mean() == 0.25
    weekly = pd.read_parquet(tmp_path / "out" / "weekly.parquet")
    assert list(weekly.columns) == ["series", "label", "unit", "week", "date", "p5", "p25", "p50", "p75", "p95", "mean"]
    assert len(weekly) == WEEKS
    assert str(weekly["date"][1]) == "2019-07-08"
    levers = pd.read_parquet(tmp_path / "out" / "levers.parquet")
    assert list(levers.columns) == ["lever", "capital", "week", "date", "share"]
    assert set(levers["capital"]) == {"seoul"}


def test_manifest_says_what_made_them(tmp_path: Path) -> None:
    write(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["scenario"]["hash"] == fake_results().scenario.digest
    assert "A made-up summer" in manifest["scenario_yaml"]
    assert (manifest["seed"], manifest["worlds"], manifest["weeks"]) == (7, WORLDS, WEEKS)
    assert set(manifest["versions"]) == {"trilateral", "python", "numpy", "mesa"}
    assert manifest["command"] == "trilateral run x"
    assert manifest["provenance"]["health"]["non_finite"] == 0


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, seed=8)
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["seed"] == 8
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "levers.parquet",
        "manifest.json",
        "weekly.parquet",
        "worlds.parquet",
    ]


def test_a_streamed_run_has_no_worlds_to_write(tmp_path: Path) -> None:
    write(tmp_path)
    files.write_results(without_worlds(fake_results()), tmp_path, "", 0.0)  # type: ignore[arg-type]
    assert not (tmp_path / "worlds.parquet").exists()
    assert len(pd.read_parquet(tmp_path / "weekly.parquet")) == WEEKS


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "homework.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(RunError, match="holds other files"):
        write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["homework.txt"]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(RunError, match="is a file"):
        write(tmp_path / "out")


def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_comparison_writes_differences_and_every_run(tmp_path: Path) -> None:
    files.write_comparison(fake_comparison(), tmp_path, "trilateral compare x y", 2.0)  # type: ignore[arg-type]
    differences = pd.read_parquet(tmp_path / "differences.parquet")
    assert list(differences["outcome"])[:2] == ["p_notice", "p_lapse"]
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["folders"] == ["baseline", "arm_1"]
    assert (tmp_path / "arm_1" / "worlds.parquet").exists()
    files.write_comparison(fake_comparison(), tmp_path, "again", 2.0)  # type: ignore[arg-type]
