"""The routes of the game beside its line: open, join, come back, leave, take home."""

from __future__ import annotations

import time

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from sim.game.host import limits
from sim.game.host.errors import NoEntry
from sim.game.host.host import Host
from sim.game.host.limits import Limit
from sim.game.rules.act import WHITE
from sim.game.rules.room import Room
from sim.game.store.codes import as_code, new_seed
from sim.game.store.errors import NoRoom
from sim.kernel.errors import SimError, near_matches
from sim.ui.game import cookies
from sim.ui.game.asked import LONG, Answer, Plain, answered, shown, text_in
from sim.ui.game.files import FILES, file_name, prepare, source_of
from sim.ui.game.join_address import as_picture, join_address
from sim.ui.game.live import Lines
from sim.ui.game.opening import MOST_BODY, wished
from sim.ui.game.service import Service

OPEN_STAGES = ("debrief", "closed")


def routes(service: Service | None = None) -> list[BaseRoute]:
    """All routes of the game, over one host."""
    desk = Desk(service or SERVICE)
    posts = {
        "open": answered(desk.open, MOST_BODY),
        "join": answered(desk.join),
        "leave": answered(desk.leave),
        "redeem": answered(desk.redeem),
        "follow": answered(desk.follow),
        "delete": answered(desk.delete),
    }
    gets = {"qr": shown(desk.qr), "rooms": shown(desk.rooms), "file": shown(desk.file, LONG)}
    return [
        *(Route(f"/game/{name}", route, methods=["POST"]) for name, route in posts.items()),
        *(Route(f"/game/{name}", route, methods=["GET"]) for name, route in gets.items()),
        WebSocketRoute("/game/live", desk.lines.endpoint),
    ]


SERVICE = Service(over=prepare)


