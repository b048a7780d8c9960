"""Browsers without a screen: cookies, posts and lines to a host with a stub world."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.websockets import WebSocketDisconnect

from sim.game.host.host import Host

with warnings.catch_warnings():
    # Starlette asks for a successor of httpx that is not out of its first version.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient, WebSocketTestSession

Plain = dict[str, Any]
PLACE = "localhost:8501"
TRIES = 200
# A message that never comes must end a test, not hang it.
PATIENCE = 30.0
HEARING = ThreadPoolExecutor(8)


def heard(line: WebSocketTestSession) -> str:
    """The next message of a line. Raises WebSocketDisconnect where it ends."""
    return HEARING.submit(line.receive_text).result(PATIENCE)


def closed(line: WebSocketTestSession) -> int:
    """Hear a line to its end; its closing code."""
    try:
        while True:
            heard(line)
    except WebSocketDisconnect as ended:
        return ended.code


class Browser:
    """One browser profile. `last` is the last answer."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.last: Any = None

    def post(self, what: str, data: Plain, **headers: str) -> Plain:
        self.last = self.client.post(f"/game/{what}", json=data, headers=headers)
        return dict(self.last.json())

    def get(self, what: str, **query: str) -> Any:
        self.last = self.client.get(f"/game/{what}", params=query)
        return self.last

    def line(self, code: str, part: str, **headers: str) -> WebSocketTestSession:
        address = f"ws://{PLACE}/game/live?room={code}&as={part}"
        return self.client.websocket_connect(address, headers=headers)


class Page:
    """A page on a line: it keeps the view as a browser would, and every frame that came."""

    def __init__(self, line: WebSocketTestSession) -> None:
        self.line = line
        self.frames: list[str] = []
        self.view: Plain = {}
        self.version = -1
        self.until(lambda message: "set" in message)

    def hear(self) -> Plain:
        text = heard(self.line)
        self.frames.append(text)
        message = dict(json.loads(text))
        self._see(message)
        return message

    def until(self, wanted: Callable[[Plain], bool]) -> Plain:
        for _ in range(TRIES):
            message = self.hear()
            if wanted(message):
                return message
        raise AssertionError(f"never came: {self.frames[-1]}")

    def until_version(self, host: Host, code: str) -> None:
        """Hear until the view is that of the room as it stands."""
        while self.version < host.room(code).number:
            self.hear()

    def send(self, message: Plain) -> Plain:
        """Send something, and hear until it is answered."""
        self.line.send_json(message)
        request = message["request"]
        return self.until(lambda heard: request in (heard.get("ack"), heard.get("answer")))

    def do(self, kind: str, data: Plain, request: str = "") -> str:
        """Do something; the problem, or nothing."""
        heard = self.send({"do": kind, "data": data, "request": request or f"{kind} {len(self.frames)}"})
        return str(heard.get("problem", ""))

    def ask(self, what: str, data: Plain) -> Plain:
        return self.send({"ask": what, "data": data, "request": f"{what} {len(self.frames)}"})

    def _see(self, message: Plain) -> None:
        for section, value in message.get("set", {}).items():
            if value is None:
                del self.view[section]
            else:
                self.view[section] = value
        for path, items in message.get("add", {}).items():
            section, part = path.split(".")
            self.view[section] = {**self.view[section], part: [*self.view[section][part], *items]}
        self.version = message.get("version", self.version)
