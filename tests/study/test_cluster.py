"""A Dask cluster does the work of a batch to the same last bit, also when one of its workers is killed."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from distributed import LocalCluster

from sim.kernel.errors import RunError
from sim.study import cluster as clusters
from sim.study.batch import plan as plans
from sim.study.batch import read_batch, run_batch
from sim.study.batch.plan import Family
from sim.study.cluster import Cluster
from tests.study.toy_batch import plan, short, spread, swept, tables

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),  # Dask's own: ports, event loops and sockets that it leaves to the system
]


def square(number: int) -> int:
    return number * number


@pytest.fixture(scope="module")
def local() -> Iterator[str]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as found:
        yield found.scheduler_address


def test_every_piece_comes_back_once(local: str) -> None:
    assert sorted(Cluster(local).run(square, range(50))) == [(n, n * n) for n in range(50)]


def test_a_batch_is_the_same_from_all_three(local: str, tmp_path: Path) -> None:
    large = Family("large", "large.yaml", short(weeks=4), {}, (1,), 300)
    with patch.object(plans, "JOB", 64):
        run_batch(plan(swept(), spread(), large), tmp_path / "here")
        run_batch(plan(swept(), spread(), large), tmp_path / "there", executor=Cluster(local))
    assert tables(tmp_path / "here") == tables(tmp_path / "there")


def test_workers_of_another_version_are_refused(local: str) -> None:
    with (
        patch.object(clusters, "versions", lambda: {"trilateral": "99"}),
        pytest.raises(RunError, match=r"has other versions than this machine.*trilateral 99 here"),
    ):
        list(Cluster(local).run(square, [1]))


def test_a_scheduler_that_does_not_answer_is_explained() -> None:
    with (
        patch.object(clusters, "SECONDS_TO_ANSWER", 1),
        pytest.raises(RunError, match=r"no Dask scheduler answers at tcp://127.0.0.1:1 .*dask scheduler"),
    ):
        list(Cluster("tcp://127.0.0.1:1").run(square, [1]))


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def started(folder: Path, name: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask's own command line, with what it says in a file."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [str(Path(sys.executable).parent / "dask"), *words]
    with (folder / name).open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def lines(folder: Path, name: str, words: str, seconds: float = 30.0) -> None:
    """Wait until a process has said something."""
    for _ in range(int(seconds * 10)):
        if re.search(words, (folder / name).read_text()):
            return
        time.sleep(0.1)
    raise AssertionError((folder / name).read_text())


def test_a_worker_killed_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    """A scheduler and two workers as processes of their own; one is killed when the first results are in."""
    address = f"tcp://127.0.0.1:{free_port()}"
    worker = ("worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny", "--local-directory", str(tmp_path))
    family = Family("busy", "busy.yaml", short("notice_2019", 60), spread(40, 128).points, (1,), 128)
    busy = plan(family)
    with (
        patch.object(plans, "JOB", 256),
        started(tmp_path, "scheduler", "scheduler", "--host", address, "--no-dashboard", "--no-show"),
    ):
        lines(tmp_path, "scheduler", "Scheduler at")
        with started(tmp_path, "first", *worker) as first, started(tmp_path, "second", *worker):
            lines(tmp_path, "first", "Starting established connection|Registered to")
            lines(tmp_path, "second", "Starting established connection|Registered to")
            killed: list[int] = []

            def kill_one(done: int, total: int) -> None:
                if not killed and done > 0.2 * total:
                    os.kill(first.pid, signal.SIGKILL)
                    killed.append(done)

            run_batch(busy, tmp_path / "there", executor=Cluster(address), progress=kill_one)
            assert killed
            assert killed[0] < 0.6 * busy.world_weeks
            assert first.wait(10) == -signal.SIGKILL
        run_batch(busy, tmp_path / "here")
    assert tables(tmp_path / "there") == tables(tmp_path / "here")
    worlds = read_batch(tmp_path / "there").worlds
    assert np.array_equal(worlds.groupby("case").size(), np.full(40, 128))
