"""Many points of a scenario's inputs, each played under the same luck: what analyses are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.engine.chunk import CHUNK
from sim.engine.run import run
from sim.kernel.catalogue import catalogue
from sim.kernel.state import Array
from sim.kernel.worlds import Worlds
from sim.scenario.sample import check_given
from sim.scenario.scenario import Scenario
from sim.study.executors import Executor, Serial

Progress = Callable[[int, int], None]


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
    luck = np.tile(np.arange(replicates), count)
    worlds = Worlds(luck, {key: np.repeat(np.asarray(values), replicates) for key, values in points.items()})
    check_given(scenario, catalogue(), worlds.given)
    luck_seed = scenario.seed if seed is None else seed
    pieces = [
        _Piece(scenario, luck_seed, worlds.part(first, CHUNK), tuple(outcomes))
        for first in range(0, len(worlds), CHUNK)
    ]
    found = {key: np.full(len(worlds), np.nan) for key in outcomes}
    done = 0
    for place, yielded in (executor or Serial()).run(_measure, pieces):
        where = slice(place * CHUNK, place * CHUNK + len(pieces[place].worlds))
        for key, values in yielded.items():
            found[key][where] = values
        done += len(pieces[place].worlds) * scenario.weeks
        if progress is not None:
            progress(done, len(worlds) * scenario.weeks)
    return {key: values.reshape(count, replicates) for key, values in found.items()}


def _measure(piece: _Piece) -> dict[str, Array]:
    results = run(piece.scenario, worlds=piece.worlds, seed=piece.seed, stream=False)
    return {key: np.asarray(results.outcomes[key].values) for key in piece.outcomes}
