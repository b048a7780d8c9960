"""Who says what to whom: channels, public statements, announcements and notes of the white cell."""

from __future__ import annotations

from dataclasses import replace

from sim.game.rules import given
from sim.game.rules.act import WHITE, Act, RuleError
from sim.game.rules.room import OBSERVERS, Message, Room, Statement
from sim.kernel.records import CAPITALS

TABLE, NEWS = "table", "announcements"
PAIRS = ("seoul-tokyo", "seoul-washington", "tokyo-washington")
CHANNELS: dict[str, tuple[str, ...]] = {
    **{f"team:{capital}": (capital,) for capital in CAPITALS},
    **{f"white:{capital}": (capital,) for capital in CAPITALS},
    **{pair: tuple(pair.split("-")) for pair in PAIRS},
    TABLE: CAPITALS,
    NEWS: (*CAPITALS, OBSERVERS),
}
DIPLOMATIC = (*PAIRS, TABLE)
TONES = {
    "calm": ("calms", 0.25),
    "firm": ("states a position", 0.5),
    "sharp": ("accuses", 1.0),
}
MOST_MESSAGES = 20_000


def may_read(channel: str, team: str | None) -> bool:
    """Whether a table hears a channel; the white cell hears all of them."""
    return team in CHANNELS[channel]


def say(room: Room, act: Act) -> Room:
    """Words in a channel. Capitals talk to each other while they negotiate; among themselves always."""
    channel = given.word(act.data, "channel", tuple(CHANNELS))
    words = given.text(act.data, "text", given.PARAGRAPH)
    if act.by != WHITE:
        _check_open(room, act.by, channel)
    return _heard(room, act, channel, words)


def _check_open(room: Room, seat: str, channel: str) -> None:
    team = room.team_of(seat)
    if channel == NEWS or not may_read(channel, team):
        mine = ", ".join(name for name in CHANNELS if may_read(name, team) and name != NEWS)
        raise RuleError(f"your table has no part in this channel. Yours are: {mine or 'none'}.")
    if channel in DIPLOMATIC and (room.stage != "playing" or room.phase != "negotiate"):
        raise RuleError("capitals talk to each other in the phase of negotiation. Keep it until then.")


def _heard(room: Room, act: Act, channel: str, words: str) -> Room:
    if len(room.messages) >= MOST_MESSAGES:
        raise RuleError("the room's book of messages is full. Talk to each other aloud.")
    seat = room.seats.get(act.by)
    name, team = (seat.name, seat.team) if seat is not None else ("White cell", None)
    message = Message(act.number, act.at, room.index, act.by, name, team, channel, words)
    return replace(room, messages=(*room.messages, message))


def announce(room: Room, act: Act) -> Room:
    """The white cell tells something to all, or to one capital."""
    to = given.word(act.data, "to", ("all", *CAPITALS)) if "to" in act.data else "all"
    words = given.text(act.data, "text", given.PARAGRAPH)
    return _heard(room, act, NEWS if to == "all" else f"white:{to}", words)


def hide(room: Room, act: Act) -> Room:
    """The white cell takes words that should not stand out of sight, or shows them again."""
    number = given.whole(act.data, "message", 0, 10**9)
    hidden = bool(act.data.get("hidden", True))
    if not any(message.number == number for message in room.messages):
        raise RuleError("there is no such message.")
    changed = (replace(one, hidden=hidden) if one.number == number else one for one in room.messages)
    return replace(room, messages=tuple(changed))


def note(room: Room, act: Act) -> Room:
    """The white cell writes something down for itself and for the debrief."""
    words = given.text(act.data, "text", given.PARAGRAPH)
    message = Message(act.number, act.at, room.index, act.by, "White cell", None, "notes", words)
    return replace(room, notes=(*room.notes, message))


def state(room: Room, act: Act) -> Room:
    """A head of government speaks to the press: a headline, which stirs both publics."""
    capital = room.team_of(act.by)
    assert capital is not None
    if room.stage != "playing" or room.phase not in ("negotiate", "seal"):
        raise RuleError("statements are made while capitals negotiate or seal.")
    mine = [one for one in room.statements if one.move == room.index and one.capital == capital]
    if len(mine) >= room.setup.options.statements:
        raise RuleError(f"your government has spoken {len(mine)} times in this move, which is all that it may.")
    tone = given.word(act.data, "tone", TONES)
    words = given.line(act.data, "text", given.LINE)
    spoken = Statement(act.number, room.index, capital, words, tone)
    return replace(room, statements=(*room.statements, spoken))
