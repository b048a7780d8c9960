"""Everything that happened in a room as rows, for tables of any form. Nothing is left out and nothing is told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sim.game.debrief.replay import PlayedMove, replay
from sim.game.rules.room import Room
from sim.kernel.catalogue import catalogue
from sim.report.document import Column, Table

Rows = Iterator[tuple[Any, ...]]
ORDER = ("cost_of_order", "reasoning", "sealed_by", "code", "salt", "code_opens")


def room_tables(room: Room) -> list[Table]:
    """All that a room knows, a table for each kind of thing. Moves are counted from 1, 0 being before the first."""
    moves = replay(room)
    return [
        _table("seats", ("seat", "name", "team", "role", "head", "gone"), _seats(room)),
        _table(
            "orders",
            (*("move", "taken_back", "capital", "hand", "lever", "label", "week", "part", "dose"), *ORDER),
            _orders(moves),
        ),
        _table(
            "carried_out",
            ("move", "taken_back", "week_of_move", "capital", "lever", "label", "dose", "by", "public", "leaked"),
            _pulled(moves),
        ),
        _table("messages", ("number", "move", "channel", "by", "name", "team", "text", "hidden"), _messages(room)),
        _table("statements", ("move", "capital", "tone", "text"), _statements(room)),
        _table(
            "proposals",
            ("proposal", "move", "capital", "to", "text", "answers", "withdrawn", "accepted"),
            _offers(moves),
        ),
        _table("promises", ("proposal", "capital", "lever", "label", "does", "by_move", "kept"), _promises(moves)),
        _table("slips", ("seat", "name", "team", "move", "question", "probability"), _slips(room)),
        _table("beliefs", ("seat", "name", "team", "move", "about", "percent"), _beliefs(room)),
        _table("injects", ("move", "inject", "title", "text", "to", "shock", "size"), _injects(moves)),
        _table(
            "rulings",
            ("move", "taken_back", "how", "outcome", "percentile", "reason", "luck_of_world"),
            _rulings(moves),
        ),
        _table("outcomes", ("outcome", "label", "unit", "lived"), _outcomes(room)),
        _table("series", ("series", "label", "unit", "week", "first_day", "move", "value"), _series(room)),
    ]


def _table(name: str, columns: tuple[str, ...], rows: Rows) -> Table:
    return Table(name, name, tuple(Column(column) for column in columns), tuple(rows))


def _name(room: Room, seat: str) -> str:
    return room.seats[seat].name if seat in room.seats else ""


def _seats(room: Room) -> Rows:
    for seat in room.seats.values():
        team = room.setup.teams.get(seat.team or "")
        role = team.roles[seat.role].title if team is not None and seat.role < len(team.roles) else ""
        yield seat.id, seat.name, seat.team, role, seat.head, seat.gone


def _orders(moves: tuple[PlayedMove, ...]) -> Rows:
    for move in moves:
        for capital, order in move.orders.items():
            told = (order.cost, order.reasoning, order.by, order.code, order.salt, order.opens)
            head = (move.number, move.undone, capital, order.hand)
            if not order.lines:
                yield (*head, "", "", None, "", None, *told)
            for one in order.lines:
                for part, dose in one.line.doses.items():
                    yield (*head, one.line.lever, one.label, one.line.week, part, dose, *told)


def _pulled(moves: tuple[PlayedMove, ...]) -> Rows:
    keys = ("in_week", "capital", "lever", "label", "dose", "by", "public", "leaked")
    for move in moves:
        for item in move.pulled:
            yield (move.number, move.undone, *(item[key] for key in keys))


def _messages(room: Room) -> Rows:
    for one in (*room.messages, *room.notes):
        yield one.number, one.move + 1, one.channel, one.by, one.name, one.team, one.text, one.hidden


def _statements(room: Room) -> Rows:
    for one in room.statements:
        yield one.move + 1, one.capital, one.tone, one.text


def _offers(moves: tuple[PlayedMove, ...]) -> Rows:
    for move in moves:
        for offer in move.proposals:
            made = offer.proposal
            answers = "; ".join(f"{capital} {made.answers.get(capital, 'no answer')}" for capital in made.to)
            to = "; ".join(made.to)
            yield made.id, move.number, made.capital, to, made.text, answers, made.withdrawn, made.accepted


def _promises(moves: tuple[PlayedMove, ...]) -> Rows:
    for move in moves:
        for offer in move.proposals:
            for one in offer.promises:
                promised = one.promised
                yield (
                    offer.proposal.id,
                    promised.capital,
                    promised.lever,
                    one.label,
                    promised.does,
                    promised.by_move + 1,
                    one.kept,
                )


def _slips(room: Room) -> Rows:
    for one in room.slips:
        yield one.seat, _name(room, one.seat), one.team, one.move + 1, one.question, one.probability


def _beliefs(room: Room) -> Rows:
    for one in room.beliefs:
        yield one.seat, _name(room, one.seat), one.team, one.move + 1, one.about, one.percent


def _injects(moves: tuple[PlayedMove, ...]) -> Rows:
    for move in moves:
        if not move.undone:
            for card in move.injected:
                yield move.number, card.key, card.title, card.text, "; ".join(card.to), card.shock, card.size


def _rulings(moves: tuple[PlayedMove, ...]) -> Rows:
    for move in moves:
        if move.ruling is not None:
            one = move.ruling
            chosen = (one.outcome, one.percentile) if one.how != "seeded" else ("", None)
            yield move.number, move.undone, one.how, *chosen, one.reason, move.luck


def _outcomes(room: Room) -> Rows:
    known = catalogue().outcomes
    for key, value in room.last_report["outcomes"].items():
        yield key, known[key].label, known[key].unit, value


def _series(room: Room) -> Rows:
    reports = [room.opening, *(move.report for move in room.resolved)]
    labels = (room.opening or {}).get("labels", {})
    for move, report in enumerate(reports):
        for key, values in (report or {}).get("series", {}).items():
            yield from _weeks(report or {}, labels.get(key, {}), key, move, values)


def _weeks(report: Mapping[str, Any], words: Mapping[str, Any], key: str, move: int, values: list[float]) -> Rows:
    first, start = date.fromisoformat(report["first_day"]), int(report["week"]) - len(values)
    for place, value in enumerate(values):
        day = first + timedelta(weeks=place)
        yield key, words.get("label", key), words.get("unit", ""), start + place, day.isoformat(), move, value
