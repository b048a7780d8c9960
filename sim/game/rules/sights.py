"""The sections of a view, one function each; every one takes only what its reader may know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sim.game.rules import proposals as offers
from sim.game.rules.act import WHITE
from sim.game.rules.deck import times
from sim.game.rules.orders import Leave, cost, leave
from sim.game.rules.room import OBSERVERS, Message, Order, Proposal, Room, Seat
from sim.game.rules.talk import CHANNELS, DIPLOMATIC, may_read
from sim.game.setup.records import Condition, Inject, Line
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS

Plain = dict[str, Any]
TAKEN_DOWN = "(taken down by the white cell)"


def room(room: Room) -> Plain:
    """What game this is."""
    setup = room.setup
    return {
        "code": room.code,
        "title": setup.title,
        "summary": setup.summary,
        "length": setup.length,
        "stage": room.stage,
        "locked": room.locked,
        "ready": room.opening is not None,
        "names": setup.options.names,
        "forecasts": setup.options.forecasts,
        "adjudicated": setup.options.adjudicated,
        "branched_from": room.branched_from,
    }


def clock(room: Room) -> Plain:
    """Which move and phase it is, and when the time is up."""
    playing = room.stage == "playing"
    first, after = (
        (room.setup.first_day(room.index), room.setup.first_day(room.index + 1)) if room.moves else (None, None)
    )
    return {
        "stage": room.stage,
        "move": len(room.moves),
        "of": len(room.setup.moves),
        "phase": room.phase,
        "ends": room.ends,
        "left": room.left,
        "minutes": room.setup.minutes.get(room.phase, 0.0) if playing else 0.0,
        "weeks": room.weeks if room.moves else 0,
        "first_day": first.isoformat() if first is not None else None,
        "day_after": after.isoformat() if after is not None else None,
        "waits_for_white": playing and room.phase == "resolve" and room.setup.options.adjudicated,
    }


def tables(room: Room) -> Plain:
    """Who sits where, who plays each capital, and whether it has sealed: yes or no and its code, nothing more."""
    found: Plain = {}
    for capital in CAPITALS:
        order = room.move.orders.get(capital) if room.moves else None
        found[capital] = {
            "title": room.setup.teams[capital].title,
            "hand": room.hands[capital],
            "sealed": order is not None and bool(order.code),
            "code": order.code if order is not None else "",
            "members": [_person(seat) for seat in room.members(capital)],
        }
    found[OBSERVERS] = {"members": [_person(seat) for seat in room.members(OBSERVERS)]}
    found["undecided"] = {"members": [_person(one) for one in room.seats.values() if one.team is None and not one.gone]}
    return found


def _person(seat: Seat) -> Plain:
    return {"seat": seat.id, "name": seat.name, "head": seat.head}


def world(room: Room) -> Plain:
    """What the newspapers know of the world: public series week by week, and the pact."""
    if room.opening is None:
        return {"series": {}, "moves": []}
    reports = [room.opening, *(move.report for move in room.resolved if move.report is not None)]
    return {
        "day": reports[-1]["day"],
        "week": reports[-1]["week"],
        "first_day": room.opening["first_day"],
        "opens": room.setup.opens.isoformat(),
        "series": _joined([report["series"] for report in reports]),
        "labels": room.opening["labels"],
        "moves": [report["week"] for report in reports],
        "pulled": [item for report in reports for item in report["pulled"] if item["public"] or item["leaked"]],
    }


def _joined(pieces: list[Mapping[str, list[float]]]) -> dict[str, list[float]]:
    return {key: [value for piece in pieces for value in piece[key]] for key in pieces[0]}


def news(room: Room, reader: str | None) -> list[Plain]:
    """Headlines, statements and injects, latest last; injects that went to some capitals only reach those, and the
    white cell."""
    found: list[Plain] = list(_headlines(room, -1, room.opening))
    for index, move in enumerate(room.moves):
        found += [_told(index, card) for card in move.injected if _reaches(card, reader)]
        spoken = (one for one in room.statements if one.move == index)
        found += [
            {"move": index + 1, "kind": "statement", "capital": one.capital, "tone": one.tone, "text": one.text}
            for one in spoken
        ]
        found += _headlines(room, index, move.report)
    return found


def _headlines(room: Room, index: int, report: Mapping[str, Any] | None) -> Iterable[Plain]:
    for item in report["headlines"] if report is not None else ():
        yield {"move": index + 1, "kind": "headline", **item}


def _told(index: int, card: Inject) -> Plain:
    return {"move": index + 1, "kind": "inject", "title": card.title, "text": card.text, "to": list(card.to)}


def _reaches(card: Inject, reader: str | None) -> bool:
    return reader == WHITE or set(card.to) == set(CAPITALS) or reader in card.to


def levers(room: Room) -> Plain:
    """What each capital can ever do, so that others can ask it of that capital."""
    mine = {capital: [one for one in room.levers.values() if one.owner == capital] for capital in CAPITALS}
    return {
        capital: [{"lever": one.key, "label": one.label} for one in found if not one.is_hold]
        for capital, found in mine.items()
    }


def questions(room: Room) -> list[Plain]:
    """The questions of the forecast slips."""
    return [{"key": question.key, "text": question.text} for question in room.setup.questions]


def me(room: Room, seat: Seat) -> Plain:
    """Somebody's own place and card."""
    team = room.setup.teams.get(seat.team or "")
    card = team.roles[seat.role] if team is not None and team.roles else None
    return {
        "seat": seat.id,
        "name": seat.name,
        "team": seat.team,
        "head": seat.head,
        "role": {"title": card.title, "card": card.card} if card is not None else None,
    }


