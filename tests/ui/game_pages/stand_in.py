"""A stand-in for the host of rooms: one room over the real rules, a line to browsers, and a door for tests.

Tests act for the white cell, the server and other seats through /test/act; /test/sit?seat=s1 gives a browser its seat.
Accepted acts are written to the file that STAND_IN_LOG names, so that a killed stand-in comes back as it was.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from sim.game.rules.act import Act, RuleError
from sim.game.rules.fold import accept
from sim.game.rules.room import Room
from sim.game.rules.view import view
from tests.game import reports

CODE = "ABCDEF"
COOKIE = f"trilateral_seat_{CODE}"
Answer = Callable[[Room, str, Mapping[str, Any]], Any]


class Line:
    """One browser: who it is, and what it was last sent of each section."""

    def __init__(self, socket: WebSocket, who: str) -> None:
        self.socket, self.who = socket, who
        self.sent: dict[str, str] = {}

    async def show(self, room: Room) -> None:
        now = {name: json.dumps(value) for name, value in view(room, self.who).items()}
        fresh = {name: json.loads(text) for name, text in now.items() if self.sent.get(name) != text}
        gone = {name: None for name in self.sent if name not in now}
        self.sent = now
        if fresh or gone:
            await self.socket.send_json({"version": room.number, "now": time.time(), "set": {**fresh, **gone}})


class StandIn:
    """The room, its log and its lines."""

    def __init__(self, room: Room, log: Path, answers: Mapping[str, Answer]) -> None:
        self.room, self.log, self.answers = room, log, answers
        self.lines: set[Line] = set()
        self.known: set[str] = set()
        for text in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
            self._apply(Act(**json.loads(text)))

    def _apply(self, act: Act) -> None:
        self.room = accept(self.room, act)
        self.known.add(act.request)

    async def act(self, kind: str, by: str, data: Mapping[str, Any], request: str) -> str:
        """Accept an act, write it down and tell everybody; the problem's words where the rules refuse it."""
        if request and request in self.known:
            return ""
        filled = {**data, "salt": f"salt{self.room.number}"} if kind == "seal" else dict(data)
        try:
            self._apply(Act(kind, by, time.time(), filled, request))
        except RuleError as error:
            return str(error)
        with self.log.open("a", encoding="utf-8") as file:
            words = {"kind": kind, "by": by, "at": time.time(), "data": filled, "request": request}
            file.write(json.dumps(words) + "\n")
        for line in list(self.lines):
            await line.show(self.room)
        return ""

    async def live(self, socket: WebSocket) -> None:
        who = socket.cookies.get(COOKIE, "") if socket.query_params["as"] == "seat" else socket.query_params["as"]
        await socket.accept()
        if who not in self.room.seats and who not in ("white", "board"):
            await socket.close(4401, "This browser has no seat in this room.")
            return
        line = Line(socket, who)
        self.lines.add(line)
        try:
            await line.show(self.room)
            while True:
                await self.take(line, await socket.receive_json())
        except WebSocketDisconnect:
            self.lines.discard(line)

    async def take(self, line: Line, message: Mapping[str, Any]) -> None:
        request = message["request"]
        if "ask" in message:
            answer = self.answers.get(message["ask"])
            told = {"answer": request, "data": answer(self.room, line.who, message["data"])} if answer else None
            await line.socket.send_json(told or {"ack": request, "problem": "nothing of this kind can be asked."})
            return
        problem = await self.act(message["do"], line.who, message["data"], request)
        await line.socket.send_json({"ack": request, **({"problem": problem} if problem else {"ok": True})})

    async def act_of_test(self, request: Request) -> Response:
        words = await request.json()
        return JSONResponse({"problem": await self.act(words["kind"], words["by"], words.get("data", {}), "")})

    async def sit(self, request: Request) -> Response:
        answer = RedirectResponse(f"/desk?room={CODE}", 303)
        answer.set_cookie(COOKIE, request.query_params["seat"], httponly=True, samesite="lax")
        return answer


def forecast(room: Room, who: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """What an adviser would say, with numbers that are easy to recognise."""
    weeks = list(range(12))
    flat = {f"p{level}": [float(level)] * len(weeks) for level in (10, 25, 50, 75, 90)}
    label = {"label": "Hostility of Seoul to Tokyo", "unit": "index 0-100", "low": 0.0, "high": 100.0, "digits": 0}
    shares = {"p_lapse": {"label": "The pact lapses", "percent": 41.0}}
    return {
        "weeks": weeks,
        "days": [f"2019-08-{5 + week:02d}" for week in weeks],
        "known": 4,
        "labels": {"hostility.seoul": label},
        "series": {"hostility.seoul": flat},
        "shares": shares,
        "assumes": [f"You do {len(data['lines'])} things."],
        "compare": {"series": {"hostility.seoul": flat}, "shares": shares},
    }


def routes_of(stand_in: StandIn) -> list[WebSocketRoute | Route]:
    """What the app serves beside its pages."""
    return [
        WebSocketRoute("/game/live", stand_in.live),
        Route("/test/act", stand_in.act_of_test, methods=["POST"]),
        Route("/test/sit", stand_in.sit),
    ]


def small_room() -> StandIn:
    return StandIn(reports.seated(), Path(os.environ["STAND_IN_LOG"]), {"forecast": forecast})
