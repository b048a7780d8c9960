"""The game that the governments of one world face in a week, as game theory writes it down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.decision.equilibrium import TYPES, Answer, Game
from sim.kernel.errors import RunError
from sim.kernel.records import CAPITALS, Lever
from sim.kernel.state import Array
from sim.scenario.scenario import Scenario
from sim.study.choice.alternatives import levers_in
from sim.study.game_form.agents import (
    DOORS,
    EITHER,
    Agent,
    behind_door,
    chances_of,
    everyone,
    normal_form,
    players_among,
)
from sim.study.game_form.fixed_point import fixed_point
from sim.study.game_form.likeliest import likeliest
from sim.study.game_form.moment import Moment
from sim.study.game_form.normal_form import NormalForm
from sim.study.game_form.smaller_game import in_double, with_known_types, with_levers, without_the_negligible


@dataclass(frozen=True)
class WeekGame:
    """The week's game, with as many levers as were asked for.

    `game` is the restricted game as the solver sees it, W = 1, and `form` the same as a normal form; `agents` are its
    players, `levers` by player theirs (by capital: `kept`; `left_out` are the others that could be pulled), and
    `chances` its logit equilibrium by the solver's own rule. `whole` are the chances of the same levers in the
    equilibrium of the game with all levers; they need not add up to 1. `contraction` is that of the game with all
    levers (see NormalForm). `slack` is how far the chances by which this world was played were from the exact
    equilibrium; `known` says whether types were taken as known.
    """

    moment: Moment
    game: Game
    form: NormalForm
    agents: tuple[Agent, ...]
    levers: tuple[tuple[Lever, ...], ...]
    kept: tuple[tuple[Lever, ...], ...]
    chances: tuple[Array, ...]
    whole: tuple[Array, ...]
    left_out: Mapping[str, tuple[Lever, ...]]
    contraction: float
    slack: float
    known: bool


def week_game(at: Moment, levers: int | None = None, known: bool = False) -> WeekGame:
    """The game of a moment in which each government keeps its `levers` likeliest moves, hold among them.

    Without a number, the most up to four that a table can hold. `known` takes everybody's type as known to all.
    Raises RunError where there are fewer than two levers, too many profiles, or nobody with a choice.
    """
    believed = without_the_negligible(in_double(at.reasoning.game, 0))
    game = with_known_types(believed, at.high) if known else believed
    may = [choices.barred[:, 0] == 0.0 for choices in at.reasoning.choices]
    answer = fixed_point(game)
    kept = likeliest(game, may, answer, levers)
    small = with_levers(game, kept)
    agents = everyone(small, [np.ones(len(rows), dtype=bool) for rows in kept])
    playing = players_among(agents)
    if not playing:
        raise RunError(f"week {at.week} of world {at.world} is no game: nobody can do anything but hold. Name another.")
    records = [
        [levers_in(at.scenario, capital)[row] for row in rows] for capital, rows in zip(CAPITALS, kept, strict=True)
    ]
    form = normal_form(small, agents, [[lever.name for lever in one] for one in records])
    return WeekGame(
        moment=at,
        game=small,
        form=form,
        agents=tuple(playing),
        levers=tuple(tuple(records[agent.government][row] for row in agent.rows) for agent in playing),
        kept=tuple(tuple(one) for one in records),
        chances=chances_of(small, fixed_point(small), playing),
        contraction=_contraction(game, may),
        whole=tuple(_whole(game, answer, agent, kept) for agent in playing),
        left_out=_left_out(at.scenario, may, kept),
        slack=_slack(believed, fixed_point(believed), at.reasoning.answer),
        known=known,
    )


def _contraction(game: Game, may: Sequence[Array]) -> float:
    numbered = [[str(row) for row in range(len(player.base))] for player in game.players]
    return normal_form(game, everyone(game, may), numbered).contraction


def _whole(game: Game, answer: Answer, agent: Agent, kept: Sequence[Sequence[int]]) -> Array:
    """The chances of an agent's levers, (L_i,), in the game with all levers; where both doors are one in the smaller
    game, weighted by which of them opens."""
    number, kind = agent.government, agent.type
    both = [behind_door(game, answer, number, kind, door) for door in range(2)]
    if agent.door == EITHER:
        chances = np.average(both, axis=0, weights=game.players[number].doors[:, kind, 0])
    else:
        chances = both[DOORS.index(agent.door)]
    return np.asarray(chances[[kept[number][row] for row in agent.rows]])


def _slack(game: Game, answer: Answer, played: Answer) -> float:
    """The largest difference between chances by which the world was played and the exact ones, of any lever, type that
    somebody believes in, and door that may open."""
    gaps = [
        np.abs(behind_door(game, answer, number, kind, door) - behind_door(game, played, number, kind, door)).max()
        for number in range(3)
        for kind in range(TYPES)
        for door in range(2)
        if game.players[number].doors[door, kind, 0] > 0.0
    ]
    return float(max(gaps))


def _left_out(
    scenario: Scenario, may: Sequence[Array], kept: Sequence[Sequence[int]]
) -> Mapping[str, tuple[Lever, ...]]:
    found = {}
    for capital, flags, rows in zip(CAPITALS, may, kept, strict=True):
        records = levers_in(scenario, capital)
        found[capital] = tuple(records[row] for row in np.flatnonzero(flags) if row not in rows)
    return found
