"""The app over a real host and a world without an engine, as a script for Streamlit, with a door for tests.

/test/room opens a room with people in it; /test/act does something there for anybody; /test/kill is a sudden end.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sim.game.host.host import Host
from sim.game.rules.room import Room
from sim.game.setup.records import Line, Setup
from sim.game.store.store import Store
from sim.kernel.errors import SimError
from sim.scenario.scenario import Scenario
from sim.ui.game.routes import routes
from sim.ui.game.service import Service
from sim.ui.server import SCRIPT
from tests.game.host.worlds import SCENARIO, StubWorld
from tests.game.reports import small_setup

WEEKS = 12


class AdvisedWorld(StubWorld):
    """An adviser and an outlook whose numbers are easy to recognise, and a pact of which notice was given."""

    def opening(self, setup: Setup, scenario: Scenario) -> dict[str, Any]:
        return _with_notice(super().opening(setup, scenario))

    def resolve(self, room: Room, scenario: Scenario) -> dict[str, Any]:
        found = super().resolve(room, scenario)
        return {**found, "report": _with_notice(found["report"])}

    def forecast(self, room: Room, scenario: Scenario, capital: str, lines: Sequence[Line]) -> dict[str, Any]:
        flat = {f"p{level}": [float(level)] * WEEKS for level in (10, 25, 50, 75, 90)}
        shares = {"p_lapse": {"label": "The pact lapses", "percent": 41.0}}
        label = {"label": "Hostility of Seoul to Tokyo", "unit": "index 0-100", "low": 0.0, "high": 100.0, "digits": 0}
        return {
            "weeks": list(range(WEEKS)),
            "days": [f"2019-08-{5 + week:02d}" for week in range(WEEKS)],
            "known": 4,
            "labels": {"hostility.seoul": label},
            "series": {"hostility.seoul": flat},
            "shares": shares,
            "assumes": [f"You do {len(lines)} things."],
            "compare": {"series": {"hostility.seoul": flat}, "shares": shares},
        }

    def outlook(self, room: Room, scenario: Scenario) -> dict[str, Any]:
        keys = ("hostility", "p_notice")
        return {
            "bands": {"hostility": [20.0, 30.0, 70.0], "p_notice": [0.0, 0.0, 1.0]},
            "outcomes": {"hostility": 45.0, "p_notice": 1.0},
            "percentile": {"hostility": 61.0, "p_notice": 90.0},
            "watch": list(keys),
            "ghosts": 400,
            "labels": {
                "hostility": {"label": "Hostility", "unit": "index 0-100", "digits": 1},
                "p_notice": {"label": "Notice given", "unit": "probability", "digits": 2},
            },
            "series": {"approval.seoul": [41.0, 44.0, 52.0], "approval.tokyo": [50.0, 50.0, 50.0]},
        }


def _with_notice(report: dict[str, Any]) -> dict[str, Any]:
    series = report["series"]
    return {**report, "series": {**series, "pact_state": [1.0 for _ in series["pact_state"]]}}


def open_host() -> Host:
    host = Host(Store.open(), AdvisedWorld())
    host.start()
    return host


service = Service(open_host)


async def open_room(request: Request) -> Response:
    """A room with the people that are named, by their tables; the first of a table is its head."""
    return JSONResponse(await run_in_threadpool(_open_room, await request.json()))


def _open_room(people: dict[str, str]) -> dict[str, Any]:
    host = service.host()
    code, _ = host.open_room(small_setup(), SCENARIO, 1)
    while host.room(code).opening is None:
        time.sleep(0.02)
    return {"room": code, "people": {name: host.join(code, name, team) for name, team in people.items()}}


async def act(request: Request) -> Response:
    """Something is done in a room, by a seat, the white cell or the server."""
    words = await request.json()
    try:
        await run_in_threadpool(service.host().act, words["room"], words["by"], words["kind"], words["data"])
    except SimError as error:
        return JSONResponse({"problem": str(error)})
    return JSONResponse({"problem": ""})


async def seen(request: Request) -> Response:
    """What the room holds of orders and messages."""
    room = service.host().room(request.query_params["room"])
    orders = {capital: order.code for capital, order in room.move.orders.items()} if room.moves else {}
    return JSONResponse({"orders": orders, "said": [one.text for one in room.messages], "phase": room.phase})


async def kill(request: Request) -> Response:
    """The server dies without a word."""
    os.kill(os.getpid(), signal.SIGKILL)
    return JSONResponse({})


app = st.App(
    SCRIPT,
    routes=[
        *routes(service),
        Route("/test/room", open_room, methods=["POST"]),
        Route("/test/act", act, methods=["POST"]),
        Route("/test/seen", seen),
        Route("/test/kill", kill, methods=["POST"]),
    ],
)
