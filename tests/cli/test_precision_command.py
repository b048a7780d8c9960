"""`run --until-error`, the last table of `run` and `compare`, and `precision`, as they are typed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim import cli

SHORT = "schema: 1\nextends: baseline\ntitle: A short year\nhorizon: {start: 2018-10-29, weeks: 45}\nworlds: 60\n"


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    Path("short.yaml").write_text(SHORT, encoding="utf-8")
    return tmp_path


def trilateral(*words: str) -> Result:
    return CliRunner().invoke(cli.commands(), list(words))


def test_until_error_is_the_run_with_that_many_worlds() -> None:
    done = trilateral("run", "short.yaml", "--until-error", "0.04", "--json")
    assert done.exit_code == 0, done.output
    lines = done.stderr.splitlines()
    assert re.fullmatch(r"128 worlds: the largest error is .* Going on with \d+ worlds\.", lines[0])
    found = re.search(r"That is at most 0\.04\. The same run again: --worlds (\d+)\.", lines[-1])
    assert found
    again = trilateral("run", "short.yaml", "--worlds", found[1], "--json")
    assert again.stdout == done.stdout
    assert json.loads(done.stdout)["worlds"] == int(found[1])


def test_until_error_of_a_named_outcome_is_written_too(tmp_path: Path) -> None:
    done = trilateral("run", "short.yaml", "--until-error", "0.2", "--outcome", "p_lapse", "--out", "out")
    assert done.exit_code == 0, done.output
    assert "(Pact lapsed). That is at most 0.2" in done.stderr
    assert "Worlds for 0.2" in done.stdout
    assert json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["worlds"] == 128


@pytest.mark.parametrize(
    ("words", "lesson"),
    [
        (["--until-error", "0"], "the error wanted is 0: it must lie between 0 and 1. Write for example 0.01."),
        (["--until-error", "0.1", "--outcome", "p_laps"], "there is no outcome 'p_laps'. Did you mean p_lapse"),
        (["--outcome", "p_lapse"], "--outcome names what --until-error looks at. Add for example --until-error 0.01."),
    ],
)
def test_mistakes_are_told(words: list[str], lesson: str) -> None:
    done = trilateral("run", "short.yaml", *words)
    assert done.exit_code == 2
    assert lesson in done.stderr


def test_run_and_compare_end_with_how_many_worlds() -> None:
    done = trilateral("run", "short.yaml")
    assert "Worlds for 0.01" in done.stdout.split("How many worlds")[1]
    done = trilateral("compare", "short.yaml", "no_export_controls", "--weeks", "45", "--worlds", "16")
    assert "To tell from 0" in done.stdout.split("How many worlds")[1]


def test_precision_of_a_folder(tmp_path: Path) -> None:
    trilateral("run", "short.yaml", "--out", "out")
    done = trilateral("precision", "out", "--error", "0.02", "--out", "words")
    assert done.exit_code == 0, done.output
    assert "With 60 worlds the largest error is that of" in " ".join(done.stdout.split())
    assert {"document.json", "precision.csv", "worlds_needed.png"} <= {path.name for path in Path("words").iterdir()}
    found = json.loads(trilateral("precision", "out", "--json").stdout)
    assert found["kind"] == "precision"


def test_precision_of_no_folder() -> None:
    done = trilateral("precision", "nowhere")
    assert done.exit_code == 2
    assert "not the folder of a run" in done.stderr
