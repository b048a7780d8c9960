"""trilateral discover: a real batch, its boxes in words, as JSON and as files, and lessons where it cannot be done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli import commands

SCENARIO = """\
schema: 1
title: {title}
extends: notice_2019
horizon: {{start: 2018-10-29, weeks: 70}}
worlds: 1000
{varied}
expect: []
"""
VARIED = "uncertain: {decision.lapse_cost: [1, 8], seoul.resolve: [0, 1]}"


def trilateral(*words: str | Path) -> Result:
    return CliRunner().invoke(commands(), [str(word) for word in words])


def batch_of(folder: Path, **scenarios: str) -> Path:
    files = []
    for name, varied in scenarios.items():
        files.append(folder / f"{name}.yaml")
        files[-1].write_text(SCENARIO.format(title=name, varied=varied))
    done = trilateral("batch", *files, "--weekly", "none", "--out", folder / "batch")
    assert done.exit_code == 0, done.output
    return folder / "batch"


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return batch_of(tmp_path_factory.mktemp("one"), crisis=VARIED)


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return batch_of(tmp_path_factory.mktemp("two"), crisis=VARIED, calm="", swept="sweep: {seoul.resolve: [0.2, 0.8]}")


def test_a_batch_is_searched_and_its_box_can_be_run(batch: Path) -> None:
    done = trilateral("discover", batch, "--outcome", "p_lapse", "--json")
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    (box, *_) = said["provenance"]["boxes"]
    assert box["limits"]["decision.lapse_cost"][0] is None
    assert "the pact ends" in said["findings"][0]
    place = batch / "studies" / "discover_p_lapse"
    assert {"document.json", "box_1.yaml", "trade_off.svg", "worlds_box_1.png"} <= {
        file.name for file in place.iterdir()
    }
    ran = trilateral("run", place / "box_1.yaml", "--worlds", "600", "--seed", "3", "--json")
    outcome = json.loads(ran.stdout)["outcomes"]["p_lapse"]
    density, low, high = box["density"]
    assert abs(outcome["mean"] - density) < (high - low) / 2 + 3 * outcome["mc_error"]


def test_a_second_search_takes_the_boxes_of_the_first_away(batch: Path, tmp_path: Path) -> None:
    out = tmp_path / "found"
    done = trilateral("discover", batch, "--outcome", "p_lapse", "--method", "cart", "--out", out)
    assert done.exit_code == 0, done.output
    assert (out / "box_1.yaml").exists()
    (out / "box_3.yaml").write_text("stale")
    done = trilateral("discover", batch, "--outcome", "p_liquidation", "--out", out)
    assert done.exit_code == 0, done.output
    assert not list(out.glob("box_*.yaml"))


def test_one_of_several_scenarios_must_be_named(several: Path) -> None:
    done = trilateral("discover", several, "--outcome", "p_lapse")
    assert done.exit_code == 2
    assert "3 scenarios. Write --scenario with one of: crisis, calm, swept" in " ".join(done.stderr.split())
    wrong = trilateral("discover", several, "--outcome", "p_lapse", "--scenario", "crises")
    assert "Did you mean crisis" in wrong.stderr


@pytest.mark.parametrize(
    ("words", "lesson"),
    [
        (["--scenario", "calm"], "nothing was varied"),
        (["--scenario", "swept"], "only 2 points"),
        (["--scenario", "crisis", "--inputs", "tokyo.resolve"], "it was not varied in 'crisis'"),
        (["--scenario", "crisis", "--method", "prin"], "Did you mean prim"),
        (["--scenario", "crisis", "--density", "60"], "between 0 and 1"),
        (["--scenario", "crisis", "--outcome", "p_laps"], "Did you mean p_lapse"),
    ],
)
def test_what_cannot_be_done_is_a_lesson(several: Path, words: list[str], lesson: str) -> None:
    done = trilateral("discover", several, "--outcome", "p_lapse", *words)
    assert done.exit_code == 2
    assert lesson in " ".join(done.stderr.split())


def test_a_folder_that_is_no_batch_is_refused(tmp_path: Path) -> None:
    done = trilateral("discover", tmp_path, "--outcome", "p_lapse")
    assert done.exit_code == 2
    assert "not the folder of a batch" in " ".join(done.stderr.split())
