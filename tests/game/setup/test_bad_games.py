"""Every mistake in a room file has a file of its own, and every lesson its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.game.setup.read import check_game
from tests.game.setup.bad_words import PROBLEMS
from tests.lessons import told_in_place

FOLDER = Path(__file__).parents[1] / "bad_games"
WORLDS = ("a_world", "broken_world")
FILES = sorted(path for path in FOLDER.glob("*.yaml") if path.stem not in WORLDS)


def test_every_file_is_in_the_table_and_the_other_way_round() -> None:
    assert {path.stem for path in FILES} == set(PROBLEMS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_all_problems_are_told_at_once_each_in_its_place(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    found = check_game(path.name)
    expected = PROBLEMS[path.stem]
    told_in_place(path.name, found, expected)
    for problem in found:
        assert problem.message.isprintable()
        assert problem.message.endswith((".", "?"))
        assert "  " not in problem.message
