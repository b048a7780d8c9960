"""The server around the app: what happens once at start, and which headers every answer carries."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from starlette.middleware import Middleware

from sim.ui.game.guard import KnownHosts
from sim.ui.game.routes import SERVICE, routes

SCRIPT = Path(__file__).parent / "router" / "main.py"
HEAVY = ("pandas", "pyarrow", "sim.ui.pages.explore", "sim.game.world.game_world")
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
)

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]


class SafeHeaders:
    """Every page refuses to be framed by strangers and tells them nothing of where its reader came from."""

    def __init__(self, app: Callable[[Message, Receive, Send], Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = {name for name, _ in message["headers"]}
                extra = [header for header in HEADERS if header[0] not in known]
                message["headers"] = [*message["headers"], *extra]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def middleware() -> list[Middleware]:
    return [Middleware(SafeHeaders), Middleware(KnownHosts)]


def around() -> dict[str, Any]:
    """What is served besides the pages, in the words of st.App; both launchers take it from here."""
    return {"lifespan": lifespan, "routes": routes(), "middleware": middleware()}


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Load the model before the first reader comes, and put what is loaded out of the garbage collector's reach.

    A full collection over pandas and pyarrow costs about 90 ms with the interpreter held, after every slider move.
    """
    for module in HEAVY:
        import_module(module)
    gc.collect()
    gc.freeze()
    SERVICE.begin()
    try:
        yield
    finally:
        SERVICE.end()
