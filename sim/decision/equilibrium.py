"""The logit equilibrium of one week: every type-agent answers what it expects of the others, in all worlds at once.

Each government has two types, known to itself alone. What the others need to know of it are three expected
features of its move (z). A government's response to their z is a logit choice over its levers; its own z follows.
The fixed point in z is found by repeated response, Seoul, Tokyo and Washington in turn.

Sources: McKelvey & Palfrey 1995 (quantal response); Selten's agent form for private types; convergence and
agreement with Gambit's logit solver were checked in trials. Shapes: T = 2 types, L levers, W worlds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from sim.kernel.draws import BLOCK
from sim.kernel.state import Array

TYPES = 2
HEARD = 3
COMMON_SWEEPS = 2
PLAIN_SWEEPS = 4
ALL_SWEEPS = 8
TOLERANCE = 5e-3
HIGHEST_LOGIT = np.float32(60.0)
DAMPING = 0.5


@dataclass(slots=True)
class Player:
    """One government's side of the week's game.

    `features` (L, channels) are the lever features that others' moves make more or less attractive;
    `listen` (8, L) maps logit weights to [1, heard features], for all levers and for routine levers only;
    `base` (L, T, W) is precision times own value, masked levers far below; `through_cabinet` and `by_routine`
    (T, W) are the chances of each door times the public belief in each type.
    `answers` are coefficients, precision included, of how each channel responds to the others' z.
    """

    features: Array
    listen: Array
    base: Array
    through_cabinet: Array
    by_routine: Array
    answers: tuple[Array, ...]

    def select(self, columns: Array) -> Self:
        """The same government in some worlds only."""
        return type(self)(
            self.features,
            self.listen,
            np.ascontiguousarray(self.base[:, :, columns]),
            self.through_cabinet[:, columns],
            self.by_routine[:, columns],
            tuple(answer[..., columns] for answer in self.answers),
        )


class Ally(Player):
    """Seoul or Tokyo. Channels: escalation, concession, security damage, pressure. It hears of the other ally its
    escalation and concession, of Washington the pressure on itself and the mediation."""

    def attraction(self, rival: Array, pressed: Array, mediated: Array) -> Array:
        """How much the others' expected moves add to each lever: (L, T, W), precision included."""
        spiral, defiance, exchange, carrot, face, damage, success = self.answers
        channels = np.empty((4, TYPES, rival.shape[-1]), dtype=rival.dtype)
        channels[0] = spiral * rival[0] + defiance * pressed
        np.multiply(exchange, rival[1], out=channels[1])
        channels[1] += carrot * pressed + face * mediated
        channels[2] = damage * pressed
        channels[3] = success * rival[1]
        return (self.features @ channels.reshape(4, -1)).reshape(self.base.shape)


class Mediator(Player):
    """Washington. Channels: mediation, pressure on Seoul, pressure on Tokyo. Both types hear the same."""

    def attraction(self, seoul: Array, tokyo: Array) -> Array:
        """How much the allies' expected moves add to each lever: (L, 1, W), precision included."""
        given, fought, damage, pressing = self.answers
        channels = np.empty((3, seoul.shape[-1]), dtype=seoul.dtype)
        channels[0] = given * (seoul[1] + tokyo[1]) + fought * (seoul[0] + tokyo[0])
        channels[1] = damage * seoul[2]
        channels[2] = pressing * tokyo[2]
        return (self.features @ channels)[:, np.newaxis, :]


def respond(player: Player, attraction: Array) -> tuple[Array, Array, Array]:
    """Logit weights (L, T, W), their totals per door (2, T, W), and the expected features (3, W)."""
    weights = player.base + attraction
    np.minimum(weights, HIGHEST_LOGIT, out=weights)
    np.exp(weights, out=weights)
    heard = (player.listen @ weights.reshape(weights.shape[0], -1)).reshape(2, HEARD + 1, TYPES, -1)
    totals = heard[:, 0]
    mean = heard[0, 1:] * (player.through_cabinet / totals[0])
    mean += heard[1, 1:] * (player.by_routine / totals[1])
    return weights, totals, mean[:, 0] + mean[:, 1]


