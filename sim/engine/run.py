"""Runs of any size: chunk after chunk, in one process or several, kept whole or streamed."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from types import MappingProxyType

import mesa
import numpy as np

from sim import __version__
from sim.engine.chunk import Chunk, Task, run_chunk, tasks
from sim.kernel.catalogue import catalogue
from sim.kernel.draws import DrawCache
from sim.kernel.errors import RunError
from sim.kernel.state import Array
from sim.results import (
    Comparison, Health, OutcomeResult, Results, SeriesResult, compare_results, summarise_outcome,
)
from sim.scenario.scenario import Scenario
from sim.summary import Sketch, quantiles

STREAM_FROM = 20_000
Progress = Callable[[int, int], None]


def run(
    scenario: Scenario,
    *,
    worlds: int | None = None,
    weeks: int | None = None,
    seed: int | None = None,
    workers: int = 1,
    stream: bool | None = None,
    progress: Progress | None = None,
    cache: DrawCache | None = None,
) -> Results:
    """Run a scenario in many worlds and say what came out.

    `worlds`, `weeks` and `seed` default to the scenario's. `workers` processes share the chunks; the results are
    the same to the last bit. `stream` keeps no worlds, only histograms (default: above 20,000 worlds).
    `progress(done, total)` counts world-weeks. `cache` keeps the luck for the next run with the same seed.
    Raises RunError where the request makes no sense.
    """
    scenario = scenario if weeks is None or weeks == scenario.weeks else replace(scenario, weeks=weeks)
    worlds = scenario.worlds if worlds is None else worlds
    seed = scenario.seed if seed is None else seed
    _check(worlds, scenario.weeks, seed, workers)
    streamed = worlds > STREAM_FROM if stream is None else stream
    todo = tasks(scenario, worlds, seed)
    gathered: _Streamed | _Kept = _Streamed() if streamed else _Kept()
    total = worlds * scenario.weeks
    counter = _Counter(progress, total)
    for chunk in _chunks(todo, workers, streamed, cache, counter):
        gathered.add(chunk)
    provenance = {
        "version": __version__, "python": platform.python_version(), "numpy": np.__version__,
        "mesa": mesa.__version__, "scenario_hash": scenario.digest, "seed": seed, "worlds": worlds,
        "weeks": scenario.weeks, "streamed": streamed,
    }
    return gathered.results(scenario, seed, worlds, provenance)


def compare(
    baseline: Scenario,
    *arms: Scenario,
    worlds: int | None = None,
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
            scenario, worlds=worlds, weeks=weeks, seed=seed, workers=workers, stream=False,
            progress=report, cache=cache,
        )

    found = [run_arm(place, scenario) for place, scenario in enumerate((baseline, *arms))]
    return compare_results(found[0], *found[1:])


def _check(worlds: int, weeks: int, seed: int, workers: int) -> None:
    for name, value in (("worlds", worlds), ("weeks", weeks), ("workers", workers)):
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


def _chunks(
    todo: list[Task], workers: int, streamed: bool, cache: DrawCache | None, counter: _Counter
) -> Iterator[Chunk | _Digest]:
    if workers == 1 or len(todo) == 1:
        values = None
        bins: tuple[Sketch, ...] | None = None
        for task in todo:
            chunk = run_chunk(task, cache, counter, values)
            if not streamed:
                yield chunk
                continue
            if chunk.record.worlds == todo[0].worlds:
                values = chunk.record.values
            else:
                values = None
            digest = _digest(chunk, bins)
            bins = digest.bins()
            yield digest
        return
    yield from _in_processes(todo, workers, streamed, counter)


def _in_processes(todo: list[Task], workers: int, streamed: bool, counter: _Counter) -> Iterator[Chunk | _Digest]:
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        if not streamed:
            for task, chunk in zip(todo, pool.map(run_chunk, todo), strict=True):
                counter(task.worlds * task.scenario.weeks)
                yield chunk
            return
        first = pool.submit(_stream_chunk, todo[0], None).result()
        counter(todo[0].worlds * todo[0].scenario.weeks)
        yield first
        bins = [first.bins()] * (len(todo) - 1)
        for task, digest in zip(todo[1:], pool.map(_stream_chunk, todo[1:], bins), strict=True):
            counter(task.worlds * task.scenario.weeks)
            yield digest


@dataclass(slots=True)
class _Digest:
    """A chunk boiled down: sketches of series and outcomes, and counts."""

    keys: tuple[str, ...]
    series: Sketch
    outcomes: dict[str, Sketch]
    pulls: dict[str, Array]
    pact: Array
    worlds: int
    finite: int
    unconverged: float
    missed: dict[str, float]

    def bins(self) -> tuple[Sketch, ...]:
        """Empty sketches with the same bins, for the chunks to come."""
        return tuple(_emptied(sketch) for sketch in (self.series, *self.outcomes.values()))


def _emptied(sketch: Sketch) -> Sketch:
    return replace(
        sketch, counts=np.zeros_like(sketch.counts), total=np.zeros_like(sketch.total),
        squares=np.zeros_like(sketch.squares), worlds=0,
    )


def _stream_chunk(task: Task, bins: tuple[Sketch, ...] | None) -> _Digest:
    return _digest(run_chunk(task), bins)


def _digest(chunk: Chunk, bins: tuple[Sketch, ...] | None) -> _Digest:
    good = chunk.finite
    series = chunk.record.values if good.all() else chunk.record.values[:, :, good]
    measured = {key: values[good] for key, values in chunk.outcomes.items()}
    if bins is None:
        sketches = [Sketch.start(series), *(Sketch.start(values[np.newaxis]) for values in measured.values())]
    else:
        sketches = [_emptied(sketch) for sketch in bins]
    for sketch, values in zip(sketches, (series, *(v[np.newaxis] for v in measured.values())), strict=True):
        sketch.add(values)
    return _Digest(
        chunk.record.keys, sketches[0], dict(zip(measured, sketches[1:], strict=True)), dict(chunk.pulls), chunk.pact,
        chunk.record.worlds, int(good.sum()), chunk.unconverged, dict(chunk.missed),
    )


class _Kept:
    """Gathers whole chunks: every world of every series stays at hand."""

    def __init__(self) -> None:
        self._chunks: list[Chunk] = []

    def add(self, chunk: Chunk | _Digest) -> None:
        assert isinstance(chunk, Chunk)
        self._chunks.append(chunk)

    def results(self, scenario: Scenario, seed: int, worlds: int, provenance: dict[str, object]) -> Results:
        chunks = self._chunks
        records = catalogue()
        values = chunks[0].record.values if len(chunks) == 1 else np.concatenate(
            [chunk.record.values for chunk in chunks], axis=2
        )
        finite = np.concatenate([chunk.finite for chunk in chunks])
        outcomes = {}
        for key, outcome in records.outcomes.items():
            measured = np.concatenate([chunk.outcomes[key] for chunk in chunks])
            summary = summarise_outcome(key, outcome.label, outcome.unit, measured[finite])
            outcomes[key] = replace(summary, values=measured)
        series = {
            key: _kept_series(key, values[:, row], finite) for row, key in enumerate(chunks[0].record.keys)
        }
        inputs = {key: np.concatenate([chunk.inputs[key] for chunk in chunks]) for key in chunks[0].inputs}
        return _assemble(
            scenario, seed, worlds, provenance, outcomes, series, inputs,
            [(chunk.pulls, chunk.pact, chunk.unconverged, chunk.missed, chunk.record.worlds) for chunk in chunks],
            int(finite.size - finite.sum()), streamed=False,
        )


class _Streamed:
    """Gathers digests: memory stays the same however many worlds there are."""

    def __init__(self) -> None:
        self._sum: _Digest | None = None
        self._parts: list[tuple[dict[str, Array], Array, float, dict[str, float], int]] = []

    def add(self, digest: Chunk | _Digest) -> None:
        assert isinstance(digest, _Digest)
        if self._sum is None:
            self._sum = digest
            return
        total = self._sum
        total.series.merge(digest.series)
        for key, sketch in total.outcomes.items():
            sketch.merge(digest.outcomes[key])
        for lever, counts in digest.pulls.items():
            total.pulls[lever] = total.pulls[lever] + counts
        total.pact = total.pact + digest.pact
        weight = total.worlds + digest.worlds
        for lever in set(total.missed) | set(digest.missed):
            before, now = total.missed.get(lever, 0.0), digest.missed.get(lever, 0.0)
            total.missed[lever] = (before * total.worlds + now * digest.worlds) / weight
        total.worlds, total.finite = weight, total.finite + digest.finite
        total.unconverged += digest.unconverged

    def results(self, scenario: Scenario, seed: int, worlds: int, provenance: dict[str, object]) -> Results:
        total = self._sum
        assert total is not None
        records = catalogue()
        outcomes = {
            key: OutcomeResult(
                key, records.outcomes[key].label, records.outcomes[key].unit, float(sketch.mean[0]),
                float(sketch.error[0]), *(float(point) for point in sketch.quantiles[0]),
            )
            for key, sketch in total.outcomes.items()
        }
        fans, means = total.series.quantiles, total.series.mean
        series = {key: _streamed_series(key, fans[:, row], means[:, row]) for row, key in enumerate(total.keys)}
        return _assemble(
            scenario, seed, worlds, provenance, outcomes, series, {},
            [(total.pulls, total.pact, total.unconverged, total.missed, total.worlds)],
            total.worlds - total.finite, streamed=True,
        )


def _label(key: str) -> tuple[str, str, float, float]:
    field = catalogue().fields[key.split(".", 1)[0]]
    row = key.split(".", 1)[1].replace("_", " ").title() if "." in key else ""
    return (f"{field.label} ({row})" if row else field.label), field.unit, field.low, field.high


def _kept_series(key: str, values: Array, finite: Array) -> SeriesResult:
    def summarise() -> tuple[Array, Array]:
        good = values if finite.all() else values[:, finite]
        return quantiles(good), good.mean(axis=1, dtype=np.float64)

    return SeriesResult(key, *_label(key), values, summarise)


def _streamed_series(key: str, fan: Array, mean: Array) -> SeriesResult:
    return SeriesResult(key, *_label(key), None, lambda: (fan, mean))


def _assemble(
    scenario: Scenario, seed: int, worlds: int, provenance: dict[str, object], outcomes: dict[str, OutcomeResult],
    series: dict[str, SeriesResult], inputs: dict[str, Array],
    parts: list[tuple[object, Array, float, object, int]], non_finite: int, *, streamed: bool,
) -> Results:
    pulls: dict[str, Array] = {}
    missed: dict[str, float] = {}
    pact = np.zeros((4, scenario.weeks))
    unconverged = 0.0
    for pulled, standing, open_weeks, lost, count in parts:
        for lever, counts in pulled.items():  # type: ignore[attr-defined]
            pulls[lever] = pulls.get(lever, 0.0) + counts / worlds
        for lever, share in lost.items():  # type: ignore[attr-defined]
            missed[lever] = missed.get(lever, 0.0) + share * count / worlds
        pact += standing / worlds
        unconverged += open_weeks
    health = Health(non_finite, unconverged / (worlds * scenario.weeks), MappingProxyType(missed))
    return Results(
        scenario, seed, worlds, scenario.weeks, MappingProxyType(outcomes), MappingProxyType(series),
        MappingProxyType(pulls), pact, MappingProxyType(inputs), health, MappingProxyType(provenance), streamed,
    )
