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
import psutil
import pytest
from typer.testing import CliRunner, Result

from sim import cli
from sim.kernel.catalogue import catalogue

ROOT = Path(__file__).parents[2]
SECONDS_OF_WORK = 2.5  # the processor time after which a run is surely past loading its modules
SMALL = ["--worlds", "16", "--weeks", "20"]
QUIET = "schema: 1\nextends: baseline\ntitle: A short autumn\nhorizon: {start: 2018-10-29, weeks: 12}\nworlds: 16\n"


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def trilateral(*words: str) -> Result:
    return CliRunner().invoke(cli.commands(), list(words))


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
        one, other = (json.loads(trilateral(*words, f"seoul.initial_hostility={value}").stdout) for value in (0.1, 0.9))
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

    def test_expectations_are_for_the_scenario_as_written(self) -> None:
        file = scenario_file(QUIET + "expect:\n  - {outcome: p_lapse, between: [0.9, 1.0]}\n")
        assert trilateral("run", file, "--worlds", "32").exit_code == 1
        for words in (["--set", "seoul.resolve=0.7"], ["--weeks", "11"], ["--seed", "3"], ["--worlds", "8"]):
            done = trilateral("run", file, *words)
            assert done.exit_code == 0, done.output
            assert "not tested, because the scenario was changed" in " ".join(done.stdout.split())
        (check,) = json.loads(trilateral("run", file, "--seed", "3", "--json").stdout)["provenance"]["expect"]
        assert (check["tested"], check["holds"]) == (False, None)

    def test_one_world_and_one_week_are_not_many(self) -> None:
        assert "1 world, 1 week from" in trilateral("run", scenario_file(QUIET), "--worlds", "1", "--weeks", "1").stdout

    def test_a_name_means_the_file_of_this_folder_first(self) -> None:
        scenario_file(QUIET, "my_case.yaml")
        scenario_file(QUIET, "baseline.yaml")
        for name in ("my_case", "baseline"):
            done = trilateral("run", name)
            assert "A short autumn" in done.stdout
            assert done.stderr == f"Reading {name}.yaml of this folder.\n"
        assert "Did you mean my_case.yaml" in trilateral("run", "my_cas").stderr

    def test_a_folder_of_results_does_not_hide_a_scenario(self) -> None:
        Path("baseline").mkdir()
        assert trilateral("run", "baseline", *SMALL).exit_code == 0


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

    def test_a_longer_arm_is_cut_and_says_so(self) -> None:
        longer = scenario_file(QUIET.replace("weeks: 12", "weeks: 30"), "longer.yaml")
        short = scenario_file(QUIET)
        assert "cut to 12 weeks instead of its own 30" in trilateral("compare", short, longer).stdout
        assert "stretched to 30 weeks instead of its own 12" in " ".join(
            trilateral("compare", longer, short).stdout.split()
        )
        found = json.loads(trilateral("compare", short, longer, "--json").stdout)
        assert found["baseline"]["provenance"]["arms"] == [
            {"title": "A short autumn", "resized": ["cut to 12 weeks instead of its own 30"], "differs": []}
        ]
        assert "instead of" not in trilateral("compare", short, longer, "--weeks", "9").stdout

    def test_what_else_differs_is_not_sold_as_the_policy(self) -> None:
        other = scenario_file(
            QUIET.replace("2018-10-29", "2018-11-05") + "shocks: [{leak: {at: 2018-11-12}}]\n", "other.yaml"
        )
        words = " ".join(trilateral("compare", scenario_file(QUIET), other).stdout.split())
        assert "also differ in start (2018-10-29 in the baseline, 2018-11-05 here) and shocks (leak on" in words
        assert "not the policy alone" in words
        assert "so a difference is the policy" not in words
        alike = scenario_file(QUIET + "levers: {seoul: {policy: hold}}\n", "alike.yaml")
        assert "so a difference is the policy" in " ".join(trilateral("compare", "mine.yaml", alike).stdout.split())

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
            (["run", "baseline", "--worlds", "many"], "worlds"),
            (["run", "baseline", "--worlds", "2000000"], "1000000"),
            (["run", "baseline", "--weeks", "5000"], "520"),
            (["run", "baseline", "--set", "seoul.resolve"], "KEY=VALUE"),
            (["run", "baseline", "--set", "seoul.resolv=0.5"], "resolve"),
            (["run", "baseline", "--set", "seoul.resolve=7"], "range"),
            (["run", "baseline", "--set", "seoul.resolve=[0.4"], "close with ]"),
            (["runn", "baseline"], "runn"),
            (["levers", "gsomia_notise"], "gsomia_notice"),
            (["run", "baseline", "--worlds", "0"], "--worlds: 0 is too small"),
            (["run", "baseline", "--set", "worlds=0"], "--set worlds: 0 is too small"),
            (["run", "baseline", "--set", "courts.pace=9"], "--set courts.pace: 9 is outside the range"),
            (["run", "baseline", "--set", "courts.pace=1", "--set", "courts.pace=2"], "courts.pace: it is set twice"),
            (["run", "baseline", "--set", "courts.pace=1", "--set", "actors.courts.pace=2"], "means the same"),
            (["run", "baseline", "--set", "weeks=20", "--weeks", "30"], "--weeks: it is set twice"),
            (["run", "baseline", "--set", "levers.tokyo.ban=export_controls"], "Write [export_controls]."),
            (["run", "baseline", "--set", "agents_from=2019-08-19"], "plays no record"),
            (["run", "july_2019", "--set", "agents_from=2019-08-19"], "the record from 2019-07-01 on was left out"),
            (["run", "baseline", "--set", "actors.seoul.zzzzzz=1"], "actors.seoul"),
            (["parameters", "courts.pase"], "courts.pace"),
            (["shocks", "dprk_misile"], "dprk_missile"),
            (["new", "no/such/folder/name"], "names a folder"),
            (["new", "up\\down"], "names a folder"),
            (["new", ""], "needs a name"),
            (["new", ".mine"], "begins with a dot"),
            (["new", "baseline"], "comes along"),
        ],
    )
    def test_exit_2_with_a_lesson_and_no_traceback(self, words: list[str], lesson: str) -> None:
        done = trilateral(*words)
        assert done.exit_code == 2, done.output
        assert lesson in done.stderr
        assert "Traceback" not in done.output
        assert done.stdout == ""

    @pytest.mark.parametrize("words", [["run", "nowhere", "--debug"], ["--debug", "run", "nowhere"]])
    def test_debug_shows_where(self, words: list[str]) -> None:
        done = trilateral(*words)
        assert done.exit_code == 2
        assert "Traceback" in done.output

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
        assert "note" not in done.stdout
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

    def test_a_late_beginning_is_noted(self) -> None:
        scenario_file("schema: 1\nextends: history_2018_2023\nhorizon: {start: 2019-07-01, weeks: 20}\n", "late.yaml")
        done = trilateral("check", "late", "baseline")
        assert done.exit_code == 0
        note = done.stdout.splitlines()[0]
        assert re.match(r"late\.yaml: note: it begins on 2019-07-01, .* \d+ forced levers and \d+ shocks", note)
        assert "2 scenarios are in order" in done.stdout
        assert "note" not in trilateral("check", scenario_file(QUIET)).stdout

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

    def test_parameters(self) -> None:
        known = catalogue().parameters
        shown = trilateral("parameters").stdout
        assert all(record.name in shown for record in known.values())
        assert max(len(line) for line in shown.splitlines()) <= 80
        assert set(json.loads(trilateral("parameters", "--json").stdout)) == set(known)
        courts = json.loads(trilateral("parameters", "courts", "--json").stdout)
        assert set(courts) == {key for key in known if key.startswith("courts.")}
        assert courts["courts.pace"]["written"] == "actors.courts.pace"
        (one,) = json.loads(trilateral("parameters", "seoul.resolve", "--json").stdout)
        assert one == "seoul.resolve"
        assert "--set seoul.resolve=" in trilateral("parameters", "seoul.resolve").stdout

    def test_shocks(self) -> None:
        known = catalogue().shocks
        done = trilateral("shocks")
        assert all(key in done.stdout for key in known)
        assert set(json.loads(trilateral("shocks", "--json").stdout)) == set(known)
        assert json.loads(trilateral("shocks", "election", "--json").stdout)["election"]["option"] == {
            "capital": ["seoul", "tokyo"]
        }

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
        family = psutil.Process(running.pid)
        while sum(member.cpu_times().user for member in (family, *family.children())) < SECONDS_OF_WORK:
            time.sleep(0.1)
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
