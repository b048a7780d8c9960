"""What people type, what they get on which stream, and the exit code."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from sim import cli
from sim.kernel.catalogue import catalogue

ROOT = Path(__file__).parents[2]
SMALL = ["--worlds", "16", "--weeks", "20"]
QUIET = "schema: 1\nextends: baseline\ntitle: A short autumn\nhorizon: {start: 2018-10-29, weeks: 12}\nworlds: 16\n"


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def trilateral(*words: str) -> Result:
    return CliRunner().invoke(cli.shell, list(words))


def start(*words: str, **options: object) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "sim", *words], env=environment, text=True, **options
    )


def scenario_file(text: str, name: str = "mine.yaml") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


class TestRun:
    def test_prints_outcomes(self) -> None:
        done = trilateral("run", scenario_file(QUIET))
        assert done.exit_code == 0, done.output
        for words in ("A short autumn", "16 worlds, 12 weeks", "How often it happens", "How much", "in force", "Seoul"):
            assert words in done.stdout
        assert done.stderr == ""

    def test_json_is_one_object_and_nothing_else(self) -> None:
        done = trilateral("run", scenario_file(QUIET), "--json")
        found = json.loads(done.stdout)
        assert list(found) == ["scenario", "seed", "worlds", "weeks", "outcomes", "provenance"]
        assert set(found["outcomes"]) == set(catalogue().outcomes)
        assert (found["worlds"], found["weeks"]) == (16, 12)

    def test_size_and_luck_can_be_changed(self) -> None:
        done = trilateral("run", "baseline", *SMALL, "--seed", "5", "--json")
        found = json.loads(done.stdout)
        assert (found["worlds"], found["weeks"], found["seed"]) == (16, 20, 5)

    def test_same_seed_same_answer(self) -> None:
        words = ["run", "baseline", *SMALL, "--json"]
        first, second = (json.loads(trilateral(*words).stdout)["outcomes"] for _ in range(2))
        assert first == second

    def test_set_changes_the_scenario(self) -> None:
        words = ["run", "baseline", *SMALL, "--json", "--set"]
        one, other = (
            json.loads(trilateral(*words, f"seoul.initial_hostility={value}").stdout) for value in (0.1, 0.9)
        )
        assert one["scenario"]["hash"] != other["scenario"]["hash"]
        assert one["outcomes"]["hostility"]["mean"] < other["outcomes"]["hostility"]["mean"]

    def test_failed_expectation_is_exit_1(self) -> None:
        file = scenario_file(QUIET + "expect:\n  - {outcome: p_lapse, between: [0.9, 1.0]}\n")
        done = trilateral("run", file)
        assert done.exit_code == 1
        assert "does not hold" in done.stdout
        assert "p_lapse" in done.stderr

    def test_out_writes_a_folder(self) -> None:
        done = trilateral("run", scenario_file(QUIET), "--out", "results", "--json")
        assert done.exit_code == 0, done.output
        json.loads(done.stdout)
        assert "results" in done.stderr
        worlds = pd.read_parquet("results/worlds.parquet")
        assert len(worlds) == 16
        assert set(catalogue().outcomes) <= set(worlds.columns)
        manifest = json.loads(Path("results/manifest.json").read_text(encoding="utf-8"))
        assert "A short autumn" in manifest["scenario_yaml"]


class TestCompare:
    def test_a_scenario_differs_from_itself_in_nothing(self) -> None:
        file = scenario_file(QUIET)
        found = json.loads(trilateral("compare", file, file, "--json").stdout)
        (arm,) = found["arms"]
        assert {item["difference"] for item in arm["outcomes"].values()} == {0.0}
        assert {item["verdict"] for item in arm["outcomes"].values()} == {"cannot tell apart"}

    def test_prints_differences(self) -> None:
        other = scenario_file(QUIET + "actors: {seoul: {initial_hostility: 0.9}}\n", "other.yaml")
        done = trilateral("compare", scenario_file(QUIET), other)
        assert done.exit_code == 0, done.output
        assert "higher" in done.stdout
        assert "cannot tell apart" in done.stdout

    def test_needs_two_files(self) -> None:
        done = trilateral("compare", "baseline")
        assert done.exit_code == 2
        assert "two files" in done.stderr

    def test_out_writes_differences(self) -> None:
        file = scenario_file(QUIET)
        assert trilateral("compare", file, file, "--out", "results").exit_code == 0
        assert len(pd.read_parquet("results/differences.parquet")) == len(catalogue().outcomes)


class TestBadInput:
    @pytest.mark.parametrize(
        ("words", "lesson"),
        [
            (["run", "nowhere.yaml"], "nowhere.yaml"),
            (["run", "baselin"], "baseline"),
            (["run", "baseline", "--worlds", "0"], "worlds"),
            (["run", "baseline", "--worlds", "many"], "worlds"),
            (["run", "baseline", "--worlds", "2000000"], "1000000"),
            (["run", "baseline", "--weeks", "5000"], "520"),
            (["run", "baseline", "--set", "seoul.resolve"], "KEY=VALUE"),
            (["run", "baseline", "--set", "seoul.resolv=0.5"], "resolve"),
            (["run", "baseline", "--set", "seoul.resolve=7"], "range"),
            (["run", "baseline", "--set", "seoul.resolve=[0.4"], "close with ]"),
            (["runn", "baseline"], "runn"),
            (["levers", "gsomia_notise"], "gsomia_notice"),
            (["new", "no/such/folder/name"], "cannot be written"),
        ],
    )
    def test_exit_2_with_a_lesson_and_no_traceback(self, words: list[str], lesson: str) -> None:
        done = trilateral(*words)
        assert done.exit_code == 2, done.output
        assert lesson in done.stderr
        assert "Traceback" not in done.output
        assert done.stdout == ""

    def test_debug_shows_where(self) -> None:
        assert "Traceback" in trilateral("run", "nowhere.yaml", "--debug").output
        assert "Traceback" in trilateral("--debug", "run", "nowhere.yaml").output

    def test_a_mistake_of_the_program_is_one_sentence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(_: object) -> None:
            raise ZeroDivisionError("by zero")

        monkeypatch.setattr("sim.scenario.load.load_scenario", broken)
        done = trilateral("run", "baseline")
        assert done.exit_code == 2
        assert "not yours" in done.stderr
        assert "Traceback" not in done.output

    def test_a_folder_with_other_things_is_refused_before_the_run(self) -> None:
        Path("homework").mkdir()
        Path("homework/essay.txt").write_text("mine", encoding="utf-8")
        done = trilateral("run", "baseline", *SMALL, "--out", "homework")
        assert done.exit_code == 2
        assert "holds other files" in done.stderr


class TestCheck:
    def test_good_files(self) -> None:
        done = trilateral("check", scenario_file(QUIET), "baseline")
        assert done.exit_code == 0, done.output
        assert "2 scenarios are in order" in done.stdout

    def test_every_problem_with_its_place(self) -> None:
        file = scenario_file(QUIET + "wrlds: 3\nactors: {seoul: {resolve: 9}}\n")
        done = trilateral("check", file)
        assert done.exit_code == 2
        lines = done.stdout.splitlines()
        assert len(lines) == 2
        assert lines[0].startswith("mine.yaml:6:1: wrlds: ")
        assert lines[1].startswith("mine.yaml:7:")

    def test_a_folder(self) -> None:
        assert trilateral("check", str(ROOT / "scenarios")).exit_code == 0

    def test_a_folder_of_mistakes(self) -> None:
        done = trilateral("check", str(ROOT / "tests" / "bad_scenarios"))
        assert done.exit_code == 2
        assert "Traceback" not in done.output
        assert all(re.match(r".+\.ya?ml:\d+:\d+: .+: .+", line) for line in done.stdout.splitlines())

    def test_a_folder_without_scenarios(self) -> None:
        Path("empty").mkdir()
        done = trilateral("check", "empty")
        assert done.exit_code == 2
        assert "no scenario files" in done.stdout


class TestLists:
    def test_levers(self) -> None:
        done = trilateral("levers")
        assert done.exit_code == 0
        assert all(lever.name in done.stdout for lever in catalogue().levers.values())
        assert max(len(line) for line in done.stdout.splitlines()) <= 80
        assert set(json.loads(trilateral("levers", "--json").stdout)) == set(catalogue().levers)

    def test_levers_of_one_capital(self) -> None:
        assert set(json.loads(trilateral("levers", "tokyo", "--json").stdout)) == {
            lever.key for lever in catalogue().levers_of("tokyo")
        }

    def test_one_lever_in_full(self) -> None:
        shown = trilateral("levers", "seoul.gsomia_notice").stdout
        assert "political cost" in shown
        assert catalogue().levers["seoul.gsomia_notice"].source.split()[0] in shown

    def test_outcomes(self) -> None:
        done = trilateral("outcomes")
        assert all(key in done.stdout for key in catalogue().outcomes)
        assert set(json.loads(trilateral("outcomes", "--json").stdout)) == set(catalogue().outcomes)

    def test_scenarios(self) -> None:
        found = json.loads(trilateral("scenarios", "--json").stdout)
        assert set(found) == {path.stem for path in (ROOT / "scenarios").glob("*.yaml")}
        assert "baseline" in trilateral("scenarios").stdout

    def test_week(self) -> None:
        from sim.engine.week import WEEK

        names = [phase.key for phase in WEEK]
        numbered = [line.split() for line in trilateral("week").stdout.splitlines()]
        assert [words[1] for words in numbered if words and words[0].isdigit()] == names
        assert [item["phase"] for item in json.loads(trilateral("week", "--json").stdout)] == names

    def test_schema(self) -> None:
        found = json.loads(trilateral("schema").stdout)
        assert {"title", "levers", "expect"} <= set(found["properties"])

    def test_version_and_help(self) -> None:
        assert trilateral("--version").stdout.startswith("trilateral ")
        assert "compare" in trilateral("--help").stdout
        assert trilateral().exit_code == 0


class TestNew:
    def test_a_new_scenario_runs(self) -> None:
        assert trilateral("new", "mine").exit_code == 0
        assert trilateral("check", "mine.yaml").exit_code == 0
        assert trilateral("run", "mine.yaml", *SMALL).exit_code == 0

    def test_nothing_is_overwritten(self) -> None:
        Path("mine.yaml").write_text("kept", encoding="utf-8")
        done = trilateral("new", "mine")
        assert done.exit_code == 2
        assert "there already" in done.stderr
        assert Path("mine.yaml").read_text(encoding="utf-8") == "kept"


class TestProcesses:
    @pytest.mark.parametrize("workers", ["1", "2"])
    def test_ctrl_c_is_130_and_leaves_nothing(self, workers: str) -> None:
        words = ["run", "baseline", "--worlds", "200000", "--out", "results", "--workers", workers]
        running = start(*words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        time.sleep(5)
        os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=60)
        # Python ends itself by the signal where it came while modules were loading; shells report 130 for both.
        assert running.returncode in (130, -signal.SIGINT), err
        assert "Interrupted" in err
        assert "Traceback" not in err
        assert out == ""
        assert not Path("results").exists()

    def test_a_reader_that_leaves_early_is_no_error(self) -> None:
        with start("levers", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            running.stdout.close()  # type: ignore[union-attr]
            assert running.wait(timeout=30) == 0
            assert running.stderr.read() == ""  # type: ignore[union-attr]

    def test_workers_do_not_change_the_answer(self) -> None:
        words = ["run", "baseline", "--worlds", "2048", "--weeks", "10", "--json"]
        one, two = (json.loads(trilateral(*words, "--workers", count).stdout)["outcomes"] for count in ("1", "2"))
        assert one == two

    def test_help_is_fast(self) -> None:
        began = time.perf_counter()
        assert start("--help", stdout=subprocess.DEVNULL).wait(timeout=30) == 0
        assert time.perf_counter() - began < 1.5
