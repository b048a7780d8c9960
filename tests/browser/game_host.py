"""A host of rooms for tests of pages: the real rules in memory, a world that answers at once, no store, no cookies."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from sim.game.rules.act import BOARD, OBSERVER, WHITE, Act, RuleError
from sim.game.rules.fold import accept
from sim.game.rules.room import Room
from sim.game.rules.view import view

Plain = dict[str, Any]
Answer = Callable[[Room], Plain]
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h3v3H0zM5 0h3v3H5zM0 5h3v3H0z"/></svg>'


class Host:
    """Rooms by code, who listens to them, and what the world answers with."""

    def __init__(self, rooms: Mapping[str, Room], resolve: Answer, outlook: Answer) -> None:
        self.rooms = dict(rooms)
        self.resolve, self.outlook = resolve, outlook
        self.lines: list[tuple[WebSocket, str, str]] = []

    def routes(self) -> list[BaseRoute]:
        return [
            WebSocketRoute("/game/live", self.live),
            Route("/game/qr", lambda request: Response(SQUARE, media_type="image/svg+xml")),
            Route("/game/rooms", lambda request: JSONResponse({"rooms": []})),
            Route("/game/{what:str}", self.asked, methods=["POST"]),
        ]

    async def asked(self, request: Request) -> Response:
        """What a page posts comes back in the answer; what a test posts as an act happens."""
        data = await request.json()
        if request.path_params["what"] != "act":
            return JSONResponse({"room": data.get("room", "ABCDEF"), "problem": data.get("game") == "" and "No."})
        problem = self.happen(data["room"], Act(data["do"], data["by"], time.time(), data.get("data", {})))
        await self.tell(data["room"])
        return JSONResponse({"problem": problem})

    def happen(self, code: str, act: Act) -> str:
        try:
            self.rooms[code] = accept(self.rooms[code], act)
        except RuleError as error:
            return str(error)
        room = self.rooms[code]
        ruled = room.moves and (not room.setup.options.adjudicated or room.move.ruling is not None)
        if room.stage == "playing" and room.phase == "resolve" and ruled:
            self.rooms[code] = accept(
                room, Act("moved", "host", time.time(), {"move": room.index, **self.resolve(room)})
            )
        return ""

    async def live(self, socket: WebSocket) -> None:
        code, who = socket.query_params["room"], socket.query_params["as"]
        await socket.accept()
        if code not in self.rooms or who not in (WHITE, BOARD, OBSERVER):
            await socket.close(4404, "There is no room with this code.")
            return
        self.lines.append((socket, code, who))
        await self.tell(code)
        try:
            while True:
                await self.hear(socket, code, who, json.loads(await socket.receive_text()))
        except WebSocketDisconnect:
            self.lines.remove((socket, code, who))

    async def hear(self, socket: WebSocket, code: str, who: str, said: Plain) -> None:
        if "ask" in said:
            await socket.send_json({"answer": said["request"], "data": self.answer(code, said)})
            return
        problem = self.happen(code, Act(said["do"], who, time.time(), said["data"], said["request"]))
        await socket.send_json({"ack": said["request"], **({"problem": problem} if problem else {"ok": True})})
        await self.tell(code)

    def answer(self, code: str, said: Plain) -> Plain:
        if said["ask"] == "outlook":
            return self.outlook(self.rooms[code])
        if said["ask"] == "branch":
            return {"room": "BRANCH"}
        return {"url": f"http://127.0.0.1/play?room={code}&pass=once", "qr": "/game/qr"}

    async def tell(self, code: str) -> None:
        room = self.rooms[code]
        for socket, where, who in list(self.lines):
            if where == code:
                seats = [seat.id for seat in room.seats.values()][:2]
                sections = {**view(room, who), **({"present": seats} if who == WHITE else {})}
                await socket.send_json({"version": room.number, "now": time.time(), "set": sections})
