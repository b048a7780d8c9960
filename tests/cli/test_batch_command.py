"""`trilateral batch` at the command line: what it says, what it leaves, and how it ends."""

from __future__ import annotations

import json
import re
import signal
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import Result
from typer.testing import CliRunner

from sim import cli
from sim.study.batch import read_batch

SWEPT = """
schema: 1
title: Engagement tried
question: Does an engaged Washington matter?
extends: baseline
horizon: {start: 2018-10-29, weeks: 8}
worlds: 30
sweep: {washington.engagement: [0.1, 0.9]}
watch: [trilateral_cohesion]
"""
UNSURE = """
schema: 1
title: Resolve unknown
extends: baseline
horizon: {start: 2018-10-29, weeks: 8}
worlds: 30
uncertain: {seoul.resolve: [0.2, 0.9]}
"""


def trilateral(*words: object) -> Result:
    return CliRunner().invoke(cli.commands(), [str(word) for word in words])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "swept.yaml").write_text(SWEPT)
    (tmp_path / "files" / "unsure.yaml").write_text(UNSURE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_of_files(folder: Path) -> None:
    done = trilateral("batch", "files", "--out", "out")
    assert done.exit_code == 0, done.stderr
    assert re.search(r"3 cases, 90 worlds, 720 world-weeks: about 1 second here, up to 0\.\d MB", done.stderr)
    assert "trilateral report out" in done.stderr
    assert "Trilateral cohesion" in done.stdout
    batch = read_batch("out")
    assert batch.cases.scenario.tolist() == ["swept", "swept", "unsure"]
    assert batch.manifest["scenarios"]["swept"]["question"] == "Does an engaged Washington matter?"


def test_a_dry_run_says_what_it_takes_and_leaves_nothing(folder: Path) -> None:
    done = trilateral("batch", "files", "--out", "out", "--worlds", 1000, "--dry-run")
    assert done.exit_code == 0
    assert "3 cases, 3,000 worlds" in done.stderr
    assert not (folder / "out").exists()


def test_designs_and_seeds(folder: Path) -> None:
    words = ("--design", "sobol", "--points", 8, "--worlds", 4, "--seed", 1, "--seed", 2)
    done = trilateral("batch", "files/unsure.yaml", "--out", "out", *words)
    assert done.exit_code == 0, done.stderr
    cases = read_batch("out").cases
    assert cases.seed.tolist() == [1] * 8 + [2] * 8
    assert cases["seoul.resolve"].nunique() == 8


def test_a_listed_design(folder: Path) -> None:
    (folder / "points.csv").write_text("seoul.resolve\n0.3\n0.8\n")
    done = trilateral("batch", "files/unsure.yaml", "--out", "out", "--design", "points.csv", "--worlds", 5)
    assert done.exit_code == 0, done.stderr
    assert read_batch("out").cases["seoul.resolve"].tolist() == [0.3, 0.8]


def test_a_file_in_error_is_a_failed_case_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "files" / "broken.yaml").write_text("schema: 1\nwordls: 5\n")
    done = trilateral("batch", "files", "--out", "out")
    assert done.exit_code == 1
    assert "files/broken.yaml:2:1: wordls" in done.stderr
    assert "Failed: broken (read)" in done.stdout
    cases = read_batch("out").cases
    assert cases.status.tolist() == ["done"] * 3 + ["failed"]
    assert cases.stage.tolist()[-1] == "read"


def test_a_design_that_a_file_cannot_have_is_a_failed_case(folder: Path) -> None:
    done = trilateral("batch", "files", "--out", "out", "--design", "lhs", "--points", 4)
    assert done.exit_code == 1
    assert "swept.yaml: 'Engagement tried' calls nothing uncertain" in done.stderr


def test_where_nothing_can_be_read_it_is_bad_input(folder: Path) -> None:
    (folder / "broken.yaml").write_text("schema: 1\nwordls: 5\n")
    done = trilateral("batch", "broken.yaml", "--out", "out")
    assert done.exit_code == 2
    assert not (folder / "out").exists()


def test_json_is_one_object(folder: Path) -> None:
    done = trilateral("batch", "files/swept.yaml", "--out", "out", "--json")
    told = json.loads(done.stdout)
    assert told["cases"] == 2
    assert told["failures"] == []
    assert {row["outcome"] for row in told["outcomes"]} >= {"p_lapse", "trilateral_cohesion"}


def test_what_a_scenario_expects_is_tested(folder: Path) -> None:
    (folder / "hopes.yaml").write_text(UNSURE + "expect: [{outcome: trilateral_cohesion, between: [0, 1]}]\n")
    done = trilateral("batch", "hopes.yaml", "--out", "out")
    assert done.exit_code == 1
    assert "An expectation does not hold: hopes: trilateral_cohesion is" in done.stderr


def test_interrupted_it_says_how_to_go_on(folder: Path) -> None:
    from sim.study.batch import run as engine

    def stop(*words: object) -> None:
        raise KeyboardInterrupt

    answer = signal.getsignal(signal.SIGINT)
    with patch.object(engine, "finish", stop):
        done = trilateral("batch", "files", "--out", "out")
    signal.signal(signal.SIGINT, answer)  # the command grows deaf to impatience, and this process lives on
    assert done.exit_code == 130
    assert "kept in out. Go on with the same command and --resume." in done.stderr
    again = trilateral("batch", "files", "--out", "out", "--resume")
    assert again.exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--weekly", "outcome"), "--weekly outcome: there is none of that name. Did you mean outcomes"),
        (("--series", "cohesio"), "Did you mean cohesion"),
        (("--outcome", "p_laps", "--until-error", "0.01"), "Did you mean p_lapse"),
        (("--until-error", "2"), "an error lies between 0 and 1"),
        (("--worlds", "0"), "0 is too small (worlds)"),
        (("--design", "sobol", "--points", "100"), "power of two"),
        (("--design", "hypercube"), "no such design and no such file. Write factorial, sobol, lhs"),
        (("--set", "seoul.resolv=0.5"), "Did you mean seoul.resolve"),
    ],
)
def test_words_that_make_no_sense_are_explained(folder: Path, words: tuple[str, ...], said: str) -> None:
    done = trilateral("batch", "files/unsure.yaml", "--out", "out", *words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_folder_is_explained(folder: Path) -> None:
    (folder / "empty").mkdir()
    done = trilateral("batch", "empty", "--out", "out")
    assert done.exit_code == 2
    assert "empty holds no scenario files" in done.stderr