def talk(room: Room, reader: str | None) -> Plain:
    """The channels that a table hears, with what was said in them; the white cell hears all."""
    white = reader == WHITE
    channels = [name for name in CHANNELS if white or may_read(name, reader)]
    open_now = room.stage == "playing" and room.phase == "negotiate"
    return {
        "channels": [{"key": name, "open": white or open_now or name not in DIPLOMATIC} for name in channels],
        "messages": [_message(one, white) for one in room.messages if one.channel in channels],
    }


def _message(one: Message, white: bool) -> Plain:
    return {
        "number": one.number,
        "at": one.at,
        "move": one.move + 1,
        "channel": one.channel,
        "name": one.name,
        "team": one.team,
        "text": one.text if white or not one.hidden else TAKEN_DOWN,
        "hidden": one.hidden,
    }


def brief(room: Room, capital: str) -> Plain:
    """A capital's own brief: objectives and how they stand, political capital, its estimates of the others, and its
    domestic situation."""
    team = room.setup.teams[capital]
    report = room.last_report if room.opening is not None else None
    reports = [room.opening, *(move.report for move in room.resolved)] if report is not None else []
    return {
        "title": team.title,
        "text": team.brief,
        "roles": [{"title": role.title, "card": role.card} for role in team.roles],
        "objectives": [
            {
                "text": goal.text,
                "points": goal.points,
                "outcome": goal.outcome,
                "at_least": goal.at_least,
                "at_most": goal.at_most,
                "now": report["outcomes"][goal.outcome] if report is not None else None,
                "met": goal.met(report["outcomes"][goal.outcome]) if report is not None else None,
            }
            for goal in team.objectives
        ],
        "balance": room.move.balance[capital] if room.moves else room.setup.capital.start,
        "estimates": report["estimates"][capital] if report is not None else {},
        "private": _joined([one["private"][capital] for one in reports if one is not None]) if reports else {},
        "standing": [_line(room, line) for line in team.standing],
    }


def proposals(room: Room, reader: str) -> list[Plain]:
    """The offers to which a capital is a party; the white cell sees all."""
    parties = (one for one in room.proposals if reader == WHITE or reader == one.capital or reader in one.to)
    return [_offer(room, one) for one in parties]


def _offer(room: Room, one: Proposal) -> Plain:
    return {
        "id": one.id,
        "move": one.move + 1,
        "capital": one.capital,
        "to": list(one.to),
        "text": one.text,
        "answers": dict(one.answers),
        "withdrawn": one.withdrawn,
        "accepted": one.accepted,
        "open": one.move == room.index and not one.withdrawn and not one.accepted and room.phase == "negotiate",
        "commitments": [
            {
                "capital": promise.capital,
                "lever": promise.lever,
                "label": room.levers[promise.lever].label,
                "does": promise.does,
                "by_move": promise.by_move + 1,
                "kept": offers.kept(room, one, promise),
            }
            for promise in one.commitments
        ],
    }


