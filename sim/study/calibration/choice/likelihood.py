"""How likely the coded moves are: the record is replayed, and each week every type says what it would have done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from sim.engine.chunk import Task, run_chunk
from sim.engine.model import CrisisModel
from sim.kernel.draws import DrawCache
from sim.kernel.state import Array
from sim.kernel.worlds import Worlds
from sim.scenario.scenario import Scenario

L = TypeVar("L", bound="Listener")

# The chance of a move that the model's own rules forbid in its week: one in ten thousand weeks.
FLOOR = 1e-4


@dataclass(frozen=True, slots=True)
class MoveReplay:
    """A record to be replayed: its script, the moves in it as rows of levers, (week, government), the seed of the luck
    of its worlds, whose luck is tried at every point, (luck,), and where that luck is kept."""

    script: Scenario
    choice: Array
    seed: int
    lucks: Array
    cache: DrawCache | None = None

    def log_chances(self, given: Mapping[str, Array]) -> Array:
        """Log chance of each government's move in each week given those before it, (point, luck, week, government).

        `given` holds parameters by key, (point,). Which type governs is not known: the chance is the mean over the
        types, each weighed by how well it has explained the moves since its leader took office, and at first by the
        prior. A forbidden move has the chance FLOOR; in a world that breaks down nothing is ever done (minus infinity).
        """
        points = len(next(iter(given.values())))
        listener = self.listened(given, Listener(self.choice))
        told = np.where(np.isnan(listener.told), -np.inf, listener.told)
        by_point = told.reshape(*self.choice.shape, points, len(self.lucks)).transpose(2, 3, 0, 1)
        # In one order of memory, in which they also come back from another process: sums then have the same bits.
        return np.ascontiguousarray(by_point)

    def listened(self, given: Mapping[str, Array], listener: L) -> L:
        """Replay the record at points, each under every luck in turn, with a listener, and hand that back."""
        points, tried = len(next(iter(given.values()))), len(self.lucks)
        worlds = Worlds(np.tile(self.lucks, points), {key: np.repeat(value, tried) for key, value in given.items()})
        run_chunk(Task(self.script, self.seed, worlds), self.cache, look=listener.hear)
        return listener


class Listener:
    """Hears, after each week of a run, how likely each type was to do what was done: `told` (week, government, world)
    are log chances over the types. `known` (government, type, world) is the log chance of each type of the leaders in
    office by then: the prior, and how well each has explained the moves since its leader took office."""

    def __init__(self, choice: Array) -> None:
        self.choice = choice

    def hear(self, model: CrisisModel) -> None:
        """Read off what the governments thought in the week that has just been played."""
        week, worlds = model.week.index - 1, model.worlds
        if week == 0:
            self.told = np.empty((*self.choice.shape, worlds))
            self.prior = _log_prior(model)[..., :worlds]
            self.known = self.prior.copy()
        new_leader = model.state.new_leader[:, np.newaxis, :worlds] > 0.0
        self.known = np.where(new_leader, self.prior, self.known)
        self.note(week, model)
        decision, reasoning = model.decision, model.decision.reasoning
        done = np.broadcast_to(self.choice[week][:, np.newaxis], decision.choice.shape)
        chance = decision.odds.of(done, reasoning.answer, reasoning.cabinet, reasoning.only_routine)
        said = self.known + _log(chance[..., :worlds])
        self.told[week] = np.logaddexp.reduce(said, axis=1)
        self.known = said - self.told[week][:, np.newaxis]

    def note(self, week: int, model: CrisisModel) -> None:
        """Keep more of what was thought in a week, before the move is heard; this one keeps nothing more."""


def _log_prior(model: CrisisModel) -> Array:
    """Log chance of each type of each government in office, (government, type, world)."""
    high = model.inputs.rows("seoul.resolve", "tokyo.resolve", "washington.engagement").astype(np.float64)
    with np.errstate(divide="ignore"):
        return np.log(np.stack((1.0 - high, high), axis=1))


def _log(chance: Array) -> Array:
    """Log chances, with the floor where a move was forbidden and minus infinity where a world broke down."""
    wide = chance.astype(np.float64)
    return np.asarray(np.log(np.where(wide > 0.0, wide, FLOOR), where=~np.isnan(wide), out=np.full_like(wide, -np.inf)))


def log_likelihood(log_chances: Array, until: float) -> Array:
    """Log likelihood of the moves at each point, (point,), averaged over the lucks.

    `log_chances` as `MoveReplay.log_chances` gives them; `until` counts the weeks that are read, the last of them as
    far as the fraction says (a power of its likelihood).
    """
    return np.asarray(mean_of_logs(so_far(log_chances.sum(axis=-1), until)))


def so_far(by_week: Array, until: float) -> Array:
    """Log likelihood of the weeks before `until`, (point, luck), from that of each week, (point, luck, week)."""
    whole = int(until)
    total = by_week[..., :whole].sum(axis=-1)
    if whole < by_week.shape[-1] and until > whole:
        total = total + (until - whole) * by_week[..., whole]
    return np.asarray(total)


def mean_of_logs(logs: Array) -> Array:
    """Log of the mean of what these are logs of, over the last axis."""
    return np.asarray(np.logaddexp.reduce(logs, axis=-1) - np.log(logs.shape[-1]))
