"""`trilateral calibrate`: what it writes, and what it says where it was asked for something else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim import cli
from sim.data.fitted import read_fitted
from sim.study.calibration import size as sizes


def calibrate(*words: object) -> Result:
    return CliRunner().invoke(cli.commands(), ["calibrate", *map(str, words)])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--until", "2019-13-01"), "--until 2019-13-01: this is no day. Write it as year, month, day: 2019-06-30."),
        (("--size", "ful"), "--size ful: write full, small, tiny. Did you mean full?"),
        (
            ("--until", "2021-01-01", "--ship"),
            "may not know the validation data, which begin on 2020-07-01. Write an earlier day, or leave --ship out.",
        ),
        (
            ("--until", "2011-01-01"),
            "--until 2011-01-01: the record that is played begins on 2018-10-29, and a week of it must be over. "
            "Write a day from 2018-11-05 on.",
        ),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    done = calibrate(*words, "--out", tmp_path / "nothing")
    assert done.exit_code == 2
    assert told in " ".join(done.stderr.split())
    assert not (tmp_path / "nothing").exists()


@pytest.mark.slow
def test_the_smallest_fit_is_written_with_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    smallest = replace(sizes.TINY, design=96, points=64, draws=24, candidates=2)
    monkeypatch.setitem(sizes.SIZES, "tiny", smallest)
    done = calibrate("--size", "tiny", "--until", "2019-09-01", "--sbc", 1, "--out", tmp_path)
    assert done.exit_code == 0, done.output
    assert "The model is fitted to what was known before 2019-09-01 (tiny size)" in done.stderr
    content = json.loads((tmp_path / "evidence" / "calibration.json").read_text())
    found = read_fitted(tmp_path / "evidence" / "fitted.json")
    assert (content["until"], found.until.isoformat()) == ("2019-09-01", "2019-09-01")
    assert content["parameters"] == len(found.keys)
    assert len(content["truths"]) == 6
    assert {point["fitted"] for point in content["points"]} == {True, False}
    page = (tmp_path / "evidence.md").read_text()
    assert "What the record says of the parameters" in page
    assert "Not made yet: trilateral hindcast makes it." in page
    assert (tmp_path / "evidence" / "calibration_boycott.svg").exists()