def desk(room: Room, capital: str) -> Plain:
    """The order sheet: every lever with what it costs and when it may be pulled, what members suggest, and the order
    that was sealed."""
    playing = room.stage == "playing"
    mine = [lever for lever in room.levers.values() if lever.owner == capital and not lever.is_hold]
    order = room.move.orders.get(capital) if room.moves else None
    return {
        "writing": playing and room.phase in ("brief", "negotiate", "seal") and room.hand(capital) == "human",
        "hand": room.hands[capital],
        "most": room.setup.options.levers_a_move,
        "statements": room.setup.options.statements,
        "levers": [_card(leave(room, lever)) for lever in mine] if playing else [],
        "suggestions": [
            {
                "name": room.seats[one.seat].name,
                "lines": [_line(room, line) for line in one.lines],
                "reasoning": one.reasoning,
                "cost": cost(room, one.lines),
            }
            for one in room.suggestions.values()
            if room.team_of(one.seat) == capital
        ],
        "order": shown_order(room, order) if order is not None else None,
    }


def _card(may: Leave) -> Plain:
    lever = may.lever
    return {
        "lever": lever.key,
        "label": lever.label,
        "sentence": lever.sentence,
        "clock": lever.clock,
        "needs": lever.needs,
        "cost": lever.political_cost,
        "sealed": lever.sealed,
        "parts": [{"key": part.key, "label": part.label} for part in lever.parts],
        "weeks": list(may.weeks),
        "why": may.why,
    }


def _line(room: Room, line: Line) -> Plain:
    label = room.levers[line.lever].label
    return {"lever": line.lever, "label": label, "doses": dict(line.doses), "week": line.week}


def shown_order(room: Room, order: Order) -> Plain:
    """An order as its own side sees it, without the salt."""
    return {
        "lines": [_line(room, line) for line in order.lines],
        "reasoning": order.reasoning,
        "code": order.code,
        "cost": cost(room, order.lines),
        "by": room.seats[order.by].name if order.by in room.seats else "standing order",
    }


def past(room: Room, capital: str) -> list[Plain]:
    """A capital's own orders in earlier moves, and what became of them."""
    found = []
    for index, move in enumerate(room.resolved):
        order, report = move.orders.get(capital), move.report
        assert report is not None
        found.append(
            {
                "move": index + 1,
                "hand": move.hands[capital],
                "order": shown_order(room, order) if order is not None else None,
                "pulled": [item for item in report["pulled"] if item["capital"] == capital],
                "missed": [item for item in report["missed"] if item["capital"] == capital],
            }
        )
    return found


def slips(room: Room, seat: str) -> list[Plain]:
    """Somebody's own forecast slips."""
    mine = (slip for slip in room.slips if slip.seat == seat)
    return [{"move": one.move + 1, "question": one.question, "percent": 100.0 * one.probability} for one in mine]


def beliefs(room: Room, seat: str) -> list[Plain]:
    """What somebody wrote down about the others."""
    mine = (one for one in room.beliefs if one.seat == seat)
    return [{"move": one.move + 1, "about": one.about, "percent": one.percent} for one in mine]


def seats(room: Room) -> list[Plain]:
    """Everybody who ever joined, for the white cell."""
    return [
        {"seat": one.id, "name": one.name, "team": one.team, "head": one.head, "gone": one.gone}
        for one in room.seats.values()
    ]


def orders(room: Room) -> Plain:
    """All sealed orders of the present move and how it was settled, for the white cell."""
    if not room.moves:
        return {}
    ruling = room.move.ruling
    return {
        "sealed": {capital: shown_order(room, order) for capital, order in room.move.orders.items()},
        "settled": ruling is not None,
        "notes": [_message(one, True) for one in room.notes],
        "can_undo": bool(room.resolved),
    }


def deck(room: Room) -> list[Plain]:
    """The cards that the white cell still holds, and what arms them."""
    return [
        {
            "key": card.key,
            "title": card.title,
            "text": card.text,
            "to": list(card.to),
            "shock": card.shock,
            "size": card.size,
            "at_move": card.at_move,
            "when": _condition(room, card.when) if card.when is not None else None,
        }
        for card in room.deck
    ]


def _condition(room: Room, when: Condition) -> Plain:
    """A condition in the numbers in which its series is shown."""
    scale = times(room, when.series)
    bounds = {"above": when.above, "below": when.below}
    shown = {name: value if value is None else round(value * scale, 6) for name, value in bounds.items()}
    return {"series": when.series, **shown}


def truth(room: Room) -> Plain:
    """What is so and nobody at the tables knows: tempers, sealed moves, where the lived world lies among the ghosts."""
    if room.opening is None:
        return {}
    report = room.last_report
    shocks = catalogue().shocks.values()
    return {
        "truth": report["truth"],
        "outcomes": report["outcomes"],
        "bands": report["bands"],
        "pulled": report["pulled"],
        "missed": report["missed"],
        "shocks": [
            {"key": one.key, "label": one.label, "option": one.option, "choices": list(one.choices)} for one in shocks
        ],
    }
