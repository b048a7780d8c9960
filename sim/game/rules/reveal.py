"""What is opened when the game is over: every order with its salt, what was said and believed, and what was so."""

from __future__ import annotations

from typing import Any

from sim.game.rules.orders import cost
from sim.game.rules.room import Move, Order, Room
from sim.kernel.records import CAPITALS

Plain = dict[str, Any]


def everything(room: Room) -> Plain:
    """All moves side by side, and how the objectives stand."""
    return {
        "moves": [_move(room, index, move) for index, move in enumerate(room.resolved)],
        "objectives": {capital: _objectives(room, capital) for capital in CAPITALS},
    }


def _move(room: Room, index: int, move: Move) -> Plain:
    report, ruling = move.report, move.ruling
    assert report is not None
    return {
        "move": index + 1,
        "first_day": room.setup.first_day(index).isoformat(),
        "hands": dict(move.hands),
        "orders": {capital: order_opened(room, order) for capital, order in move.orders.items()},
        "pulled": report["pulled"],
        "missed": report["missed"],
        "truth": report["truth"],
        "ruling": {
            "how": ruling.how,
            "outcome": ruling.outcome,
            "percentile": ruling.percentile,
            "reason": ruling.reason,
        }
        if ruling is not None
        else None,
    }


def order_opened(room: Room, order: Order) -> Plain:
    """An order with the salt that opens its code."""
    return {
        "lines": [
            {
                "lever": line.lever,
                "label": room.levers[line.lever].label,
                "doses": dict(line.doses),
                "week": line.week,
            }
            for line in order.lines
        ],
        "reasoning": order.reasoning,
        "by": room.seats[order.by].name if order.by in room.seats else "standing order",
        "salt": order.salt,
        "code": order.code,
        "cost": cost(room, order.lines),
    }


def _objectives(room: Room, capital: str) -> list[Plain]:
    outcomes = room.last_report["outcomes"]
    return [
        {
            "text": goal.text,
            "points": goal.points,
            "outcome": goal.outcome,
            "value": outcomes[goal.outcome],
            "met": goal.met(outcomes[goal.outcome]),
        }
        for goal in room.setup.teams[capital].objectives
    ]
