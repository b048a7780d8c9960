"""A browser's line to a room without the browser: it acts, listens, comes back by itself, and measures."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any
from urllib.parse import urlencode

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from sim.game.bots.wish import Plain, Wish
from sim.kernel.errors import RunError

FIRST_WAIT, LONGEST_WAIT = 0.1, 1.0
FINAL = range(4400, 4500)
LARGEST_FRAME = 2**25
LOST = (ConnectionClosed, InvalidHandshake, OSError, TimeoutError, EOFError)


@dataclass(slots=True)
class Sent:
    """An act on its way. `at` is when it was first sent, `settled` when it was acknowledged (monotonic seconds); a
    `problem` says why it was refused."""

    request: str
    wish: Wish
    at: float
    settled: float | None = None
    problem: str = ""


class Client:
    """One line, kept up until it is closed. It lives in one event loop.

    `view` is what was sent so far, `shown` the moments (seconds since 1970) at which each version came, `sent` every
    act, `problems` whatever a browser should never be told. `hears` is called with every message, once it is
    in the view.
    """

    def __init__(
        self,
        address: str,
        room: str,
        part: str,
        cookie: str = "",
        name: str = "",
        hears: Callable[[Client, str], None] | None = None,
    ) -> None:
        self.name = name or part
        self.view: Plain = {}
        self.version = -1
        self.shown: dict[int, float] = {}
        self.sent: list[Sent] = []
        self.problems: list[str] = []
        self.lost = 0
        self._origin = address
        self._address = f"{address.replace('http', 'ws', 1)}/game/live?{urlencode({'room': room, 'as': part})}"
        self._headers = {"Cookie": cookie} if cookie else {}
        self._hears = hears
        self._numbers = count(1)
        self._open: dict[str, tuple[str, asyncio.Future[Any]]] = {}
        self._acts: dict[str, Sent] = {}
        self._line: ClientConnection | None = None
        self._fresh = True
        self._over = False
        self._luck = Random(self.name)
        self._changed = asyncio.Event()

    @property
    def ready(self) -> bool:
        """Whether the line stands and the view came."""
        return self._line is not None and not self._fresh

    async def run(self) -> None:
        """Keep the line up until `close`, or until the server says that it is over."""
        wait = FIRST_WAIT
        while not self._over:
            try:
                async with connect(
                    self._address,
                    origin=self._origin,  # type: ignore[arg-type]
                    additional_headers=self._headers,
                    max_size=LARGEST_FRAME,
                    compression=None,
                ) as line:
                    self._line, self._fresh = line, True
                    async for text in line:
                        wait = FIRST_WAIT
                        await self._take(str(text))
                    self._ended(line.close_code, line.close_reason)
            except LOST as error:
                self._ended(*_why(error))
            if not self._over:
                self.lost += 1
                await asyncio.sleep(wait * self._luck.uniform(0.5, 1.0))
                wait = min(2.0 * wait, LONGEST_WAIT)

    async def close(self) -> None:
        """End the line; what was not acknowledged stays so."""
        self._over = True
        if self._line is not None:
            await self._line.close()

    async def act(self, wish: Wish) -> str:
        """Do something: nothing where it was accepted, else why not. It is sent again where the line was lost."""
        request = f"{self.name}-{next(self._numbers)}"
        sent = Sent(request, wish, time.monotonic())
        self.sent.append(sent)
        self._acts[request] = sent
        text = json.dumps({"do": wish.do, "data": dict(wish.data), "request": request})
        await self._ask(request, text)
        return sent.problem

    async def ask(self, what: str, data: Plain | None = None) -> Plain:
        """The answer to a question. Raises RunError where it is refused."""
        request = f"{self.name}-{next(self._numbers)}"
        text = json.dumps({"ask": what, "data": data or {}, "request": request})
        said = await self._ask(request, text)
        if "answer" not in said:
            raise RunError(f"{what} was refused: {said.get('problem', 'without words')}")
        return dict(said["data"])

    async def until(self, holds: Callable[[Plain], bool], patience: float = 60.0) -> None:
        """Wait until the view is as wished. Raises TimeoutError."""
        async with asyncio.timeout(patience):
            while not (self.ready and holds(self.view)):
                self._changed.clear()
                await self._changed.wait()

    async def _ask(self, request: str, text: str) -> Plain:
        settled: asyncio.Future[Plain] = asyncio.get_running_loop().create_future()
        self._open[request] = text, settled
        if self.ready:
            await self._send(text)
        return await settled

    async def _send(self, text: str) -> None:
        assert self._line is not None
        try:
            await self._line.send(text)
        except ConnectionClosed:
            return  # whoever listens notices, and it is sent again

    async def _take(self, text: str) -> None:
        at = time.time()
        message = json.loads(text)
        if "set" in message:
            await self._see(message, at)
        elif "ack" in message or "answer" in message:
            self._settle(message)
        elif "closing" not in message and "ping" not in message:
            self.problems.append(f"{self.name} was told: {text[:200]}")
        if self._hears is not None:
            self._hears(self, text)
        self._changed.set()

    async def _see(self, message: Plain, at: float) -> None:
        fresh, self._fresh = self._fresh, False
        if fresh:
            self.view = {}
        elif message.get("version", self.version) < self.version:
            self.problems.append(f"{self.name} was sent back from version {self.version} to {message['version']}")
        for section, value in message["set"].items():
            if value is None:
                self.view.pop(section, None)
            else:
                self.view[section] = value
        for place, more in message.get("add", {}).items():
            section, _, key = place.partition(".")
            self.view[section] = {**self.view[section], key: [*self.view[section][key], *more]}
        self.version = message.get("version", self.version)
        self.shown.setdefault(self.version, at)
        for text, _ in list(self._open.values()) if fresh else ():
            await self._send(text)

    def _settle(self, message: Plain) -> None:
        request = message.get("ack") or message.get("answer") or ""
        _, settled = self._open.pop(request, ("", None))
        if request in self._acts:
            act = self._acts.pop(request)
            act.settled, act.problem = time.monotonic(), message.get("problem", "")
        elif settled is None:
            self.problems.append(f"{self.name} got an answer to nothing: {str(message)[:200]}")
        if settled is not None and not settled.done():
            settled.set_result(message)

    def _ended(self, code: int | None, reason: str | None) -> None:
        self._line = None
        if code in FINAL and not self._over:
            self._over = True
            self.problems.append(f"{self.name} was sent away: {reason or code}")


def _why(error: BaseException) -> tuple[int | None, str]:
    if isinstance(error, ConnectionClosed) and error.rcvd is not None:
        return error.rcvd.code, error.rcvd.reason
    return None, ""
