"""What one worker does in one go: play the worlds of a job and pack what came of them as files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.engine.chunk import CHUNK
from sim.engine.run import run
from sim.kernel.catalogue import Catalogue, catalogue
from sim.kernel.errors import SimError
from sim.kernel.state import Array
from sim.kernel.worlds import Worlds
from sim.results import Results
from sim.scenario.sample import value_of, worlds_with
from sim.scenario.scenario import Scenario
from sim.study.batch.places import counts_path, part_path
from sim.study.batch.plan import Job, Slice
from sim.study.batch.tables import bands_table, counts_table, packed
from sim.summary import LEVELS, SERIES_BINS, Sketch, quantiles

UNSETTLED = "unconverged"


@dataclass(frozen=True)
class Order:
    """A job and what is to be kept of it. `bins` holds, by case, the lower ends and the widths of the bins that a
    large case counts into, (series x week,) each; the first slice of such a case makes its own."""

    job: Job
    inputs: tuple[str, ...]
    bands: tuple[str, ...]
    full: tuple[str, ...]
    bins: Mapping[int, tuple[Array, Array]] = field(default_factory=dict)


@dataclass(frozen=True)
class Health:
    """How sound the worlds of a slice were: broken worlds, the share of world-weeks without an equilibrium, and the
    share of worlds in which a forced lever was impossible (of all points that shared a chunk)."""

    case: int
    first: int
    count: int
    non_finite: int
    unconverged: float
    missed: Mapping[str, float]


@dataclass(frozen=True)
class Failure:
    """A case that could not be carried out: at which stage, and why."""

    case: int
    stage: str
    cause: str


@dataclass(frozen=True)
class Yield:
    """What came of a job: files by their path in the batch's folder, the health of its slices, what failed."""

    job: int
    worlds: int
    files: Mapping[str, bytes]
    health: tuple[Health, ...] = ()
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True)
class _Played:
    """Worlds that were played: outcomes and inputs (world,), series (series, week, world), and the slices they are.

    `unsettled` (world,) is the share of weeks without an equilibrium, `missed` as in Health.
    """

    slices: Sequence[Slice]
    outcomes: dict[str, Array]
    inputs: dict[str, Array]
    series: Array
    unsettled: Array
    missed: Mapping[str, float]


def work(order: Order) -> Yield:
    """Play a job. A case that fails is named with its cause, and the others of the job go on."""
    played: list[_Played] = []
    failures: list[Failure] = []
    for slices, scenario, worlds in _plays(order.job):
        try:
            played.append(_play(order, slices, scenario, worlds))
        except Exception as error:
            if len(slices) == 1:
                failures.append(Failure(slices[0].case, "run", cause_of(error)))
                continue
            kept, lost = _one_by_one(order, slices, scenario, worlds)
            played += kept
            failures += lost
    health = tuple(item for some in played for item in _health(some))
    return Yield(order.job.number, order.job.worlds, dict(_files(order, played)), health, tuple(failures))


def cause_of(error: BaseException) -> str:
    """Why something failed, in the words of the error."""
    return str(error) if isinstance(error, SimError) else f"{type(error).__name__}: {error}"


def _plays(job: Job) -> Iterator[tuple[Sequence[Slice], Scenario, Worlds]]:
    """What is run at a time: a slice by itself, or as many slices with given points as a chunk holds."""
    if not job.given:
        for piece, scenario in zip(job.slices, job.scenarios, strict=True):
            yield [piece], scenario, worlds_with(scenario, np.arange(piece.first, piece.first + piece.count))
        return
    every, begun, slices = job.together(), 0, list[Slice]()
    for piece in job.slices:
        if slices and sum(item.count for item in slices) + piece.count > CHUNK:
            count = sum(item.count for item in slices)
            yield slices, job.scenarios[0], every.part(begun, count)
            begun, slices = begun + count, []
        slices = [*slices, piece]
    yield slices, job.scenarios[0], every.part(begun, sum(item.count for item in slices))


def _one_by_one(
    order: Order, slices: Sequence[Slice], scenario: Scenario, worlds: Worlds
) -> tuple[list[_Played], list[Failure]]:
    """Slices that failed together, each by itself, so that only those fail which must."""
    played, failures, begun = list[_Played](), list[Failure](), 0
    for piece in slices:
        try:
            played.append(_play(order, [piece], scenario, worlds.part(begun, piece.count)))
        except Exception as error:
            failures.append(Failure(piece.case, "run", cause_of(error)))
        begun += piece.count
    return played, failures


def _play(order: Order, slices: Sequence[Slice], scenario: Scenario, worlds: Worlds) -> _Played:
    """Run some worlds, a chunk at a time, and keep what is asked for."""
    chunks = [_chunk(order, slices, scenario, worlds.part(first, CHUNK)) for first in range(0, len(worlds), CHUNK)]
    if len(chunks) == 1:
        return chunks[0]
    levers = dict.fromkeys(lever for chunk in chunks for lever in chunk.missed)
    return _Played(
        slices,
        {key: np.concatenate([chunk.outcomes[key] for chunk in chunks]) for key in chunks[0].outcomes},
        {key: np.concatenate([chunk.inputs[key] for chunk in chunks]) for key in chunks[0].inputs},
        np.concatenate([chunk.series for chunk in chunks], axis=2),
        np.concatenate([chunk.unsettled for chunk in chunks]),
        {
            lever: sum(chunk.missed.get(lever, 0.0) * chunk.unsettled.size for chunk in chunks) / len(worlds)
            for lever in levers
        },
    )


