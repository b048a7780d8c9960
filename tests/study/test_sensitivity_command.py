"""`trilateral sensitivity`: what is printed, written and refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim import cli

SMALL = ["--points", "4", "--replicates", "4", "--worlds", "8", "--weeks", "20"]
TWO = ["--inputs", "seoul.resolve", "--inputs", "tokyo.resolve"]


def sensitivity(*words: str) -> Result:
    return CliRunner().invoke(cli.commands(), ["sensitivity", *words])


def test_prints_what_matters_and_says_before_how_long_it_takes() -> None:
    done = sensitivity("baseline", "--outcome", "hostility", *TWO, *SMALL)
    assert done.exit_code == 0, done.output
    assert "What was found" in done.stdout
    assert "seoul.resolve" in done.stdout
    assert "2 inputs, 12 points of 4 replicates, at most 88 worlds of 20 weeks: about 1 second" in done.stderr


def test_json_is_one_object_and_nothing_else() -> None:
    done = sensitivity("baseline", "--outcome", "hostility", *TWO, *SMALL, "--json")
    found = json.loads(done.stdout)
    assert found["kind"] == "sensitivity"
    assert found["provenance"]["worlds"] == 88
    assert found["provenance"]["inputs"]["seoul.resolve"]["evidence"] == "judgement"


def test_writes_the_document_with_its_charts(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = sensitivity("baseline", "--outcome", "hostility", *TWO, *SMALL, "--out", str(folder))
    assert done.exit_code == 0, done.output
    written = {file.name for file in folder.iterdir()}
    assert {"document.json", "hostility_ranking.png", "hostility_tornado.svg", "hostility_indices.csv"} <= written


@pytest.mark.parametrize(
    ("words", "lesson"),
    [
        (["--outcome", "hostilty"], "there is no outcome 'hostilty'. Did you mean hostility?"),
        (["--inputs", "soul"], "there is no input 'soul'"),
        (["--method", "saltelli"], "there is no method 'saltelli'"),
        (["--points", "3"], "morris needs at least 4 trajectories"),
        (["--set", "seoul.resolve=9"], "outside the range"),
    ],
)
def test_what_is_refused(words: list[str], lesson: str) -> None:
    done = sensitivity("baseline", *words)
    assert done.exit_code == 2
    assert lesson in done.stderr
    assert done.stdout == ""
