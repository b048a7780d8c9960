"""Who plays in a week's game: a type of a government, behind the door through which it gets to choose.

A government reasons as two types, of which the others believe one or the other (Selten's agent form). Through the
cabinet door each type chooses among all its levers, through the routine door among the routine ones. What the others
expect is the sum over types and doors of belief x chance of the door x logit choice among what lies behind it. So
each type behind each door is a player of its own, and its weight in the others' payoffs is belief x chance of the
door; the rest is the chance that no door opens, when nothing is done. Two doors with the same levers behind them are
one; a player who has one lever only is none, but what it does still counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.decision.equilibrium import HEARD, TYPES, Answer, Game
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array
from sim.study.game_form.normal_form import NormalForm
from sim.study.game_form.smaller_game import heard_features, routine_rows

CABINET, ROUTINE, EITHER = "cabinet", "routine", "either"
DOORS = (CABINET, ROUTINE)
ALLIED_TYPES, AMERICAN_TYPES = ("low resolve", "high resolve"), ("transactional", "engaged")


@dataclass(frozen=True, slots=True)
class Agent:
    """A type (0 low, 1 high) of a government (0 to 2) behind a door. `weight` is the chance, as the others see it, that
    it is this one that moves; `rows` are the rows of its levers."""

    government: int
    type: int
    door: str
    weight: float
    rows: tuple[int, ...]

    @property
    def name(self) -> str:
        """`Seoul, high resolve, cabinet`; the door is left out where both are one."""
        types = ALLIED_TYPES if self.government < 2 else AMERICAN_TYPES
        door = "" if self.door == EITHER else f", {self.door}"
        return f"{CAPITALS[self.government].title()}, {types[self.type]}{door}"


def everyone(game: Game, may: Sequence[Array]) -> list[Agent]:
    """All agents of the game of one world with a weight. `may` (L,) says, by government, which levers it may pull."""
    return [agent for number in range(3) for kind in range(TYPES) for agent in _agents(game, may, number, kind)]


def _agents(game: Game, may: Sequence[Array], number: int, kind: int) -> Iterator[Agent]:
    player = game.players[number]
    chances = player.doors[:, kind, 0]
    behind = [_rows(may[number]), _rows(may[number] & routine_rows(player))]
    if behind[0] == behind[1]:
        parts = [(EITHER, float(chances.sum()), behind[0])]
    else:
        parts = [(door, float(chance), rows) for door, chance, rows in zip(DOORS, chances, behind, strict=True)]
    for door, weight, rows in parts:
        if weight > 0.0:
            yield Agent(number, kind, door, weight, rows)


def _rows(flags: Array) -> tuple[int, ...]:
    return tuple(int(row) for row in np.flatnonzero(flags))


def players_among(agents: Sequence[Agent]) -> list[Agent]:
    """Those who have a choice."""
    return [agent for agent in agents if len(agent.rows) > 1]


def normal_form(game: Game, agents: Sequence[Agent], levers: Sequence[Sequence[str]]) -> NormalForm:
    """The game of one world as a normal form. `levers` are the names of each government's levers by row."""
    playing = players_among(agents)
    sways = [_sway_of(game, number) for number in range(3)]
    given = [agent for agent in agents if len(agent.rows) == 1]
    return NormalForm(
        tuple(agent.name for agent in playing),
        tuple(tuple(levers[agent.government][row] for row in agent.rows) for agent in playing),
        tuple(_own(game, sways, agent, given) for agent in playing),
        tuple(tuple(_pair(sways, agent, other) for other in playing) for agent in playing),
    )


def _sway_of(game: Game, mover: int) -> tuple[Array, Array, Array]:
    """What each lever of a government, surely pulled, adds to each lever of each, (own lever, type, mover's lever).

    The rule of the solver itself, asked as if every lever of the mover were a world of its own.
    """
    features = heard_features(game.players[mover])
    levers = features.shape[1]
    worlds = game.select(np.zeros(levers, dtype=np.int64))
    expected = np.zeros((3, HEARD, levers))
    expected[mover] = features
    shapes = [(len(player.base), TYPES, levers) for player in game.players]
    seoul, tokyo, washington = (
        np.broadcast_to(worlds.attraction(number, expected), shape) for number, shape in enumerate(shapes)
    )
    return seoul, tokyo, washington


def _pair(sways: Sequence[Sequence[Array]], agent: Agent, other: Agent) -> Array:
    if agent.government == other.government:
        return np.zeros((len(agent.rows), len(other.rows)))
    sway = sways[other.government][agent.government][:, agent.type]
    return np.asarray(other.weight * sway[np.ix_(agent.rows, other.rows)])


def _own(game: Game, sways: Sequence[Sequence[Array]], agent: Agent, given: Sequence[Agent]) -> Array:
    """What its levers are worth by themselves, and beside those who have no choice."""
    base = game.players[agent.government].base[list(agent.rows), agent.type, 0]
    return np.asarray(base + sum(_pair(sways, agent, other)[:, 0] for other in given))


def chances_of(game: Game, answer: Answer, agents: Sequence[Agent]) -> tuple[Array, ...]:
    """The logit chances of each agent's levers, (L_i,) by agent, from the weights of an answer in one world."""
    found = []
    for agent in agents:
        weights = answer.weights[game.rows[agent.government]][list(agent.rows), agent.type, 0]
        found.append(np.asarray(weights / weights.sum()))
    return tuple(found)


def behind_door(game: Game, answer: Answer, number: int, kind: int, door: int) -> Array:
    """The logit chances of all levers, (L,), of a type of a government behind the door DOORS[door], W = 1."""
    weights = answer.weights[game.rows[number]][:, kind, 0]
    if DOORS[door] == ROUTINE:
        weights = weights * routine_rows(game.players[number])
    return np.asarray(weights / weights.sum(), dtype=np.float64)
