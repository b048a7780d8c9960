"""Power cuts: a server is killed in the middle of a busy game and started again, many times.

A dozen people act all the time, and after every kill three things must hold: whatever was acknowledged is in the log
once; whatever anybody was shown is what the log says at that version; and the game goes on. Most kills hit a slim
server that starts at once (the same routes, host and store, a world that answers at once); a few hit the app.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

import pytest

from sim.game.bots import checks, rehearsal
from sim.game.bots.client import Client
from sim.game.bots.process import LOOPBACK, Server, answers, free_port
from sim.game.bots.random_legal import random_legal
from sim.game.bots.rehearsal import Class, Plan
from sim.game.bots.white_cell import lead
from sim.game.bots.wish import Wish
from sim.game.rules.fold import accept
from sim.game.rules.room import Room, new_room
from sim.game.setup.frozen import thaw
from sim.game.setup.library import opened
from sim.game.setup.records import PHASES
from sim.game.store.store import Store
from sim.ui.launch import words
from tests.game.host.worlds import SCENARIO
from tests.game.reports import small_setup
from tests.game.slim_server import serve

ROOT = Path(__file__).parents[2]
STUDENTS = 12
SECONDS_A_PHASE = 0.6
SECONDS_ALIVE = (0.05, 0.9)
SECONDS_BETWEEN_ACTS = (0.05, 0.6)
SECONDS_OF_THE_APP = (1.0, 3.0)


class Slim:
    """A slim server in a process of its own, a copy of one that has loaded its modules already."""

    def __init__(self, url: str, _folder: Path) -> None:
        self.port = free_port()
        self.address = f"http://{LOOPBACK}:{self.port}"
        self._arguments = (self.port, url)
        self._copies = get_context("forkserver")
        self._copies.set_forkserver_preload(["tests.game.slim_server"])
        self._process: BaseProcess | None = None

    def start(self) -> None:
        self._process = self._copies.Process(target=serve, args=self._arguments, daemon=True)
        self._process.start()
        while not answers(self.port):
            assert self._process.is_alive(), "the server ended"
            time.sleep(0.02)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()


def whole(url: str, folder: Path) -> Server:
    """The app with its pages and its world."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", *words(LOOPBACK, port)]
    return Server(command, port, {"TRILATERAL_DATABASE": url, "PYTHONPATH": str(ROOT)}, folder / "log")


def long_game() -> Plan:
    """More moves than will be played, whose phases end by the clock every half second or so."""
    minutes = {phase: SECONDS_A_PHASE / 60.0 for phase in PHASES if phase != "resolve"}
    return Plan(small_setup(moves=(1,) * 400, minutes=minutes), SCENARIO, STUDENTS, factor=1.0)


def real_game() -> Plan:
    setup, scenario = opened("autumn_2019_50_minutes")
    minutes = {phase: SECONDS_A_PHASE / 60.0 for phase in PHASES if phase != "resolve"}
    return Plan(replace(setup, minutes=minutes), scenario, STUDENTS, factor=1.0)


class Log:
    """The room as the store has it, at any version; what was looked at before is not folded again."""

    def __init__(self, store: Store, code: str) -> None:
        self.store, self.code = store, code
        setup, scenario = thaw(store.room(code).setup)
        self.rooms: dict[int, Room] = {0: new_room(code, setup, scenario.custom_levers)}

    def at(self, versions: set[int]) -> dict[int, Room]:
        start = max(version for version in self.rooms if version <= min(versions))
        room = self.rooms[start]
        found = {start: room}
        for kept in self.store.acts(self.code, after=start):
            room = accept(room, checks.as_act(kept))
            if room.number in versions:
                found[room.number] = room
        self.rooms = found
        return found


