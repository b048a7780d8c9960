"""People join, choose a table, and are placed, appointed or removed."""

from __future__ import annotations

from dataclasses import replace

from sim.game.rules import given
from sim.game.rules.act import Act, RuleError
from sim.game.rules.room import OBSERVERS, TABLES, Room, Seat
from sim.kernel.records import CAPITALS

MOST_SEATS = 150
ANY = "any"


def join(room: Room, act: Act) -> Room:
    """Somebody takes a seat. The host gives it an id; the name may be left out."""
    if room.locked:
        raise RuleError("the room is locked: nobody new can join. Ask the teacher to unlock it.")
    if len(room.seats) >= MOST_SEATS:
        raise RuleError(f"the room is full: {MOST_SEATS} people have joined.")
    seat = given.line(act.data, "seat", given.SHORT)
    if seat in room.seats:
        raise RuleError("this seat is taken. Join again.")
    name = _name(room, given.line(act.data, "name", given.SHORT, empty=True))
    joined = replace(room, seats={**room.seats, seat: Seat(seat, name)})
    team = act.data.get("team")
    return _seated(joined, seat, _chosen(joined, team)) if team else joined


def _name(room: Room, wished: str) -> str:
    taken = {seat.name for seat in room.seats.values()}
    name = wished if wished and room.setup.options.names else f"Player {len(room.seats) + 1}"
    place = 2
    while name in taken:
        name = f"{wished or 'Player'} ({place})"
        place += 1
    return name


def _chosen(room: Room, team: object) -> str:
    if team != ANY:
        return given.word({"team": team}, "team", TABLES)
    human = [capital for capital in CAPITALS if room.hands[capital] == "human"] or [OBSERVERS]
    return min(human, key=lambda capital: len(room.members(capital)))


def _seated(room: Room, seat: str, team: str) -> Room:
    """Move somebody to a table: the first there is its head, the others get the next role card."""
    left = _without_head(room, seat)
    there = left.members(team)
    roles = len(room.setup.teams[team].roles) if team in room.setup.teams else 0
    role = len(there) % roles if roles else 0
    headless = team != OBSERVERS and not any(one.head for one in there)
    sitting = replace(left.seats[seat], team=team, role=role, head=headless, gone=False)
    return replace(left, seats={**left.seats, seat: sitting})


def _without_head(room: Room, seat: str) -> Room:
    """Somebody gives up being head; the next of the team takes over."""
    leaving = room.seats[seat]
    seats = {**room.seats, seat: replace(leaving, head=False)}
    if leaving.head and leaving.team is not None:
        heir = next((one for one in room.members(leaving.team) if one.id != seat), None)
        if heir is not None:
            seats[heir.id] = replace(heir, head=True)
    return replace(room, seats=seats)


def sit(room: Room, act: Act) -> Room:
    """Somebody chooses a table: before the game begins, or the first time."""
    if room.stage != "lobby" and room.seats[act.by].team not in (None, OBSERVERS):
        raise RuleError("tables are chosen before the game begins. Ask the teacher to move you.")
    return _seated(room, act.by, _chosen(room, act.data.get("team")))


def rename(room: Room, act: Act) -> Room:
    """Somebody is called otherwise from now on."""
    if not room.setup.options.names:
        raise RuleError("this room is played without names.")
    wished = given.line(act.data, "name", given.SHORT)
    others = replace(room, seats={key: seat for key, seat in room.seats.items() if key != act.by})
    return replace(room, seats={**room.seats, act.by: replace(room.seats[act.by], name=_name(others, wished))})


def leave(room: Room, act: Act) -> Room:
    """Somebody goes; what they did stays."""
    left = _without_head(room, act.by)
    return replace(left, seats={**left.seats, act.by: replace(left.seats[act.by], gone=True)})


def place(room: Room, act: Act) -> Room:
    """The white cell moves somebody to a table."""
    return _seated(room, _somebody(room, act), given.word(act.data, "team", TABLES))


def appoint(room: Room, act: Act) -> Room:
    """Somebody becomes head of their team: the one who seals."""
    seat = room.seats[_somebody(room, act)]
    if seat.team not in CAPITALS or seat.gone:
        raise RuleError(f"{seat.name} sits at no capital's table and cannot be its head. Move them there first.")
    seats = {**room.seats}
    for one in room.members(seat.team):
        seats[one.id] = replace(one, head=one.id == seat.id)
    return replace(room, seats=seats)


def remove(room: Room, act: Act) -> Room:
    """The white cell takes somebody out of the room."""
    seat = _somebody(room, act)
    left = _without_head(room, seat)
    return replace(left, seats={**left.seats, seat: replace(left.seats[seat], gone=True)})


def lock(room: Room, act: Act) -> Room:
    """The door is closed to people who have not joined yet, or opened again."""
    return replace(room, locked=bool(act.data.get("locked", True)))


def _somebody(room: Room, act: Act) -> str:
    seat = act.data.get("seat")
    if not isinstance(seat, str) or seat not in room.seats:
        raise RuleError("there is nobody with this seat in the room. Reload the page and choose again.")
    return seat
