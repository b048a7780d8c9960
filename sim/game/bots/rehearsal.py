"""A dress rehearsal: a class of bots joins a real server, plays the whole game, and everything is measured."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from random import Random

from sim.game.bots import checks
from sim.game.bots.client import Client
from sim.game.bots.doors import Browser
from sim.game.bots.measures import Spread, spread
from sim.game.bots.process import Server, Usage
from sim.game.bots.random_legal import random_legal
from sim.game.bots.scripted import Part, scripted
from sim.game.bots.white_cell import lead
from sim.game.bots.wish import Bot, Wish
from sim.game.host.doors import Doors
from sim.game.host.worker import owed
from sim.game.rules.act import BOARD, WHITE
from sim.game.rules.fold import accept
from sim.game.rules.room import Room, new_room
from sim.game.setup.frozen import freeze, thaw
from sim.game.setup.records import Setup
from sim.game.store.records import StoredAct
from sim.game.store.store import Store
from sim.kernel.errors import SimError
from sim.scenario.scenario import Scenario

JOIN_AT_ONCE = 4
SETTLES_WITHIN = 15.0
SHOWN_TO_ALL = ("start", "push", "time_up", "moved", "seal", "state", "pause", "resume")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is rehearsed: `students` in all, spread over `rooms`. Minutes of phases are taken times `factor`; at 0 no
    clock runs. Every student does something each `pace` seconds or so; with a transcript, what stands there."""

    setup: Setup
    scenario: Scenario
    students: int = 30
    rooms: int = 1
    factor: float = 0.02
    pace: float = 1.5
    seed: int = 0
    transcript: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of it. Times in seconds: `seals` and `acts` from sending to the acknowledgement, `updates` from when an
    act was accepted until a browser was shown it, `resolves` how long the world took for a move. `before` and `after`
    are the server's use before the class came and after the game, None where it cannot be told."""

    plan: Plan
    seconds: float
    count: int
    seals: Spread
    acts: Spread
    updates: Spread
    resolves: Spread
    refused: tuple[str, ...]
    problems: tuple[str, ...]
    before: Usage | None
    after: Usage | None


@dataclass(frozen=True, slots=True)
class Class:
    """One room and those who are in it: the white cell first, then the board, then the seats."""

    code: str
    clients: tuple[Client, ...]

    @property
    def white(self) -> Client:
        return self.clients[0]


def open_rooms(store: Store, plan: Plan) -> list[tuple[str, str]]:
    """Codes of new rooms with a pass for each white cell."""
    minutes = {phase: plan.factor * length for phase, length in plan.setup.minutes.items()}
    setup, doors = replace(plan.setup, minutes=minutes), Doors(store, time.time)
    found = []
    for place in range(plan.rooms):
        code = store.create_room(freeze(setup, plan.scenario), plan.seed + place, time.time()).code
        found.append((code, doors.write_pass(code, WHITE)))
    return found


async def rehearse(plan: Plan, server: Server, store: Store) -> Rehearsal:
    """Play a game with bots on a server that is up. Raises SimError where the server does not let the class in."""
    passes = await asyncio.to_thread(open_rooms, store, plan)
    before, began = server.usage(), time.monotonic()
    classes = await joined(plan, server.address, passes)
    stories = await asyncio.gather(*(_play(plan, place, one, store) for place, one in enumerate(classes)))
    problems = [problem for story in stories for problem in story]
    clients = [client for one in classes for client in one.clients]
    logs = [(one, store.acts(one.code)) for one in classes]
    sent = [act for client in clients for act in client.sent]
    waits = {id(act): act.settled - act.at for act in sent if act.settled is not None and not act.problem}
    return Rehearsal(
        plan=plan,
        seconds=time.monotonic() - began,
        count=sum(len(log) for _, log in logs),
        seals=spread([waits[id(act)] for act in sent if act.wish.do == "seal" and id(act) in waits]),
        acts=spread(list(waits.values())),
        updates=spread([wait for one, log in logs for wait in update_waits(log, one.clients)]),
        resolves=spread([wait for one, log in logs for wait in resolve_waits(store, one.code, log)]),
        refused=tuple(f"{act.wish.do}: {act.problem}" for act in sent if act.problem),
        problems=tuple(problems),
        before=before,
        after=server.usage(),
    )


