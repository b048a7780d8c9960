"""How fast batches are: throughput, memory and scaling of the real command. `python -m tests.benchmarks.batch`.

A streamed batch of `--worlds` (a million by default) x 104 weeks with the progress of its memory, the time that it
would take on 100 machines like this one, and two processes against one in paired rounds. It takes minutes, and figures
mean something only where nothing else runs.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import psutil

from sim import load_scenario
from sim.study.batch import family_of, plan_of, run_batch
from sim.study.executors import local

MILLION = 1_000_000
WEEKS = 104
PAIRED = 50_000
MACHINES = 100


def batch(folder: Path, worlds: int, workers: int) -> tuple[float, list[float], int]:
    """Seconds of a batch of the baseline, the memory of all its processes every second (MB), and bytes written."""
    out = folder / f"{worlds}_{workers}_{time.monotonic_ns()}"
    words = ["batch", "baseline", "--worlds", str(worlds), "--weeks", str(WEEKS), "--workers", str(workers)]
    command = [sys.executable, "-m", "sim", *words, "--out", str(out)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        memory = []
        while running.poll() is None:
            memory.append(held(running.pid))
            time.sleep(1.0)
    if running.returncode:
        raise SystemExit(f"the batch ended with {running.returncode}")
    seconds = time.perf_counter() - began
    return seconds, memory, sum(path.stat().st_size for path in out.rglob("*") if path.is_file())


def held(pid: int) -> float:
    """The memory that a process and its children hold together, shared pages counted once (MB)."""
    try:
        parent = psutil.Process(pid)
        return sum(member.memory_full_info().pss for member in (parent, *parent.children(recursive=True))) / 1e6
    except psutil.Error:
        return 0.0


def large(folder: Path, worlds: int, workers: int) -> None:
    seconds, memory, written = batch(folder, worlds, workers)
    world_weeks = worlds * WEEKS
    third = len(memory) // 3
    print(f"{worlds:,} worlds x {WEEKS} weeks, {workers} processes, written as they come")
    print(f"  {seconds:12.0f} seconds, {world_weeks / seconds:,.0f} world-weeks a second")
    print(f"  {max(memory):12.0f} MB at most; {max(memory[third : 2 * third], default=0):.0f} MB in the middle third")
    print(f"  {written / 1e6:12.0f} MB on the disk")
    print(f"  {seconds / MACHINES:12.1f} seconds of work on {MACHINES} such machines of {workers} processes")


def alone(folder: Path, workers: int) -> float:
    """Seconds of a batch in this process, without the time that a command takes to load its modules."""
    plan = plan_of([family_of("baseline", "baseline", load_scenario("baseline"), worlds=PAIRED)])
    began = time.perf_counter()
    run_batch(plan, folder / f"{workers}_{time.monotonic_ns()}", executor=local(workers))
    return time.perf_counter() - began


def scaling(rounds: int, kind: str, taken: Callable[[int], float]) -> None:
    times = [[taken(workers) for workers in (1, 2)] for _ in range(rounds)]
    ratios = sorted(one / two for one, two in times)
    print(f"two processes against one, {PAIRED:,} worlds, {kind}, {rounds} paired rounds")
    print(f"  {median(ratios):12.2f} times as fast ({ratios[0]:.2f} to {ratios[-1]:.2f}; goal 1.8)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=MILLION)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scaling(options.rounds, "the batch alone", lambda workers: alone(Path(folder), workers))
        scaling(options.rounds, "the whole command", lambda workers: batch(Path(folder), PAIRED, workers)[0])
        large(Path(folder), options.worlds, options.workers)


if __name__ == "__main__":
    main()
