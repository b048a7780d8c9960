"""One chunk of worlds from the first week to the last: what every run, whatever its size, is made of."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from sim.engine.model import CrisisModel
from sim.kernel.draws import BLOCK, DrawCache, blocks_for
from sim.kernel.record import Record
from sim.kernel.state import Array
from sim.kernel.worlds import Worlds
from sim.scenario.scenario import Scenario

CHUNK = 2048
PACT_STATES = 4


@dataclass(frozen=True, slots=True)
class Task:
    """A chunk to run: which worlds of which scenario."""

    scenario: Scenario
    seed: int
    worlds: Worlds


@dataclass(slots=True)
class Tally:
    """What is counted over the worlds that stayed finite: by week, the worlds that pulled each lever, that might have
    pulled it (whatever its cooldown) and that stand in each state of the pact; world-weeks without an equilibrium;
    worlds in which a forced lever was impossible."""

    worlds: int
    pulls: dict[str, Array]
    permitted: dict[str, Array]
    pact: Array
    unconverged: float
    missed: dict[str, float]

    def emptied(self) -> Tally:
        """The same levers and weeks with nothing counted."""
        pulls = {lever: np.zeros_like(counts) for lever, counts in self.pulls.items()}
        permitted = {lever: np.zeros_like(counts) for lever, counts in self.permitted.items()}
        return Tally(0, pulls, permitted, np.zeros_like(self.pact), 0.0, {})

    def add(self, other: Tally) -> None:
        """Count the worlds of another chunk in."""
        self.worlds += other.worlds
        self.pulls = {lever: counts + other.pulls[lever] for lever, counts in self.pulls.items()}
        self.permitted = {lever: counts + other.permitted[lever] for lever, counts in self.permitted.items()}
        self.pact = self.pact + other.pact
        self.unconverged += other.unconverged
        levers = {**self.missed, **other.missed}
        self.missed = {lever: self.missed.get(lever, 0.0) + other.missed.get(lever, 0.0) for lever in levers}


@dataclass(slots=True)
class Chunk:
    """A chunk's yield: `record` (week, series, world), the worlds that stayed `finite`, outcomes (world,) with NaN
    in the others, sampled inputs (world,), and what was counted."""

    record: Record
    finite: Array
    outcomes: Mapping[str, Array]
    inputs: Mapping[str, Array]
    tally: Tally


def tasks(scenario: Scenario, worlds: Worlds, seed: int, workers: int = 1) -> list[Task]:
    """The chunks of a run, at most CHUNK worlds each; where several processes work, as many for each of them."""
    size = CHUNK
    if workers > 1:
        pieces = workers * math.ceil(len(worlds) / (workers * CHUNK))
        size = min(CHUNK, blocks_for(math.ceil(len(worlds) / pieces)) * BLOCK)
    return [Task(scenario, seed, worlds.part(first, size)) for first in range(0, len(worlds), size)]


def run_chunk(
    task: Task,
    cache: DrawCache | None = None,
    tick: Callable[[int], None] | None = None,
    look: Callable[[CrisisModel], None] | None = None,
) -> Chunk:
    """Run the worlds of a task to the end. After every week `tick(worlds)` is called, and `look(model)`, which may see
    what is not recorded."""
    model = CrisisModel(task.scenario, task.worlds, seed=task.seed, cache=cache)
    state, kept = model.state, model.worlds
    record = Record.empty(state.recorded_keys, model.clock, kept)
    moves, levers = state.moves, state.fields["wait"].rows
    pulled = np.empty((model.clock.weeks, len(moves), kept), dtype=bool)
    legal = np.empty((model.clock.weeks, len(levers), kept), dtype=bool)
    for week in range(model.clock.weeks):
        model.step()
        record.values[week] = state.arena[: state.recorded_rows, :kept]
        np.greater(moves[:, :kept], 0.0, out=pulled[week])
        legal[week] = model.decision.legal[:, :kept]
        if tick is not None:
            tick(kept)
        if look is not None:
            look(model)
    chunk = _harvest(model, record, pulled, legal)
    model.release()
    return chunk


def _harvest(model: CrisisModel, record: Record, pulled: Array, legal: Array) -> Chunk:
    finite = record.finite()
    outcomes = {}
    for key, outcome in model.catalogue.outcomes.items():
        measured = np.asarray(outcome.measure(record), dtype=np.float32)
        outcomes[key] = measured if finite.all() else np.where(finite, measured, np.nan).astype(np.float32)
    return Chunk(record, finite, outcomes, model.varying, _tally(model, record, pulled, legal, finite))


def _tally(model: CrisisModel, record: Record, pulled: Array, legal: Array, finite: Array) -> Tally:
    sound = slice(None) if finite.all() else finite
    standing = record["pact_state"][:, sound]
    pact = np.stack([np.count_nonzero(standing == step, axis=1) for step in range(PACT_STATES)])
    permitted = dict(zip(model.state.fields["wait"].rows, _counted(legal[:, :, sound]).T, strict=True))
    open_weeks = float(record["unconverged"][:, sound].sum(dtype=np.float64))
    pulls = _by_lever(model, _counted(pulled[:, :, sound]))
    return Tally(int(finite.sum()), pulls, permitted, pact, open_weeks, _missed(model, finite))


def _counted(flags: Array) -> Array:
    """How many worlds, the last axis, are true. Bytes are added up because that is faster than counting truths."""
    return np.asarray(np.add.reduce(flags.view(np.uint8), axis=-1, dtype=np.uint32), dtype=np.int64)


def _by_lever(model: CrisisModel, pulls: Array) -> dict[str, Array]:
    """Worlds that pulled each lever, by week; the part pulled most stands for a lever of several parts."""
    counts: dict[str, Array] = {}
    for key, column in zip(model.state.fields["moves"].rows, pulls.T, strict=True):
        lever = key.rsplit(".", 1)[0]
        counts[lever] = np.maximum(counts[lever], column) if lever in counts else column
    return counts


def _missed(model: CrisisModel, finite: Array) -> dict[str, float]:
    """Worlds in which a forced lever could not be carried out, by lever, averaged over its dates."""
    decision = model.decision
    return {
        lever: float(missed[: model.worlds][finite].sum()) / decision.forced_weeks[lever]
        for lever, missed in decision.missed.items()
    }
