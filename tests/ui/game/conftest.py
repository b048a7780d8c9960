"""A server of rooms over a new file, with a world that answers at once, and any number of browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.applications import Starlette

from sim.game.host.host import Host
from sim.game.store.store import Store
from sim.ui.game.routes import routes
from sim.ui.game.service import Service
from sim.ui.server import middleware
from tests.game.host.worlds import AtOnce, Clock, StubWorld
from tests.ui.game.browsers import PLACE, Browser, TestClient


@pytest.fixture
def world() -> StubWorld:
    return StubWorld()


@pytest.fixture
def host(tmp_path: Path, world: StubWorld) -> Iterator[Host]:
    opened = Host(Store.open(f"sqlite:///{tmp_path / 'rooms.sqlite'}"), world, Clock(), AtOnce())
    yield opened
    opened.stop()
    opened.store.shut()


@pytest.fixture
def browser(host: Host) -> Iterator[Callable[..., Browser]]:
    """Opens new browsers, each with cookies of its own, at one server."""
    app = Starlette(routes=routes(Service(lambda: host)), middleware=middleware())
    with ExitStack() as stack:
        # One event loop for all, as in a server.
        first = stack.enter_context(TestClient(app, base_url=f"http://{PLACE}"))

        def new(base_url: str = f"http://{PLACE}") -> Browser:
            client = TestClient(app, base_url=base_url)
            client.portal = first.portal
            return Browser(client)

        yield new
