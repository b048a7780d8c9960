"""Many points of a scenario's inputs, each played under the same luck: what analyses are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.engine.chunk import CHUNK
from sim.engine.run import run
from sim.kernel.catalogue import catalogue
from sim.kernel.progress import Progress
from sim.kernel.state import Array
from sim.kernel.worlds import Worlds
from sim.scenario.sample import check_given, worlds_with
from sim.scenario.scenario import Scenario
from sim.study.executors import Executor, Serial


@dataclass(frozen=True)
class _Piece:
    """Some worlds of a study, and which outcomes are wanted of them."""

    scenario: Scenario
    seed: int
    worlds: Worlds
    outcomes: tuple[str, ...]


def run_points(
    scenario: Scenario,
    points: Mapping[str, Array],
    replicates: int,
    outcomes: Sequence[str],
    *,
    seed: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> dict[str, Array]:
    """Outcomes at every point, by key, shape (point, replicate), NaN where a world broke down.

    `points` holds the value of each varied input (a parameter, or the dose of a forced lever) at each point,
    (point,). Replicate r has the luck of world r at all points (common random numbers), so what differs between two
    points is the inputs and not the luck. `progress(done, total)` counts world-weeks.
    Raises RunError where an input does not exist or a value is out of its range.
    """
    count = len(next(iter(points.values()))) if points else 1
    values_of = {key: np.asarray(values, dtype=np.float64) for key, values in points.items()}
    check_given(scenario, catalogue(), values_of)
    luck_seed = scenario.seed if seed is None else seed
    size = count * replicates

    def piece(first: int) -> _Piece:
        """The worlds from `first` on; made when asked for, since hundreds of inputs of all worlds fill a memory."""
        place = np.arange(first, min(first + CHUNK, size))
        given = {key: values[place // replicates] for key, values in values_of.items()}
        worlds = worlds_with(scenario, place % replicates, given)
        return _Piece(scenario, luck_seed, worlds, tuple(outcomes))

    found = {key: np.full(size, np.nan) for key in outcomes}
    done = 0
    for place, yielded in (executor or Serial()).run(_measure, map(piece, range(0, size, CHUNK))):
        where = slice(place * CHUNK, min((place + 1) * CHUNK, size))
        for key, values in yielded.items():
            found[key][where] = values
        done += where.stop - where.start
        if progress is not None:
            progress(done * scenario.weeks, size * scenario.weeks)
    return {key: values.reshape(count, replicates) for key, values in found.items()}


def _measure(piece: _Piece) -> dict[str, Array]:
    results = run(piece.scenario, worlds=piece.worlds, seed=piece.seed, stream=False)
    return {key: np.asarray(results.outcomes[key].values) for key in piece.outcomes}
