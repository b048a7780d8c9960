"""What the page on studies tells people to type works, and leads to the finding that it shows."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from sim import cli

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "studies.md").read_text(encoding="utf-8")
TYPED = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if line.startswith("trilateral ")
]
FIRST_STEPS = TYPED[:4]
PYTHON = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("typed", TYPED)
def test_every_command_is_one(typed: str) -> None:
    """Its words are those that the command knows; it is not run."""
    _, name, *words = shlex.split(typed)
    command = get_command(cli.commands())
    command.commands[name].make_context(name, words)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("studies")


def python(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_first_steps_lead_to_the_finding(folder: Path) -> None:
    said = []
    for typed in FIRST_STEPS:
        done = python(folder, "-m", "sim", *shlex.split(typed)[1:])
        assert done.returncode == 0, (typed, done.stderr)
        said.append(done.stdout)
    shown = PAGE.split("```sh\ntrilateral discover")[1].split("```")[2]
    finding = " ".join(shown.split())
    assert finding.startswith("In 29% of worlds where Seoul's usual fear of abandonment is below 0.6")
    told = " ".join(said[1].split())
    for sentence in re.findall(r"[^.]+\.(?=\s|$)", finding.split(" Counted on")[0]):
        assert sentence.strip() in told
    assert (folder / "results" / "tempers" / "report.html").exists()
    box = re.search(r"Pact lapsed \* +(\d+)%", said[2])
    assert box is not None
    assert 25 <= int(box[1]) <= 34


@pytest.mark.slow
def test_the_tables_are_read_as_shown(folder: Path) -> None:
    if not (folder / "results").exists():
        pytest.fail("the first steps did not write their tables")
    for block in PYTHON:
        done = python(folder, "-c", block)
        assert done.returncode == 0, done.stderr
