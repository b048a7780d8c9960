"""The course of the game: moves and phases follow each other, by the clock, by the orders or by the white cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.game.rules import given
from sim.game.rules.act import Act, RuleError
from sim.game.rules.deck import due
from sim.game.rules.orders import all_sealed, cost, filled
from sim.game.rules.room import Move, Room, Ruling
from sim.game.setup.records import HANDS, PHASES
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS

ORDER = tuple(PHASES)
MINUTE = 60.0
LONGEST = 60 * 24 * 30.0
LEAST_REASON = 10
SWING = (0.5, 1.5)
BETWEEN = (10.0, 90.0)


def opened(room: Room, act: Act) -> Room:
    """The world of the room is ready: what the record before the first move left behind."""
    if room.opening is not None:
        raise RuleError("the world of this room is prepared already.")
    return replace(room, opening=given.block(act.data, "report"))


def start(room: Room, act: Act) -> Room:
    """The first move begins."""
    if room.stage != "lobby":
        raise RuleError("the game has begun already.")
    if room.opening is None:
        raise RuleError("the world of this room is still being prepared. Try again in a moment.")
    return _begin_move(replace(room, stage="playing"), act.at, dict.fromkeys(CAPITALS, room.setup.capital.start))


def _begin_move(room: Room, at: float, balance: Mapping[str, float]) -> Room:
    begun = replace(room, moves=(*room.moves, Move(dict(room.hands), dict(balance))), suggestions={})
    return _enter(due(begun), "brief", at)


def _enter(room: Room, phase: str, at: float) -> Room:
    """A phase begins, with its timer. Sealing ends at once where every order is sealed already."""
    minutes = room.setup.minutes[phase]
    entered = replace(room, phase=phase, ends=at + minutes * MINUTE if minutes else None, left=None)
    if phase == "seal" and all_sealed(entered):
        return _enter(entered, "resolve", at)
    if phase == "resolve":
        return replace(filled(entered), ends=None)
    return entered


def push(room: Room, act: Act) -> Room:
    """The white cell ends the present phase; with `move` (counted from 1) and `phase`, that one and no other."""
    if room.stage != "playing":
        raise RuleError("there is no phase to end: the game has not begun, or it is over.")
    if room.phase == "resolve":
        raise RuleError("the world is answering the orders; this phase ends when it has.")
    if act.data.get("phase", room.phase) != room.phase or act.data.get("move", len(room.moves)) != len(room.moves):
        raise RuleError("this phase is over already; somebody else ended it.")
    return _next(room, act.at)


def _next(room: Room, at: float) -> Room:
    if room.phase != "report":
        return _enter(room, ORDER[ORDER.index(room.phase) + 1], at)
    if len(room.moves) == len(room.setup.moves):
        return replace(room, stage="debrief", phase="", ends=None, left=None)
    return _begin_move(room, at, _purses(room))


def _purses(room: Room) -> dict[str, float]:
    """Political capital for the next move: what is left, less what was spent and carried out, and the new income."""
    terms, move, report = room.setup.capital, room.move, room.last_report
    found = {}
    for capital in CAPITALS:
        missed = {(item["lever"], item["in_week"]) for item in report["missed"]}
        lines = move.orders[capital].lines if capital in move.orders else ()
        spent = cost(room, [line for line in lines if (line.lever, line.week) not in missed])
        left = max(move.balance[capital] - spent, 0.0)
        found[capital] = min(left + terms.income * _swing(room, capital), terms.most)
    return found


def _swing(room: Room, capital: str) -> float:
    """How a government's standing raises or lowers its income: approval now over approval at the opening."""
    before = (room.opening or {})["series"].get(f"approval.{capital}", [1.0])[-1]
    now = room.last_report["series"].get(f"approval.{capital}", [before])[-1]
    low, high = SWING
    return min(max(now / before, low), high) if before > 0.0 else 1.0


def time_up(room: Room, act: Act) -> Room:
    """The clock ends the phase that it was set for, unless that phase is over or paused."""
    due_now = room.stage == "playing" and room.ends is not None and act.at >= room.ends
    if not due_now or (act.data.get("move"), act.data.get("phase")) != (room.index, room.phase):
        raise RuleError("this phase is not due.")
    return _next(room, act.at)


def pause(room: Room, act: Act) -> Room:
    """The clock stops."""
    if room.stage != "playing" or room.ends is None:
        raise RuleError("no clock is running in this phase.")
    return replace(room, left=max(room.ends - act.at, 0.0), ends=None)


def resume(room: Room, act: Act) -> Room:
    """The clock runs on."""
    if room.left is None:
        raise RuleError("the clock is not stopped.")
    return replace(room, ends=act.at + room.left, left=None)


def extend(room: Room, act: Act) -> Room:
    """The phase gets more time, or less; a phase without a timer gets one."""
    if room.stage != "playing" or room.phase == "resolve":
        raise RuleError("there is no phase to extend.")
    seconds = given.number(act.data, "minutes", -LONGEST, LONGEST) * MINUTE
    if room.left is not None:
        return replace(room, left=max(room.left + seconds, 0.0))
    return replace(room, ends=max((act.at if room.ends is None else room.ends) + seconds, act.at))


