"""Who may talk to the routes: pages of this very server, under a name that is its own."""

from __future__ import annotations

import ipaddress
import os
import socket
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

VARIABLE = "TRILATERAL_HOSTS"
LOCAL_ENDINGS = (".localhost", ".local", ".lan", ".home.arpa", ".internal")


def known_name(host: str) -> bool:
    """Whether a Host header names this server: by number, by a name that no stranger can own in the world's directory
    of names, or by one of TRILATERAL_HOSTS (separated by commas; *.example.org for all below it)."""
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    own = socket.gethostname().lower()
    if not name or _is_number(name) or "." not in name or name == own or name.endswith(LOCAL_ENDINGS):
        return bool(name)
    listed = [word.strip().lower() for word in os.environ.get(VARIABLE, "").split(",")]
    return any(name == word or (word.startswith("*.") and name.endswith(word[1:])) for word in listed if word)


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return False
    return True


def same_origin(connection: HTTPConnection) -> bool:
    """Whether a page of this server asks. Programs that are no browsers send no Origin, and have no cookies either."""
    origin = connection.headers.get("origin")
    if origin is None:
        return connection.headers.get("sec-fetch-site", "none") in ("same-origin", "none")
    try:
        return urlsplit(origin).netloc.lower() == connection.headers.get("host", "").lower() != ""
    except ValueError:
        return False


class KnownHosts:
    """Refuses whoever reached this server under a stranger's name: a page of theirs could otherwise read from it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or known_name(Headers(scope=scope).get("host", "")):
            await self.app(scope, receive, send)
            return
        words = f"This server does not know itself by this name. Start it with {VARIABLE}=the name, then reload."
        await PlainTextResponse(words, 400)(scope, receive, send)
