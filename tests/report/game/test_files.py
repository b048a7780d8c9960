"""What can be taken home: every file is made, the scenario replays to the last bit, secrets stay with the teacher."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.engine.run import run
from sim.game.rules.act import RuleError
from sim.game.world.knowledge import PUBLIC
from sim.report.game.files import AFTER_REVEAL, FILES, WHITE_ONLY, may_have
from sim.scenario.load import load_scenario
from tests.game.played import debriefed, played
from tests.game.reports import playing


def test_the_scenario_file_replays_to_the_last_bit(tmp_path: Path) -> None:
    room, base = played()
    name, media, content = FILES["scenario"](room, base)
    assert (name, media) == ("game_qwerty.yaml", "application/yaml")
    path = tmp_path / name
    path.write_bytes(content)
    scenario = load_scenario(path)
    assert scenario.digest == debriefed().scenario.digest
    results = run(scenario, worlds=1, stream=False)
    for key, value in room.last_report["outcomes"].items():
        values = results.outcomes[key].values
        assert values is not None
        assert float(values[0]) == value, key
    first = scenario.clock.week_of(room.setup.opens)
    for known in PUBLIC:
        lived = results.series[known.series].values
        assert lived is not None
        reported = [value for move in room.resolved for value in (move.report or {})["series"][known.series]]
        assert known.shown(lived[first:, 0]) == reported, known.series


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_made(name: str) -> None:
    room, base = played()
    file = FILES[name]
    called, media, content = file(room, base, debriefed())
    assert called
    assert "{" not in called
    assert content
    if media == "application/json":
        assert json.loads(content)["form"] == 1
    if media == "text/html":
        assert content.startswith(b"<!doctype html>")
        assert b"<script" not in content


def test_without_a_debrief_some_files_wait() -> None:
    room, base = played()
    with pytest.raises(RuleError, match="End the game first"):
        FILES["debrief"](room, base)
    assert FILES["csv"](room, base)[2]
    assert FILES["marking_table"](room, base)[2]


def test_members_get_what_is_theirs_after_the_reveal() -> None:
    over, going = played()[0], playing("negotiate")
    assert {name for name in FILES if may_have(over, name, "member")} == {"debrief_for_class", "scenario"}
    assert not any(may_have(going, name, "member") for name in FILES)
    assert all(may_have(going, name, "white") for name in FILES)
    assert {file.who for file in FILES.values()} == {WHITE_ONLY, AFTER_REVEAL}