def wrong(log: Log, room: Class) -> list[str]:
    """Everything that a dead server did not keep of what it had acknowledged or shown."""
    shown = [client for client in room.clients if client.version >= 0]
    rooms = log.at({client.version for client in shown})
    lost = [client.name for client in shown if client.version not in rooms]
    views = [
        problem
        for client in shown
        if client.version in rooms
        for problem in checks.wrong_in_view(rooms[client.version], client)
    ]
    told = [problem for client in room.clients for problem in client.problems]
    acts = checks.wrong_in_log(log.store.acts(log.code), room.clients)
    return [*(f"{name} was shown what is not in the log" for name in lost), *views, *told, *acts]


async def act_all_the_time(client: Client, over: asyncio.Event) -> None:
    luck = Random(client.name)
    while not over.is_set():
        await asyncio.sleep(luck.uniform(*SECONDS_BETWEEN_ACTS))
        if client.ready:
            for wish in random_legal(client.view, luck):
                await client.act(wish)


async def connected(room: Class) -> None:
    async with asyncio.timeout(60.0):
        while not all(client.ready for client in room.clients):
            await asyncio.sleep(0.02)


async def survives(
    kills: int, plan: Plan, served: Callable[[str, Path], Slim | Server], alive: tuple[float, float], folder: Path
) -> tuple[int, int]:
    """Kill the server so many times; how many acts the log has in the end, and how many were acknowledged."""
    url, luck = f"sqlite:///{folder / 'rooms.sqlite'}", Random(kills)
    store, server = Store.open(url), served(url, folder)
    passes = rehearsal.open_rooms(store, plan)
    log = Log(store, passes[0][0])
    over = asyncio.Event()
    server.start()
    try:
        (room,) = await rehearsal.joined(plan, server.address, passes)
        lines = [asyncio.create_task(client.run()) for client in room.clients]
        people = [asyncio.create_task(act_all_the_time(client, over)) for client in room.clients[2:]]
        teacher = asyncio.create_task(lead(room.white, STUDENTS, 0.2, luck))
        await room.white.until(lambda view: view["clock"]["stage"] == "playing")
        for _ in range(kills):
            await connected(room)
            await asyncio.sleep(luck.uniform(*alive))
            server.kill()
            await asyncio.sleep(0.1)  # what was on its way to a browser arrives
            assert wrong(log, room) == []
            await asyncio.to_thread(server.start)
        await connected(room)
        over.set()
        teacher.cancel()
        async with asyncio.timeout(30.0):
            await asyncio.gather(*people)
        with suppress(asyncio.CancelledError):
            await teacher
        await room.white.act(Wish("close"))
        async with asyncio.timeout(10.0):
            while any(client.view["room"]["stage"] != "closed" for client in room.clients):
                await asyncio.sleep(0.05)
        assert wrong(log, room) == []
        assert list(checks.unanswered(room.clients[1:])) == []
        assert room.white.version == store.last_number(log.code)
        assert all(client.lost >= kills for client in room.clients)
        for client in room.clients:
            await client.close()
        await asyncio.gather(*lines)
    finally:
        server.kill()
    acts = [sent for client in room.clients for sent in client.sent]
    found = store.last_number(log.code), sum(not sent.problem for sent in acts if sent.settled is not None)
    store.shut()
    return found


def test_five_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    kept, acknowledged = asyncio.run(survives(5, long_game(), Slim, SECONDS_ALIVE, tmp_path))
    assert kept > acknowledged > 5 * STUDENTS


@pytest.fixture(autouse=True)
def copies_find_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.mark.slow
def test_forty_seven_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    kept, acknowledged = asyncio.run(survives(47, long_game(), Slim, SECONDS_ALIVE, tmp_path))
    assert kept > acknowledged > 47 * STUDENTS


@pytest.mark.slow
def test_three_kills_of_the_whole_app_lose_and_double_nothing(tmp_path: Path) -> None:
    kept, acknowledged = asyncio.run(survives(3, real_game(), whole, SECONDS_OF_THE_APP, tmp_path))
    assert kept > acknowledged > 3 * STUDENTS