@dataclass(slots=True)
class Game:
    """The three players of one week, in all worlds of a chunk."""

    seoul: Ally
    tokyo: Ally
    washington: Mediator

    def select(self, columns: Array) -> Game:
        """The same game in some worlds only."""
        return Game(self.seoul.select(columns), self.tokyo.select(columns), self.washington.select(columns))


@dataclass(slots=True)
class Answer:
    """Where the reasoning of a week ends: logit weights and totals of each government, z, and who is unresolved."""

    weights: list[Array]
    totals: list[Array]
    expected: Array
    unconverged: Array


def sweep(game: Game, expected: Array, simultaneous: bool = False) -> tuple[list[Array], list[Array], Array]:
    """Everybody answers once. `expected` (government, heard, W) is what each was expected to do.

    In turn (the default) Tokyo answers Seoul's new move and Washington both; else all answer the old ones.
    """
    fresh = expected.copy()
    heard = expected if simultaneous else fresh
    korean = respond(game.seoul, game.seoul.attraction(heard[1], heard[2, 1], heard[2, 0]))
    fresh[0] = korean[2]
    japanese = respond(game.tokyo, game.tokyo.attraction(heard[0], heard[2, 2], heard[2, 0]))
    fresh[1] = japanese[2]
    american = respond(game.washington, game.washington.attraction(heard[0], heard[1]))
    fresh[2] = american[2]
    answers = (korean, japanese, american)
    return [weights for weights, _, _ in answers], [totals for _, totals, _ in answers], fresh


def solve(game: Game, start: Array) -> Answer:
    """The equilibrium from last week's expectations: two sweeps for all, then more in the worlds still open.

    Sweeps up to the fourth are plain, later ones damped; after the eighth a world counts as unconverged and keeps
    the mean of its last two expectations. Every world is iterated by its own residual only, so no world's answer
    depends on its neighbours.
    """
    expected = start
    for _ in range(COMMON_SWEEPS):
        before = expected
        weights, totals, expected = sweep(game, before)
    answer = Answer(weights, totals, expected, np.zeros(expected.shape[-1], dtype=bool))
    still_open = np.flatnonzero(_gap(expected, before) > TOLERANCE)
    if still_open.size:
        _finish(game, answer, still_open)
    return answer


def _gap(after: Array, before: Array) -> Array:
    """The largest change of any expectation, by world."""
    change = np.abs(after - before)
    return np.asarray(np.maximum.reduce(change.reshape(-1, change.shape[-1]), axis=0))


def _finish(game: Game, answer: Answer, worlds: Array) -> None:
    """Further sweeps in the worlds that are still open, in whole blocks; the rest keep their answer."""
    padded = np.resize(worlds, -(-worlds.size // BLOCK) * BLOCK)
    part = game.select(padded)
    expected = answer.expected[:, :, padded]
    settled = np.zeros(padded.size, dtype=bool)
    for number in range(COMMON_SWEEPS, ALL_SWEEPS):
        weights, totals, fresh = sweep(part, expected)
        settled |= _gap(fresh, expected) <= TOLERANCE
        if settled.all():
            break
        share = 1.0 if number < PLAIN_SWEEPS else DAMPING
        expected = expected + (~settled).astype(expected.dtype) * share * (fresh - expected)
    count = worlds.size
    for full, found in zip((*answer.weights, *answer.totals), (*weights, *totals), strict=True):
        full[:, :, worlds] = found[:, :, :count]
    answer.expected[:, :, worlds] = expected[:, :, :count]
    answer.unconverged[worlds] = ~settled[:count]


def reason_in_steps(game: Game, worlds: int, steps: int, dtype: np.dtype[Any]) -> Answer:
    """Level-k reasoning: at level 0 nobody expects anything; each further level answers the one below."""
    expected = np.zeros((3, HEARD, worlds), dtype=dtype)
    weights, totals, expected = sweep(game, expected, simultaneous=True)
    for _ in range(steps):
        weights, totals, expected = sweep(game, expected, simultaneous=True)
    return Answer(weights, totals, expected, np.zeros(worlds, dtype=bool))
