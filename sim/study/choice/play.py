"""Arms played in the same states and under the same luck, measured from the day of the decision on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.engine.chunk import CHUNK, Task, run_chunk
from sim.kernel.catalogue import catalogue
from sim.kernel.clock import Clock
from sim.kernel.errors import RunError
from sim.kernel.progress import Progress
from sim.kernel.quantity import Role
from sim.kernel.record import Record
from sim.kernel.state import Array
from sim.kernel.worlds import Worlds
from sim.scenario.sample import check_given, inputs_of, worlds_with
from sim.scenario.scenario import Scenario
from sim.scenario.uncertain import Uncertain
from sim.study.choice.alternatives import Alternative, doing, levers_in
from sim.study.design import Points, points_in, sampled
from sim.study.executors import Executor, Serial

LEAST_STATES, LEAST_REPLICATES = 2, 4


@dataclass(frozen=True)
class Setting:
    """What all arms share: the scenario, the week of the decision and how many weeks are looked at from it on, the
    states of what is unknown (by input, (state,)), how often each is played, and the seed of the luck.

    Every arm meets the same luck in the same state and replicate. States have luck of their own, so that it averages
    out over them.
    """

    scenario: Scenario
    week: int
    horizon: int
    states: Points
    replicates: int
    seed: int

    @property
    def state_count(self) -> int:
        return points_in(self.states)


@dataclass(frozen=True)
class Arms:
    """What came of some arms. `outcomes` by key, shape (arm, state, replicate), NaN where a world broke down in any
    arm; `possible` (arm, state, replicate), 1 where every step of every alternative could be carried out."""

    outcomes: Mapping[str, Array]
    possible: Array


@dataclass(frozen=True)
class _Piece:
    """Some worlds of an arm: the scenario, whose luck and what is given, what is wanted of them from which week on,
    and the moves (capital, week, row of the lever) that count as carried out."""

    scenario: Scenario
    seed: int
    worlds: Worlds
    outcomes: tuple[str, ...]
    first_week: int
    moves: tuple[tuple[str, int, int], ...]


def unknowns(scenario: Scenario) -> dict[str, Uncertain]:
    """What is not known: the file's `uncertain`, else every disposition over its declared range, evenly."""
    if scenario.uncertain:
        return dict(scenario.uncertain)
    return {
        key: Uncertain("uniform", parameter.low, parameter.high)
        for key, parameter in catalogue().parameters.items()
        if parameter.role is Role.DISPOSITION and parameter.low < parameter.high
    }


def setting_of(
    scenario: Scenario, week: int, horizon: int, states: int, replicates: int, seed: int | None = None
) -> Setting:
    """States drawn from what is unknown by Latin hypercube, and the luck that all arms share.

    Raises RunError for fewer than two states or four replicates (halves are needed to choose on one and judge on the
    other).
    """
    for name, value, least in (("states", states, LEAST_STATES), ("replicates", replicates, LEAST_REPLICATES)):
        if value < least:
            raise RunError(f"--{name} {value}: at least {least} are needed. Write a whole number from {least} on.")
    luck = scenario.seed if seed is None else seed
    if luck < 0:
        raise RunError(f"seed is {luck}: a seed is a whole number from 0 on. Write for example 20190822.")
    return Setting(scenario, week, horizon, sampled("lhs", unknowns(scenario), states, luck), replicates, luck)


def play(
    setting: Setting,
    arms: Sequence[Sequence[Alternative]],
    outcomes: Sequence[str],
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Arms:
    """Play arms, each of at most one alternative per capital, in the same states and under the same luck.

    Outcomes are measured over `horizon` weeks from the week of the decision on, by their own rules: means are means
    of these weeks, and an event counts if it happens, or already holds, in them. `progress` counts world-weeks.
    """
    per_arm = setting.state_count * setting.replicates
    each = -(-per_arm // CHUNK)
    found = {key: np.full((len(arms), per_arm), np.nan) for key in outcomes}
    possible = np.zeros((len(arms), per_arm))
    weeks, done = setting.week + setting.horizon, 0
    pieces = (piece for arm in arms for piece in _pieces(setting, arm, tuple(outcomes)))
    for place, (measured, carried_out) in (executor or Serial()).run(_measure, pieces):
        arm, part = divmod(place, each)
        where = slice(part * CHUNK, part * CHUNK + carried_out.size)
        for key, values in measured.items():
            found[key][arm, where] = values
        possible[arm, where] = carried_out
        done += carried_out.size * weeks
        if progress is not None:
            progress(done, len(arms) * per_arm * weeks)
    shape = (len(arms), setting.state_count, setting.replicates)
    broken = np.any([np.isnan(values).any(axis=0) for values in found.values()], axis=0) if found else False
    kept = {key: np.where(broken, np.nan, values).reshape(shape) for key, values in found.items()}
    return Arms(kept, possible.reshape(shape))


def possible_shares(
    setting: Setting, alternatives: Sequence[Alternative], *, executor: Executor | None = None
) -> Array:
    """The share of worlds in which each alternative of one step can be carried out, (alternative,): nothing is played
    beyond the week of the decision."""
    brief = replace(setting, horizon=1)
    return np.asarray(play(brief, [[one] for one in alternatives], (), executor=executor).possible.mean(axis=(1, 2)))


def _pieces(setting: Setting, arm: Sequence[Alternative], outcomes: tuple[str, ...]) -> Iterator[_Piece]:
    """The worlds of an arm, a piece at a time: replicate r of state s has the luck of world s x replicates + r."""
    scenario = doing(replace(setting.scenario, weeks=setting.week + setting.horizon), arm)
    inputs = inputs_of(scenario, catalogue())
    states = {key: values for key, values in setting.states.items() if key in inputs}
    check_given(scenario, catalogue(), states)
    moves = tuple(
        (one.capital, step.week, levers_in(scenario, one.capital).index(step.lever))
        for one in arm
        for step in one.steps
        if step.week < scenario.weeks
    )
    count = setting.state_count * setting.replicates
    for first in range(0, count, CHUNK):
        luck = np.arange(first, min(first + CHUNK, count))
        given = {key: values[luck // setting.replicates] for key, values in states.items()}
        yield _Piece(scenario, setting.seed, worlds_with(scenario, luck, given), outcomes, setting.week, moves)


def _measure(piece: _Piece) -> tuple[dict[str, Array], Array]:
    chunk = run_chunk(Task(piece.scenario, piece.seed, piece.worlds))
    record, clock = chunk.record, piece.scenario.clock
    late = Clock(clock.first_day(piece.first_week), clock.weeks - piece.first_week)
    seen = Record(record.keys, late, record.values[piece.first_week :])
    known = catalogue().outcomes
    measured = {
        key: np.where(chunk.finite, np.asarray(known[key].measure(seen), dtype=np.float64), np.nan)
        for key in piece.outcomes
    }
    carried_out = np.ones(len(piece.worlds))
    for capital, week, row in piece.moves:
        carried_out *= np.rint(record[f"move.{capital}"][week]) == row
    return measured, carried_out
