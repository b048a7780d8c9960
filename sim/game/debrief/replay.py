"""A game move by move: what was ordered, said, promised and believed, and what was so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean
from typing import Any

from sim.game.rules.orders import commitment, cost
from sim.game.rules.proposals import kept
from sim.game.rules.room import Belief, Commitment, Message, Move, Order, Proposal, Room, Ruling, Statement
from sim.game.setup.records import Inject, Line
from sim.kernel.records import CAPITALS

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line of an order with the lever's label and the Monday of its week."""

    line: Line
    label: str
    day: date


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a capital did in a move. `by` is the name of who sealed, empty where nobody did; `opens` whether code and
    salt fit the order, None where nothing was sealed; `cost` in percentage points of approval."""

    capital: str
    hand: str
    lines: tuple[OrderLine, ...]
    reasoning: str
    by: str
    salt: str
    code: str
    opens: bool | None
    cost: float


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise of a proposal. `kept` is None while it is open, and where the proposal was not accepted."""

    promised: Commitment
    label: str
    kept: bool | None


@dataclass(frozen=True, slots=True)
class Offered:
    """A proposal and what became of it."""

    proposal: Proposal
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Believed:
    """What the people at a table took another government for, in percent: how many wrote it down, mean and range; what
    their service told them; and whether that government was resolute (Washington: engaged)."""

    team: str
    about: str
    people: int
    mean: float
    low: float
    high: float
    service: float | None
    resolute: bool | None


@dataclass(frozen=True, slots=True)
class PlayedMove:
    """A move, counted from 1. `pulled`, `missed` and `headlines` are those of its report, empty where the world has
    not answered. `undone` marks a move that was taken back: of it only orders, ruling and report are known."""

    number: int
    first_day: date
    last_day: date
    weeks: int
    orders: Mapping[str, Ordered]
    pulled: tuple[Plain, ...] = ()
    missed: tuple[Plain, ...] = ()
    headlines: tuple[Plain, ...] = ()
    injected: tuple[Inject, ...] = ()
    statements: tuple[Statement, ...] = ()
    proposals: tuple[Offered, ...] = ()
    messages: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()
    beliefs: tuple[Believed, ...] = ()
    ruling: Ruling | None = None
    luck: int | None = None
    resolved: bool = True
    undone: bool = False


def replay(room: Room) -> tuple[PlayedMove, ...]:
    """Every move in order; those that were taken back stand before the one that was played in their place."""
    taken_back = [(_index_of(room, move), move) for move in room.undone]
    found: list[PlayedMove] = []
    for index, move in enumerate(room.moves):
        found += [_undone(room, index, earlier) for place, earlier in taken_back if place == index]
        found.append(_played(room, index, move))
    gone = [_undone(room, place, move) for place, move in taken_back if place >= len(room.moves)]
    return (*found, *gone)


def outside(room: Room) -> tuple[Message, ...]:
    """What was said before the first move, and in a last one that was begun and not played."""
    return tuple(one for one in room.messages if not 0 <= one.move < len(room.moves))


def _index_of(room: Room, move: Move) -> int:
    """Which move a report belongs to, from how many weeks of the world had passed."""
    assert move.report is not None
    assert room.opening is not None
    weeks = int(move.report["week"]) - int(room.opening["week"])
    ends = [sum(room.setup.moves[: index + 1]) for index in range(len(room.setup.moves))]
    return ends.index(weeks)


def _frame(room: Room, index: int, move: Move) -> dict[str, Any]:
    report = move.report or {}
    first = room.setup.first_day(index)
    return {
        "number": index + 1,
        "first_day": first,
        "last_day": room.setup.first_day(index + 1) - timedelta(days=1),
        "weeks": room.setup.moves[index],
        "orders": {capital: _ordered(room, index, move, capital) for capital in CAPITALS},
        "pulled": tuple(report.get("pulled", ())),
        "missed": tuple(report.get("missed", ())),
        "headlines": tuple(report.get("headlines", ())),
        "ruling": move.ruling,
        "luck": move.luck,
        "injected": move.injected,
        "resolved": move.report is not None,
    }


def _undone(room: Room, index: int, move: Move) -> PlayedMove:
    return PlayedMove(**_frame(room, index, move), undone=True)


def _played(room: Room, index: int, move: Move) -> PlayedMove:
    return PlayedMove(
        **_frame(room, index, move),
        statements=tuple(one for one in room.statements if one.move == index),
        proposals=tuple(_offered(room, one) for one in room.proposals if one.move == index),
        messages=tuple(one for one in room.messages if one.move == index),
        notes=tuple(one for one in room.notes if one.move == index),
        beliefs=tuple(_beliefs(room, index, move)),
    )


def _ordered(room: Room, index: int, move: Move, capital: str) -> Ordered:
    order = move.orders.get(capital, Order(()))
    lines = tuple(
        OrderLine(line, room.levers[line.lever].label, room.setup.day_of(index, line.week)) for line in order.lines
    )
    opens = commitment(order.lines, order.reasoning, order.salt) == order.code if order.code else None
    by = room.seats[order.by].name if order.by in room.seats else ""
    price = cost(room, order.lines)
    return Ordered(capital, move.hands[capital], lines, order.reasoning, by, order.salt, order.code, opens, price)


def _offered(room: Room, offer: Proposal) -> Offered:
    promises = (Promise(one, room.levers[one.lever].label, kept(room, offer, one)) for one in offer.commitments)
    return Offered(offer, tuple(promises))


def _beliefs(room: Room, index: int, move: Move) -> Iterator[Believed]:
    before = room.opening if index == 0 else room.moves[index - 1].report
    services = (before or {}).get("estimates", {})
    for team in CAPITALS:
        for about in CAPITALS:
            mine = [one for one in room.beliefs if (one.move, one.team, one.about) == (index, team, about)]
            if mine:
                yield _believed(mine, services, move.report)


def _believed(mine: list[Belief], services: Plain, report: Plain | None) -> Believed:
    team, about = mine[0].team, mine[0].about
    said = [one.percent for one in mine]
    service = services.get(team, {}).get(about, {}).get("mid")
    truth = report["truth"][about]["resolute"] if report is not None else None
    return Believed(team, about, len(said), mean(said), min(said), max(said), service, truth)
