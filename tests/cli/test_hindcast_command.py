"""`trilateral hindcast`: what it writes, and what it says where it was asked for something else."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from sim import cli
from sim.data.archive import Archive
from sim.data.fitted import Fitted


def hindcast(*words: object) -> Result:
    return CliRunner().invoke(cli.commands(), ["hindcast", *map(str, words)])


def fitted_to(archive: Archive, **how: object) -> SimpleNamespace:
    """A fit that takes no time: one parameter, two draws."""
    assert archive.until is not None
    draws, keys = np.array([[0.8], [0.9]]), ("korean_public.boycott_trigger",)
    found = Fitted("quick", keys, draws, archive.until, archive.last_day, str(how["command"]), 1, 0.0, "0")
    return SimpleNamespace(fitted=found)


def test_forecasts_are_written_with_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.study.calibration.fit.fit", fitted_to)
    done = hindcast("--protocol", "refit", "--worlds", 4, "--origins", "2019-01-07", "--out", tmp_path)
    assert done.exit_code == 0, done.output
    assert "Would the model have foretold what came?" in done.stdout
    assert f"Written to {tmp_path}." in done.stderr
    content = json.loads((tmp_path / "evidence" / "hindcast.json").read_text())
    assert [(row["origin"], row["until"]) for row in content["forecasts"]] == [("2019-01-07", "2019-01-07")]
    assert "Hindcast: does the model forecast?" in (tmp_path / "evidence.md").read_text()
    assert (tmp_path / "evidence" / "hindcast_scores.svg").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--origins", "2019-10"), "--origins 2019-10: this is no day. Write it as year, month, day: 2019-10-07."),
        (("--origins", "2019-10-08"), "2019-10-08 is no origin: forecasts are made on the first Monday of a quarter"),
        (("--protocol", "refitt"), "--protocol refitt: write cheap, refit or both. Did you mean refit?"),
        (("--size", "smal"), "--size smal: write full, small, tiny. Did you mean small?"),
        (("--worlds", "1"), "--worlds 1: forecasts are made of 2 to 2048 worlds. Write --worlds 1000."),
        (("--fit", "nowhere.json"), "--fit nowhere.json: there is no such file. Write the fitted.json"),
        (("--resume",), "to go on with. Leave --resume out to begin anew."),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    done = hindcast(*words, "--out", tmp_path / "nothing")
    assert done.exit_code == 2
    assert told in " ".join(done.stderr.split())
    assert not (tmp_path / "nothing").exists()
