"""What somebody sees of a room: the only source for every page, built from what that person may know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sim.game.rules import reveal, sights
from sim.game.rules.act import BOARD, OBSERVER, WHITE, RuleError
from sim.game.rules.room import OBSERVERS, Room, Seat
from sim.kernel.records import CAPITALS

View = dict[str, Any]


def view(room: Room, who: str) -> View:
    """The view of a seat, of the white cell ("white"), of the projector ("board") or of a guest ("observer"), as
    sections of plain words and numbers."""
    return {name: value for part in parts(room, who).values() for name, value in part().items()}


def parts(room: Room, who: str) -> dict[str, Callable[[], View]]:
    """A view in parts, later ones over earlier ones, each still to be made. Parts of one name are the same for all who
    have them, so that a server makes them once. Raises RuleError for who is not in the room."""
    found: dict[str, Callable[[], View]] = {"public": partial(_public, room)}
    if who == WHITE:
        return {**found, "white": partial(_of_white_cell, room)}
    if who in (BOARD, OBSERVER):
        return found
    seat = room.seats.get(who)
    if seat is None or seat.gone:
        raise RuleError("you are no longer in this room. Join again with the room's code.")
    found[f"table:{seat.team}"] = partial(_of_table, room, seat.team)
    return {**found, f"seat:{who}": partial(_of_seat, room, seat)}


def _public(room: Room) -> View:
    """What everybody sees. After the last move, everything."""
    shown: View = {
        "room": sights.room(room),
        "clock": sights.clock(room),
        "tables": sights.tables(room),
        "world": sights.world(room),
        "news": sights.news(room, None),
        "questions": sights.questions(room),
    }
    if room.revealed:
        shown["reveal"] = reveal.everything(room)
    return shown


def _of_table(room: Room, team: str | None) -> View:
    """What all at a table see alike."""
    heard: View = {"talk": sights.talk(room, team)}
    if team == OBSERVERS:
        return {**heard, "news": sights.news(room, OBSERVERS)}
    return {**heard, **_of_team(room, team)} if team in CAPITALS else heard


def _of_team(room: Room, capital: str) -> View:
    """What all members of a capital's team see alike."""
    return {
        "news": sights.news(room, capital),
        "brief": sights.brief(room, capital),
        "proposals": sights.proposals(room, capital),
        "levers": sights.levers(room),
        "desk": sights.desk(room, capital),
        "past": sights.past(room, capital),
    }


def _of_seat(room: Room, seat: Seat) -> View:
    """What only one person sees."""
    own: View = {"me": sights.me(room, seat), "slips": sights.slips(room, seat.id)}
    return {**own, "beliefs": sights.beliefs(room, seat.id)} if seat.team in CAPITALS else own


def _of_white_cell(room: Room) -> View:
    teams: Mapping[str, View] = {capital: sights.brief(room, capital) for capital in CAPITALS}
    return {
        "seats": sights.seats(room),
        "talk": sights.talk(room, WHITE),
        "news": sights.news(room, WHITE),
        "briefs": teams,
        "proposals": sights.proposals(room, WHITE),
        "orders": sights.orders(room),
        "deck": sights.deck(room),
        "script": list(room.setup.script),
        "truth": sights.truth(room),
    }
