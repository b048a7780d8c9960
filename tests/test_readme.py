"""What the README tells people to type works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]
TYPED = [line for line in COMMANDS if line.startswith("trilateral ")]
# What takes minutes is played with less work in tests/cli; here only that these words are understood.
LONG = ("claims", "calibrate", "hindcast")
PYTHON_BLOCKS = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_the_first_command_opens_the_app_and_the_second_runs_the_tests() -> None:
    first, second = COMMANDS[:2]
    assert first.endswith("trilateral app")
    assert second.endswith("-m tests")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to type in, with the project's scenarios beside it."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "scenarios").symlink_to(ROOT / "scenarios")
    return folder


def python(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", TYPED)
def test_commands_run(command: str, folder: Path) -> None:
    words = shlex.split(command, comments=True)[1:]
    done = python(folder, "-m", "sim", *words, *(["--help"] if words[0] in LONG else []))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("block", PYTHON_BLOCKS)
def test_python_runs(block: str, folder: Path) -> None:
    done = python(folder, "-c", block)
    assert done.returncode == 0, done.stderr


def test_links_lead_somewhere() -> None:
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", README) if not target.startswith("http")]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
