"""Runs of any size: chunk after chunk, in one process or several, kept whole or streamed."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import replace

import mesa
import numpy as np

from sim import __version__
from sim.engine.chunk import Task, run_chunk, tasks
from sim.engine.gather import Bins, Digest, Gathered, Kept, Request, Streamed
from sim.engine.processes import processes
from sim.kernel.catalogue import catalogue
from sim.kernel.draws import DrawCache
from sim.kernel.errors import RunError
from sim.kernel.progress import Progress
from sim.kernel.worlds import Worlds
from sim.results import Comparison, Results, compare_results
from sim.scenario.sample import check_given, worlds_of
from sim.scenario.scenario import Scenario

STREAM_FROM = 20_000
BATCH = 2
SETS_BINS = 1024


def run(
    scenario: Scenario,
    *,
    worlds: int | Worlds | None = None,
    weeks: int | None = None,
    seed: int | None = None,
    workers: int = 1,
    stream: bool | None = None,
    progress: Progress | None = None,
    cache: DrawCache | None = None,
) -> Results:
    """Run a scenario in many worlds and say what came out.

    `worlds`, `weeks` and `seed` default to the scenario's; `worlds` says how many, or which ones and what is given in
    each. `workers` processes share the chunks; the results are the same to the last bit. `stream` keeps no worlds,
    only histograms (default: above 20,000 worlds). `progress(done, total)` counts world-weeks. `cache` keeps the luck
    for the next run with the same seed. Raises RunError where the request makes no sense.
    """
    scenario = scenario if weeks is None or weeks == scenario.weeks else replace(scenario, weeks=weeks)
    seed = scenario.seed if seed is None else seed
    _check(worlds, scenario.weeks, seed, workers)
    which = worlds_of(scenario, worlds)
    count = len(which)
    check_given(scenario, catalogue(), which.given)
    streamed = count > STREAM_FROM if stream is None else stream
    todo = _in_pieces(scenario, which, seed) if streamed else tasks(scenario, which, seed, workers)
    watch = _Counter(progress, count * scenario.weeks)
    gather = _stream if streamed else _keep
    gathered = gather(todo, min(workers, len(todo)), cache, watch)
    return gathered.results(Request(scenario, seed, count, _provenance(scenario, seed, count, streamed)))


def _provenance(scenario: Scenario, seed: int, worlds: int, streamed: bool) -> dict[str, object]:
    return {
        "version": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "mesa": mesa.__version__,
        "scenario_hash": scenario.digest,
        "seed": seed,
        "worlds": worlds,
        "weeks": scenario.weeks,
        "streamed": streamed,
    }


def compare(
    baseline: Scenario,
    *arms: Scenario,
    worlds: int | Worlds | None = None,
    weeks: int | None = None,
    seed: int | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    cache: DrawCache | None = None,
) -> Comparison:
    """Run a baseline and other scenarios under the same luck, and pair them world by world.

    All arms take the baseline's seed, number of worlds and weeks unless these are given.
    """
    worlds = baseline.worlds if worlds is None else worlds
    weeks = baseline.weeks if weeks is None else weeks
    seed = baseline.seed if seed is None else seed
    count = 1 + len(arms)

    def run_arm(place: int, scenario: Scenario) -> Results:
        def report(done: int, total: int) -> None:
            if progress is not None:
                progress(place * total + done, count * total)

        return run(
            scenario,
            worlds=worlds,
            weeks=weeks,
            seed=seed,
            workers=workers,
            stream=False,
            progress=report,
            cache=cache,
        )

    found = [run_arm(place, scenario) for place, scenario in enumerate((baseline, *arms))]
    return compare_results(found[0], *found[1:])


def _check(worlds: int | Worlds | None, weeks: int, seed: int, workers: int) -> None:
    asked = len(worlds) if isinstance(worlds, Worlds) else 1 if worlds is None else worlds
    for name, value in (("worlds", asked), ("weeks", weeks), ("workers", workers)):
        if value < 1:
            raise RunError(f"{name} is {value}: at least 1 is needed. Write a whole number from 1 on.")
    if seed < 0:
        raise RunError(f"seed is {seed}: a seed is a whole number from 0 on. Write for example 20190822.")


class _Counter:
    """Counts world-weeks and tells whoever watches."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def __call__(self, world_weeks: int) -> None:
        self._done += world_weeks
        if self._progress is not None:
            self._progress(self._done, self._total)


def _keep(todo: Sequence[Task], workers: int, cache: DrawCache | None, watch: _Counter) -> Gathered:
    kept = Kept()
    if workers == 1:
        for task in todo:
            kept.add(run_chunk(task, cache, watch))
        return kept
    with processes(workers) as share:
        for task, chunk in zip(todo, share(run_chunk, todo), strict=True):
            kept.add(chunk)
            watch(len(task.worlds) * task.scenario.weeks)
    return kept


def _in_pieces(scenario: Scenario, worlds: Worlds, seed: int) -> list[Task]:
    """The chunks of a streamed run. The first, for which other processes must wait, is a small one."""
    first, rest = worlds.part(0, SETS_BINS), worlds.part(SETS_BINS, len(worlds))
    return [*tasks(scenario, first, seed), *tasks(scenario, rest, seed)]


def _stream(todo: Sequence[Task], workers: int, cache: DrawCache | None, watch: _Counter) -> Gathered:
    """The first chunk sets the bins; the others are counted into them, batch by batch, whoever counts them.

    Batches are the same for any number of processes, so that sums come out the same to the last bit.
    """
    streamed = Streamed()
    batches = [todo[first : first + BATCH] for first in range(1, len(todo), BATCH)]
    if workers == 1:
        bins = _count_first(todo[0], streamed, cache, watch)
        for batch in batches:
            streamed.add(count_batch(batch, bins, cache, watch))
        return streamed
    with processes(workers) as share:
        bins = _count_first(todo[0], streamed, cache, watch)
        for batch, digest in zip(batches, share(count_batch, batches, [bins] * len(batches)), strict=True):
            streamed.add(digest)
            watch(sum(len(task.worlds) * task.scenario.weeks for task in batch))
    return streamed


def _count_first(task: Task, streamed: Streamed, cache: DrawCache | None, watch: _Counter) -> Bins:
    """Count the first chunk and return its bins."""
    chunk = run_chunk(task, cache, watch)
    digest = Digest.begin(chunk)
    digest.count(chunk)
    streamed.add(digest)
    return digest.bins


def count_batch(
    batch: Sequence[Task], bins: Bins, cache: DrawCache | None = None, watch: _Counter | None = None
) -> Digest:
    """Run some chunks and count their worlds; one record is in memory at a time."""
    digest = Digest.over(bins)
    for task in batch:
        digest.count(run_chunk(task, cache, watch))
    return digest
