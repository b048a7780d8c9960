"""Commands tell room files from scenarios."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim import cli
from sim.cli.asked import scenario_files
from sim.game.setup.form import game_schema
from sim.game.setup.library import ready_games
from sim.scenario.schema import json_schema
from tests.game.setup.written import SHORT

QUIET = "schema: 1\nextends: baseline\n"


@pytest.fixture(autouse=True)
def in_a_folder_with_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "all" / "games").mkdir(parents=True)
    (tmp_path / "all" / "world.yaml").write_text(QUIET, encoding="utf-8")
    (tmp_path / "all" / "games" / "room.yaml").write_text(SHORT, encoding="utf-8")


def trilateral(*words: str) -> Result:
    return CliRunner().invoke(cli.commands(), list(words))


def test_check_reads_both_and_counts_them_apart() -> None:
    assert trilateral("check", "all").stdout == "1 scenario is in order.\n1 room file is in order.\n"
    assert trilateral("check", "all/games/room.yaml").stdout == "1 room file is in order.\n"
    assert trilateral("check", ready_games()[0].name).stdout == "1 room file is in order.\n"


def test_check_tells_what_is_wrong_with_a_room_file() -> None:
    Path("all/games/room.yaml").write_text(SHORT.replace("[4, 3]", "[4, 30]"), encoding="utf-8")
    done = trilateral("check", "all")
    assert done.exit_code == 2
    assert done.stdout.startswith("all/games/room.yaml:4:8: moves: ")


@pytest.mark.parametrize("words", [("run",), ("compare", "baseline"), ("sensitivity",)])
def test_a_room_file_is_not_run_but_explained(words: tuple[str, ...]) -> None:
    done = trilateral(*words, "all/games/room.yaml")
    assert done.exit_code == 2
    assert "all/games/room.yaml:1:1: file: this is a room file" in done.stderr
    assert "the scenario that it names: 'july_2019'" in done.stderr


def test_a_folder_of_scenarios_holds_no_room_files() -> None:
    assert scenario_files(Path("all")) == ["all/world.yaml"]


def test_room_files_are_not_listed_as_scenarios() -> None:
    listed = set(json.loads(trilateral("scenarios", "--json").stdout))
    assert "july_2019" in listed
    assert not listed & {card.name for card in ready_games()}


def test_the_schema_of_either_form_is_printed() -> None:
    assert json.loads(trilateral("schema").stdout) == json.loads(json.dumps(json_schema()))
    assert json.loads(trilateral("schema", "--game").stdout) == json.loads(json.dumps(game_schema()))
