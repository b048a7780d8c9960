"""Getting into a room as a browser does: over the server's own routes, with cookies."""

from __future__ import annotations

import http.client
import json
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from sim.kernel.errors import RunError

PATIENCE = 30.0


class Browser:
    """Posts to the routes of a server, and keeps its cookies. `address` is like http://127.0.0.1:8501."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies: dict[str, str] = {}

    @property
    def cookie(self) -> str:
        """The cookies as a header has them."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def post(self, path: str, data: dict[str, Any]) -> dict[str, Any]:
        """What a route answers. Raises RunError, with the server's words, where it refuses."""
        place = urlsplit(self.address)
        headers = {"Content-Type": "application/json", "Origin": self.address, "Cookie": self.cookie}
        line = http.client.HTTPConnection(str(place.hostname), place.port, timeout=PATIENCE)
        try:
            line.request("POST", path, json.dumps(data), headers)
            answer = line.getresponse()
            said = json.loads(answer.read() or b"{}")
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise RunError(f"{self.address}{path} did not answer: {type(error).__name__} {error}") from error
        finally:
            line.close()
        for header in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: found.value for name, found in SimpleCookie(header).items()}
        if answer.status != 200:
            raise RunError(f"{path} was refused ({answer.status}): {said.get('problem', 'without words')}")
        return dict(said)

    def join(self, room: str, name: str, team: str) -> None:
        """Take a seat."""
        self.post("/game/join", {"room": room, "name": name, "team": team})

    def redeem(self, room: str, words: str) -> None:
        """Take over the seat, or the white cell, that a pass opens."""
        self.post("/game/redeem", {"room": room, "pass": words})
