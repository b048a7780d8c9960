"""How well the moves were foretold: week by week, against rules that know nothing of strategy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.engine.model import CrisisModel
from sim.kernel.catalogue import catalogue
from sim.kernel.draws import DrawCache
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array
from sim.study.calibration.choice.likelihood import FLOOR, Listener, MoveReplay
from sim.study.calibration.choice.sampler import Choice

UNSEEN = 0.5
USUALLY = 0.5
WATCHED = 256


@dataclass(frozen=True, eq=False)
class Hindsight:
    """What the fitted rule says of each week of the record it was fitted to, with the levers of the three governments
    one below the other.

    `chances` (week, lever) are means over the draws; `allowed` (week, lever) says which levers the rules of the model
    permitted, cooldowns included.
    """

    levers: tuple[str, ...]
    first_rows: Array
    chances: Array
    allowed: Array

    def of(self, lever: str) -> Array:
        """The chance of a lever in each week, (week,)."""
        return np.asarray(self.chances[:, self.levers.index(lever)])

    def of_moves(self, choice: Array) -> Array:
        """Log chance of each government's coded move in each week, (week, government); FLOOR where forbidden."""
        rows = choice + self.first_rows
        chance = np.take_along_axis(self.chances, rows, axis=1)
        return np.asarray(np.log(np.where(self.permitted(choice), chance, FLOOR)))

    def permitted(self, choice: Array) -> Array:
        """Whether the model's rules permitted each coded move, (week, government)."""
        return np.asarray(np.take_along_axis(self.allowed, choice + self.first_rows, axis=1))


def hindsight(choice: Choice, carried: Mapping[str, Array]) -> Hindsight:
    """Replay the record at the draws of a fit, each with its row of the other blocks (`carried`, (row,) by key)."""
    which = np.unique(np.linspace(0, len(choice.points) - 1, WATCHED).round().astype(np.int64))
    given = {key: np.asarray(values)[choice.rows[which]] for key, values in carried.items()}
    given |= {key: values[which] for key, values in choice.draws.items()}
    coded = choice.coded
    replay = MoveReplay(coded.script, coded.choice, choice.seed, np.arange(choice.size.lucks), DrawCache(0))
    watcher = replay.listened(given, _Watcher(coded.choice))
    levers = tuple(lever.key for capital in CAPITALS for lever in catalogue().levers_of(capital))
    return Hindsight(levers, watcher.first_rows, np.array(watcher.chances), np.array(watcher.allowed))


class _Watcher(Listener):
    """Keeps the chance of every lever, and which levers could be pulled."""

    def __init__(self, choice: Array) -> None:
        super().__init__(choice)
        self.chances: list[Array] = []
        self.allowed: list[Array] = []

    def note(self, week: int, model: CrisisModel) -> None:
        decision, reasoning = model.decision, model.decision.reasoning
        worlds = model.worlds
        odds = decision.odds.of_all(reasoning.answer, reasoning.cabinet, reasoning.only_routine)[..., :worlds]
        types = np.exp(self.known)[decision.odds.government]
        self.chances.append((odds * types).sum(axis=1).mean(axis=1))
        barred = np.concatenate([choices.barred for choices in reasoning.choices])[:, :worlds]
        self.allowed.append((barred == 0.0).mean(axis=1) > USUALLY)
        self.first_rows = decision.odds.first_rows[:, 0]


def any_lever(choice: Array, seen: Hindsight) -> Array:
    """Log chance of each move, (week, government), for whoever thinks every permitted lever as likely, hold as well."""
    counts = np.stack([part.sum(axis=1) for part in _by_government(seen.allowed, seen.first_rows)], axis=1)
    return np.asarray(np.log(np.where(seen.permitted(choice), 1.0 / counts, FLOOR)))


def constant_hazard(choice: Array, seen: Hindsight) -> Array:
    """Log chance of each move, (week, government), for whoever expects each lever as often as it was pulled before.

    Every lever counts one half before it was ever seen (Krichevsky & Trofimov 1981), so does hold; levers that the
    model's rules forbid in a week are left out. Nothing of that week or later is used.
    """
    return _counted(choice, seen, together=False)


def constant_activity(choice: Array, seen: Hindsight) -> Array:
    """The same for whoever learns only how often anything is done, and thinks all permitted levers as likely then."""
    return _counted(choice, seen, together=True)


def _counted(choice: Array, seen: Hindsight, together: bool) -> Array:
    found = np.empty(choice.shape)
    for government, allowed in enumerate(_by_government(seen.allowed, seen.first_rows)):
        pulled = choice[:, government]
        counts = np.full(allowed.shape[1], UNSEEN)
        for week, row in enumerate(pulled):
            share = _shared(counts, allowed[week]) if together else counts * allowed[week]
            found[week, government] = np.log(share[row] / share.sum()) if allowed[week, row] else np.log(FLOOR)
            counts[row] += 1.0
    return found


def _shared(counts: Array, allowed: Array) -> Array:
    """Holding by its own count, and what was done besides evenly over the levers that are permitted."""
    active = counts[1:].sum() - UNSEEN * (counts.size - 2)
    return np.concatenate(([counts[0]], active * allowed[1:] / allowed[1:].sum()))


def _by_government(rows: Array, first_rows: Array) -> list[Array]:
    """The columns of each government, from those of all."""
    return np.split(rows, first_rows[1:], axis=1)
