"""One browser's line: what it was sent, what waits to be sent, and how it ends."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from sim.ui.game.sections import MESSAGES, Talk, Texts

PING = 20.0
PATIENCE = 30.0
MOST_WAITING = 200
LONGEST_REASON = 120
TOO_SLOW = 4500
NOTHING = '"set":{}'


class Line:
    """Its reader is slow or fast as it likes: of views it gets the latest, and what differs from what it has."""

    def __init__(self, socket: WebSocket, who: str, now: Callable[[], float]) -> None:
        self.socket, self.who = socket, who
        self._now = now
        self._latest: tuple[int, Texts] | None = None
        self._sent: Texts = {}
        self._waiting: deque[str] = deque()
        self._last: tuple[int, str] | None = None
        self._woken = asyncio.Event()

    def show(self, version: int, texts: Texts) -> None:
        """Let the reader see this view, unless a newer one comes first."""
        self._latest = version, texts
        self._woken.set()

    def say(self, message: dict[str, Any]) -> None:
        """Send a message after those that wait."""
        self._waiting.append(json.dumps(message, separators=(",", ":")))
        if len(self._waiting) > MOST_WAITING:
            self.end(TOO_SLOW, "Your connection is too slow for what you ask.")
        self._woken.set()

    def end(self, code: int, words: str) -> None:
        """Close the line, saying why."""
        self._last = self._last or (code, words)
        self._woken.set()

    async def write(self) -> None:
        """Send whatever there is to send, until the line ends or breaks."""
        try:
            while self._last is None:
                try:
                    await asyncio.wait_for(self._woken.wait(), PING)
                except TimeoutError:
                    await self._send(f'{{"ping":true,"now":{self._now():.3f}}}')
                self._woken.clear()
                await self._send_waiting()
            await close(self.socket, *self._last)
        except (TimeoutError, WebSocketDisconnect, RuntimeError, OSError):
            # The browser has gone, or takes nothing any more; whoever reads from it notices by itself.
            await _give_up(self.socket)

    async def _send_waiting(self) -> None:
        while self._waiting:
            await self._send(self._waiting.popleft())
        if self._latest is not None:
            (version, texts), self._latest = self._latest, None
            news = _difference(self._sent, texts)
            if news or not self._sent:
                await self._send(f'{{"version":{version},"now":{self._now():.3f},{news or NOTHING}}}')
            self._sent = texts

    async def _send(self, text: str) -> None:
        await asyncio.wait_for(self.socket.send_text(text), PATIENCE)


def _difference(before: Texts, after: Texts) -> str:
    """What to set and what to add, as the inside of a message; nothing where nothing differs."""
    changed, added = [f'"{name}":null' for name in before if name not in after], []
    for name, text in after.items():
        if before.get(name) == text:
            continue
        new = text.since(before.get(name)) if isinstance(text, Talk) else None
        if new is None:
            changed.append(f'"{name}":{text}')
        else:
            added.append(f'"{name}.{MESSAGES}":[{",".join(new)}]')
    if not changed and not added:
        return ""
    return f'"set":{{{",".join(changed)}}}' + (f',"add":{{{",".join(added)}}}' if added else "")


async def close(socket: WebSocket, code: int, words: str) -> None:
    """End a line so that the page can say why: in a last message, and in short in the reason of the closing."""
    await asyncio.wait_for(socket.send_text(json.dumps({"closing": code, "problem": words})), PATIENCE)
    reason = words.encode(errors="replace")[:LONGEST_REASON].decode(errors="ignore")
    await asyncio.wait_for(socket.close(code, reason), PATIENCE)


async def _give_up(socket: WebSocket) -> None:
    try:
        await asyncio.wait_for(socket.close(TOO_SLOW), 1.0)
    except (TimeoutError, RuntimeError, OSError, WebSocketDisconnect):
        return
