"""How fast the engine is: one run prints every figure. `python -m tests.benchmarks.engine [--rounds 7] [--long]`.

Times are medians over paired rounds in one process, so that ratios mean something on a noisy machine. `--long`
adds what takes minutes: the ratio to one-world Mesa models, 100,000 streamed worlds, and two processes.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

import numpy as np

from sim import load_scenario, run
from sim.engine.chunk import CHUNK, Chunk, Task, run_chunk
from sim.engine.model import CrisisModel
from sim.kernel.catalogue import catalogue
from sim.kernel.draws import SPAN, DrawCache, Draws, Stream
from sim.kernel.worlds import Worlds
from sim.scenario.scenario import Scenario
from sim.summary import quantiles

WEEKS = 104
SIZES = (200, 500, 1000)
GOALS = {200: 150, 500: 300, 1000: 500}
MEMORY = """
import resource
from sim import load_scenario, run
run(load_scenario("baseline"), worlds={worlds}, weeks=104, stream=True)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def paired(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Median seconds of each piece of work, taken in turn round after round after one warm-up."""
    for work in works:
        work()
    times = [[seconds(work) for work in works] for _ in range(rounds)]
    return [median(column) for column in zip(*times, strict=True)]


def streams_of(model: CrisisModel) -> list[Stream]:
    return [*catalogue().streams.values(), *model.decision.clocks]


def draw_everything(streams: list[Stream], worlds: int, seed: int) -> None:
    """The floor: the same random numbers, made and not used."""
    draws = Draws(seed, np.arange(worlds))
    for stream in streams:
        for week in range(0, WEEKS, SPAN):
            draws.week(stream, week)


def throughput(scenario: Scenario, rounds: int) -> None:
    task = Task(scenario, 1, Worlds.consecutive(CHUNK))
    streams = streams_of(CrisisModel(scenario, 1))
    per_week = sum(stream.rows for stream in streams)
    whole, floor = paired(rounds, lambda: run_chunk(task), lambda: draw_everything(streams, CHUNK, 1))
    world_weeks = CHUNK * WEEKS
    print(f"throughput, {CHUNK} worlds x {WEEKS} weeks, one process")
    print(f"  {world_weeks / whole:12,.0f} world-weeks a second ({whole / world_weeks * 1e6:.2f} us each)")
    print(f"  {per_week:12d} draws a world-week, {floor / world_weeks / per_week * 1e9:.2f} ns each")
    print(f"  {whole / floor:12.1f} times the random-number floor (goal 6.5)")


def latency(scenario: Scenario, rounds: int) -> None:
    print(f"latency of {WEEKS} weeks, draws cached (milliseconds)")
    for worlds in SIZES:
        cache = DrawCache(2**28)
        (taken,) = paired(rounds, lambda worlds=worlds, cache=cache: run(scenario, worlds=worlds, cache=cache))
        print(f"  {worlds:12,d} worlds: {taken * 1000:6.0f} (goal {GOALS[worlds]})")


def recording(scenario: Scenario, rounds: int) -> None:
    """What recording and the five-quantile fans of all series cost, as a share of the run."""
    chunk: Chunk = run_chunk(Task(scenario, 1, Worlds.consecutive(1000)))
    values = chunk.record.values
    arena = values[0].copy()

    def record() -> None:
        for week in range(WEEKS):
            values[week] = arena

    cache = DrawCache(2**28)
    whole, kept, fans = paired(
        rounds, lambda: run_chunk(Task(scenario, 1, Worlds.consecutive(1000)), cache), record, lambda: quantiles(values)
    )
    print(f"recording {values.shape[1]} series and their fans, 1,000 worlds (share of run and fans together)")
    print(f"  {100 * kept / (whole + fans):11.1f} % recording")
    print(f"  {100 * fans / (whole + fans):11.1f} % fans of all series (goal: both together 5 %)")
    print(f"  {values.nbytes / values.shape[2] / 1024:12.1f} KB kept a world (goal 30)")


def memory() -> None:
    print(f"peak memory of streamed runs x {WEEKS} weeks (MB, fresh process each)")
    for worlds in (25_000, 100_000):
        code = MEMORY.format(worlds=worlds)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        print(f"  {worlds:12,d} worlds: {float(done.stdout):6.0f}")


def processes(scenario: Scenario) -> None:
    one = seconds(lambda: run(scenario, worlds=50_000, weeks=WEEKS, stream=True))
    two = seconds(lambda: run(scenario, worlds=50_000, weeks=WEEKS, stream=True, workers=2))
    print("two processes, 50,000 streamed worlds")
    print(f"  {one / two:12.2f} times as fast as one (goal 1.8); {one:.1f} s and {two:.1f} s")


def idiomatic(scenario: Scenario, rounds: int) -> None:
    """The ratio to one-world Mesa models in plain Python, which compute the same."""
    from tests.reference.idiomatic import run_world

    task = Task(scenario, 1, Worlds.consecutive(CHUNK))
    one_world, chunk = paired(
        rounds, lambda: run_world(scenario, seed=1, world=0, weeks=WEEKS), lambda: run_chunk(task)
    )
    print("against one Mesa model a world in plain Python")
    print(f"  {one_world / WEEKS * 1e6:12,.0f} us a world-week there")
    print(f"  {one_world / (chunk / CHUNK):12,.0f} times faster here (goal 200)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args()
    scenario = load_scenario("baseline")
    print(f"numpy {np.__version__}, python {sys.version.split()[0]}")
    throughput(scenario, options.rounds)
    latency(scenario, options.rounds)
    recording(scenario, options.rounds)
    if options.long:
        idiomatic(scenario, options.rounds)
        memory()
        processes(scenario)
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
