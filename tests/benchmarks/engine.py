"""How fast the engine is: one run prints every figure beside its goal.

`python -m tests.benchmarks.engine [--rounds 7] [--long] [--phases]`. Times are medians over paired rounds in one
process, so that ratios mean something on a noisy machine. `--long` adds what takes minutes: the ratio to one-world Mesa
models, streamed runs, and two processes. `--phases` says instead what each phase of the week costs.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
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
WORLDS = 1024
GOALS = {200: 150, 500: 300, 1000: 500}
STREAMED = 50_000
PROCESS_ROUNDS = 3
PHASE_SIZES = (200, WORLDS, CHUNK)
CACHE_BYTES = 2**29
MEMORY = """
import resource
from sim import load_scenario, run
run(load_scenario("baseline"), worlds={worlds}, weeks=104, stream=True)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured, with its goal where there is one."""

    what: str
    measured: str
    goal: str = ""


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def rounds_of(rounds: int, *works: Callable[[], object]) -> list[list[float]]:
    """Seconds of each piece of work, taken in turn: every other round in the opposite order."""
    times = []
    for number in range(rounds):
        order = range(len(works)) if number % 2 == 0 else reversed(range(len(works)))
        taken = {place: seconds(works[place]) for place in order}
        times.append([taken[place] for place in range(len(works))])
    return times


def paired(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Median seconds of each piece of work over paired rounds after one warm-up."""
    for work in works:
        work()
    return [median(column) for column in zip(*rounds_of(rounds, *works), strict=True)]


def streams_of(model: CrisisModel) -> list[Stream]:
    return [*catalogue().streams.values(), *model.decision.clocks]


def draw_everything(streams: list[Stream], worlds: int, seed: int) -> None:
    """The floor: the same random numbers, made and not used."""
    draws = Draws(seed, np.arange(worlds))
    for stream in streams:
        for week in range(0, WEEKS, SPAN):
            draws.week(stream, week)


def throughput(scenario: Scenario, rounds: int) -> Iterator[Figure]:
    streams = streams_of(CrisisModel(scenario, 1))
    per_week = sum(stream.rows for stream in streams)
    for worlds, goal in ((WORLDS, "6.5"), (CHUNK, "")):
        task = Task(scenario, 1, Worlds.consecutive(worlds))
        whole, floor = paired(
            rounds,
            partial(run_chunk, task),
            partial(draw_everything, streams, worlds, 1),
        )
        count = worlds * WEEKS
        name = f"{worlds:,} worlds x {WEEKS} weeks"
        yield Figure(f"{name}: world-weeks a second", f"{count / whole:,.0f}")
        yield Figure(f"{name}: us a world-week", f"{whole / count * 1e6:.2f}")
        yield Figure(f"{name}: {per_week} draws a world-week, ns each", f"{floor / count / per_week * 1e9:.2f}")
        yield Figure(f"{name}: times the random-number floor", f"{whole / floor:.1f}", goal)


def latency(scenario: Scenario, rounds: int) -> Iterator[Figure]:
    for worlds, goal in GOALS.items():
        cache = DrawCache(CACHE_BYTES)
        (taken,) = paired(rounds, partial(run, scenario, worlds=worlds, cache=cache))
        yield Figure(f"{worlds:,} worlds x {WEEKS} weeks, draws cached: ms", f"{taken * 1000:.0f}", str(goal))


def recording(scenario: Scenario, rounds: int) -> Iterator[Figure]:
    """What recording and the five-quantile fans of all series cost, as a share of the run."""
    task = Task(scenario, 1, Worlds.consecutive(1000))
    chunk: Chunk = run_chunk(task)
    values = chunk.record.values
    arena = values[0].copy()

    def record() -> None:
        for week in range(WEEKS):
            values[week] = arena

    cache = DrawCache(CACHE_BYTES)
    whole, kept, fans = paired(rounds, lambda: run_chunk(task, cache), record, lambda: quantiles(chunk.record.values))
    share = 100 / (whole + fans)
    yield Figure(f"recording {values.shape[1]} series of 1,000 worlds: % of run and fans", f"{kept * share:.1f}")
    yield Figure("recording and fans of all series: % of run and fans", f"{(kept + fans) * share:.1f}", "5")
    yield Figure("memory a world that is kept: KB", f"{values.nbytes / values.shape[2] / 1024:.1f}", "30")


