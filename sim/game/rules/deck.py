"""Injects: events that the white cell plays from its deck, at once, on a move, or when the world is ripe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.game.rules import given
from sim.game.rules.act import Act, RuleError
from sim.game.rules.room import Room
from sim.game.setup.records import Condition, Inject
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS


def inject(room: Room, act: Act) -> Room:
    """The white cell plays a card of the deck, or one of its own, into the present move."""
    _check_before_resolving(room)
    if "key" in act.data:
        card = _card(room, act)
        deck = tuple(one for one in room.deck if one.key != card.key)
    else:
        card, deck = _own(act), room.deck
    return replace(_played(room, card), deck=deck)


def _check_before_resolving(room: Room) -> None:
    if room.stage != "playing" or room.phase not in ("brief", "negotiate", "seal"):
        raise RuleError("injects are played before a move is resolved. Wait for the next brief.")


def _own(act: Act) -> Inject:
    to = given.words(act.data, "to", CAPITALS) if act.data.get("to") else CAPITALS
    shock, size, option = act.data.get("shock") or None, None, None
    if shock is not None:
        known = catalogue().shocks[given.word(act.data, "shock", tuple(catalogue().shocks))]
        size = given.number(act.data, "size", known.size.low, known.size.high) if "size" in act.data else None
        option = given.word(act.data, "option", known.choices) if known.option is not None else None
    title, words = given.line(act.data, "title", given.LINE), given.text(act.data, "text", given.PARAGRAPH, empty=True)
    return Inject(f"own_{act.number}", title, words, to, shock, size, option)


def _card(room: Room, act: Act) -> Inject:
    key = given.word(act.data, "key", tuple(card.key for card in room.deck) or ("an empty deck",))
    return next(card for card in room.deck if card.key == key)


def _played(room: Room, card: Inject) -> Room:
    return room.with_move(injected=(*room.move.injected, card))


def arm(room: Room, act: Act) -> Room:
    """The white cell lets a card of the deck play itself: on a move, or once a series passes a value; or disarms it."""
    card = _card(room, act)
    at_move = given.whole(act.data, "at_move", 1, len(room.setup.moves)) if act.data.get("at_move") else None
    armed = replace(card, at_move=at_move, when=_condition(room, act.data))
    return replace(room, deck=tuple(armed if one.key == card.key else one for one in room.deck))


def _condition(room: Room, data: Mapping[str, Any]) -> Condition | None:
    when = given.block(data, "when") if data.get("when") else {}
    if not when:
        return None
    series = given.word(when, "series", tuple(room.last_report["series"]))
    bounds = {name: given.number(when, name, -1e9, 1e9) for name in ("above", "below") if when.get(name) is not None}
    bounds = {name: value / times(room, series) for name, value in bounds.items()}
    if not bounds:
        raise RuleError("a condition needs a value that the series must pass: above or below.")
    return Condition(series, **bounds)


def due(room: Room) -> Room:
    """At the beginning of a move, play the cards whose move or whose condition has come."""
    for card in room.deck:
        if card.at_move == room.index + 1 or _ripe(room, card):
            room = replace(_played(room, card), deck=tuple(one for one in room.deck if one.key != card.key))
    return room


def _ripe(room: Room, card: Inject) -> bool:
    when = card.when
    values = room.last_report["series"].get(when.series) if when is not None else None
    return when is not None and values is not None and when.holds(values[-1] / times(room, when.series))


def times(room: Room, series: str) -> float:
    """What a series is taken times to be shown: conditions are in the model's own numbers, reports in people's."""
    labels = (room.opening or {}).get("labels", {})
    return float(labels.get(series, {}).get("times", 1.0))
