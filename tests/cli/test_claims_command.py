"""`trilateral claims`: what is printed, written and refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim import cli

SMALL = ["--only", "A05", "--draws", "2", "--lucks", "4"]


def claims(*words: str) -> Result:
    return CliRunner().invoke(cli.commands(), ["claims", *words])


def test_some_claims_are_told_in_full_and_written_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = claims(*SMALL)
    assert done.exit_code == 0, done.output
    assert "Of 1 claim, 1 supported." in done.stdout
    assert "A05: supported" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_json_is_one_object_and_nothing_else(tmp_path: Path) -> None:
    done = claims(*SMALL, "--json", "--out", str(tmp_path / "docs"))
    found = json.loads(done.stdout)
    assert [claim["id"] for claim in found["claims"]] == ["A05"]
    assert "# What the articles claim" in (tmp_path / "docs" / "claims.md").read_text()
    assert json.loads((tmp_path / "docs" / "claims" / "claims.json").read_text()) == found


@pytest.mark.parametrize(
    ("words", "lesson"),
    [
        (["--only", "A60"], "there is no claim 'A60'. Did you mean"),
        ([*SMALL[:2], "--lucks", "1"], "lucks is 1: at least 2 are needed"),
        ([*SMALL[:2], "--draws", "0"], "draws is 0: at least 2 are needed"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(words: list[str], lesson: str) -> None:
    done = claims(*words)
    assert done.exit_code == 2
    assert lesson in done.stderr
