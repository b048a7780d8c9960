"""Every mistake has a file of its own, and every lesson its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario.load import check_file
from tests.lessons import told_in_place
from tests.scenario.bad_words import PROBLEMS

FOLDER = Path(__file__).parents[1] / "bad_scenarios"
FILES = sorted(FOLDER.glob("*.yaml"))


def test_every_file_is_in_the_table_and_the_other_way_round() -> None:
    assert {path.stem for path in FILES} == set(PROBLEMS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_all_problems_are_told_at_once_each_in_its_place(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    found = check_file(path.name)
    expected = PROBLEMS[path.stem]
    told_in_place(path.name, found, expected)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_lessons_are_one_line_of_whole_sentences(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    for problem in check_file(path.name):
        assert problem.message.isprintable()
        assert problem.message.endswith((".", "?"))
        assert "  " not in problem.message
