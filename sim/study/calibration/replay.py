"""The record played again with other parameters: every move and every shock on its day, and nobody decides.

What the publics, the consumers and the suppliers then do follows from the moves of the record and from their own
parameters alone, so that one run of many worlds tries as many parameter sets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np

from sim.engine.chunk import CHUNK, Chunk, Task, run_chunk
from sim.engine.model import CrisisModel
from sim.kernel.draws import DrawCache
from sim.kernel.state import Array
from sim.kernel.worlds import Worlds
from sim.scenario.library import RECORD
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Policy, Scenario
from sim.study.calibration.targets import Target

CACHE_BYTES = 200_000_000
Given = Mapping[str, Array]
Look = Callable[[CrisisModel], None]


def record_before(day: date) -> Scenario:
    """The record as a script, without any move or shock of that day or later. The horizon stays as it is.

    Its numbers are those of the catalogue: a fit must not begin from what an earlier fit left in the scenario.
    """
    whole = _record()
    policies = {capital: _before(policy, day) for capital, policy in whole.policies.items()}
    shocks = tuple(event for event in whole.shocks if event.at < day)
    return replace(whole, values={}, policies=policies, shocks=shocks)


@cache
def _record() -> Scenario:
    """The record as it comes along, read once."""
    return load_scenario(RECORD)


def _before(policy: Policy, day: date) -> Policy:
    return replace(policy, force=tuple(forced for forced in policy.force if forced.at < day))


@dataclass(frozen=True)
class Replay:
    """A record that is played with parameters by world. World k always has the luck of world k of the seed, which a
    `cache` keeps from one time to the next; it stays with the process that made it."""

    scenario: Scenario
    seed: int
    cache: DrawCache | None = None

    def often(self) -> Replay:
        """The same replay, to be played many times."""
        return replace(self, cache=DrawCache(CACHE_BYTES))

    def played(self, given: Given, look: Callable[[], Look] | None = None) -> Iterator[tuple[Chunk, Look | None]]:
        """Play one world for each of the given values, (world,), chunk by chunk; each has a watcher of its own."""
        worlds = Worlds(np.arange(_size(given)), given)
        for first in range(0, len(worlds), CHUNK):
            watcher = look() if look is not None else None
            task = Task(self.scenario, self.seed, worlds.part(first, CHUNK))
            yield run_chunk(task, self.cache, look=watcher), watcher

    def chunks(self, given: Given, look: Callable[[], Look] | None = None) -> list[tuple[Chunk, Look | None]]:
        """All chunks at once, for replays that fit into memory."""
        return list(self.played(given, look))

    def shown(self, given: Given, targets: Sequence[Target]) -> Array:
        """What each world shows for each target, (world, target)."""
        return np.concatenate(
            [
                np.stack([target.shows.read(chunk.record) for target in targets], axis=1)
                for chunk, _ in self.played(given)
            ]
        )


def replay_of(until: date, last: date, seed: int) -> Replay:
    """A replay of what happened before the day `until`, to the end of the week that holds the day `last`."""
    scenario = record_before(until)
    return Replay(replace(scenario, weeks=scenario.clock.week_of(last) + 1), seed)


def _size(given: Given) -> int:
    return len(next(iter(given.values())))
