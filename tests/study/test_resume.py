"""A batch that is broken off anywhere and resumed is the batch that was never broken off."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import psutil
import pytest

from sim.kernel.errors import RunError
from sim.study.batch import Plan, plan_of, read_batch, run_batch
from sim.study.batch import plan as plans
from sim.study.batch import store as stores
from sim.study.batch.plan import Family
from tests.study.toy_batch import plan, short, spread, swept, tables

ROOT = Path(__file__).parents[2]
SMALL_JOB = 64
STRIDE = 17


class PowerCut(BaseException):
    """The machine stops here: nothing after this line is done."""


def batch_of_all_kinds() -> Plan:
    """Swept cases, a design, and a case large enough to be counted in several jobs."""
    large = Family("large", "large.yaml", short(weeks=4), {}, (1,), 200)
    return plan(swept(10), spread(8, 5), large)


@pytest.fixture(scope="module")
def smooth(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the batch holds when nothing goes wrong."""
    folder = tmp_path_factory.mktemp("smooth") / "out"
    with patch.object(plans, "JOB", SMALL_JOB):
        run_batch(batch_of_all_kinds(), folder)
    return tables(folder)


@contextmanager
def stopped_at(call: int, *names: str) -> Iterator[Callable[[], int]]:
    """The machine stops before the call of that number to one of these functions of the system."""
    made = 0

    def counted(name: str) -> Callable[..., object]:
        real = getattr(os, name)

        def stop(*words: object, **options: object) -> object:
            nonlocal made
            made += 1
            if made >= call:
                raise PowerCut
            return real(*words, **options)

        return stop

    with patch.multiple(stores.os, **{name: counted(name) for name in names}):
        yield lambda: made


def test_a_power_cut_at_any_step_loses_and_doubles_nothing(smooth: dict[str, bytes], tmp_path: Path) -> None:
    """The machine stops at the first step on the disk, then at the eighteenth ... until the batch comes through."""
    steps = 0
    with patch.object(plans, "JOB", SMALL_JOB):
        for call in range(1, 10_000, STRIDE):
            folder = tmp_path / str(call)
            try:
                with stopped_at(call, "fsync", "replace"):
                    run_batch(batch_of_all_kinds(), folder)
            except PowerCut:
                steps += 1
            else:
                break
            run_batch(batch_of_all_kinds(), folder, resume=True)
            assert tables(folder) == smooth, f"cut at call {call}"
            shutil.rmtree(folder)
    assert steps > 4


@pytest.mark.slow
def test_cut_again_and_again_it_comes_to_its_end(smooth: dict[str, bytes], tmp_path: Path) -> None:
    folder, cuts = tmp_path / "out", 0
    with patch.object(plans, "JOB", SMALL_JOB):
        while True:
            try:
                with stopped_at(12, "fsync"):
                    run_batch(batch_of_all_kinds(), folder, resume=True)
            except PowerCut:
                cuts += 1
                assert cuts < 100
                if (folder / "cases.parquet").exists():
                    break
            else:
                break
        run_batch(batch_of_all_kinds(), folder, resume=True)
    assert cuts > 3
    assert tables(folder) == smooth


def begun(folder: Path, jobs: int) -> None:
    """A batch that was broken off after so many jobs."""
    left = jobs

    def keep(store: stores.Store, found: object) -> None:
        nonlocal left
        if not left:
            raise PowerCut
        left -= 1
        real(store, found)  # type: ignore[arg-type]

    real = stores.Store.keep
    with patch.object(stores.Store, "keep", keep), pytest.raises(PowerCut):
        run_batch(batch_of_all_kinds(), folder)


