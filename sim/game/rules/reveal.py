"""What is opened when the game is over: every order with its salt, what was said and believed, and what was so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.game.rules.room import Move, Order, Room, Ruling
from sim.game.rules.sights import shown_order
from sim.kernel.catalogue import catalogue
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
        "orders": {capital: _opened(room, order) for capital, order in move.orders.items()},
        "pulled": report["pulled"],
        "missed": report["missed"],
        "truth": report["truth"],
        "ruling": {
            "how": ruling.how,
            "outcome": measured_by(ruling, (room.opening or {}).get("labels", {})),
            "percentile": ruling.percentile,
            "reason": ruling.reason,
        }
        if ruling is not None
        else None,
    }


def measured_by(ruling: Ruling, labels: Mapping[str, Mapping[str, Any]]) -> str:
    """What the white cell looked at when it chose a world, in words; nothing where it took the draw. `labels` are those
    of public series."""
    known = catalogue().outcomes.get(ruling.outcome)
    if known is not None:
        return known.label
    return f"{labels[ruling.outcome]['label']} in the last week" if ruling.outcome in labels else ruling.outcome


def _opened(room: Room, order: Order) -> Plain:
    """An order with the salt that opens its code."""
    return {**shown_order(room, order), "salt": order.salt}


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
