"""A server that starts quickly: the game's own routes, host and store, without pages and with a world that answers at
once. Run as `python -m tests.game.slim_server PORT URL`."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette

from sim.game.bots.process import LOOPBACK
from sim.game.host.host import Host
from sim.game.store.store import Store
from sim.ui.game.routes import routes
from sim.ui.game.service import Service
from tests.game.host.worlds import StubWorld


def app(url: str) -> Starlette:
    """The routes over one host, which takes its rooms up when the server starts."""

    def open_host() -> Host:
        host = Host(Store.open(url), StubWorld())
        host.start()
        return host

    service = Service(open_host)

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        service.begin()
        yield
        service.end()

    return Starlette(routes=routes(service), lifespan=lifespan)


def serve(port: int, url: str) -> None:
    """Serve the rooms of a database until the process ends."""
    uvicorn.run(app(url), host=LOOPBACK, port=port, log_level="warning", ws="websockets-sansio")


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2])
