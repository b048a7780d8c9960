"""What people type: regret, responses and turning-points, and what they are told when it makes no sense."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim import cli

SMALL = ["--at", "2018-11-12", "--horizon", "3", "--states", "3", "--replicates", "4"]
SHORT = "schema: 1\nextends: baseline\ntitle: A short spring\nhorizon: {start: 2018-10-29, weeks: 30}\n"
FORCED = f"{SHORT}worlds: 16\nlevers:\n  tokyo: {{force: {{gesture: {{at: 2019-01-07}}}}}}\n"


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("short.yaml").write_text(SHORT, encoding="utf-8")
    Path("forced.yaml").write_text(FORCED, encoding="utf-8")
    return tmp_path


def trilateral(*words: str) -> Result:
    return CliRunner().invoke(cli.commands(), list(words))


def test_regret_prints_a_document_and_writes_it() -> None:
    done = trilateral("regret", "short.yaml", "--capital", "tokyo", *SMALL, "--out", "found")
    assert done.exit_code == 0, done.output
    assert "Tokyo would least regret" in " ".join(done.stdout.split())
    assert Path("found/tokyo_regret.csv").read_text(encoding="utf-8").startswith("Step,Gain")


def test_regret_as_json_is_one_object() -> None:
    done = trilateral("regret", "short.yaml", "--capital", "seoul", *SMALL, "--weight", "p_lapse=0.5", "--json")
    found = json.loads(done.stdout)
    assert found["kind"] == "regret"
    (weights,) = (item for s in found["sections"] for item in s["items"] if item["name"] == "seoul_weights")
    assert ["Pact lapsed", 0.5] in [row[:2] for row in weights["rows"]]


def test_responses_as_json_is_one_object() -> None:
    done = trilateral("responses", "short.yaml", *SMALL, "--json")
    assert json.loads(done.stdout)["kind"] == "responses", done.output


def test_turning_points_as_json_is_one_object() -> None:
    done = trilateral("turning-points", "forced.yaml", "--outcome", "hostility", "--json")
    found = json.loads(done.stdout)
    assert found["kind"] == "turning points"
    assert found["provenance"]["worlds"] == 16


@pytest.mark.parametrize(
    ("words", "lesson"),
    [
        (["regret", "short.yaml", "--capital", "tokio"], "there is no capital 'tokio'. Did you mean tokyo?"),
        (["regret", "short.yaml"], "the day of the decision must be written"),
        (["regret", "short.yaml", "--at", "2025-01-01"], "lies after the scenario ends"),
        (["regret", "short.yaml", *SMALL, "--weight", "p_laps=1"], "Did you mean p_lapse"),
        (["regret", "short.yaml", *SMALL, "--weight", "p_lapse"], "it is not OUTCOME=NUMBER"),
        (["regret", "short.yaml", *SMALL, "--weight", "p_lapse=1", "--weight", "p_lapse=0"], "it is written twice"),
        (["regret", "short.yaml", *SMALL, "--weight", "p_lapse=7"], "outside the range -1 to 1"),
        (["responses", "short.yaml", *SMALL, "--pair", "seoul", "seoul"], "name two different capitals"),
        (["turning-points", "short.yaml"], "nothing is forced in 'A short spring'"),
        (["turning-points", "forced.yaml", "--then", "scripts"], "write script or agents"),
    ],
)
def test_mistakes_teach(words: list[str], lesson: str) -> None:
    done = trilateral(*words)
    assert done.exit_code == 2
    assert lesson in done.stderr
    assert "Traceback" not in done.output
