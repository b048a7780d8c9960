"""The examples in docs/ run as they are, as scripts and cell by cell."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.py"))
CELL = re.compile(r"^# %%(.*)$", re.MULTILINE)


def cells(example: Path) -> list[tuple[str, str]]:
    """The kind and the text of every cell."""
    parts = CELL.split(example.read_text(encoding="utf-8"))
    assert parts[0].strip() == "", "an example begins with a cell"
    return [(kind.strip(), text) for kind, text in zip(parts[1::2], parts[2::2], strict=True)]


def test_there_are_examples() -> None:
    assert EXAMPLES


@cache
def said(example: Path) -> str:
    """What an example prints, run in an empty folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-W", "error", str(example)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        assert os.listdir(folder) == []
    return done.stdout


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_runs_anywhere(example: Path) -> None:
    assert said(example)
    assert "nan" not in said(example).split()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_opens_as_a_notebook(example: Path) -> None:
    kinds = [kind for kind, _ in cells(example)]
    assert set(kinds) == {"", "[markdown]"}
    assert kinds[0] == "[markdown]"
    for kind, text in cells(example):
        if kind == "[markdown]":
            assert all(line.startswith("#") for line in text.strip().splitlines()), text
        else:
            assert ast.parse(text).body, "a cell of code does something"


def test_the_first_example_finds_what_it_asks() -> None:
    """What its words promise: a share with its error, a verdict of paired worlds, and a run until an error."""
    found = said(ROOT / "docs" / "examples" / "from_scenario_to_finding.py")
    assert re.search(r"The pact lapses in \d+% of worlds, give or take \d\.\d%\.", found)
    assert re.search(r"p_lapse .*(lower|higher|cannot tell apart)", found)
    assert re.search(r"\d+ worlds: the pact lapses in \d+\.\d% of them, give or take [01]\.\d%\.", found)