class Desk:
    """What the routes do; every method is called outside the event loop."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._wrong, self._opened, self._joined = (
            Limit(pace, time.time) for pace in (limits.WRONG_CODES, limits.ROOMS, limits.JOINS)
        )
        self.lines = Lines(service, self._wrong)

    @property
    def host(self) -> Host:
        return self._service.host()

    def open(self, request: Request, data: Plain) -> Response:
        """A room for a class, or for one person alone."""
        self._opened.take(_address(request))
        setup, scenario = wished(data)
        code, token = self.host.open_room(setup, scenario, new_seed())
        answer = Answer({"room": code})
        cookies.give(answer, request, code, WHITE, token)
        if data.get("solo"):
            seat, own = self.host.join(code, "", text_in(data, "solo"))
            cookies.give(answer, request, code, seat, own)
        return answer

    def join(self, request: Request, data: Plain) -> Response:
        """A seat for this browser; a browser that has one keeps it."""
        room = self._room(request, data)
        if self._seat(request, room) is None:
            self._joined.take(_address(request))
            seat, token = self.host.join(room.code, text_in(data, "name"), text_in(data, "team"))
            return self._seated(request, room.code, seat, token)
        return Answer({"room": room.code})

    def leave(self, request: Request, data: Plain) -> Response:
        """This browser gives its seat up."""
        room = self._room(request, data)
        seat = self._seat(request, room)
        if seat is not None and room.stage != "closed":
            self.host.act(room.code, seat, "leave")
        answer = Answer({"room": room.code})
        cookies.take(answer, request, cookies.SEAT, room.code)
        return answer

    def redeem(self, request: Request, data: Plain) -> Response:
        """This browser takes a seat over with a pass."""
        room = self._room(request, data)
        try:
            seat, token = self.host.redeem(room.code, text_in(data, "pass"))
        except NoEntry:
            self._wrong.count(_address(request))
            raise
        self.lines.end_seat(room.code, seat)
        return self._seated(request, room.code, seat, token)

    def follow(self, request: Request, data: Plain) -> Response:
        """This browser keeps its seat in a room that goes on from another."""
        room = self._room(request, data)
        for origin in self.host.line_of(room.code):
            for part in (WHITE, cookies.SEAT):
                token = request.cookies.get(cookies.name_of(part, origin))
                if token:
                    return self._seated(request, room.code, *self.host.follow(room.code, token))
        raise NoEntry("you have no seat in the room from which this one goes on. Join it with its code.")

    def delete(self, request: Request, data: Plain) -> Response:
        """The white cell deletes the room with everything that was done in it."""
        room = self._room(request, data)
        if not cookies.white_in(self.host, room.code, request.cookies):
            raise NoEntry("only the white cell of a room can delete it.")
        self.host.delete(room.code)
        answer = Answer({"room": room.code})
        for part in (WHITE, cookies.SEAT):
            cookies.take(answer, request, part, room.code)
        return answer

    def qr(self, request: Request) -> Response:
        """The address of a room as a picture."""
        address = join_address(request, as_code(request.query_params.get("room", "")))
        return Response(as_picture(address), media_type="image/svg+xml")

    def rooms(self, request: Request) -> Response:
        """The rooms to which this browser has a key."""
        found = []
        for part, code in cookies.rooms_of(request.cookies):
            try:
                found += self._ticket(request, part, code)
            except NoRoom:
                continue
        return Answer({"rooms": found})

    def _ticket(self, request: Request, part: str, code: str) -> list[Plain]:
        room = self.host.room(code)
        known = {"code": code, "title": room.setup.title, "as": part, "state": _state(room), "stage": room.stage}
        if part == WHITE:
            return [known] if cookies.white_in(self.host, code, request.cookies) else []
        seat = self._seat(request, room)
        return [{**known, "team": room.seats[seat].team, "name": room.seats[seat].name}] if seat is not None else []

    def file(self, request: Request) -> Response:
        """A document of the room."""
        room = self._room(request, {"room": request.query_params.get("room", "")})
        white = cookies.white_in(self.host, room.code, request.cookies)
        if not white and self._seat(request, room) is None:
            raise NoEntry("this browser has no seat in this room. Join it with its code.")
        name = request.query_params.get("name", "")
        if name not in FILES:
            raise SimError(f"there is no such document here.{near_matches(name, FILES)} There are: {', '.join(FILES)}.")
        file = FILES[name]
        if not white and (file.white_only or room.stage not in OPEN_STAGES):
            raise NoEntry("this document is open to you when the debrief has begun, and not to everybody then.")
        return self._made(room.code, name)

    def _made(self, code: str, name: str) -> Response:
        file = FILES[name]
        place = "inline" if file.inline else "attachment"
        return Response(
            file.make(source_of(self.host, code)),
            media_type=file.media,
            headers={
                "content-disposition": f'{place}; filename="{file_name(code, name)}"',
                "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
            },
        )

    def _seat(self, request: Request, room: Room) -> str | None:
        seat = cookies.seat_in(self.host, room.code, request.cookies)
        return seat if seat is not None and not room.seats[seat].gone else None

    def _room(self, request: Request, data: Plain) -> Room:
        """The room that somebody names. Wrong codes are counted, since they may be guesses."""
        address, named = _address(request), text_in(data, "room")
        if not cookies.opens(self.host, named, request.cookies):
            self._wrong.check(address)
        try:
            return self.host.room(named)
        except NoRoom:
            self._wrong.count(address)
            raise

    def _seated(self, request: Request, code: str, seat: str, token: str) -> Response:
        answer = Answer({"room": code, "as": WHITE if seat == WHITE else cookies.SEAT})
        cookies.give(answer, request, code, seat, token)
        return answer


def _address(request: Request) -> str:
    return request.client.host if request.client is not None else ""


def _state(room: Room) -> str:
    if room.stage == "playing":
        return f"move {len(room.moves)} of {len(room.setup.moves)}"
    return {"lobby": "not begun yet", "debrief": "debrief", "closed": "closed"}[room.stage]