@pytest.mark.parametrize("damage", ["torn line", "half a file", "a file gone", "left beside", "words in the journal"])
def test_what_a_crash_leaves_behind_is_mended(smooth: dict[str, bytes], tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "out"
    with patch.object(plans, "JOB", SMALL_JOB):
        begun(folder, 4)
        journal, part = folder / "journal.jsonl", next(iter(sorted((folder / "worlds").rglob("*.parquet"))))
        if damage == "torn line":
            journal.write_bytes(journal.read_bytes()[:-30])
        elif damage == "half a file":
            part.write_bytes(part.read_bytes()[:100])
        elif damage == "a file gone":
            part.unlink()
        elif damage == "left beside":
            part.with_name(f".{part.name}.part").write_bytes(b"half")
        else:
            journal.write_bytes(b"no json\n{}\n" + journal.read_bytes())
        run_batch(batch_of_all_kinds(), folder, resume=True)
    assert tables(folder) == smooth
    assert not list(folder.rglob("*.part"))


def test_only_what_is_missing_is_played_again(tmp_path: Path) -> None:
    with patch.object(plans, "JOB", SMALL_JOB):
        begun(tmp_path / "out", 4)
        done = [json.loads(line)["job"] for line in (tmp_path / "out" / "journal.jsonl").read_text().splitlines()]
        run_batch(batch_of_all_kinds(), tmp_path / "out", resume=True)
    every = [json.loads(line)["job"] for line in (tmp_path / "out" / "journal.jsonl").read_text().splitlines()]
    assert len(done) == 4
    assert sorted(every) == list(range(len(every)))


def test_rounds_for_an_error_are_resumed(tmp_path: Path) -> None:
    wanted = plan_of([spread(3, 20)], until_error=0.03, outcomes=["approval_seoul"])
    with patch.object(plans, "JOB", SMALL_JOB):
        run_batch(wanted, tmp_path / "smooth")
        for call in (8, 16, 24):
            with stopped_at(call, "replace"), pytest.raises(PowerCut):
                run_batch(wanted, tmp_path / str(call))
            run_batch(wanted, tmp_path / str(call), resume=True)
            assert tables(tmp_path / str(call)) == tables(tmp_path / "smooth")


def test_a_full_disk_is_told_and_what_is_done_is_kept(smooth: dict[str, bytes], tmp_path: Path) -> None:
    writes = 0
    real = os.fsync

    def full(handle: int) -> None:
        nonlocal writes
        writes += 1
        if writes > 25:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    with patch.object(plans, "JOB", SMALL_JOB):
        with patch.object(stores.os, "fsync", full), pytest.raises(RunError, match=r"No space left.*kept.*--resume"):
            run_batch(batch_of_all_kinds(), tmp_path / "out")
        assert not list((tmp_path / "out").rglob("*.part"))
        run_batch(batch_of_all_kinds(), tmp_path / "out", resume=True)
    assert tables(tmp_path / "out") == smooth


def test_a_batch_that_was_broken_off_cannot_be_read_yet(tmp_path: Path) -> None:
    with patch.object(plans, "JOB", SMALL_JOB):
        begun(tmp_path / "out", 2)
        with pytest.raises(RunError, match=r"was broken off. Go on with it: .*--resume"):
            read_batch(tmp_path / "out")
        with pytest.raises(RunError, match=r"broken off. Add --resume"):
            run_batch(batch_of_all_kinds(), tmp_path / "out")


def test_two_batches_do_not_write_to_one_folder(tmp_path: Path) -> None:
    refused = pytest.raises(RunError, match=r"another batch is writing to .*out. Wait for its end")
    with stores.Store(tmp_path / "out").held(), refused:
        run_batch(plan(swept(3)), tmp_path / "out")
    assert run_batch(plan(swept(3)), tmp_path / "out").failed == 0


SWEEP = """
schema: 1
title: A sweep to be killed
extends: notice_2019
horizon: {start: 2018-10-29, weeks: 30}
worlds: 700
uncertain: {relations.rally: [0.4, 1.6]}
sweep: {seoul.resolve: [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], washington.engagement: [0.1, 0.3, 0.5, 0.7, 0.9]}
"""


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_random_and_resumed_it_is_the_same(tmp_path: Path, workers: int) -> None:
    """The real command, killed without warning at random moments until it comes to its end."""
    (tmp_path / "sweep.yaml").write_text(SWEEP)
    log = tmp_path / "log"

    def command(out: str, *more: str) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "sim", "batch", "sweep.yaml", "--out", out, "--workers", str(workers), *more]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with log.open("ab") as said:
            return subprocess.Popen(
                words, cwd=tmp_path, env=environment, stdout=said, stderr=said, start_new_session=True
            )

    def lines() -> int:
        journal = tmp_path / "killed" / "journal.jsonl"
        return journal.read_bytes().count(b"\n") if journal.exists() else 0

    def killed_after(process: subprocess.Popen[bytes], more: int, then: float) -> bool:
        """Kill it when it has noted so many more jobs and a while has gone by; False where it was done before."""
        wanted = lines() + more
        while lines() < wanted and process.poll() is None:
            time.sleep(0.01)
        time.sleep(then)
        ended = process.poll() is not None
        if not ended:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return not ended

    assert command("smooth").wait() == 0
    luck, kills = random.Random(workers), 0
    process = command("killed")
    while killed_after(process, luck.randint(0, 2), luck.uniform(0.0, 1.0)):
        kills += 1
        process = command("killed", "--resume")
    assert process.returncode == 0, log.read_text()
    assert kills >= 2
    assert tables(tmp_path / "killed") == tables(tmp_path / "smooth")
    worlds = read_batch(tmp_path / "killed").worlds
    assert len(worlds) == 40 * 700
    assert not worlds.duplicated(["case", "world"]).any()


def start(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """A batch of many worlds on two workers, begun; what it says goes to a file."""
    command = [sys.executable, "-m", "sim", "batch", "baseline", "--worlds", "400000", "--workers", "2", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (folder / "log").open("ab") as said:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=said, stderr=said, start_new_session=True
        )
    journal = folder / "out" / "journal.jsonl"
    while not journal.exists() or journal.read_bytes().count(b"\n") < 2:
        assert process.poll() is None, (folder / "log").read_text()
        time.sleep(0.02)
    return process


@pytest.mark.slow
def test_ctrl_c_says_how_to_go_on(tmp_path: Path) -> None:
    process = start(tmp_path, "--out", "out")
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(30) == 130
    said = (tmp_path / "log").read_text()
    assert "What was finished is kept in out. Go on with the same command and --resume." in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    """Else they would wait for work for ever, and hold the folder against the batch that goes on with it."""
    process = start(tmp_path, "--out", "out")
    workers = psutil.Process(process.pid).children(recursive=True)
    assert len(workers) >= 2
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(workers, timeout=20)
    assert not alive
    with stores.Store(tmp_path / "out").held():
        pass
