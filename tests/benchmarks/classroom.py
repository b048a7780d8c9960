"""How a class fares on the real app: what it waits for, and what that costs the server.

Run it by hand: `python -m tests.benchmarks.classroom [--only NAME] [--factor F] [--idle SECONDS]`. It starts the app
(whole, with its pages) on a free port and a database of its own for every case, lets bots play the 50-minute game over
real websockets, then leaves everybody connected and idle. Waits are in milliseconds. Bots and server share this
computer: a browser's own work is not in these figures, the bots' work (reading every message) is.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sim.game.bots import rehearsal
from sim.game.bots.client import Client
from sim.game.bots.process import LOOPBACK, Server, free_port
from sim.game.bots.rehearsal import Plan, Rehearsal, rehearse
from sim.game.setup.library import opened
from sim.game.store.store import Store
from sim.ui.launch import words

GAME = "autumn_2019_50_minutes"
CASES = {"class of 40": (40, 1), "class of 100": (100, 1), "five rooms of 8": (40, 5)}
MEGABYTE = 2**20
SECONDS_TO_SETTLE = 3.0


@dataclass(frozen=True)
class Idle:
    """What the server uses while everybody is connected and nobody does anything: share of a core, bytes a student."""

    share: float
    a_student: float
    whole: int


@contextmanager
def served() -> Iterator[tuple[Server, Store]]:
    """The real app, just started, over a database of its own, and that database."""
    with tempfile.TemporaryDirectory() as folder:
        url, port = f"sqlite:///{Path(folder) / 'rooms.sqlite'}", free_port()
        command = [sys.executable, "-m", "streamlit", *words(LOOPBACK, port)]
        environment = {"TRILATERAL_DATABASE": url, "PYTHONPATH": str(Path(__file__).parents[2])}
        store = Store.open(url)
        with Server(command, port, environment, Path(folder) / "log") as server:
            time.sleep(SECONDS_TO_SETTLE)
            yield server, store
        store.shut()


async def idle(plan: Plan, server: Server, store: Store, seconds: float) -> Idle:
    """A class joins, waits in the lobby, and does nothing."""
    passes = rehearsal.open_rooms(store, plan)
    before = server.usage()
    classes = await rehearsal.joined(plan, server.address, passes)
    clients: list[Client] = [client for room in classes for client in room.clients]
    lines = [asyncio.create_task(client.run()) for client in clients]
    for room in classes:
        await room.white.until(lambda view: view["room"]["ready"])
    await asyncio.sleep(SECONDS_TO_SETTLE)
    start = server.usage()
    await asyncio.sleep(seconds)
    end = server.usage()
    for client in clients:
        await client.close()
    await asyncio.gather(*lines)
    assert before is not None
    assert start is not None
    assert end is not None
    return Idle((end.cpu - start.cpu) / seconds, (end.memory - before.memory) / plan.students, end.memory)


def measured(students: int, rooms: int, factor: float, seconds: float) -> tuple[Idle, Rehearsal]:
    """A class that waits, and one that plays, each on a server of its own: 200 people in a row would be too many."""
    plan = Plan(*opened(GAME), students, rooms, factor)
    with served() as (server, store):
        waiting = asyncio.run(idle(plan, server, store, seconds))
    with served() as (server, store):
        return waiting, asyncio.run(rehearse(plan, server, store))


def row(name: str, waiting: Idle, played: Rehearsal) -> str:
    assert played.before is not None
    assert played.after is not None
    busy = (played.after.cpu - played.before.cpu) / played.seconds
    waits = [value * 1000.0 for one in (played.seals, played.updates) for value in (one.p50, one.p95, one.most)]
    figures = "".join(f"{value:8.0f}" for value in waits)
    return (
        f"{name:<16}{figures}{played.resolves.p50:9.2f}{played.resolves.most:7.2f}{waiting.share:8.3f}{busy:7.2f}"
        f"{waiting.a_student / MEGABYTE:9.2f}{played.after.memory / MEGABYTE:7.0f}"
        f"{played.count:7d}{len(played.problems):6d}"
    )


HEAD = (
    f"{'':<16}{'seal p50':>8}{'p95':>8}{'max':>8}{'upd p50':>8}{'p95':>8}{'max':>8}{'resolve':>9}{'max':>7}{'idle':>8}"
    f"{'busy':>7}{'MB/stud':>9}{'MB':>7}{'acts':>7}{'wrong':>6}"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=CASES)
    parser.add_argument("--factor", type=float, default=0.03, help="share of the game's minutes")
    parser.add_argument("--idle", type=float, default=30.0, help="seconds of waiting")
    given = parser.parse_args()
    print(f"Waits in ms, resolve in s, idle and busy in cores; load average {os.getloadavg()[0]:.1f} at the start.")
    print(HEAD)
    for name, (students, rooms) in CASES.items():
        if given.only in (None, name):
            waiting, played = measured(students, rooms, given.factor, given.idle)
            print(row(name, waiting, played), flush=True)
            for problem in played.problems[:5]:
                print(f"    wrong: {problem}")
    print(f"Load average {os.getloadavg()[0]:.1f} at the end, {time.strftime('%H:%M')}.")


if __name__ == "__main__":
    main()