async def joined(plan: Plan, address: str, passes: Sequence[tuple[str, str]]) -> list[Class]:
    """Let everybody in, as a class comes in: a few at a time, some with a table in mind and some without."""
    door = asyncio.Semaphore(JOIN_AT_ONCE)

    async def enter(place: int) -> Client:
        room = place % plan.rooms
        code, luck, browser = passes[room][0], Random(f"{plan.seed} {place}"), Browser(address)
        async with door:
            await asyncio.to_thread(browser.join, code, f"Student {place + 1}", luck.choice(("any", "")))
        return Client(address, code, "seat", browser.cookie, f"student-{place + 1}", checks.gone_astray)

    students = await asyncio.gather(*(enter(place) for place in range(plan.students)))
    classes = []
    for room, (code, words) in enumerate(passes):
        teacher = Browser(address)
        await asyncio.to_thread(teacher.redeem, code, words)
        white = Client(address, code, WHITE, teacher.cookie, WHITE)
        board = Client(address, code, BOARD, "", BOARD, checks.gone_astray)
        classes.append(Class(code, (white, board, *students[room :: plan.rooms])))
    return classes


async def _play(plan: Plan, place: int, room: Class, store: Store) -> list[str]:
    """Play one room to its debrief; what was wrong in it."""
    lines = [asyncio.create_task(client.run()) for client in room.clients]
    over, luck = asyncio.Event(), Random(f"{plan.seed} white {place}")
    players = [asyncio.create_task(_student(plan, client, over)) for client in room.clients[2:]]
    problems = []
    try:
        await lead(room.white, len(players), 2.0 * plan.pace, luck)
    except SimError as error:
        problems.append(f"room {room.code}: {error}")
    over.set()
    problems += await _finished(players)
    problems += await _settled(room, store)
    for client in room.clients:
        await client.close()
    await asyncio.gather(*lines)
    return problems


async def _student(plan: Plan, client: Client, over: asyncio.Event) -> None:
    """Do something now and then, until the game is over."""
    luck = Random(f"{plan.seed} {client.name}")
    bot: Bot = scripted(plan.transcript) if plan.transcript else random_legal
    while not over.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), plan.pace * luck.uniform(0.5, 1.5))
        if client.ready and not over.is_set():
            for wish in _seated_first(bot, client, luck):
                await client.act(wish)


def _seated_first(bot: Bot, client: Client, luck: Random) -> list[Wish]:
    """Who has no table yet sits down, whatever the player."""
    unseated = client.view["me"]["team"] is None
    return random_legal(client.view, luck) if unseated else bot(client.view, luck)


async def _finished(players: Sequence[asyncio.Task[None]]) -> list[str]:
    """Let everybody end what they are doing."""
    _, late = await asyncio.wait(players, timeout=SETTLES_WITHIN) if players else (set(), set())
    for task in late:
        task.cancel()
    ended = await asyncio.gather(*players, return_exceptions=True)
    broken = [error for error in ended if isinstance(error, Exception)]
    return [f"a player failed: {type(error).__name__}: {error}" for error in broken]


async def _settled(room: Class, store: Store) -> list[str]:
    """Everything that is wrong in a room once no act is on its way any more."""
    end = time.monotonic() + SETTLES_WITHIN
    found = await asyncio.to_thread(_differences, room, store)
    while found and time.monotonic() < end:
        await asyncio.sleep(0.2)
        found = await asyncio.to_thread(_differences, room, store)
    log = await asyncio.to_thread(store.acts, room.code)
    told = [problem for client in room.clients for problem in client.problems]
    lost = [f"{client.name} lost its line {client.lost} times" for client in room.clients if client.lost]
    return [*checks.wrong_in_log(log, room.clients), *checks.unanswered(room.clients), *found, *told, *lost]


def _differences(room: Class, store: Store) -> list[str]:
    kept = checks.kept_room(store, room.code)
    return [wrong for client in room.clients for wrong in checks.wrong_in_view(kept, client)]


def update_waits(log: Sequence[StoredAct], clients: Sequence[Client]) -> list[float]:
    """For every act that all are shown, and every browser, the seconds from its acceptance until it was shown."""
    waits = []
    for client in clients:
        versions = sorted(client.shown)
        first = versions[0] if versions else 0
        moments = iter(versions)
        version = next(moments, None)
        for kept in log:
            while version is not None and version < kept.number:
                version = next(moments, None)
            if version is not None and kept.number > first and kept.kind in SHOWN_TO_ALL:
                waits.append(client.shown[version] - kept.at)
    return waits


def resolve_waits(store: Store, code: str, log: Sequence[StoredAct]) -> list[float]:
    """For every move, the seconds from when it was ready to be answered until the answer was kept."""
    setup, scenario = thaw(store.room(code).setup)
    room: Room = new_room(code, setup, scenario.custom_levers)
    waits, since = [], 0.0
    for kept in log:
        waited = owed(room)
        room = accept(room, checks.as_act(kept))
        if kept.kind == "moved":
            waits.append(kept.at - since)
        elif owed(room) is not None and waited is None:
            since = kept.at
    return waits
