"""Random acts of a class: some legal, some not, by everybody who may be in a room."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from sim.game.rules.act import Act, RuleError
from sim.game.rules.fold import KINDS, accept
from sim.game.rules.room import Room
from sim.game.rules.talk import CHANNELS, TONES
from sim.game.setup.records import Options
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS
from tests.game.reports import report, seated, small_setup

SEATS = tuple(f"s{number}" for number in range(1, 8))
LEVERS = tuple(key for key, lever in catalogue().levers.items() if not lever.is_hold)
WORDS = st.sampled_from(["", "We agree.", "<b>No</b>", "=1+1", "x" * 3000, "두 나라", "a\nb\x07c"])
PERCENT = st.sampled_from([-1.0, 0.0, 12.5, 50.0, 100.0, 250.0, float("nan")])
SOMEBODY = st.sampled_from([*SEATS, "nobody"])
PROPOSAL = st.integers(0, 60)
TEAM = st.sampled_from([*CAPITALS, "observer", "any", "mars", ""])


def one_line() -> st.SearchStrategy[dict[str, Any]]:
    dose = st.sampled_from([0.0, 0.3, 1.0, 1.7])
    return st.fixed_dictionaries({"lever": st.sampled_from(LEVERS), "dose": dose, "week": st.integers(0, 3)})


def _data() -> dict[str, st.SearchStrategy[dict[str, Any]]]:
    """What acts of each kind bring along; kinds that are left out bring nothing."""
    order = {"lines": st.lists(one_line(), max_size=3), "reasoning": WORDS, "salt": st.just("a" * 32)}
    promise = st.fixed_dictionaries(
        {"capital": st.sampled_from(CAPITALS), "lever": st.sampled_from(LEVERS), "does": st.booleans()}
    )
    card = {"title": WORDS, "text": WORDS, "to": st.lists(st.sampled_from(CAPITALS), max_size=3)}
    block = st.fixed_dictionaries
    return {
        "join": block({"seat": SOMEBODY, "name": WORDS, "team": TEAM}),
        "sit": block({"team": TEAM}),
        "rename": block({"name": WORDS}),
        "place": block({"seat": SOMEBODY, "team": TEAM}),
        "appoint": block({"seat": SOMEBODY}),
        "remove": block({"seat": SOMEBODY}),
        "lock": block({"locked": st.booleans()}),
        "say": block({"channel": st.sampled_from([*CHANNELS, "elsewhere"]), "text": WORDS}),
        "announce": block({"to": st.sampled_from(["all", *CAPITALS]), "text": WORDS}),
        "hide": block({"message": st.integers(0, 60), "hidden": st.booleans()}),
        "note": block({"text": WORDS}),
        "state": block({"tone": st.sampled_from([*TONES, "loud"]), "text": WORDS}),
        "propose": block(
            {
                "to": st.lists(st.sampled_from(CAPITALS), max_size=2),
                "text": WORDS,
                "commitments": st.lists(promise, max_size=2),
            }
        ),
        "answer": block({"proposal": PROPOSAL, "answer": st.sampled_from(["accepted", "refused"])}),
        "withdraw": block({"proposal": PROPOSAL}),
        "suggest": block(order),
        "seal": block(order),
        "forecast": block({"slips": st.dictionaries(st.sampled_from(["notice", "other"]), PERCENT, max_size=2)}),
        "believe": block({"about": st.sampled_from(CAPITALS), "percent": PERCENT}),
        "extend": block({"minutes": st.sampled_from([-3, 1, 2.5])}),
        "adjudicate": block(
            {
                "how": st.sampled_from(["seeded", "quantile", "overruled"]),
                "outcome": st.just("hostility"),
                "percentile": PERCENT,
                "reason": WORDS,
            }
        ),
        "hand": block({"capital": st.sampled_from(CAPITALS), "to": st.sampled_from(["human", "agent", "script"])}),
        "inject": st.one_of(block({"key": st.sampled_from(["missile", "none"])}), block(card)),
        "arm": block({"key": st.just("missile"), "at_move": st.integers(0, 3)}),
        "branched": block({"from": WORDS}),
        "moved": block({"move": st.integers(0, 2)}),
    }


DATA = _data()
USUAL = ("join", "sit", "say", "seal", "forecast", "push", "undo", "place")
BY_PHASE = {
    "": ("join", "sit", "start", "finish", "close", "undo"),
    "brief": (*USUAL, "push", "push", "believe", "inject", "arm", "hand"),
    "negotiate": (*USUAL, *("propose",) * 3, *("answer",) * 3, *("withdraw",) * 3, "state", "suggest", "hide", "hide"),
    "seal": (*USUAL, "seal", "seal", "pause", "pause", "resume", "resume", "extend", "remove"),
    "resolve": ("moved", "moved", "adjudicate", "adjudicate", "undo", "say"),
    "report": ("push", "push", "undo", "note", "announce", "finish"),
}


@dataclass(frozen=True)
class Played:
    """Acts as they might reach the server of a game one after the other."""

    adjudicated: bool
    acts: list[Act]

    def __repr__(self) -> str:
        """Who did what: with their reports, acts are too long to be read."""
        return f"{self.adjudicated}: {' '.join(f'{act.by}.{act.kind}' for act in self.acts)}"


def started(adjudicated: bool) -> Room:
    """A game that has just begun, with one head in each capital."""
    setup = small_setup(options=Options(adjudicated=adjudicated), minutes={"negotiate": 3.0, "seal": 1.0})
    return accept(seated(setup), Act("start", "white", 50.0))


@st.composite
def random_game(draw: st.DrawFn, most: int = 60) -> Played:
    """A game in which mostly is done what fits the moment, by those who may."""
    adjudicated = draw(st.booleans())
    room = started(adjudicated)
    found = []
    for place in range(draw(st.integers(5, most))):
        fitting = BY_PHASE[room.phase] if draw(st.integers(0, 5)) else tuple(KINDS)
        kind = draw(st.sampled_from(fitting))
        by = draw(st.sampled_from(_able(room, kind) if draw(st.integers(0, 9)) else ["white", "host", *SEATS]))
        act = completed(room, Act(kind, by, 100.0 + 30.0 * place, draw(DATA[kind]) if kind in DATA else {}))
        found.append(act)
        with suppress(RuleError):
            room = accept(room, act)
    return Played(adjudicated, found)


def _able(room: Room, kind: str) -> list[str]:
    """Who may do something now."""
    servants = [who for who in KINDS[kind].who if who in ("white", "host")]
    seats = [seat.id for seat in room.seats.values() if seat.head or "head" not in KINDS[kind].who]
    return servants or seats or ["nobody"]


def completed(room: Room, act: Act) -> Act:
    """The same act with what the server adds: the report of a move; answers and hiding go to what there is."""
    if act.kind in ("answer", "withdraw") and room.proposals:
        place = act.data["proposal"] % (len(room.proposals) + 1)
        offer = room.proposals[place] if place < len(room.proposals) else None
        asked = next((seat.id for seat in room.members(offer.to[0]) if seat.head), act.by) if offer else act.by
        by = asked if act.kind == "answer" else act.by
        return replace(act, by=by, data={**act.data, "proposal": offer.id if offer is not None else "p0"})
    if act.kind == "hide" and room.messages:
        message = room.messages[act.data["message"] % len(room.messages)]
        return replace(act, data={**act.data, "message": message.number})
    return reported(room, act)


def reported(room: Room, act: Act) -> Act:
    """The same act, with the report of a move that the server adds: everything that was ordered is done."""
    if act.kind == "moved" and room.stage == "playing":
        week = int(room.last_report["week"]) + room.weeks
        lines = [(capital, line) for capital, order in room.move.orders.items() for line in order.lines]
        first = week - room.weeks
        pulled = [
            {"week": first + line.week - 1, "in_week": line.week, "capital": capital, "lever": line.lever, "dose": 1.0}
            | {"public": not room.levers[line.lever].sealed, "leaked": False}
            for capital, line in lines
        ]
        return Act(act.kind, act.by, act.at, {"move": room.index, "report": report(week, room.weeks, pulled)})
    return act


def accepted(room: Room, acts: list[Act]) -> tuple[Room, list[Act]]:
    """The room after those of the acts that the rules accept, and these."""
    log = []
    for act in acts:
        with suppress(RuleError):
            room = accept(room, act)
            log.append(act)
    return room, log
