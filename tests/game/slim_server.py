"""A server that starts quickly: the game's own routes, host and store, without pages and with a world that answers at
once. Run as `python -m tests.game.slim_server PORT`; the database is that of the environment."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette

from sim.game.host.host import Host
from sim.game.store.store import Store
from sim.ui.game.routes import routes
from sim.ui.game.service import Service
from tests.game.host.worlds import StubWorld


def open_host() -> Host:
    host = Host(Store.open(), StubWorld())
    host.start()
    return host


def app() -> Starlette:
    """The routes over one host, which takes its rooms up when the server starts."""
    service = Service(open_host)

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        service.begin()
        yield
        service.end()

    return Starlette(routes=routes(service), lifespan=lifespan)


if __name__ == "__main__":
    uvicorn.run(app(), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", ws="websockets-sansio")
