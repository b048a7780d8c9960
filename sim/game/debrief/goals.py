"""Objectives: met or not, whose doing it was, and how the chances moved from move to move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sim.game.debrief.ghosts import share, worlds_of
from sim.game.debrief.rivals import History, Rival
from sim.game.rules.room import Room
from sim.game.setup.records import Objective
from sim.kernel.records import CAPITALS
from sim.results import Results

AS_PLAYED, GOOD_LUCK, BAD_LUCK, OPEN = "as played", "good luck", "bad luck", "open"
VERDICTS = {
    AS_PLAYED: "it came as it comes in 3 of 4 worlds or more with the class's orders",
    GOOD_LUCK: "it was met, though it is met in 1 of 4 worlds or fewer",
    BAD_LUCK: "it was missed, though it is met in 3 of 4 worlds or more",
    OPEN: "with the class's orders it could go either way",
}
RARE, USUAL = 0.25, 0.75


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective at the end of the game. `chances` are the shares of ghosts that meet it, parting before each move;
    the first is that of the whole game. `agents` and `history` are the shares of worlds in which it is met in other
    hands, `history` None where the record cannot be compared. `reasons` are its team's reasoning lines, by move."""

    capital: str
    objective: Objective
    value: float
    met: bool
    chances: tuple[float, ...]
    agents: float
    history: float | None
    verdict: str
    reasons: tuple[tuple[int, str], ...]


def goals(room: Room, parted: Sequence[Results], agents: Rival, history: History | None) -> tuple[Goal, ...]:
    """Every objective of every team. `parted` are runs whose ghosts part before each move."""
    record = history.results if history is not None and history.comparable else None
    return tuple(
        _goal(room, capital, wanted, parted, agents.results, record)
        for capital in CAPITALS
        for wanted in room.setup.teams[capital].objectives
    )


def _goal(
    room: Room, capital: str, wanted: Objective, parted: Sequence[Results], agents: Results, record: Results | None
) -> Goal:
    value = float(worlds_of(parted[0], wanted.outcome)[0])
    chances = tuple(share(one, wanted.outcome, wanted.met) for one in parted)
    met = wanted.met(value)
    return Goal(
        capital,
        wanted,
        value,
        met,
        chances,
        share(agents, wanted.outcome, wanted.met),
        share(record, wanted.outcome, wanted.met) if record is not None else None,
        verdict(met, chances[0]),
        tuple(_reasons(room, capital)),
    )


def verdict(met: bool, chance: float) -> str:
    """Judgement or luck, from the share of ghosts in which an objective is met: one of VERDICTS."""
    if RARE < chance < USUAL:
        return OPEN
    if met == (chance >= USUAL):
        return AS_PLAYED
    return GOOD_LUCK if met else BAD_LUCK


def _reasons(room: Room, capital: str) -> Iterator[tuple[int, str]]:
    for index, move in enumerate(room.resolved):
        order = move.orders.get(capital)
        if order is not None and order.reasoning:
            yield index + 1, order.reasoning


def points(found: Sequence[Goal]) -> Mapping[str, tuple[float, float]]:
    """By team, the points that were won and that there were to win."""
    return {
        capital: (
            sum(goal.objective.points for goal in found if goal.capital == capital and goal.met),
            sum(goal.objective.points for goal in found if goal.capital == capital),
        )
        for capital in CAPITALS
    }
