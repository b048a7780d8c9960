"""What people type: game-form, and what they are told when it makes no sense."""

from __future__ import annotations

import json
from math import prod
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim import cli

WEEK = ["game-form", "baseline", "--week", "2018-12-24", "--world", "3", "--levers", "3"]


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def trilateral(*words: str) -> Result:
    return CliRunner().invoke(cli.commands(), list(words))


def test_a_week_is_shown_to_be_read() -> None:
    done = trilateral(*WEEK)
    words = " ".join(done.stdout.split())
    assert done.exit_code == 0, done.output
    assert "What did the three governments face in the week of 24 December 2018, in world 3?" in words
    assert "pure equilibri" in words
    assert "The logit equilibrium is the only one" in words
    assert "Others hold" in words


def test_a_date_and_its_number_are_the_same_week() -> None:
    numbered = [*WEEK[:3], "8", *WEEK[4:]]
    by_day, by_number = (json.loads(trilateral(*words, "--json").stdout) for words in (WEEK, numbered))
    assert by_day["sections"] == by_number["sections"]
    assert by_day["provenance"]["week"] == 8


def test_the_game_is_written_for_gambit_and_shown() -> None:
    done = trilateral(*WEEK, "--known", "--out", "weeks/one.nfg", "--json")
    text = Path("weeks/one.nfg").read_text(encoding="utf-8")
    assert text.startswith('NFG 1 R "Baseline: ')
    assert "week of 2018-12-24, world 3, seed " in text
    items = [item for section in json.loads(done.stdout)["sections"] for item in section["items"]]
    levers = [row[2] for item in items if item["name"] == "players" for row in item["rows"]]
    assert len(text.strip().split("\n\n")[-1].splitlines()) == prod(levers)


def test_a_dash_prints_the_game_and_nothing_else() -> None:
    done = trilateral(*WEEK, "--out", "-")
    assert done.stdout.startswith("NFG 1 R ")
    assert "pure" not in done.stdout


def test_another_seed_and_other_numbers_make_another_game() -> None:
    games = {
        trilateral(*WEEK, *more, "--out", "-").stdout.split("\n\n", 2)[-1]
        for more in ([], ["--seed", "1"], ["--set", "decision.grievance_weight=8"])
    }
    assert len(games) == 3


@pytest.mark.parametrize(
    ("words", "lesson"),
    [
        (["--week", "soon"], "--week soon: it is neither a number nor a date"),
        (["--week", "2031-01-01"], "--week 2031-01-01 lies after the scenario ends"),
        (["--week", "104"], "has weeks 0 to 103"),
        (["--week", "3", "--world", "500"], "has worlds 0 to 499"),
        (["--week", "3", "--levers", "9"], "a table holds at most 20,000"),
        (["--week", "3", "--levers", "1"], "Write --levers 3"),
        (["--week", "3", "--out", "week.txt"], "Write for example --out week.nfg"),
        (["--week", "3", "--out", "-", "--json"], "both want standard output"),
        (["--week", "3", "--set", "seoul.resolv=1"], "resolve"),
    ],
)
def test_what_makes_no_sense_is_told(words: list[str], lesson: str) -> None:
    done = trilateral("game-form", "baseline", *words)
    assert done.exit_code == 2
    assert lesson in done.stderr
