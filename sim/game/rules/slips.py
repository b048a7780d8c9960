"""What people expect: probabilities for the questions of the game, and what they think of the others."""

from __future__ import annotations

from dataclasses import replace

from sim.game.rules import given
from sim.game.rules.act import Act, RuleError
from sim.game.rules.room import Belief, Room, Slip
from sim.kernel.records import CAPITALS


def forecast(room: Room, act: Act) -> Room:
    """Somebody hands in forecast slips of this move, by question in percent; a later one replaces an earlier one."""
    _check_open(room)
    known = [question.key for question in room.setup.questions]
    given_now = given.block(act.data, "slips")
    if not given_now:
        raise RuleError("no forecast was given. Choose a question and say how likely a yes is.")
    fresh = {}
    for question in given_now:
        given.word({"question": question}, "question", known)
        fresh[question] = given.number(given_now, question, 0.0, 100.0) / 100.0
    kept = [slip for slip in room.slips if (slip.seat, slip.move) != (act.by, room.index) or slip.question not in fresh]
    mine = sum((slip.seat, slip.move) == (act.by, room.index) for slip in kept) + len(fresh)
    if mine > room.setup.options.forecasts:
        raise RuleError(f"at most {room.setup.options.forecasts} forecast slips can be handed in in a move.")
    team = room.team_of(act.by)
    new = [Slip(act.by, team, room.index, question, chance) for question, chance in fresh.items()]
    return replace(room, slips=(*kept, *new))


def believe(room: Room, act: Act) -> Room:
    """Somebody writes down how resolute they take another government to be, in percent."""
    _check_open(room)
    team = room.team_of(act.by)
    assert team is not None
    about = given.word(act.data, "about", tuple(capital for capital in CAPITALS if capital != team))
    percent = given.number(act.data, "percent", 0.0, 100.0)
    kept = (one for one in room.beliefs if (one.seat, one.move, one.about) != (act.by, room.index, about))
    return replace(room, beliefs=(*kept, Belief(act.by, team, room.index, about, percent)))


def _check_open(room: Room) -> None:
    if room.stage != "playing" or room.phase not in ("brief", "negotiate", "seal"):
        raise RuleError("this is written down while a move is played, before its orders are carried out.")
