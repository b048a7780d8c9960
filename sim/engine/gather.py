"""Chunks put together: kept whole, or boiled down so that memory does not grow with the worlds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol, Self

import numpy as np

from sim.engine.chunk import Chunk, Tally
from sim.kernel.catalogue import catalogue
from sim.kernel.state import Array
from sim.results import Health, OutcomeResult, Results, SeriesResult, summarise_outcome
from sim.scenario.scenario import Scenario
from sim.summary import OUTCOME_BINS, SERIES_BINS, Edges, Sketch, quantiles


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: the scenario with its weeks, the seed, and how many worlds."""

    scenario: Scenario
    seed: int
    worlds: int
    provenance: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bins:
    """What a process must know to count chunks into the same bins as others; a fiftieth of a digest to send."""

    keys: tuple[str, ...]
    series: Edges
    outcomes: dict[str, Edges]
    tally: Tally


@dataclass(slots=True)
class Digest:
    """A chunk boiled down: sketches of all series and of each outcome, and what was counted."""

    keys: tuple[str, ...]
    series: Sketch
    outcomes: dict[str, Sketch]
    tally: Tally

    @classmethod
    def begin(cls, chunk: Chunk) -> Self:
        """Bins that fit a first chunk, with nothing in them yet."""
        series, measured = _sound(chunk)
        outcomes = {key: Sketch.start(values, OUTCOME_BINS) for key, values in measured.items()}
        return cls(chunk.record.keys, Sketch.start(series, SERIES_BINS), outcomes, chunk.tally.emptied())

    @classmethod
    def over(cls, bins: Bins) -> Self:
        """Known bins with nothing in them."""
        outcomes = {key: Sketch.over(*edges) for key, edges in bins.outcomes.items()}
        return cls(bins.keys, Sketch.over(*bins.series), outcomes, bins.tally.emptied())

    @property
    def bins(self) -> Bins:
        """The bins without what is in them."""
        outcomes = {key: sketch.edges for key, sketch in self.outcomes.items()}
        return Bins(self.keys, self.series.edges, outcomes, self.tally.emptied())

    def count(self, chunk: Chunk) -> None:
        """Count the worlds of a chunk in."""
        series, measured = _sound(chunk)
        self.series.add(series)
        for key, values in measured.items():
            self.outcomes[key].add(values)
        self.tally.add(chunk.tally)

    def add(self, other: Digest) -> None:
        """Take another digest in; both must have the same bins."""
        self.series.merge(other.series)
        for key, sketch in self.outcomes.items():
            sketch.merge(other.outcomes[key])
        self.tally.add(other.tally)


def _sound(chunk: Chunk) -> tuple[Array, dict[str, Array]]:
    """Series (week, series, world) and outcomes (1, world) of the worlds that stayed finite."""
    finite = chunk.finite
    series = chunk.record.values if finite.all() else chunk.record.values[:, :, finite]
    return series, {key: values[np.newaxis, finite] for key, values in chunk.outcomes.items()}


class Gathered(Protocol):
    """Something that can say what came out once all chunks are in."""

    def results(self, request: Request) -> Results: ...


class Kept:
    """Gathers whole chunks: every world of every series stays at hand."""

    def __init__(self) -> None:
        self.chunks: list[Chunk] = []

    def add(self, chunk: Chunk) -> None:
        self.chunks.append(chunk)

    def results(self, request: Request) -> Results:
        """All worlds, summarised on demand."""
        values = _joined([chunk.record.values for chunk in self.chunks])
        finite = _joined([chunk.finite for chunk in self.chunks])
        outcomes = {
            key: summarise_outcome(record, _joined([chunk.outcomes[key] for chunk in self.chunks]), finite)
            for key, record in catalogue().outcomes.items()
        }
        series = {key: _kept_series(key, values[:, row], finite) for row, key in enumerate(self.chunks[0].record.keys)}
        inputs = {key: _joined([chunk.inputs[key] for chunk in self.chunks]) for key in self.chunks[0].inputs}
        tally = self.chunks[0].tally
        for chunk in self.chunks[1:]:
            tally.add(chunk.tally)
        return _results(request, outcomes, series, tally, inputs)


class Streamed:
    """Gathers digests: memory stays the same however many worlds there are."""

    def __init__(self) -> None:
        self.total: Digest | None = None

    def add(self, digest: Digest) -> None:
        if self.total is None:
            self.total = digest
        else:
            self.total.add(digest)

    def results(self, request: Request) -> Results:
        """Summaries only: quantiles are exact to one bin."""
        total = self.total
        if total is None:
            raise ValueError("nothing was run")
        records = catalogue().outcomes
        outcomes = {
            key: OutcomeResult.of(records[key], float(sketch.mean[0]), float(sketch.error[0]), sketch.quantiles[0])
            for key, sketch in total.outcomes.items()
        }
        fans, means = total.series.quantiles, total.series.mean
        series = {key: _streamed_series(key, fans[:, row], means[:, row]) for row, key in enumerate(total.keys)}
        return _results(request, outcomes, series, total.tally, None)


def _joined(parts: list[Array]) -> Array:
    return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=-1)


def _kept_series(key: str, values: Array, finite: Array) -> SeriesResult:
    def summarise() -> tuple[Array, Array]:
        good = values if finite.all() else values[:, finite]
        return quantiles(good), good.mean(axis=1, dtype=np.float64)

    return SeriesResult(key, *_description(key), values, summarise)


def _streamed_series(key: str, fan: Array, mean: Array) -> SeriesResult:
    return SeriesResult(key, *_description(key), None, lambda: (fan, mean))


def _description(key: str) -> tuple[str, str, float, float]:
    """Label, unit and bounds of a recorded row."""
    field = catalogue().fields[key.split(".", 1)[0]]
    row = key.split(".", 1)[1].replace("_", " ").capitalize() if "." in key else ""
    return (f"{field.label} ({row})" if row else field.label), field.unit, field.low, field.high


def _results(
    request: Request,
    outcomes: dict[str, OutcomeResult],
    series: dict[str, SeriesResult],
    tally: Tally,
    inputs: dict[str, Array] | None,
) -> Results:
    worlds, scenario = request.worlds, request.scenario
    sound = max(tally.worlds, 1)
    missed = {lever: count / sound for lever, count in tally.missed.items() if count > 0.0}
    unconverged = tally.unconverged / (sound * scenario.weeks)
    health = Health(worlds - tally.worlds, unconverged, MappingProxyType(missed))
    return Results(
        scenario,
        request.seed,
        worlds,
        scenario.weeks,
        MappingProxyType(outcomes),
        MappingProxyType(series),
        MappingProxyType({lever: counts / sound for lever, counts in tally.pulls.items()}),
        MappingProxyType({lever: counts / sound for lever, counts in tally.permitted.items()}),
        tally.pact / sound,
        MappingProxyType(inputs or {}),
        health,
        MappingProxyType(dict(request.provenance)),
        streamed=inputs is None,
    )
