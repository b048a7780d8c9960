"""`run --draws` and `compare --draws`: every world has its own draw of the fitted parameters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from sim import cli
from sim.data.fitted import fitted

SHORT = "schema: 1\ntitle: A short year\nfitted: shipped\nhorizon: {start: 2018-10-29, weeks: 12}\nworlds: 20\n"
KEY = "korean_public.travel_response"


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    Path("short.yaml").write_text(SHORT, encoding="utf-8")
    Path("firm.yaml").write_text(SHORT + "actors: {korean_public: {travel_response: 2.9}}\n", encoding="utf-8")
    Path("plain.yaml").write_text(SHORT.replace("fitted: shipped\n", ""), encoding="utf-8")
    return tmp_path


def trilateral(*words: str) -> Result:
    return CliRunner().invoke(cli.commands(), list(words))


def test_each_world_has_a_draw_of_its_own(tmp_path: Path) -> None:
    done = trilateral("run", "short.yaml", "--draws", "--out", "out")
    assert done.exit_code == 0, done.output
    worlds = pd.read_parquet(tmp_path / "out" / "worlds.parquet")
    found = fitted()
    assert worlds[KEY].tolist() == pytest.approx(found.draws[:20, found.keys.index(KEY)].tolist())


def test_a_parameter_that_one_arm_sets_is_left_to_all_of_them(tmp_path: Path) -> None:
    done = trilateral("compare", "short.yaml", "firm.yaml", "--draws", "--out", "out")
    assert done.exit_code == 0, done.output
    inputs = [set(pd.read_parquet(path).columns) for path in (tmp_path / "out").rglob("worlds.parquet")]
    assert len(inputs) == 2
    assert all(KEY not in columns and "relations.rally" in columns for columns in inputs)


def test_draws_differ_from_the_middle() -> None:
    middle = json.loads(trilateral("run", "short.yaml", "--json").stdout)
    drawn = json.loads(trilateral("run", "short.yaml", "--draws", "--json").stdout)
    assert middle["outcomes"]["approval_seoul"] != drawn["outcomes"]["approval_seoul"]


@pytest.mark.parametrize(
    ("words", "lesson"),
    [
        (["plain.yaml", "--draws"], "leaves no parameter as it was fitted. Write fitted: shipped in its file"),
        (["short.yaml", "--draws", "--until-error", "0.1"], "cannot be combined. Write --worlds N"),
    ],
)
def test_mistakes_are_told(words: list[str], lesson: str) -> None:
    done = trilateral("run", *words)
    assert done.exit_code == 2
    assert lesson in done.stderr
