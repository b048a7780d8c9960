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
LOWEST_LOGIT, HIGHEST_LOGIT = np.float32(-1000.0), np.float32(60.0)
DAMPING = 0.5


@dataclass(slots=True)
class Player:
    """One government's side of the week's game.

    `features` (L, channels) are the lever features that others' moves make more or less attractive;
    `listen` (8, L) maps logit weights to [1, heard features], for all levers and for routine levers only;
    `base` (L, T, W) is precision times own value, masked levers far below; `doors` (2, T, W) are the chances that
    the cabinet door opens and that only the routine door does, times the public belief in each type.
    `answers` are coefficients, precision included, of how each channel responds to the others' z.
    """

    features: Array
    listen: Array
    base: Array
    doors: Array
    answers: tuple[Array, ...]

    def select(self, columns: Array) -> Self:
        """The same government in some worlds only."""
        return type(self)(
            self.features,
            self.listen,
            np.ascontiguousarray(self.base[:, :, columns]),
            self.doors[:, :, columns],
            tuple(answer[..., columns] for answer in self.answers),
        )


class Ally(Player):
    """Seoul or Tokyo. Channels: escalation, concession, security damage, pressure. It hears of the other ally its
    escalation and concession, of Washington the pressure on itself and the mediation. Its answers to pressure are
    those of the first three channels, (3, W)."""

    def attraction(self, rival: Array, pressed: Array, mediated: Array) -> Array:
        """How much the others' expected moves add to each lever: (L, T, W), precision included."""
        spiral, exchange, face, success, under_pressure = self.answers
        channels = np.empty((4, TYPES, rival.shape[-1]), dtype=rival.dtype)
        np.multiply(under_pressure[:, np.newaxis], pressed, out=channels[:3])
        channels[0] += spiral * rival[0]
        channels[1] += face * mediated
        channels[1] += exchange * rival[1]
        np.multiply(success, rival[1], out=channels[3])
        return (self.features @ channels.reshape(4, -1)).reshape(self.base.shape)


class Mediator(Player):
    """Washington. Channels: mediation, pressure on Seoul, pressure on Tokyo. Both types hear the same. Its answers to
    the dispute are those to the allies' escalation and concession, (2, W)."""

    def attraction(self, seoul: Array, tokyo: Array) -> Array:
        """How much the allies' expected moves add to each lever: (L, 1, W), precision included."""
        dispute, damage, pressing = self.answers
        channels = np.empty((3, seoul.shape[-1]), dtype=seoul.dtype)
        fought, given = dispute * (seoul[:2] + tokyo[:2])
        np.add(given, fought, out=channels[0])
        np.multiply(damage, seoul[2], out=channels[1])
        np.multiply(pressing, tokyo[2], out=channels[2])
        return (self.features @ channels)[:, np.newaxis, :]


def respond(player: Player, attraction: Array, weights: Array, heard: Array) -> Array:
    """The features that are expected of a government's move, (3, W).

    Its logit weights (L, T, W) are written into `weights`; what is heard through each door, (2, 1 + 3, T, W), totals
    of the weights first, into `heard`.
    """
    np.add(player.base, attraction, out=weights)
    weights.clip(LOWEST_LOGIT, HIGHEST_LOGIT, out=weights)
    np.exp(weights, out=weights)
    np.matmul(player.listen, weights.reshape(len(weights), -1), out=heard.reshape(2 * (1 + HEARD), -1))
    by_door = heard[:, 1:] * (player.doors / heard[:, 0])[:, np.newaxis]
    by_type = by_door[0] + by_door[1]
    return np.asarray(by_type[:, 0] + by_type[:, 1])


@dataclass(slots=True)
class Game:
    """The three players of one week, in all worlds of a chunk."""

    seoul: Ally
    tokyo: Ally
    washington: Mediator

    @property
    def rows(self) -> tuple[slice, slice, slice]:
        """Where the levers of each government are when all stand one below the other."""
        first, second = len(self.seoul.base), len(self.seoul.base) + len(self.tokyo.base)
        return slice(0, first), slice(first, second), slice(second, second + len(self.washington.base))

    @property
    def players(self) -> tuple[Player, Player, Player]:
        """The governments, in the order of CAPITALS."""
        return self.seoul, self.tokyo, self.washington

    def select(self, columns: Array) -> Game:
        """The same game in some worlds only."""
        return Game(self.seoul.select(columns), self.tokyo.select(columns), self.washington.select(columns))

    def attraction(self, government: int, expected: Array) -> Array:
        """How much what is expected of the others adds to each lever of a government: (L, T, W), or (L, 1, W) where
        both types hear the same. `expected` is (government, heard, W)."""
        if government == 2:
            return self.washington.attraction(expected[0], expected[1])
        ally, rival = (self.seoul, 1) if government == 0 else (self.tokyo, 0)
        return ally.attraction(expected[rival], expected[2, 1 + government], expected[2, 0])


@dataclass(slots=True)
class Answer:
    """Where the reasoning of a week ends: logit weights of all levers, (lever, T, W), those of the governments one
    below the other as `Game.rows` says; their totals by government and door, (3, 2, T, W); z; and who is unresolved."""

    weights: Array
    totals: Array
    expected: Array
    unconverged: Array


def sweep(game: Game, expected: Array, simultaneous: bool = False) -> tuple[Array, Array, Array]:
    """Everybody answers once: weights and totals as in `Answer`, and what is now expected.

    `expected` (government, heard, W) is what each was expected to do. In turn (the default) Tokyo answers Seoul's new
    move and Washington both; else all answer the old ones.
    """
    worlds = expected.shape[-1]
    weights = np.empty((game.rows[-1].stop, TYPES, worlds), dtype=expected.dtype)
    heard = np.empty((3, 2, 1 + HEARD, TYPES, worlds), dtype=expected.dtype)
    fresh = expected.copy()
    known = expected if simultaneous else fresh
    for k, (player, rows) in enumerate(zip(game.players, game.rows, strict=True)):
        fresh[k] = respond(player, game.attraction(k, known), weights[rows], heard[k])
    return weights, heard[:, :, 0], fresh


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
    for full, found in ((answer.weights, weights), (answer.totals, totals), (answer.expected, expected)):
        full[..., worlds] = found[..., :count]
    answer.unconverged[worlds] = ~settled[:count]


def reason_in_steps(game: Game, worlds: int, steps: int, dtype: np.dtype[Any]) -> Answer:
    """Level-k reasoning: at level 0 nobody expects anything; each further level answers the one below."""
    expected = np.zeros((3, HEARD, worlds), dtype=dtype)
    weights, totals, expected = sweep(game, expected, simultaneous=True)
    for _ in range(steps):
        weights, totals, expected = sweep(game, expected, simultaneous=True)
    return Answer(weights, totals, expected, np.zeros(worlds, dtype=bool))