def memory() -> Iterator[Figure]:
    for worlds in (25_000, 100_000):
        code = MEMORY.format(worlds=worlds)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        yield Figure(f"{worlds:,} streamed worlds: peak MB", f"{float(done.stdout):.0f}", "constant")


def processes(scenario: Scenario) -> Iterator[Figure]:
    def streamed(workers: int) -> Callable[[], object]:
        return lambda: run(scenario, worlds=STREAMED, weeks=WEEKS, stream=True, workers=workers)

    pairs = rounds_of(PROCESS_ROUNDS, streamed(1), streamed(2))
    gain = median(one / two for one, two in pairs)
    measured = ", ".join(f"{one:.1f} and {two:.1f}" for one, two in pairs)
    yield Figure(f"two processes, {STREAMED:,} streamed worlds: times one", f"{gain:.2f}", "1.8")
    yield Figure("one and two processes: s", measured)


def idiomatic(scenario: Scenario, rounds: int) -> Iterator[Figure]:
    """The ratio to one-world Mesa models in plain Python, which compute the same."""
    from tests.reference.idiomatic import run_world

    one_world, small, large = paired(
        rounds,
        lambda: run_world(scenario, seed=1, world=0, weeks=WEEKS),
        lambda: run_chunk(Task(scenario, 1, Worlds.consecutive(WORLDS))),
        lambda: run_chunk(Task(scenario, 1, Worlds.consecutive(CHUNK))),
    )
    yield Figure("one Mesa model a world in plain Python: us a world-week", f"{one_world / WEEKS * 1e6:,.0f}")
    yield Figure(f"{WORLDS:,} worlds: times faster than those", f"{one_world / (small / WORLDS):,.0f}", "200")
    yield Figure(f"{CHUNK:,} worlds: times faster than those", f"{one_world / (large / CHUNK):,.0f}", "200")


def week_by_phase(scenario: Scenario, worlds: int, cache: DrawCache) -> dict[str, list[float]]:
    """Seconds of each phase in each week of a run."""
    model = CrisisModel(scenario, worlds, seed=1, cache=cache)
    taken: dict[str, list[float]] = {phase.key: [] for phase, _ in model._phases}
    with np.errstate(all="ignore"):
        for model.week.index in range(WEEKS):
            for phase, act in model._phases:
                taken[phase.key].append(seconds(partial(act, model.week)))
    model.release()
    return taken


def phases(scenario: Scenario, rounds: int) -> None:
    """A table of what each phase costs, in us a week: the least of all rounds for each week, draws cached."""
    columns = []
    for worlds in PHASE_SIZES:
        cache = DrawCache(CACHE_BYTES)
        runs = [week_by_phase(scenario, worlds, cache) for _ in range(rounds + 1)]
        columns.append({key: 1e6 * float(np.min([taken[key] for taken in runs], axis=0).mean()) for key in runs[0]})
    print(f"{'us a week':28}" + "".join(f"{worlds:>12,d}" for worlds in PHASE_SIZES))
    for key in sorted(columns[0], key=lambda key: -columns[1][key]):
        print(f"{key:28}" + "".join(f"{column[key]:12.1f}" for column in columns))
    totals = [sum(column.values()) for column in columns]
    print(f"{'all':28}" + "".join(f"{total:12.1f}" for total in totals))
    ends = zip(totals, PHASE_SIZES, strict=True)
    print(f"{'all, us a world-week':28}" + "".join(f"{total / worlds:12.2f}" for total, worlds in ends))


def figures(scenario: Scenario, rounds: int, long: bool) -> Iterator[Figure]:
    yield from throughput(scenario, rounds)
    yield from latency(scenario, rounds)
    yield from recording(scenario, rounds)
    if long:
        yield from idiomatic(scenario, rounds)
        yield from memory()
        yield from processes(scenario)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--phases", action="store_true")
    options = parser.parse_args()
    scenario = load_scenario("baseline")
    print(f"numpy {np.__version__}, python {sys.version.split()[0]}")
    if options.phases:
        phases(scenario, options.rounds)
        return
    print(f"{'':66}{'measured':>12}{'goal':>10}")
    for figure in figures(scenario, options.rounds, options.long):
        print(f"{figure.what:66}{figure.measured:>12}{figure.goal:>10}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'peak memory of this process: MB':66}{peak:12.0f}")


if __name__ == "__main__":
    main()
