"""Accept an act or refuse it: who may do what, and the room that follows. The room is the fold of its log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sim.game.rules import course, deck, orders, people, proposals, slips, talk
from sim.game.rules.act import HOST, WHITE, Act, RuleError
from sim.game.rules.room import Room
from sim.kernel.errors import near_matches
from sim.kernel.records import CAPITALS

SEAT, MEMBER, HEAD = "seat", "member", "head"
WHO = {
    SEAT: "anybody who has joined",
    MEMBER: "members of a capital's team",
    HEAD: "the head of a capital's team",
    WHITE: "the white cell",
    HOST: "the server",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of act: who may do it, and what it does to the room."""

    who: tuple[str, ...]
    apply: Callable[[Room, Act], Room]


def _seal(room: Room, act: Act) -> Room:
    return course.after_sealing(orders.seal(room, act), act.at)


KINDS: dict[str, Kind] = {
    "opened": Kind((HOST,), course.opened),
    "moved": Kind((HOST,), course.moved),
    "time_up": Kind((HOST,), course.time_up),
    "branched": Kind((HOST,), course.branched),
    "join": Kind((HOST,), people.join),
    "sit": Kind((SEAT,), people.sit),
    "rename": Kind((SEAT,), people.rename),
    "leave": Kind((SEAT,), people.leave),
    "say": Kind((MEMBER, WHITE), talk.say),
    "state": Kind((HEAD,), talk.state),
    "propose": Kind((HEAD,), proposals.propose),
    "answer": Kind((HEAD,), proposals.answer),
    "withdraw": Kind((HEAD,), proposals.withdraw),
    "suggest": Kind((MEMBER,), orders.suggest),
    "seal": Kind((HEAD,), _seal),
    "forecast": Kind((SEAT,), slips.forecast),
    "believe": Kind((MEMBER,), slips.believe),
    "start": Kind((WHITE,), course.start),
    "push": Kind((WHITE,), course.push),
    "pause": Kind((WHITE,), course.pause),
    "resume": Kind((WHITE,), course.resume),
    "extend": Kind((WHITE,), course.extend),
    "undo": Kind((WHITE,), course.undo),
    "adjudicate": Kind((WHITE,), course.adjudicate),
    "hand": Kind((WHITE,), course.hand),
    "finish": Kind((WHITE,), course.finish),
    "close": Kind((WHITE,), course.close),
    "inject": Kind((WHITE,), deck.inject),
    "arm": Kind((WHITE,), deck.arm),
    "announce": Kind((WHITE,), talk.announce),
    "hide": Kind((WHITE,), talk.hide),
    "note": Kind((WHITE,), talk.note),
    "place": Kind((WHITE,), people.place),
    "appoint": Kind((WHITE, HOST), people.appoint),
    "remove": Kind((WHITE,), people.remove),
    "lock": Kind((WHITE,), people.lock),
}


def accept(room: Room, act: Act) -> Room:
    """The room after an act. Raises RuleError where the rules refuse it; the room then stays as it is."""
    kind = KINDS.get(act.kind)
    if kind is None:
        raise RuleError(f"{str(act.kind)[:40]} is nothing that can be done here.{near_matches(str(act.kind), KINDS)}")
    if room.stage == "closed":
        raise RuleError("the room is closed.")
    if not any(_is(room, act.by, who) for who in kind.who):
        raise RuleError(f"only {' or '.join(WHO[who] for who in kind.who)} can do this.")
    number = room.number + 1
    return replace(kind.apply(room, replace(act, number=number)), number=number)


def fold(room: Room, acts: Iterable[Act]) -> Room:
    """The room after a log of accepted acts."""
    for act in acts:
        room = accept(room, act)
    return room


def _is(room: Room, by: str, who: str) -> bool:
    if who in (WHITE, HOST):
        return by == who
    seat = room.seats.get(by)
    if seat is None or seat.gone:
        return False
    if who == SEAT:
        return True
    return seat.team in CAPITALS and (who == MEMBER or seat.head)
