"""A game for research: who did what, with everything that could name a person taken out."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.game.debrief.debrief import Debrief
from sim.game.debrief.replay import Ordered, PlayedMove, replay
from sim.game.rules.room import Message, Room
from sim.kernel.plain import to_json

FORM = 1
LONG_ENOUGH = 2
SOMEBODY = "[somebody]"
DICTIONARY = {
    "form": "the version of this form",
    "game": "a random word for the game, drawn anew for every export; it says nothing of the room",
    "setup": "scenario, first day of the game in the model's world, weeks of each move, objectives, questions",
    "people": "everybody who sat down: a random word, drawn anew for every export; team, place in it, head or not",
    "moves": "moves in their order; taken_back marks those that the teacher took back. Moves count from 1",
    "moves.orders": "by capital: who played it, lines (lever, week of the move, doses 0-1), cost in points of "
    "approval, who sealed it, seconds since the first thing that was said or sealed",
    "moves.pulled": "levers that were carried out in the lived world, by whom, whether it was public or leaked",
    "moves.ruling": "how the teacher settled the move: seeded, quantile or overruled, and at which percentile",
    "messages": "who said something in which channel, its length in letters, seconds as above; the words themselves "
    "only if texts were asked for",
    "statements": "public statements: capital, tone, length",
    "proposals": "offers with answers and promises, and whether each promise was kept (null: open or not agreed)",
    "slips": "forecasts: the probability that the answer is yes, 0-1; yes: the answer in the lived world; odds: the "
    "share of the model's worlds with a yes that shared the past of the lived one. The last two only with a debrief",
    "beliefs": "how resolute (Washington: how engaged) somebody took another government to be, percent",
    "outcomes": "every outcome of the lived world at the end, in the units of 'trilateral outcomes'",
    "goals": "with a debrief: objectives, met or not, and the share of worlds with the same orders that meet them",
    "left_out": "names, words for seats, the room's code, dates and times of day, notes of the teacher, titles and "
    "texts of events. A name inside a text is replaced wherever it stands, but nicknames and hints are not: read texts "
    "before you share them. In a small class, teams and roles alone can tell who somebody is",
}
Words = Callable[[str], Any]


def research_form(room: Room, found: Debrief | None = None, *, free_text: bool = False) -> bytes:
    """The form as JSON, with its dictionary inside. Texts are left out unless `free_text`; only their lengths stay."""
    people = {seat: f"person_{secrets.token_hex(6)}" for seat in room.seats}
    shuffled = sorted(people, key=lambda seat: people[seat])
    words = _words(room, people, free_text)
    start = _start(room)
    form = {
        "form": FORM,
        "game": secrets.token_hex(6),
        "dictionary": DICTIONARY,
        "setup": _setup(room),
        "people": [_person(room, people, seat) for seat in shuffled],
        "moves": [_move(room, move, people, words, start) for move in replay(room)],
        "messages": [_message(one, people, words, start) for one in room.messages],
        "statements": [
            {"move": one.move + 1, "capital": one.capital, "tone": one.tone, **words(one.text)}
            for one in room.statements
        ],
        "proposals": _proposals(replay(room), words),
        "slips": _slips(room, found, people),
        "beliefs": [
            {"person": people[one.seat], "team": one.team, "move": one.move + 1, "about": one.about}
            | {"percent": one.percent}
            for one in room.beliefs
        ],
        "outcomes": dict(room.last_report["outcomes"]),
        "goals": _goals(found) if found is not None else None,
    }
    return (to_json(form) + "\n").encode()


def _words(room: Room, people: Mapping[str, str], free_text: bool) -> Words:
    """What stays of a text: its length, and the text without names where it was asked for."""
    clean = without_names(room, people)

    def told(text: str) -> dict[str, Any]:
        return {"length": len(text), **({"text": clean(text)} if free_text else {})}

    return told


def without_names(room: Room, people: Mapping[str, str]) -> Callable[[str], str]:
    """Takes names, parts of names, seats and the room's code out of a text, in whatever letters they are written."""
    by_letters = dict.fromkeys(_forms(room.code), SOMEBODY)
    for seat in room.seats.values():
        parts = [part for part in re.split(r"[\s\-_.,()<>/]+", seat.name) if len(part) >= LONG_ENOUGH]
        by_letters |= {form: SOMEBODY for part in parts for form in _forms(part)}
    for seat in room.seats.values():
        by_letters |= {form: people[seat.id] for word in (seat.id, seat.name) for form in _forms(word)}
    longest_first = sorted(by_letters, key=len, reverse=True)
    pattern = re.compile("|".join(_whole(name) for name in longest_first), re.IGNORECASE)

    def clean(text: str) -> str:
        normal = unicodedata.normalize("NFKC", text)
        return pattern.sub(lambda met: by_letters.get(met[0].lower(), SOMEBODY), normal)

    return clean