def _chunk(order: Order, slices: Sequence[Slice], scenario: Scenario, worlds: Worlds) -> _Played:
    results = run(scenario, worlds=worlds, seed=order.job.seed, stream=False)
    values = {key: np.asarray(item.values) for key, item in results.series.items()}
    kept = [values[key] for key in (*order.bands, *order.full)]
    return _Played(
        slices,
        {key: np.asarray(item.values) for key, item in results.outcomes.items()},
        {key: _input(results, key, catalogue()) for key in order.inputs},
        np.stack(kept) if kept else np.empty((0, scenario.weeks, len(worlds)), dtype=np.float32),
        values[UNSETTLED].mean(axis=0, dtype=np.float64),
        results.health.forced_missed,
    )


def _input(results: Results, key: str, known: Catalogue) -> Array:
    """An input in every world of a run, whether it was given, sampled or the same in all."""
    if key in results.inputs:
        return np.asarray(results.inputs[key], dtype=np.float64)
    return np.full(results.worlds, value_of(results.scenario, known, key))


def _places(played: _Played) -> Iterator[tuple[Slice, slice]]:
    """Each slice, and where its worlds stand among those that were played."""
    begun = 0
    for piece in played.slices:
        yield piece, slice(begun, begun + piece.count)
        begun += piece.count


def _finite(played: _Played, where: slice) -> Array:
    """Which worlds of a slice stayed finite; in the others every outcome is NaN."""
    return np.asarray(np.isfinite(next(iter(played.outcomes.values()))[where]))


def _health(played: _Played) -> Iterator[Health]:
    for piece, where in _places(played):
        finite = _finite(played, where)
        unsettled = float(played.unsettled[where][finite].mean()) if finite.any() else 0.0
        broken = int(finite.size - np.count_nonzero(finite))
        yield Health(piece.case, piece.first, piece.count, broken, unsettled, dict(played.missed))


def _files(order: Order, played: Sequence[_Played]) -> Iterator[tuple[str, bytes]]:
    """The files of a job, by their paths in the folder of the batch."""
    if not played:
        return
    family, number = order.job.family, order.job.number
    yield part_path("worlds", family, number), packed(_worlds(played))
    whole = [(some, piece, where) for some in played for piece, where in _places(some) if piece.whole]
    if whole and order.bands:
        yield part_path("weekly", family, number), packed(_weekly(order, whole))
    for some in played:
        for piece, where in _places(some):
            if not piece.whole and order.bands:
                yield counts_path(piece.case, piece.first), packed(counts_table(_counted(order, some, piece, where)))
    if order.full:
        yield part_path("series", family, number), packed(_series(order, played))


def _worlds(played: Sequence[_Played]) -> dict[str, Any]:
    """One row a world: its case, its number, every input of the batch and every outcome."""
    slices = [piece for some in played for piece in some.slices]
    columns: dict[str, Any] = {
        "case": np.repeat(np.array([piece.case for piece in slices], dtype=np.int32), [p.count for p in slices]),
        "world": np.concatenate([np.arange(p.first, p.first + p.count, dtype=np.int32) for p in slices]),
    }
    for key in played[0].inputs:
        columns[key] = np.concatenate([some.inputs[key] for some in played])
    for key in played[0].outcomes:
        columns[key] = np.concatenate([some.outcomes[key] for some in played])
    return columns


def _weekly(order: Order, whole: Sequence[tuple[_Played, Slice, slice]]) -> dict[str, Any]:
    fans, means = [], []
    for some, _, where in whole:
        values = some.series[: len(order.bands), :, where]
        good = values[..., _finite(some, where)]
        if good.shape[-1]:
            fans.append(quantiles(np.ascontiguousarray(good)))
            means.append(good.mean(axis=-1, dtype=np.float64))
        else:
            fans.append(np.full((*values.shape[:2], len(LEVELS)), np.nan))
            means.append(np.full(values.shape[:2], np.nan))
    return bands_table([piece.case for _, piece, _ in whole], order.bands, np.stack(fans), np.stack(means))


def _counted(order: Order, some: _Played, piece: Slice, where: slice) -> Sketch:
    """The weekly series of a slice counted into the bins of its case, or into bins that fit its first chunk."""
    values = some.series[: len(order.bands), :, where][..., _finite(some, where)]
    bins = order.bins.get(piece.case)
    if bins is not None:
        sketch = Sketch.over(values.shape[:-1], *bins, SERIES_BINS)
    else:
        sketch = Sketch.start(values, SERIES_BINS)
    sketch.add(values)
    return sketch


def _series(order: Order, played: Sequence[_Played]) -> dict[str, Any]:
    """One row a world and week, one column a series."""
    worlds = _worlds(played)
    weeks = played[0].series.shape[1]
    columns: dict[str, Any] = {
        "case": np.repeat(worlds["case"], weeks),
        "world": np.repeat(worlds["world"], weeks),
        "week": np.tile(np.arange(weeks, dtype=np.int16), worlds["world"].size),
    }
    for place, key in enumerate(order.full, start=len(order.bands)):
        columns[key] = np.concatenate([some.series[place].T.ravel() for some in played])
    return columns
