"""A game move by move as part of a page: what was ordered, said, promised and believed, and what was so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sim.game.debrief.debrief import Debrief
from sim.game.debrief.replay import Believed, Offered, Ordered, OrderLine, PlayedMove, Promise
from sim.game.rules.reveal import measured_by
from sim.game.rules.room import Message, Ruling
from sim.game.rules.sights import TAKEN_DOWN
from sim.game.rules.talk import CHANNELS, NEWS, TABLE, TONES
from sim.game.world.knowledge import labels
from sim.kernel.records import CAPITALS
from sim.report.game.debrief_words import HANDS
from sim.report.game.sheet import bullets, grid, paragraph, words
from sim.report.words import CAPITAL_NAMES, counted, day, joined, number

PRIVATE = "white:"
KEPT = {True: "kept", False: "broken", None: "open"}


def replay(found: Debrief, *, for_class: bool) -> Iterator[str]:
    """Every move as a block that can be folded. The form for the class leaves out what was taken down, and what the
    white cell wrote to one table or for itself."""
    before = _messages(found.outside, for_class)
    if before:
        yield from _folded("Before the first move, and after the last", before)
    for move in found.moves:
        yield from _folded(_heading(move), [*_move(move, for_class)])


def _folded(title: str, content: Iterable[str], kind: str = "move") -> Iterator[str]:
    yield f'<details open class="{kind}"><summary>{words(title)}</summary>'
    yield from content
    yield "</details>"


def _heading(move: PlayedMove) -> str:
    said = f"Move {move.number}: {day(move.first_day)} to {day(move.last_day)}, {counted(move.weeks, 'week')}"
    if move.undone:
        return f"{said} (taken back by the white cell, and played again)"
    return said if move.resolved else f"{said} (begun, and not played to its end)"


def _move(move: PlayedMove, for_class: bool) -> Iterator[str]:
    yield from _listed("Events", [f"{card.title}. {card.text}" for card in move.injected])
    yield from _listed("Statements", [_statement(one.capital, one.tone, one.text) for one in move.statements])
    if move.proposals:
        yield grid("Proposals", ("From", "To", "Text", "Answers", "Promises"), map(_offer, move.proposals))
    yield grid(
        "Sealed orders",
        ("Capital", "Ordered", "Reasoning", "Cost", "Sealed by", "Code"),
        (_order(move.orders[capital]) for capital in CAPITALS),
    )
    yield from _listed("Could not be carried out", [_missed(item) for item in move.missed])
    yield from _listed("Done by agents", [_pulled(item) for item in move.pulled if item["by"] == "agent"])
    yield from _listed("How the move was settled", [_ruling(move.ruling, move.luck)] if move.ruling else [])
    yield from _listed("Headlines", [f"{item['day']}: {item['text']}" for item in move.headlines])
    if move.beliefs:
        head = ("Table", "About", "Believed resolute or engaged (%)", "Their service said (%)", "What was so")
        yield grid("Beliefs beside the truth", head, map(_belief, move.beliefs))
    yield from _messages(move.messages, for_class)
    if not for_class:
        yield from _listed("Notes of the white cell", [one.text for one in move.notes])


def _listed(title: str, items: list[str]) -> Iterator[str]:
    if items:
        yield paragraph(title, "label")
        yield bullets(items)


def _statement(capital: str, tone: str, text: str) -> str:
    return f"{CAPITAL_NAMES[capital]} {TONES[tone][0]}: {text}"


def _offer(offer: Offered) -> tuple[str, ...]:
    made = offer.proposal
    answers = [f"{CAPITAL_NAMES[capital]}: {made.answers.get(capital, 'no answer')}" for capital in made.to]
    answers += ["withdrawn"] if made.withdrawn else []
    promises = [_promise(promise, made.accepted) for promise in offer.promises]
    to = joined([CAPITAL_NAMES[capital] for capital in made.to])
    return CAPITAL_NAMES[made.capital], to, made.text, "; ".join(answers), "; ".join(promises)


def _promise(promise: Promise, accepted: bool) -> str:
    does = "will do" if promise.promised.does else "will not do"
    said = f"{CAPITAL_NAMES[promise.promised.capital]} {does} '{promise.label}' by move {promise.promised.by_move + 1}"
    return f"{said}: {KEPT[promise.kept]}" if accepted else f"{said} (not agreed)"


def _order(order: Ordered) -> tuple[str, ...]:
    ordered = "; ".join(map(_line, order.lines)) or ("nothing" if order.hand != "agent" else "decided by itself")
    who = order.by or ("" if order.hand == "agent" else "standing order")
    opens = {True: "opens", False: "does NOT open", None: ""}[order.opens]
    code = f"{order.code} {opens} (salt {order.salt})" if order.code else ""
    name = f"{CAPITAL_NAMES[order.capital]} ({HANDS[order.hand]})"
    return name, ordered, order.reasoning, number(order.cost, 2), who, code


def _line(one: OrderLine) -> str:
    doses = set(one.line.doses.values())
    full = doses == {1.0}
    parts = ", ".join(f"{part} {dose:g}" for part, dose in one.line.doses.items())
    return f"{one.label}, week {one.line.week}{'' if full else f' ({parts})'}"


def _missed(item: Mapping[str, Any]) -> str:
    return f"{CAPITAL_NAMES[item['capital']]}, {item['label']}, week {item['in_week']}. {item['why']}"


def _pulled(item: Mapping[str, Any]) -> str:
    secret = "" if item["public"] else " (leaked)" if item["leaked"] else " (in secret)"
    return f"{CAPITAL_NAMES[item['capital']]}, week {item['in_week']}: {item['label']}{secret}"


def _ruling(ruling: Ruling, luck: int | None) -> str:
    if ruling.how == "seeded":
        return "The draw as it fell."
    beyond = " beyond p10 to p90" if ruling.how == "overruled" else ""
    measure = measured_by(ruling, labels())
    said = f"The white cell chose the world nearest percentile {ruling.percentile:g} of '{measure}'{beyond}"
    whose = f"; from then on the luck of world {luck}" if luck is not None else ""
    return f"{said}{whose}. Reason: {ruling.reason or 'none given'}"


def _belief(one: Believed) -> tuple[str, ...]:
    held = (
        f"{one.mean:.0f}"
        if one.people == 1
        else f"{one.mean:.0f} ({one.low:.0f} to {one.high:.0f}, {one.people} people)"
    )
    service = f"{one.service:.0f}" if one.service is not None else ""
    trait = "engaged" if one.about == "washington" else "resolute"
    so = "" if one.resolute is None else f"it was {trait}" if one.resolute else f"it was not {trait}"
    return CAPITAL_NAMES[one.team], CAPITAL_NAMES[one.about], held, service, so


def _messages(messages: Iterable[Message], for_class: bool) -> list[str]:
    by_channel: dict[str, list[Message]] = {}
    for one in messages:
        if not (for_class and one.channel.startswith(PRIVATE)):
            by_channel.setdefault(one.channel, []).append(one)
    return [
        piece
        for channel in CHANNELS
        if channel in by_channel
        for piece in _folded(
            f"{channel_name(channel)}: {counted(len(by_channel[channel]), 'message')}",
            [bullets(_message(one, for_class) for one in by_channel[channel])],
            "channel",
        )
    ]


def _message(one: Message, for_class: bool) -> str:
    where = f" ({CAPITAL_NAMES[one.team]})" if one.team in CAPITAL_NAMES else ""
    text = TAKEN_DOWN if one.hidden and for_class else f"{one.text} {TAKEN_DOWN}" if one.hidden else one.text
    return f"{one.name}{where}: {text}"


def channel_name(channel: str) -> str:
    """A channel as people call it: 'Seoul and Tokyo', 'team room of Seoul'."""
    if channel == TABLE:
        return "Table of three"
    if channel == NEWS:
        return "Announcements"
    kind, _, capital = channel.partition(":")
    if capital:
        room = "Team room of" if kind == "team" else "White cell and"
        return f"{room} {CAPITAL_NAMES[capital]}"
    return joined([CAPITAL_NAMES[one] for one in channel.split("-")])