def _forms(word: str) -> tuple[str, str]:
    """A word in small letters, in the two ways in which they may be made: Strauß and strauss."""
    normal = unicodedata.normalize("NFKC", word)
    return normal.lower(), normal.casefold()


def _whole(name: str) -> str:
    """A name as a pattern. In Latin letters it must stand alone, else 'Ann' would be found in 'planned'; in other
    scripts particles are written on to it."""
    before = r"(?<![A-Za-z])" if name[0].isascii() and name[0].isalpha() else ""
    after = r"(?![A-Za-z])" if name[-1].isascii() and name[-1].isalpha() else ""
    return f"{before}{re.escape(name)}{after}"


def _start(room: Room) -> float:
    """When the first thing was said or sealed, in seconds since 1970."""
    moments = [one.at for one in room.messages]
    moments += [order.at for move in room.moves for order in move.orders.values() if order.code]
    return min(moments, default=0.0)


def _setup(room: Room) -> dict[str, Any]:
    setup = room.setup
    return {
        "scenario": Path(setup.scenario).stem,
        "opens": setup.opens.isoformat(),
        "moves": list(setup.moves),
        "objectives": {
            capital: [
                {"key": one.key, "outcome": one.outcome, "at_least": one.at_least, "at_most": one.at_most}
                | {"points": one.points}
                for one in team.objectives
            ]
            for capital, team in setup.teams.items()
        },
        "questions": [
            {"key": one.key, "outcome": one.outcome, "at_least": one.at_least, "at_most": one.at_most}
            for one in setup.questions
        ],
    }


def _person(room: Room, people: Mapping[str, str], seat: str) -> dict[str, Any]:
    one = room.seats[seat]
    return {"person": people[seat], "team": one.team, "place": one.role + 1, "head": one.head, "left": one.gone}


def _move(room: Room, move: PlayedMove, people: Mapping[str, str], words: Words, start: float) -> dict[str, Any]:
    sealed = {} if move.undone else room.moves[move.number - 1].orders
    ruling = move.ruling
    return {
        "move": move.number,
        "weeks": move.weeks,
        "taken_back": move.undone,
        "orders": {
            capital: {
                **_ordered(order, words),
                "by": people.get(sealed[capital].by) if capital in sealed else None,
                "seconds": round(sealed[capital].at - start, 1) if order.code and capital in sealed else None,
            }
            for capital, order in move.orders.items()
        },
        "pulled": [
            {key: item[key] for key in ("in_week", "capital", "lever", "dose", "by", "public", "leaked")}
            for item in move.pulled
        ],
        "ruling": {"how": ruling.how, "outcome": ruling.outcome, "percentile": ruling.percentile} if ruling else None,
    }


def _ordered(order: Ordered, words: Words) -> dict[str, Any]:
    lines = [{"lever": one.line.lever, "week": one.line.week, "doses": dict(one.line.doses)} for one in order.lines]
    return {"hand": order.hand, "lines": lines, "cost": round(order.cost, 4), "reasoning": words(order.reasoning)}


def _message(one: Message, people: Mapping[str, str], words: Words, start: float) -> dict[str, Any]:
    return {
        "move": one.move + 1,
        "seconds": round(one.at - start, 1),
        "person": people.get(one.by, "white cell"),
        "team": one.team,
        "channel": one.channel,
        "hidden": one.hidden,
        **words(one.text),
    }


def _proposals(moves: Sequence[PlayedMove], words: Words) -> list[dict[str, Any]]:
    return [
        {
            "move": move.number,
            "capital": offer.proposal.capital,
            "to": list(offer.proposal.to),
            "answers": dict(offer.proposal.answers),
            "withdrawn": offer.proposal.withdrawn,
            **words(offer.proposal.text),
            "promises": [
                {"capital": one.promised.capital, "lever": one.promised.lever, "does": one.promised.does}
                | {"by_move": one.promised.by_move + 1, "kept": one.kept}
                for one in offer.promises
            ],
        }
        for move in moves
        for offer in move.proposals
    ]


def _slips(room: Room, found: Debrief | None, people: Mapping[str, str]) -> list[dict[str, Any]]:
    scored = {one.slip: one for one in found.forecasts.slips} if found is not None else {}
    return [
        {
            "person": people[one.seat],
            "team": one.team,
            "move": one.move + 1,
            "question": one.question,
            "probability": one.probability,
            **({"yes": scored[one].yes, "odds": scored[one].odds} if one in scored else {}),
        }
        for one in room.slips
    ]


def _goals(found: Debrief) -> list[dict[str, Any]]:
    return [
        {
            "capital": goal.capital,
            "key": goal.objective.key,
            "value": goal.value,
            "met": goal.met,
            "same_orders": goal.chances[0],
            "agents": goal.agents,
        }
        for goal in found.goals
    ]