def after_sealing(room: Room, at: float) -> Room:
    """When the last order is sealed in the phase of sealing, the world answers."""
    return _enter(room, "resolve", at) if room.phase == "seal" and all_sealed(room) else room


def adjudicate(room: Room, act: Act) -> Room:
    """The white cell settles the move: the draw as it fell, the world nearest a percentile, or one beyond p10-p90."""
    if room.stage != "playing" or room.phase != "resolve" or room.move.report is not None:
        raise RuleError("a move is settled in the phase in which the world answers, once.")
    if room.move.ruling is not None:
        raise RuleError("this move is settled already; the world is answering.")
    how = given.word(act.data, "how", ("seeded", "quantile", "overruled"))
    if how == "seeded":
        return room.with_move(ruling=Ruling())
    outcome = given.word(act.data, "outcome", (*catalogue().outcomes, *room.last_report["series"]))
    percentile = given.number(act.data, "percentile", 0.0, 100.0)
    reason = given.text(act.data, "reason", given.PARAGRAPH, empty=True)
    inside = BETWEEN[0] <= percentile <= BETWEEN[1]
    if how == "quantile" and not inside:
        raise RuleError("between p10 and p90 a world may be chosen; beyond them, overrule and write down the reason.")
    if how == "overruled" and len(reason) < LEAST_REASON:
        raise RuleError(f"overruling needs a written reason of {LEAST_REASON} letters or more; the debrief shows it.")
    return room.with_move(ruling=Ruling(how, outcome, percentile, reason))


def moved(room: Room, act: Act) -> Room:
    """The world has answered: its report, and whose luck the lived world has from the move's first day on."""
    if room.stage != "playing" or room.phase != "resolve" or act.data.get("move") != room.index:
        raise RuleError("this move is resolved already.")
    if room.setup.options.adjudicated and room.move.ruling is None:
        raise RuleError("this move waits for the white cell.")
    report, luck = given.block(act.data, "report"), act.data.get("luck")
    known = room.with_move(report=report, luck=luck, ruling=room.move.ruling or Ruling())
    return _enter(known, "report", act.at)


def undo(room: Room, act: Act) -> Room:
    """The white cell takes the last resolved move back: its orders can be written anew. What was said stays."""
    if room.stage not in ("playing", "debrief") or not (room.resolved or room.phase == "resolve"):
        raise RuleError("there is no move to take back.")
    unresolved = room.stage == "playing" and room.phase != "report"
    if room.phase == "resolve" and room.move.report is None:
        return replace(_reopened(room, room.move), moves=(*room.moves[:-1], _fresh(room.move)))
    taken = room.moves[:-1] if unresolved else room.moves
    last = taken[-1]
    back = replace(room, stage="playing", moves=(*taken[:-1], _fresh(last)), undone=(*room.undone, last))
    kept = tuple(one for one in room.statements if one.move < len(taken))
    return replace(_reopened(back, last), statements=kept, deck=_returned(room, len(taken)))


def _reopened(room: Room, move: Move) -> Room:
    return replace(room, phase="negotiate", ends=None, left=None, suggestions={}, hands=dict(move.hands))


def _fresh(move: Move) -> Move:
    return replace(move, orders={}, ruling=None, luck=None, report=None)


def _returned(room: Room, moves: int) -> tuple[Any, ...]:
    """Cards played in moves that are taken back return to the deck."""
    return (*room.deck, *(card for move in room.moves[moves:] for card in move.injected))


def hand(room: Room, act: Act) -> Room:
    """The white cell gives a capital to people, to the model's agent, or to its standing orders."""
    if room.stage not in ("lobby", "playing") or room.phase == "resolve":
        raise RuleError("a capital changes hands before a move is resolved. Wait for the report.")
    capital = given.word(act.data, "capital", CAPITALS)
    changed = replace(room, hands={**room.hands, capital: given.word(act.data, "to", tuple(HANDS))})
    return after_sealing(changed, act.at)


def close(room: Room, act: Act) -> Room:
    """The game is over: nothing more can be done in the room, and all is open to those who were in it."""
    return replace(room, stage="closed", phase="", ends=None, left=None)


def finish(room: Room, act: Act) -> Room:
    """The white cell ends the game early, after a move is resolved: the debrief begins."""
    if room.stage != "playing" or not room.resolved:
        raise RuleError("the debrief begins after at least one move is resolved.")
    kept = room.moves if room.move.report is not None else room.moves[:-1]
    return replace(room, stage="debrief", phase="", ends=None, left=None, moves=kept)


def branched(room: Room, act: Act) -> Room:
    """This room goes on from an earlier move of another one; its clock waits with the phase's whole time."""
    origin = given.line(act.data, "from", given.SHORT)
    left = room.setup.minutes[room.phase] * MINUTE if room.ends is not None or room.left is not None else None
    return replace(room, branched_from=origin, ends=None, left=left)
