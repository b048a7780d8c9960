"""The line of a page to its server: acts are sent until they are acknowledged, and views hold what was sent last."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sim.ui.component import game

TRIAL = Path(__file__).parent / "line_trial.mjs"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a page saw in the trial."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here to run the script")
    file = tmp_path_factory.mktemp("line") / "trial.mjs"
    file.write_text(game.script() + TRIAL.read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run([node, str(file)], check=True, capture_output=True, text=True, timeout=60)
    return json.loads(done.stdout)


def test_an_act_waits_for_the_line_and_goes_out_again_under_the_same_name(seen: Any) -> None:
    assert seen["sentBefore"] == 0
    assert seen["down"] == "connecting"
    assert seen["sameName"]
    assert seen["afterReload"]


def test_an_act_is_settled_once(seen: Any) -> None:
    assert seen["settled"] == [["say", "here", "Too late."]]
    assert seen["waiting"] == 0
    assert seen["keptAfter"] == []


def test_a_view_tells_what_changed(seen: Any) -> None:
    assert seen["firstView"] == [{"clock": {"move": 1}, "news": [], "reveal": {}}, ["clock", "news", "reveal"]]
    assert seen["changedAfterReturn"] == [{"clock": {"move": 1}, "news": ["new"]}, ["news", "reveal"]]


def test_time_is_the_servers(seen: Any) -> None:
    assert seen["ahead"] == 500


def test_a_question_fails_in_words(seen: Any) -> None:
    assert seen["question"] == "The connection was lost before the answer came. Ask again."


def test_there_is_one_line_at_a_time_and_none_after_a_refusal(seen: Any) -> None:
    assert seen["oneLine"] == 1
    assert seen["refused"] == ["refused", "No seat here.", 1]
